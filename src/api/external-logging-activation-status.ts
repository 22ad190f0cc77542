import { boolean, text } from '../odata/edm.ts'
import { managementSet } from './management-set.ts'

/** `ExternalLoggingActivationStatus('<tenant>')`: whether message logs are sent elsewhere. They never are. */
export const externalLoggingActivationStatus = managementSet<{ readonly tenant: string }>({
  name: 'ExternalLoggingActivationStatus',
  type: 'ExternalLoggingActivationStatus',
  keys: ['Id'],
  properties: { Id: text(({ tenant }) => tenant), Active: boolean(() => false) },
  requires: 'viewExternalLogging',
  read: async ({ Id }) => ({ tenant: String(Id) }),
})
