import { text } from '../odata/edm.ts'
import { eachRow } from '../odata/entity-set.ts'
import { type Management, managementSet } from './management-set.ts'

/** `IdMapFromIds`: ids that messages came with; by key only. */
export const idMapFromIds = managementSet<{ readonly fromId: string }>({
  name: 'IdMapFromIds',
  type: 'IdMapFromId',
  keys: ['FromId'],
  properties: { FromId: text(({ fromId }) => fromId) },
  navigation: {
    ToIds: {
      target: 'IdMapToIds',
      many: true,
      resolve: eachRow(({ fromId }, { store, clock }: Management) => store.idMaps.from(fromId, clock.now())),
    },
  },
  requires: 'viewLocks',
  async read({ FromId }, { store, clock }) {
    const fromId = String(FromId)
    return (await store.idMaps.from(fromId, clock.now())).length === 0 ? undefined : { fromId }
  },
})
