import { dateTime, required, text } from '../odata/edm.ts'
import { eachRow } from '../odata/entity-set.ts'
import type { Endpoint } from '../runtime/deployments.ts'
import { managementSet } from './management-set.ts'

/** `<flow>$endpointAddress=<address without its slash>` (contract odata-api §1.4, value domains). */
const idOf = (endpoint: Endpoint): string => `${endpoint.flowId}$endpointAddress=${endpoint.address.replace(/^\//, '')}`

/** `ServiceEndpoints`: the addresses under which deployed flows can be called. */
export const serviceEndpoints = managementSet<Endpoint>({
  name: 'ServiceEndpoints',
  type: 'ServiceEndpoint',
  keys: ['Id'],
  properties: {
    Name: text((endpoint) => endpoint.flowId),
    Id: text(idOf),
    Title: required(text((endpoint) => endpoint.flowId)),
    Version: required(text((endpoint) => endpoint.version)),
    Summary: required(text((endpoint) => endpoint.flowName)),
    Description: required(text((endpoint) => endpoint.flowName)),
    LastUpdated: dateTime((endpoint) => endpoint.deployedOn),
    Protocol: text((endpoint) => endpoint.protocol),
  },
  navigation: {
    EntryPoints: { target: 'EntryPoints', many: true, resolve: eachRow(async (endpoint) => [endpoint]) },
    ApiDefinitions: { target: 'APIDefinitions', many: true, resolve: eachRow(async () => []) },
  },
  requires: 'viewMonitoring',
  list: async ({ deployments }) => deployments.endpoints(),
  read: async ({ Id }, { deployments }) => deployments.endpoints().find((endpoint) => idOf(endpoint) === Id),
})
