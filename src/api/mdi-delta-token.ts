import { text } from '../odata/edm.ts'
import { entityNotFound } from '../odata/failure.ts'
import { managementSet } from './management-set.ts'

/** How far a flow has read from SAP Master Data Integration. */
interface DeltaToken {
  readonly operation: string
  readonly entity: string
  readonly version: string
  readonly token: string
  readonly updatedAt: string
}

/** `MDIDeltaToken`: flows cannot read from SAP Master Data Integration here, so no token is ever kept. */
export const mdiDeltaToken = managementSet<DeltaToken>({
  name: 'MDIDeltaToken',
  type: 'MDIDeltaToken',
  keys: ['Operation', 'Entity', 'Version'],
  properties: {
    Operation: text((token) => token.operation),
    Entity: text((token) => token.entity),
    Version: text((token) => token.version),
    DeltaToken: text((token) => token.token),
    LastUpdateTimestamp: text((token) => token.updatedAt),
  },
  requires: 'viewMonitoring',
  read: async () => undefined,
  delete: {
    requires: 'undeployArtifacts',
    async run() {
      throw entityNotFound()
    },
  },
})
