import { text } from '../odata/edm.ts'
import { keyCreation, requestProperties } from './keystore/key-generation.ts'
import { generatedKeyPair } from './keystore/key-pair.ts'
import { managementSet } from './management-set.ts'

/** `KeyPairGenerationRequests`: `POST` makes a key, RSA or EC, with a self-signed certificate. */
export const keyPairGenerationRequests = managementSet<{ readonly alias: string }>({
  name: 'KeyPairGenerationRequests',
  type: 'KeyPairGenerationRequest',
  keys: ['Hexalias'],
  properties: { ...requestProperties, KeyType: text(() => null), KeyAlgorithmParameter: text(() => null) },
  requires: 'viewMonitoring',
  create: keyCreation(generatedKeyPair),
})
