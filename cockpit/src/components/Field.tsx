import { Input, type InputPropTypes } from '@ui5/webcomponents-react'
import { FieldFrame } from './FieldFrame.tsx'

interface FieldProps extends Pick<InputPropTypes, 'type' | 'placeholder' | 'required' | 'disabled' | 'valueStateMessage' | 'valueState'> {
  readonly label: string
  readonly value: string
  readonly hint?: string
  readonly onValue: (value: string) => void
}

/** A text field with its label. */
export function Field({ label, value, hint, onValue, required = false, ...input }: FieldProps) {
  return (
    <FieldFrame label={label} required={required} hint={hint}>
      {(id) => (
        <Input
          {...input}
          id={id}
          value={value}
          required={required}
          accessibleName={label}
          onInput={(event) => onValue(event.target.value)}
        />
      )}
    </FieldFrame>
  )
}
