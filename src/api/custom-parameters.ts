import type { OAuth2ClientCredentials } from '../engine/services.ts'
import { text } from '../odata/edm.ts'
import { managementSet } from './management-set.ts'

export type CustomParameter = OAuth2ClientCredentials['customParameters'][number]

export const customParameterProperties = {
  Key: text<CustomParameter>((parameter) => parameter.key),
  Value: text<CustomParameter>((parameter) => parameter.value),
  SendAsPartOf: text<CustomParameter>((parameter) => parameter.sendAsPartOf),
}

/** `CustomParameters` of OAuth2 client credentials; through those only. */
export const customParameters = managementSet<CustomParameter>({
  name: 'CustomParameters',
  type: 'CustomParameter',
  keys: ['Key', 'Value', 'SendAsPartOf'],
  properties: customParameterProperties,
  requires: 'viewMonitoring',
})
