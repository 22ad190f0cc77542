import type { ExpressionBuilder } from 'kysely'
import type { ProcessingMarkKey, ProcessingMarkStore } from '../processing-marks.ts'
import type { SqlContext } from './context.ts'
import { deleteOldest } from './delete-oldest.ts'
import type { Tables } from './tables.ts'

const KEY = ['kind', 'vendor', 'component', 'source', 'entry'] as const

export function processingMarkStore({ db }: SqlContext): ProcessingMarkStore {
  return {
    async claim(mark) {
      const result = await db
        .insertInto('processing_marks')
        .values(mark)
        .onConflict((conflict) =>
          conflict
            .columns([...KEY])
            .doUpdateSet({ createdAt: mark.createdAt, expiresAt: mark.expiresAt })
            .where('processing_marks.expiresAt', '<=', mark.createdAt),
        )
        .executeTakeFirst()
      return result.numInsertedOrUpdatedRows === 1n
    },

    find: (key, now) => db.selectFrom('processing_marks').selectAll().where(is(key)).where('expiresAt', '>', now).executeTakeFirst(),

    list(kind, now, entry) {
      const all = db.selectFrom('processing_marks').selectAll().where('kind', '=', kind).where('expiresAt', '>', now)
      const found = entry === undefined ? all : all.where('entry', '=', entry)
      return found.orderBy('component').orderBy('source').orderBy('entry').orderBy('vendor').execute()
    },

    async release(key, now) {
      const result = await db.deleteFrom('processing_marks').where(is(key)).where('expiresAt', '>', now).executeTakeFirst()
      return result.numDeletedRows === 1n
    },

    deleteExpired: (now, limit = Number.MAX_SAFE_INTEGER) =>
      deleteOldest(db, { table: 'processing_marks', key: KEY, column: 'expiresAt' }, now, limit),
  }
}

const is =
  ({ kind, vendor, component, source, entry }: ProcessingMarkKey) =>
  (eb: ExpressionBuilder<Tables, 'processing_marks'>) =>
    eb.and({ kind, vendor, component, source, entry })
