import { Tag } from '@ui5/webcomponents-react'
import { dateOf } from '../../../api/odata.ts'
import type { Column } from '../../../components/DataTable.tsx'
import { DeleteButton } from '../../../components/DeleteButton.tsx'
import { DownloadButton } from '../../../components/files/DownloadButton.tsx'
import { PageLink } from '../../../components/PageLink.tsx'
import { RowActions } from '../../../components/RowActions.tsx'
import { timeText } from '../../../components/time.ts'
import { t } from '../../../messages/messages.ts'
import type { DataStoreEntry } from './Entries.tsx'

export const entryColumns = (
  save: (entry: DataStoreEntry) => void,
  remove: (entry: DataStoreEntry) => Promise<void>,
): readonly Column<DataStoreEntry>[] => [
  { header: t('stores.entryId'), cell: ({ Id }) => <strong>{Id}</strong>, importance: 5 },
  {
    header: t('stores.status'),
    cell: ({ Status }) => (
      <Tag hideStateIcon design={Status === 'Overdue' ? 'Critical' : 'Information'}>
        {t(Status === 'Overdue' ? 'stores.isOverdue' : 'stores.isWaiting')}
      </Tag>
    ),
    width: '8rem',
    importance: 4,
  },
  {
    header: t('stores.message'),
    cell: ({ MessageId }) => MessageId && <PageLink to={`/monitor/messages/${MessageId}`}>{MessageId}</PageLink>,
    importance: 2,
  },
  { header: t('stores.createdAt'), cell: ({ CreatedAt }) => timeText(dateOf(CreatedAt)), importance: 3 },
  { header: t('stores.dueAt'), cell: ({ DueAt }) => timeText(dateOf(DueAt)), importance: 1 },
  { header: t('stores.retainUntil'), cell: ({ RetainUntil }) => timeText(dateOf(RetainUntil)), importance: 1 },
  {
    header: t('list.actions'),
    cell: (entry) => (
      <RowActions>
        <DownloadButton name={entry.Id ?? ''} onDownload={() => save(entry)} />
        <DeleteButton name={entry.Id ?? ''} question={t('stores.deleteEntry', { name: entry.Id ?? '' })} onConfirm={() => remove(entry)} />
      </RowActions>
    ),
    width: '7rem',
    importance: 4,
  },
]
