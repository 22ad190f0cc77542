import { Bar, Button, Dialog } from '@ui5/webcomponents-react'
import { Fact } from '../../components/Fact.tsx'
import { timeText } from '../../components/time.ts'
import { t } from '../../messages/messages.ts'
import type { AuditEntry } from './Entries.tsx'

/** One entry with all that it says. Rendered while it is open. */
export function EntryDialog({ entry, onClose }: { readonly entry: AuditEntry; readonly onClose: () => void }) {
  const { sequence, time, user, userType, remoteAddress, requestId, objectType, objectName, details, seal } = entry
  return (
    <Dialog
      open
      headerText={entry.text}
      onClose={onClose}
      footer={<Bar design="Footer" endContent={<Button onClick={onClose}>{t('dialog.close')}</Button>} />}
    >
      <dl className="facts form">
        <Fact name={t('audit.time')} value={timeText(time)} />
        <Fact name={t('audit.user')} value={`${user} (${t(`audit.userType.${userType}`)})`} />
        {remoteAddress !== '' && <Fact name={t('audit.from')} value={remoteAddress} />}
        <Fact name={t('audit.object')} value={`${objectType}: ${objectName}`} />
        {requestId !== '' && <Fact name={t('audit.requestId')} value={requestId} copy={requestId} />}
        <Fact name={t('audit.sequence')} value={sequence} />
        <Fact name={t('audit.seal')} value={<code>{seal}</code>} />
      </dl>
      {Object.keys(details).length > 0 && <pre className="code audit-details">{JSON.stringify(details, null, 2)}</pre>}
    </Dialog>
  )
}
