import { dateTimeOffset, text } from '../odata/edm.ts'
import { eachRow } from '../odata/entity-set.ts'
import type { IdMapping } from '../store/id-maps.ts'
import { managementSet } from './management-set.ts'

/** `IdMapFromId2s`: the ids behind one that messages got; from that id only. */
export const idMapFromId2s = managementSet<IdMapping>({
  name: 'IdMapFromId2s',
  type: 'IdMapFromId2',
  keys: ['FromId'],
  properties: {
    FromId: text((mapping) => mapping.fromId),
    ToId2: text((mapping) => mapping.toId),
    Mapper: text((mapping) => mapping.mapper),
    ExpirationTime: dateTimeOffset((mapping) => mapping.expiresAt),
    Qualifier: text((mapping) => mapping.qualifier),
    Context: text((mapping) => mapping.context),
  },
  navigation: { ToId: { target: 'IdMapToIds', many: false, resolve: eachRow(async (mapping) => [mapping]) } },
  requires: 'viewLocks',
})
