import { dateTimeOffset, text } from '../odata/edm.ts'
import { eachRow } from '../odata/entity-set.ts'
import type { IdMapping } from '../store/id-maps.ts'
import { type Management, managementSet } from './management-set.ts'

/** `IdMapToIds`: ids that messages got; by key or from the id that they came with. */
export const idMapToIds = managementSet<IdMapping>({
  name: 'IdMapToIds',
  type: 'IdMapToId',
  keys: ['ToId'],
  properties: {
    ToId: text((mapping) => mapping.toId),
    FromId_: text((mapping) => mapping.fromId),
    Mapper: text((mapping) => mapping.mapper),
    ExpirationTime: dateTimeOffset((mapping) => mapping.expiresAt),
    Qualifier: text((mapping) => mapping.qualifier),
    Context: text((mapping) => mapping.context),
  },
  navigation: {
    FromId: { target: 'IdMapFromIds', many: false, resolve: eachRow(async ({ fromId }) => [{ fromId }]) },
    FromId2s: {
      target: 'IdMapFromId2s',
      many: true,
      resolve: eachRow(({ toId }, { store, clock }: Management) => store.idMaps.to(toId, clock.now())),
    },
  },
  requires: 'viewLocks',
  read: async ({ ToId }, { store, clock }) => (await store.idMaps.to(String(ToId), clock.now()))[0],
})
