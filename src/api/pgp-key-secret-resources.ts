import { text } from '../odata/edm.ts'
import { eachRow } from '../odata/entity-set.ts'
import { managementSet } from './management-set.ts'
import { type KeyRow, keyRow } from './pgp/key-row.ts'
import { secretStays } from './pgp/secret-stays.ts'

/** `PgpKeySecretResources`: which keys have a secret part. */
export const pgpKeySecretResources = managementSet<KeyRow>({
  name: 'PgpKeySecretResources',
  type: 'PgpKeySecretResource',
  keys: ['KeyId'],
  properties: { KeyId: text(({ keyId }) => keyId) },
  navigation: { PgpKeyEntry: { target: 'PgpKeyEntries', many: false, resolve: eachRow(async (key) => [key]) } },
  answersTo: ({ keyId }, { KeyId }) => keyId === String(KeyId).toUpperCase(),
  requires: 'viewMonitoring',
  async read({ KeyId }, context) {
    const key = await keyRow(KeyId ?? null, context)
    return key?.secretKey === null ? undefined : key
  },
  media: { requires: 'downloadSecurityMaterial', read: secretStays },
})
