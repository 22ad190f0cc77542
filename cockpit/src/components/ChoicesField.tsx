import { MultiComboBox, MultiComboBoxItem } from '@ui5/webcomponents-react'
import { FieldFrame } from './FieldFrame.tsx'

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
  return (
    <FieldFrame label={label} required={required} hint={hint}>
      {(id) => (
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
      )}
    </FieldFrame>
  )
}
