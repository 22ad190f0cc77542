import { Tag } from '@ui5/webcomponents-react'
import { dateOf } from '../../api/odata.ts'
import { timeText } from '../../components/time.ts'
import { t } from '../../messages/messages.ts'
import { type KeystoreEntry, validityOf } from './keystore.ts'
import './keystore.css'

const LOOKS = { valid: 'Positive', soon: 'Critical', expired: 'Negative', notYetValid: 'Information' } as const

/** How long a certificate is valid, and whether somebody must care. */
export function ValidityTag({ entry }: { readonly entry: KeystoreEntry }) {
  const validity = validityOf(entry, Date.now())
  return (
    <div className="keystore-validity">
      <Tag hideStateIcon design={LOOKS[validity]}>
        {t(`keystore.validity.${validity}`)}
      </Tag>
      <span className="hint">{t('keystore.until', { time: timeText(dateOf(entry.ValidNotAfter)) })}</span>
    </div>
  )
}
