import { eachRow } from '../odata/entity-set.ts'
import { managementSet } from './management-set.ts'
import { assignmentOf, type Keyring, keyring, keyringProperties, namedKeyring, SECRET_KEYRING } from './pgp/keyring.ts'

/** `PgpSecretKeyrings`: the keyring of secret keys. */
export const pgpSecretKeyrings = managementSet<Keyring>({
  name: 'PgpSecretKeyrings',
  type: 'PgpSecretKeyring',
  keys: ['Name'],
  properties: keyringProperties,
  navigation: {
    Runtimes: { target: 'KeyringRuntimeAssignment', many: true, resolve: eachRow(async (ring) => [assignmentOf(ring)]) },
  },
  requires: 'viewMonitoring',
  list: async (context) => [await keyring(SECRET_KEYRING, context)],
  read: (keys, context) => namedKeyring(SECRET_KEYRING, keys, context),
})
