import { Label } from '@ui5/webcomponents-react'
import { type ReactNode, useId } from 'react'

interface FieldFrameProps {
  readonly label: string
  readonly required?: boolean
  readonly hint?: string | undefined
  /** What is filled in; the label leads to the element with the id. */
  readonly children: (id: string) => ReactNode
}

/** A label above a field, and a hint below it. */
export function FieldFrame({ label, required = false, hint, children }: FieldFrameProps) {
  const id = useId()
  return (
    <div className="field">
      <Label for={id} required={required} showColon>
        {label}
      </Label>
      {children(id)}
      {hint !== undefined && <span className="hint">{hint}</span>}
    </div>
  )
}
