import type { Column } from '../../components/DataTable.tsx'
import { timeText } from '../../components/time.ts'
import { t } from '../../messages/messages.ts'
import type { AuditEntry } from './Entries.tsx'

export const auditColumns: readonly Column<AuditEntry>[] = [
  { header: t('audit.time'), cell: ({ time }) => timeText(time), width: '12rem', importance: 4 },
  { header: t('audit.what'), cell: ({ text }) => text, minWidth: '16rem', importance: 5 },
  { header: t('audit.user'), cell: ({ user }) => user, importance: 3 },
  { header: t('audit.from'), cell: ({ remoteAddress }) => remoteAddress, width: '9rem', importance: 1 },
]
