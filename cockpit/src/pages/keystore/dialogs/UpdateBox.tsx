import { CheckBox } from '@ui5/webcomponents-react'
import { t } from '../../../messages/messages.ts'

interface UpdateBoxProps {
  readonly checked: boolean
  readonly onChecked: (checked: boolean) => void
}

/** Whether the entry of that alias is replaced. */
export function UpdateBox({ checked, onChecked }: UpdateBoxProps) {
  return <CheckBox text={t('keystore.update')} checked={checked} onChange={({ target }) => onChecked(target.checked)} />
}
