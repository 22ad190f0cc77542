import { Field } from '../../components/Field.tsx'
import { SelectField } from '../../components/SelectField.tsx'
import { type MessageKey, t } from '../../messages/messages.ts'
import type { MaterialField } from './material-kinds.ts'

interface MaterialInputProps {
  readonly field: MaterialField
  readonly value: string
  /** Whether a secret that is left empty stays as it is. */
  readonly stays: boolean
  readonly onValue: (value: string) => void
}

/** One field of the form of a kind. */
export function MaterialInput({
  field: { label, hint, choices, required = false, secret = false },
  value,
  stays,
  onValue,
}: MaterialInputProps) {
  if (choices !== undefined) {
    const options = choices.map((choice) => ({ value: choice, text: t(`material.choice.${choice}` as MessageKey) }))
    return <SelectField label={t(label)} value={value} options={options} onValue={onValue} />
  }
  const kept = secret && stays ? 'material.secretStays' : undefined
  const shownHint = kept ?? hint
  return (
    <Field
      label={t(label)}
      type={secret ? 'Password' : 'Text'}
      required={required && kept === undefined}
      value={value}
      {...(shownHint !== undefined && { hint: t(shownHint) })}
      onValue={onValue}
    />
  )
}
