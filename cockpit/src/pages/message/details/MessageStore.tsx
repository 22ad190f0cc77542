import { dateOf, type Entity, entityPath } from '../../../api/odata.ts'
import { type Column, DataTable } from '../../../components/DataTable.tsx'
import { timeText } from '../../../components/time.ts'
import { t } from '../../../messages/messages.ts'
import { ContentButtons } from './ContentButtons.tsx'

type StoreEntry = Entity<'MessageStoreEntries'>

/** Payloads that persist steps of the flow wrote. */
export function MessageStore({ entries }: { readonly entries: readonly StoreEntry[] }) {
  return (
    <DataTable
      name={t('message.tab.store')}
      columns={COLUMNS}
      data={{ data: entries, loading: false }}
      keyOf={({ Id }) => Id ?? ''}
      empty={t('message.noEntries')}
    />
  )
}

const COLUMNS: readonly Column<StoreEntry>[] = [
  { header: t('message.step'), cell: ({ MessageStoreId }) => <strong>{MessageStoreId}</strong>, importance: 3 },
  { header: t('message.time'), cell: ({ TimeStamp }) => timeText(dateOf(TimeStamp)) },
  {
    header: t('list.actions'),
    importance: 2,
    width: '8rem',
    cell: ({ Id, MessageStoreId }) => <ContentButtons path={entityPath('MessageStoreEntries', Id ?? '')} name={MessageStoreId ?? ''} />,
  },
]
