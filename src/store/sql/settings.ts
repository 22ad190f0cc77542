import type { SettingStore } from '../settings.ts'
import type { SqlContext } from './context.ts'

export function settingStore({ db, changes }: SqlContext): SettingStore {
  return {
    async get(name) {
      const row = await db.selectFrom('settings').select('value').where('name', '=', name).executeTakeFirst()
      return row?.value
    },
    async put(name, value) {
      await db
        .insertInto('settings')
        .values({ name, value })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
        .execute()
      changes.publish('settings', name)
    },
    async putIfMissing(name, value) {
      const insert = db.insertInto('settings').values({ name, value })
      const result = await insert.onConflict((conflict) => conflict.column('name').doNothing()).executeTakeFirst()
      if (result.numInsertedOrUpdatedRows === 1n) changes.publish('settings', name)
    },
  }
}
