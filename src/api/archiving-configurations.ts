import { boolean, required, text } from '../odata/edm.ts'
import { managementSet } from './management-set.ts'

/** `ArchivingConfigurations('<tenant>')`: whether message logs are archived. They never are; whoever asks knows the tenant by its name. */
export const archivingConfigurations = managementSet<{ readonly tenant: string }>({
  name: 'ArchivingConfigurations',
  type: 'ArchivingConfiguration',
  keys: ['Id'],
  properties: { Id: text(({ tenant }) => tenant), Active: required(boolean(() => false)) },
  requires: 'viewArchiving',
  read: async ({ Id }) => ({ tenant: String(Id) }),
})
