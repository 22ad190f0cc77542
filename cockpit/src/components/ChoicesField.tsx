import { Label, MultiComboBox, MultiComboBoxItem } from '@ui5/webcomponents-react'
import { useId } from 'react'

interface ChoicesFieldProps {
  readonly label: string
  readonly values: readonly string[]
  readonly options: readonly string[]
  readonly required?: boolean
  readonly hint?: string
  readonly onValues: (values: readonly string[]) => void
}

/** A choice of several with its label; typing finds them. */
export function ChoicesField({ label, values, options, required = false, hint, onValues }: ChoicesFieldProps) {
  const id = useId()
  return (
    <div className="field">
      <Label for={id} required={required} showColon>
        {label}
      </Label>
      <MultiComboBox
        id={id}
        accessibleName={label}
        required={required}
        filter="Contains"
        onSelectionChange={({ detail }) => onValues(detail.items.map(({ text }) => text ?? ''))}
      >
        {options.map((option) => (
          <MultiComboBoxItem key={option} text={option} selected={values.includes(option)} />
        ))}
      </MultiComboBox>
      {hint !== undefined && <span className="hint">{hint}</span>}
    </div>
  )
}
