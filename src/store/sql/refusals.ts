import type { RefusalStore, StoredRefusal } from '../refusals.ts'
import type { SqlContext } from './context.ts'
import type { Tables } from './tables.ts'
import { explained } from './violations.ts'

export function refusalStore({ db }: SqlContext): RefusalStore {
  return {
    async add(refusals) {
      await db.transaction().execute(async (transaction) => {
        for (const refusal of refusals) {
          await explained({ duplicate: `The refusal of request ${refusal.requestId}` }, () =>
            transaction.insertInto('refusals').values(toRow(refusal)).execute(),
          )
        }
      })
    },

    async find(requestId) {
      const row = await db.selectFrom('refusals').selectAll().where('requestId', '=', requestId).executeTakeFirst()
      return row === undefined ? undefined : fromRow(row)
    },

    async list({ cause, clientId, since, before, limit }) {
      let query = db.selectFrom('refusals').selectAll().orderBy('time', 'desc').orderBy('requestId', 'desc').limit(limit)
      if (cause !== undefined) query = query.where('cause', '=', cause)
      if (clientId !== undefined) query = query.where('clientId', '=', clientId)
      if (since !== undefined) query = query.where('time', '>=', since)
      if (before !== undefined) {
        const known = db.selectFrom('refusals').select(['time', 'requestId']).where('requestId', '=', before)
        query = query.where(({ refTuple, eb }) => eb(refTuple('time', 'requestId'), '<', known.$asTuple('time', 'requestId')))
      }
      return (await query.execute()).map(fromRow)
    },

    async countCauses(since = 0) {
      const counted = db
        .selectFrom('refusals')
        .where('time', '>=', since)
        .select((eb) => ['cause', eb.fn.countAll().as('count')])
      const rows = await counted.groupBy('cause').orderBy('count', 'desc').orderBy('cause').execute()
      return rows.map(({ cause, count }) => ({ cause, count: Number(count) }))
    },

    async prune(count, since) {
      const kept = db.selectFrom('refusals').select('requestId').orderBy('time', 'desc').orderBy('requestId', 'desc')
      const surplus = kept.limit(Number.MAX_SAFE_INTEGER).offset(count)
      const result = await db
        .deleteFrom('refusals')
        .where((eb) => eb.or([eb('time', '<', since), eb('requestId', 'in', surplus)]))
        .executeTakeFirst()
      return Number(result.numDeletedRows)
    },
  }
}

const toRow = (refusal: StoredRefusal): Tables['refusals'] => ({ ...refusal, facts: JSON.stringify(refusal.facts) })

const fromRow = (row: Tables['refusals']): StoredRefusal => ({ ...row, facts: JSON.parse(row.facts) })
