import { text } from '../odata/edm.ts'
import { eachRow } from '../odata/entity-set.ts'
import { managementSet } from './management-set.ts'
import { type KeyRow, keyRow } from './pgp/key-row.ts'

/** `PgpKeyPublicResources`: the public part of a key, armored. */
export const pgpKeyPublicResources = managementSet<KeyRow>({
  name: 'PgpKeyPublicResources',
  type: 'PgpKeyPublicResource',
  keys: ['KeyId'],
  properties: { KeyId: text(({ keyId }) => keyId) },
  navigation: { PgpKeyEntry: { target: 'PgpKeyEntries', many: false, resolve: eachRow(async (key) => [key]) } },
  answersTo: ({ keyId }, { KeyId }) => keyId === String(KeyId).toUpperCase(),
  requires: 'viewMonitoring',
  async read({ KeyId }, context) {
    const key = await keyRow(KeyId ?? null, context)
    return key?.publicKey === null ? undefined : key
  },
  media: {
    requires: 'downloadSecurityMaterial',
    read: async ({ keyId, publicKey }) => ({ contentType: 'application/pgp-keys', content: publicKey!, fileName: `${keyId}.asc` }),
  },
})
