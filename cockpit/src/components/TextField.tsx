import { TextArea } from '@ui5/webcomponents-react'
import { FieldFrame } from './FieldFrame.tsx'

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
  return (
    <FieldFrame label={label} hint={hint}>
      {(id) => (
        <TextArea {...area} id={id} rows={rows} value={value} accessibleName={label} onInput={(event) => onValue(event.target.value)} />
      )}
    </FieldFrame>
  )
}
