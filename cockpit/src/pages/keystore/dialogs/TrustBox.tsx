import { CheckBox } from '@ui5/webcomponents-react'
import { t } from '../../../messages/messages.ts'

interface TrustBoxProps {
  readonly checked: boolean
  readonly onChecked: (checked: boolean) => void
}

/** Whoever adds a certificate without a known issuer vouches for it. */
export function TrustBox({ checked, onChecked }: TrustBoxProps) {
  return (
    <div className="field">
      <CheckBox text={t('keystore.verified')} checked={checked} onChange={({ target }) => onChecked(target.checked)} />
      <span className="hint">{t('keystore.verifiedHint')}</span>
    </div>
  )
}
