import type { ReactNode } from 'react'
import './toolbar.css'

/** Filters above a list, buttons at their end. */
export function Toolbar({ children, actions }: { readonly children?: ReactNode; readonly actions?: ReactNode }) {
  return (
    <div className="toolbar">
      <div className="toolbar-filters">{children}</div>
      <div className="actions">{actions}</div>
    </div>
  )
}
