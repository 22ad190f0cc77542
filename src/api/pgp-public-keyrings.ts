import { eachRow } from '../odata/entity-set.ts'
import { managementSet } from './management-set.ts'
import { assignmentOf, type Keyring, keyring, keyringProperties, namedKeyring, PUBLIC_KEYRING } from './pgp/keyring.ts'

/** `PgpPublicKeyrings`: the keyring of public keys. */
export const pgpPublicKeyrings = managementSet<Keyring>({
  name: 'PgpPublicKeyrings',
  type: 'PgpPublicKeyring',
  keys: ['Name'],
  properties: keyringProperties,
  navigation: {
    Runtimes: { target: 'KeyringRuntimeAssignment', many: true, resolve: eachRow(async (ring) => [assignmentOf(ring)]) },
  },
  requires: 'viewMonitoring',
  list: async (context) => [await keyring(PUBLIC_KEYRING, context)],
  read: (keys, context) => namedKeyring(PUBLIC_KEYRING, keys, context),
})
