import { required, text } from '../odata/edm.ts'
import type { Endpoint } from '../runtime/deployments.ts'
import { managementSet } from './management-set.ts'

/** `EntryPoints`: the URL of an endpoint; reached through `ServiceEndpoints` only. */
export const entryPoints = managementSet<Endpoint>({
  name: 'EntryPoints',
  type: 'EntryPoint',
  keys: ['Url'],
  properties: {
    Name: required(text((endpoint) => endpoint.flowId)),
    Url: text((endpoint) => endpoint.url),
    Type: text(() => 'PROD'),
    AdditionalInformation: text(() => ''),
  },
  requires: 'viewMonitoring',
})
