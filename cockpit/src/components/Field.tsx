import { Input, type InputPropTypes, Label } from '@ui5/webcomponents-react'
import { useId } from 'react'

interface FieldProps extends Pick<InputPropTypes, 'type' | 'placeholder' | 'required' | 'disabled' | 'valueStateMessage' | 'valueState'> {
  readonly label: string
  readonly value: string
  readonly hint?: string
  readonly onValue: (value: string) => void
}

/** A text field with its label. */
export function Field({ label, value, hint, onValue, required = false, ...input }: FieldProps) {
  const id = useId()
  return (
    <div className="field">
      <Label for={id} required={required} showColon>
        {label}
      </Label>
      <Input {...input} id={id} value={value} required={required} accessibleName={label} onInput={(event) => onValue(event.target.value)} />
      {hint !== undefined && <span className="hint">{hint}</span>}
    </div>
  )
}
