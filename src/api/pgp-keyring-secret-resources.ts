import { text } from '../odata/edm.ts'
import { managementSet } from './management-set.ts'
import { importKeys } from './pgp/key-import.ts'
import { type Keyring, namedKeyring, SECRET_KEYRING } from './pgp/keyring.ts'
import { secretStays } from './pgp/secret-stays.ts'
import { uploadedSecretKeys } from './pgp/uploaded-keys.ts'

/** `PgpKeyringSecretResources('secring')`: `PUT …/$value` adds secret keys; their passphrase is in the header `Passphrase`. */
export const pgpKeyringSecretResources = managementSet<Keyring>({
  name: 'PgpKeyringSecretResources',
  type: 'PgpKeyringSecretResource',
  keys: ['Name'],
  properties: { Name: text(({ name }) => name) },
  requires: 'viewMonitoring',
  read: (keys, context) => namedKeyring(SECRET_KEYRING, keys, context),
  media: {
    requires: 'downloadSecurityMaterial',
    read: secretStays,
    write: {
      requires: 'editSecurityMaterial',
      async run(keys, content, context) {
        await namedKeyring(SECRET_KEYRING, keys, context)
        return importKeys('secretKey', await uploadedSecretKeys(content, context.header('passphrase') ?? ''), context)
      },
    },
  },
})
