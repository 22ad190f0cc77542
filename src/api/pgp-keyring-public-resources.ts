import { readKey } from 'openpgp'
import { text } from '../odata/edm.ts'
import { managementSet } from './management-set.ts'
import { importKeys } from './pgp/key-import.ts'
import { type Keyring, namedKeyring, PUBLIC_KEYRING } from './pgp/keyring.ts'
import { uploadedPublicKeys } from './pgp/uploaded-keys.ts'

/** `PgpKeyringPublicResources('pubring')`: the public keys as one file; `PUT …/$value` adds those of another one. */
export const pgpKeyringPublicResources = managementSet<Keyring>({
  name: 'PgpKeyringPublicResources',
  type: 'PgpKeyringPublicResource',
  keys: ['Name'],
  properties: { Name: text(({ name }) => name) },
  requires: 'viewMonitoring',
  read: (keys, context) => namedKeyring(PUBLIC_KEYRING, keys, context),
  media: {
    requires: 'downloadSecurityMaterial',
    read: async (ring) => ({ contentType: 'application/pgp-keys', content: await binaryKeyring(ring), fileName: 'pubring.gpg' }),
    write: {
      requires: 'editSecurityMaterial',
      async run(keys, content, context) {
        await namedKeyring(PUBLIC_KEYRING, keys, context)
        return importKeys('publicKey', await uploadedPublicKeys(content), context)
      },
    },
  },
})

/** Binary keys may stand behind each other, armored ones may not. */
async function binaryKeyring({ keys }: Keyring): Promise<Uint8Array> {
  return Buffer.concat(await Promise.all(keys.map(async ({ publicKey }) => (await readKey({ armoredKey: publicKey! })).write())))
}
