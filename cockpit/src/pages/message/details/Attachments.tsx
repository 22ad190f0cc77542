import { dateOf, type Entity, entityPath } from '../../../api/odata.ts'
import { type Column, DataTable } from '../../../components/DataTable.tsx'
import { timeText } from '../../../components/time.ts'
import { t } from '../../../messages/messages.ts'
import { ContentButtons } from './ContentButtons.tsx'

type Attachment = Entity<'MessageProcessingLogAttachments'>

/** What scripts attached to the log. */
export function Attachments({ attachments }: { readonly attachments: readonly Attachment[] }) {
  return (
    <DataTable
      name={t('message.tab.attachments')}
      columns={COLUMNS}
      data={{ data: attachments, loading: false }}
      keyOf={({ Id }) => Id ?? ''}
      empty={t('message.noAttachments')}
    />
  )
}

const COLUMNS: readonly Column<Attachment>[] = [
  { header: t('message.name'), cell: ({ Name }) => <strong>{Name}</strong>, importance: 3 },
  { header: t('message.type'), cell: ({ ContentType }) => ContentType },
  { header: t('console.size'), cell: ({ PayloadSize }) => t('console.bytes', { count: PayloadSize ?? 0 }), width: '9rem' },
  { header: t('message.time'), cell: ({ TimeStamp }) => timeText(dateOf(TimeStamp)), width: '13rem' },
  {
    header: t('list.actions'),
    importance: 2,
    width: '8rem',
    cell: ({ Id, Name }) => <ContentButtons path={entityPath('MessageProcessingLogAttachments', Id ?? '')} name={Name ?? ''} />,
  },
]
