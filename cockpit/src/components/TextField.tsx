import { Label, TextArea } from '@ui5/webcomponents-react'
import { useId } from 'react'

interface TextFieldProps {
  readonly label: string
  readonly value: string
  readonly rows?: number
  readonly placeholder?: string
  readonly hint?: string
  readonly onValue: (value: string) => void
}

/** A field for several lines with its label. */
export function TextField({ label, value, hint, rows = 4, onValue, ...area }: TextFieldProps) {
  const id = useId()
  return (
    <div className="field">
      <Label for={id} showColon>
        {label}
      </Label>
      <TextArea {...area} id={id} rows={rows} value={value} accessibleName={label} onInput={(event) => onValue(event.target.value)} />
      {hint !== undefined && <span className="hint">{hint}</span>}
    </div>
  )
}
