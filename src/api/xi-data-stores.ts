import { required, text } from '../odata/edm.ts'
import { eachRow } from '../odata/entity-set.ts'
import { managementSet } from './management-set.ts'

/** A data store in which an XI channel keeps its messages. */
interface XiDataStore {
  readonly name: string
  readonly qualifier: string
  readonly participant: string
  readonly channel: string
}

/** `XiDataStores`: there are none, as no flow can have an XI channel. */
export const xiDataStores = managementSet<XiDataStore>({
  name: 'XiDataStores',
  type: 'XiDataStore',
  keys: ['Name', 'Qualifier'],
  properties: {
    Name: text((store) => store.name),
    Qualifier: text((store) => store.qualifier),
    Participant: required(text((store) => store.participant)),
    Channel: required(text((store) => store.channel)),
  },
  navigation: { Artifact: { target: 'XiDataStoreArtifacts', many: false, resolve: eachRow(async () => []) } },
  requires: 'viewDataStores',
  list: async () => [],
  read: async () => undefined,
})
