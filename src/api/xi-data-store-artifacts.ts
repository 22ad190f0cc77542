import { text } from '../odata/edm.ts'
import { eachRow } from '../odata/entity-set.ts'
import { managementSet } from './management-set.ts'

/** `XiDataStoreArtifacts`: flows with a data store of the XI adapter; there are none. */
export const xiDataStoreArtifacts = managementSet<{ readonly id: string; readonly name: string }>({
  name: 'XiDataStoreArtifacts',
  type: 'XiDataStoreArtifact',
  keys: ['Id'],
  properties: { Id: text((artifact) => artifact.id), Name: text((artifact) => artifact.name) },
  navigation: { DataStores: { target: 'XiDataStores', many: true, resolve: eachRow(async () => []) } },
  requires: 'viewDataStores',
  list: async () => [],
  read: async () => undefined,
})
