import { useState } from 'react'
import { type AdminAnswer, admin } from '../../api/admin.ts'
import { DataTable } from '../../components/DataTable.tsx'
import { Problem } from '../../components/Problem.tsx'
import { momentOf, SINCE } from '../../components/since.ts'
import { PAGE_SIZE, usePages } from '../../components/use-pages.ts'
import { useQuery } from '../../components/use-query.ts'
import { t } from '../../messages/messages.ts'
import { ACTIONS, AuditFilters } from './AuditFilters.tsx'
import { auditColumns } from './audit-columns.tsx'
import { EntryDialog } from './EntryDialog.tsx'

export type AuditEntry = AdminAnswer<'GET /audit'>[number]

/** @param round asks again when it changes */
export function Entries({ round }: { readonly round: number }) {
  const query = useQuery()
  const [open, setOpen] = useState<AuditEntry>()
  const user = query.of('user')
  const action = ACTIONS.find((choice) => choice === query.of('action'))
  const since = SINCE.find((choice) => choice === query.of('since')) ?? 'all'
  const load = (last: AuditEntry | undefined) => {
    const choice = {
      ...(user !== '' && { user }),
      ...(action && { action }),
      ...(since !== 'all' && { since: momentOf(since, Date.now()) }),
    }
    return admin('GET /audit', { query: { ...choice, ...(last && { before: last.sequence }), limit: PAGE_SIZE } })
  }
  const entries = usePages(load, [user, action, since, round])
  return (
    <>
      <AuditFilters user={user} action={action} since={since} onChange={query.set} />
      <Problem text={entries.problem} />
      <DataTable
        name={t('audit.title')}
        columns={auditColumns}
        data={entries}
        keyOf={({ id }) => id}
        empty={t('list.noneMatches')}
        onOpen={setOpen}
        onMore={entries.more}
      />
      {open !== undefined && <EntryDialog entry={open} onClose={() => setOpen(undefined)} />}
    </>
  )
}
