import { type Entity, list } from '../../api/odata.ts'
import { type Column, DataTable } from '../../components/DataTable.tsx'
import { Problem } from '../../components/Problem.tsx'
import { Toolbar } from '../../components/Toolbar.tsx'
import { useData } from '../../components/use-data.ts'
import { t } from '../../messages/messages.ts'

type Queue = Entity<'Queues'>

/** *Message Queues*: there are none as long as no adapter can use one. */
export function Queues() {
  const queues = useData(async () => (await list('Queues')).results, [])
  return (
    <>
      <Toolbar />
      <Problem text={queues.problem} />
      <DataTable name={t('stores.queues')} columns={COLUMNS} data={queues} keyOf={({ Name }) => Name ?? ''} empty={t('stores.noQueues')} />
    </>
  )
}

const COLUMNS: readonly Column<Queue>[] = [
  { header: t('stores.name'), cell: ({ Name }) => <strong>{Name}</strong>, importance: 2 },
  { header: t('stores.entries'), cell: ({ NumbOfMsgs }) => NumbOfMsgs, importance: 1 },
]
