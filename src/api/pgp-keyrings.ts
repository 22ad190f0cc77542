import { managementSet } from './management-set.ts'
import { type Keyring, keyring, keyringProperties, namedKeyring, PUBLIC_KEYRING, SECRET_KEYRING } from './pgp/keyring.ts'

/** `PgpKeyrings`: the public and the secret one. */
export const pgpKeyrings = managementSet<Keyring>({
  name: 'PgpKeyrings',
  type: 'PgpKeyring',
  keys: ['Name'],
  properties: keyringProperties,
  requires: 'viewMonitoring',
  list: (context) => Promise.all([PUBLIC_KEYRING, SECRET_KEYRING].map((name) => keyring(name as Keyring['name'], context))),
  read: (keys, context) => namedKeyring(keys.Name === SECRET_KEYRING ? SECRET_KEYRING : PUBLIC_KEYRING, keys, context),
})
