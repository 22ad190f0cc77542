import { dateTime, text, writeOnly } from '../odata/edm.ts'
import type { SecurityMaterial } from '../store/security-material.ts'
import { managementSet } from './management-set.ts'
import { materialOperations } from './security-material.ts'

/** `SecureParameters`. No fields in the store; the secret is the value. */
export const secureParameters = managementSet<SecurityMaterial>({
  name: 'SecureParameters',
  type: 'SecureParameter',
  keys: ['Name'],
  properties: {
    Name: text((material) => material.name),
    Description: text((material) => material.description || null),
    SecureParam: writeOnly(),
    DeployedBy: text((material) => material.deployedBy),
    DeployedOn: dateTime((material) => material.deployedOn),
    Status: text(() => 'DEPLOYED'),
  },
  ...materialOperations({ kind: 'secure-parameter', secret: 'SecureParam', fields: () => ({}) }),
})
