import { DatePicker, Label } from '@ui5/webcomponents-react'
import { useId } from 'react'
import { t } from '../../../messages/messages.ts'

/** The day from which on a secret opens nothing; ISO 8601 of its first moment in the user's zone. */
export function ExpiryField({ onExpiry }: { readonly onExpiry: (expiresAt: string | undefined) => void }) {
  const id = useId()
  return (
    <div className="field">
      <Label for={id} showColon>
        {t('secret.expires')}
      </Label>
      <DatePicker
        id={id}
        accessibleName={t('secret.expires')}
        formatPattern="yyyy-MM-dd"
        placeholder={t('secret.never')}
        onChange={({ detail: { value, valid } }) => onExpiry(valid && value ? new Date(`${value}T00:00`).toISOString() : undefined)}
      />
      <span className="hint">{t('secret.expiresHint')}</span>
    </div>
  )
}
