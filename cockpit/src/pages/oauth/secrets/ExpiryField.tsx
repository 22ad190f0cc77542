import { DatePicker } from '@ui5/webcomponents-react'
import { FieldFrame } from '../../../components/FieldFrame.tsx'
import { t } from '../../../messages/messages.ts'

/** The day from which on a secret opens nothing; ISO 8601 of its first moment in the user's zone. */
export function ExpiryField({ onExpiry }: { readonly onExpiry: (expiresAt: string | undefined) => void }) {
  return (
    <FieldFrame label={t('secret.expires')} hint={t('secret.expiresHint')}>
      {(id) => (
        <DatePicker
          id={id}
          accessibleName={t('secret.expires')}
          formatPattern="yyyy-MM-dd"
          placeholder={t('secret.never')}
          onChange={({ detail: { value, valid } }) => onExpiry(valid && value ? new Date(`${value}T00:00`).toISOString() : undefined)}
        />
      )}
    </FieldFrame>
  )
}
