import type { ReactNode } from 'react'
import './row-actions.css'

/** The buttons of a row; a click on one does not open the row. */
export function RowActions({ children }: { readonly children: ReactNode }) {
  return <div className="row-actions">{children}</div>
}
