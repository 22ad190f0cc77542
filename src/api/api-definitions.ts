import { required, text } from '../odata/edm.ts'
import { managementSet } from './management-set.ts'

/** A machine-readable description of an endpoint. */
interface ApiDefinition {
  readonly url: string
  readonly name: string
}

/** `APIDefinitions`: no endpoint publishes one so far. */
export const apiDefinitions = managementSet<ApiDefinition>({
  name: 'APIDefinitions',
  type: 'Definition',
  keys: ['Url'],
  properties: { Url: text((definition) => definition.url), Name: required(text((definition) => definition.name)) },
  requires: 'viewMonitoring',
})
