import type { IdMapStore } from '../id-maps.ts'
import type { SqlContext } from './context.ts'
import { deleteOldest } from './delete-oldest.ts'

const KEY = ['fromId', 'mapper', 'context', 'qualifier'] as const

export function idMapStore({ db }: SqlContext): IdMapStore {
  const present = (now: number) => db.selectFrom('id_mappings').selectAll().where('expiresAt', '>', now)
  return {
    map: (mapping, now) =>
      db.transaction().execute(async (transaction) => {
        const { fromId, mapper, context, qualifier, toId, expiresAt } = mapping
        const { toId: kept } = await transaction
          .insertInto('id_mappings')
          .values({ fromId, mapper, context, qualifier, toId, expiresAt })
          .onConflict((conflict) =>
            conflict.columns([...KEY]).doUpdateSet((eb) => {
              const isGone = eb('id_mappings.expiresAt', '<=', now)
              return {
                toId: eb.case().when(isGone).then(toId).else(eb.ref('id_mappings.toId')).end(),
                expiresAt: eb.case().when(isGone).then(expiresAt).else(eb.ref('id_mappings.expiresAt')).end(),
              }
            }),
          )
          .returning('toId')
          .executeTakeFirstOrThrow()
        return kept
      }),

    from: (fromId, now) => present(now).where('fromId', '=', fromId).orderBy('mapper').orderBy('context').orderBy('qualifier').execute(),

    to: (toId, now) => present(now).where('toId', '=', toId).orderBy('fromId').orderBy('mapper').orderBy('context').execute(),

    deleteExpired: (now, limit = Number.MAX_SAFE_INTEGER) =>
      deleteOldest(db, { table: 'id_mappings', key: KEY, column: 'expiresAt' }, now, limit),
  }
}
