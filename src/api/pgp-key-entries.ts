import { text } from '../odata/edm.ts'
import { eachRow } from '../odata/entity-set.ts'
import { entityNotFound } from '../odata/failure.ts'
import { managementSet } from './management-set.ts'
import { type KeyRow, keyFactProperties, keyRow, keyRows } from './pgp/key-row.ts'

/** The keyrings that a key is in. */
const typeOf = ({ publicKey, secretKey }: KeyRow): string =>
  [secretKey && 'Secret', publicKey && 'Public'].filter((part) => part !== null).join(',')

/** `PgpKeyEntries`: the keys of both keyrings; deleting one removes it from both. */
export const pgpKeyEntries = managementSet<KeyRow>({
  name: 'PgpKeyEntries',
  type: 'PgpKeyEntry',
  keys: ['Id'],
  properties: {
    ...keyFactProperties<KeyRow>(
      ({ details }) => details,
      (key) => key,
    ),
    Fingerprint: text(({ fingerprint }) => fingerprint),
    Type: text(typeOf),
    ErrorInformation: text(({ details }) => details.problem),
    PrimaryUserId: text(({ details }) => details.userIds[0] ?? null),
  },
  navigation: {
    UserIds: {
      target: 'PgpUserIds',
      many: true,
      resolve: eachRow(async (owner) => owner.details.userIds.map((userId) => ({ userId, owner }))),
    },
    SubKeys: {
      target: 'PgpSubKeys',
      many: true,
      resolve: eachRow(async (owner) => owner.details.subKeys.map((facts) => ({ facts, owner }))),
    },
    PublicResource: {
      target: 'PgpKeyPublicResources',
      many: false,
      resolve: eachRow(async (key) => (key.publicKey === null ? [] : [key])),
    },
    SecretResource: {
      target: 'PgpKeySecretResources',
      many: false,
      resolve: eachRow(async (key) => (key.secretKey === null ? [] : [key])),
    },
  },
  answersTo: ({ keyId }, { Id }) => keyId === String(Id).toUpperCase(),
  requires: 'viewMonitoring',
  list: keyRows,
  read: ({ Id }, context) => keyRow(Id ?? null, context),
  delete: {
    requires: 'editSecurityMaterial',
    async run({ Id }, context) {
      const key = await keyRow(Id ?? null, context)
      if (key === undefined) throw entityNotFound()
      await context.store.pgpKeys.delete(key.keyId)
      return { status: 204 }
    },
  },
})
