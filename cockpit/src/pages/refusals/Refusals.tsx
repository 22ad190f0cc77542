import { Tag } from '@ui5/webcomponents-react'
import { admin } from '../../api/admin.ts'
import { type Column, DataTable } from '../../components/DataTable.tsx'
import { Problem } from '../../components/Problem.tsx'
import { momentOf, SINCE } from '../../components/since.ts'
import { timeText } from '../../components/time.ts'
import { PAGE_SIZE, usePages } from '../../components/use-pages.ts'
import { useQuery } from '../../components/use-query.ts'
import { t } from '../../messages/messages.ts'
import { RefusalFilters } from './RefusalFilters.tsx'
import type { Refusal } from './refusal.ts'

/** @param round asks again when it changes */
export function Refusals({ round }: { readonly round: number }) {
  const query = useQuery()
  const [cause, client] = [query.of('cause'), query.of('client')]
  const since = SINCE.find((choice) => choice === query.of('since')) ?? 'all'
  const load = (last: Refusal | undefined) =>
    admin('GET /refusals', {
      query: { cause, client, since: momentOf(since, Date.now()), before: last?.requestId ?? '', limit: PAGE_SIZE },
    })
  const refusals = usePages(load, [cause, client, since, round])
  const isChosen = cause !== '' || client !== '' || since !== 'all'
  return (
    <>
      <RefusalFilters cause={cause} client={client} since={since} round={round} onChange={query.set} />
      <Problem text={refusals.problem} />
      <DataTable
        name={t('refusals.title')}
        columns={COLUMNS}
        data={refusals}
        keyOf={({ requestId }) => requestId}
        empty={t(isChosen ? 'refusals.noneChosen' : 'refusals.none')}
        onOpen={({ requestId }) => query.set({ request: requestId })}
        onMore={refusals.more}
      />
    </>
  )
}

const COLUMNS: readonly Column<Refusal>[] = [
  { header: t('refusals.time'), cell: ({ time }) => timeText(time), width: '12rem', importance: 3 },
  { header: t('refusals.call'), cell: ({ method, path }) => `${method} ${path}`, importance: 4 },
  {
    header: t('refusals.status'),
    cell: ({ status }) => (
      <Tag hideStateIcon design="Negative">
        {String(status)}
      </Tag>
    ),
    width: '5rem',
    importance: 3,
  },
  { header: t('refusals.client'), cell: ({ clientId }) => clientId ?? t('refusals.unknownClient'), importance: 1 },
  { header: t('refusals.cause'), cell: ({ cause }) => cause, importance: 5 },
]
