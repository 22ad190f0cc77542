import type { DesignStore } from '../design.ts'
import type { SqlContext } from './context.ts'
import { explained } from './violations.ts'

/** The part of the design store that keeps the tag values of packages. */
export const customTags = ({ db }: SqlContext): Pick<DesignStore, 'customTags' | 'putCustomTag'> => ({
  customTags(packageId) {
    const query = db.selectFrom('package_custom_tags').selectAll().orderBy('packageId').orderBy('name')
    return (packageId === undefined ? query : query.where('packageId', '=', packageId)).execute()
  },

  async putCustomTag(tag) {
    const insert = db
      .insertInto('package_custom_tags')
      .values(tag)
      .onConflict((conflict) => conflict.columns(['packageId', 'name']).doUpdateSet({ value: tag.value }))
    await explained({ missing: `Integration package ${tag.packageId}` }, () => insert.execute())
  },
})
