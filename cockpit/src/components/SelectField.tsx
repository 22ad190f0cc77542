import { Option, Select } from '@ui5/webcomponents-react'
import { FieldFrame } from './FieldFrame.tsx'

interface SelectFieldProps<V extends string> {
  readonly label: string
  readonly value: V
  readonly options: readonly { readonly value: V; readonly text: string }[]
  readonly hint?: string
  readonly disabled?: boolean
  readonly onValue: (value: V) => void
}

/** A choice of few with its label. */
export function SelectField<V extends string>({ label, value, options, hint, disabled = false, onValue }: SelectFieldProps<V>) {
  return (
    <FieldFrame label={label} hint={hint}>
      {(id) => (
        <Select
          id={id}
          value={value}
          accessibleName={label}
          disabled={disabled}
          onChange={({ detail }) => onValue(detail.selectedOption.value as V)}
        >
          {options.map((option) => (
            <Option key={option.value} value={option.value}>
              {option.text}
            </Option>
          ))}
        </Select>
      )}
    </FieldFrame>
  )
}
