import type { Aggregate, AggregateStore, CollectingStep } from '../aggregates.ts'
import type { SqlContext } from './context.ts'
import { explained } from './violations.ts'

export function aggregateStore({ db }: SqlContext): AggregateStore {
  const ofStep = ({ flowId, stepId }: CollectingStep) =>
    db.selectFrom('aggregates').selectAll().where('flowId', '=', flowId).where('stepId', '=', stepId)
  return {
    open: (step, correlation): Promise<Aggregate | undefined> =>
      ofStep(step).where('correlation', '=', correlation).where('completedBy', 'is', null).executeTakeFirst(),

    find: (messageGuid): Promise<Aggregate | undefined> =>
      db.selectFrom('aggregates').selectAll().where('messageGuid', '=', messageGuid).executeTakeFirst(),

    async put(aggregate) {
      const insert = db.insertInto('aggregates').values(aggregate)
      const upsert = insert.onConflict((conflict) => conflict.column('messageGuid').doUpdateSet(aggregate))
      await explained({ duplicate: `An open aggregate of ${aggregate.correlation}` }, () => upsert.execute())
    },

    due: (step, now, limit): Promise<Aggregate[]> =>
      ofStep(step).where('dueAt', '<=', now).orderBy('dueAt').orderBy('messageGuid').limit(limit).execute(),

    unannounced: (step): Promise<Aggregate[]> =>
      ofStep(step).where('completedBy', 'is', null).where('announcedAt', 'is', null).orderBy('start').orderBy('messageGuid').execute(),

    async delete(messageGuid) {
      const result = await db.deleteFrom('aggregates').where('messageGuid', '=', messageGuid).executeTakeFirst()
      return result.numDeletedRows === 1n
    },
  }
}
