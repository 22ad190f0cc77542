import { writeOnly } from '../odata/edm.ts'
import { keyCreation, requestProperties } from './keystore/key-generation.ts'
import { certifiedKeyPair } from './keystore/key-pair.ts'
import { managementSet } from './management-set.ts'

/** `RSAKeyGenerationRequests`: `POST` keeps an RSA key of the caller with a self-signed certificate. */
export const rsaKeyGenerationRequests = managementSet<{ readonly alias: string }>({
  name: 'RSAKeyGenerationRequests',
  type: 'RSAKeyGenerationRequest',
  keys: ['Hexalias'],
  properties: { ...requestProperties, RSAFile: writeOnly('Edm.Binary') },
  requires: 'viewMonitoring',
  create: keyCreation(certifiedKeyPair),
})
