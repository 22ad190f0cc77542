import type { Kysely } from 'kysely'
import {
  type AuditEntry,
  type AuditEvent,
  type AuditExtent,
  type AuditField,
  type AuditLogStore,
  chain,
  type Seal,
  sealedExtent,
} from '../audit-log.ts'
import type { Condition } from '../query.ts'
import { Conditions, type Fields } from './conditions.ts'
import type { SqlContext } from './context.ts'
import type { Tables } from './tables.ts'

const FIELDS: Fields<AuditField> = {
  id: { type: 'string' },
  sequence: { type: 'number' },
  time: { type: 'number' },
  user: { type: 'string' },
  userType: { type: 'string' },
  action: { type: 'string' },
  objectType: { type: 'string' },
  objectName: { type: 'string' },
  remoteAddress: { type: 'string' },
  requestId: { type: 'string' },
}

const EMPTY: Omit<AuditExtent, 'seal'> = { first: 1, last: 0, lastSeal: '' }

/** All but `append`, which every token request passes and each database does in its fastest way. */
export function auditLogStore({ db, oneOf }: SqlContext): Omit<AuditLogStore, 'append'> {
  const conditions = new Conditions(FIELDS, oneOf)
  const entries = (where: Condition<AuditField> = { op: 'and', conditions: [] }) =>
    db.selectFrom('audit_log').where(conditions.toSql(where))

  return {
    async query({ where, orderBy = [], limit, offset }) {
      let query = entries(where).selectAll()
      for (const { field, descending } of orderBy) query = query.orderBy(conditions.column(field), descending ? 'desc' : 'asc')
      if (limit !== undefined || offset !== undefined) query = query.limit(limit ?? Number.MAX_SAFE_INTEGER)
      if (offset !== undefined) query = query.offset(offset)
      return (await query.execute()).map(fromRow)
    },

    async count(where) {
      const row = await entries(where)
        .select((eb) => eb.fn.countAll<number>().as('rows'))
        .executeTakeFirstOrThrow()
      return Number(row.rows)
    },

    extent: () => readExtent(db),

    prune: (before, seal) =>
      db.transaction().execute(async (transaction) => {
        const extent = await readExtent(transaction)
        if (extent === undefined) return 0
        const first = (await oldestSince(transaction, before)) ?? extent.last + 1
        if (first <= extent.first) return 0
        await transaction.deleteFrom('audit_log').where('sequence', '<', first).execute()
        await transaction
          .updateTable('audit_log_extent')
          .set(extentOf({ ...extent, first }, seal))
          .execute()
        return first - extent.first
      }),
  }
}

async function readExtent(db: Kysely<Tables>): Promise<AuditExtent | undefined> {
  return db.selectFrom('audit_log_extent').select(['first', 'last', 'lastSeal', 'seal']).executeTakeFirst()
}

/** The first entry that retention keeps. A clock that went back leaves older entries behind it; they stay, so that no gap is cut. */
async function oldestSince(db: Kysely<Tables>, time: number): Promise<number | undefined> {
  const row = await db
    .selectFrom('audit_log')
    .select((eb) => eb.fn.min('sequence').as('sequence'))
    .where('time', '>=', time)
    .executeTakeFirst()
  return row?.sequence ?? undefined
}

/** The extent after these entries, sealed. */
export function extended(current: AuditExtent | undefined, events: readonly AuditEvent[], seal: Seal) {
  const { first, last, lastSeal } = current ?? EMPTY
  const entries = chain(events, { last, lastSeal }, seal)
  const newest = entries.at(-1)
  return { entries, extent: extentOf({ first, last: newest?.sequence ?? last, lastSeal: newest?.seal ?? lastSeal }, seal) }
}

function extentOf({ first, last, lastSeal }: Omit<AuditExtent, 'seal'>, seal: Seal): AuditExtent {
  return { first, last, lastSeal, seal: seal(sealedExtent({ first, last, lastSeal })) }
}

export const auditRow = (entry: AuditEntry): Tables['audit_log'] => ({ ...entry, details: JSON.stringify(entry.details) })

const fromRow = (row: Tables['audit_log']): AuditEntry => ({ ...row, details: JSON.parse(row.details) })
