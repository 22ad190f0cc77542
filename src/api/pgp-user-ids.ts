import { text } from '../odata/edm.ts'
import { eachRow } from '../odata/entity-set.ts'
import { managementSet } from './management-set.ts'
import type { KeyRow } from './pgp/key-row.ts'

/** `PgpUserIds` of a key, its primary one first; through the key only, for several keys may have the same. */
export const pgpUserIds = managementSet<{ readonly userId: string; readonly owner: KeyRow }>({
  name: 'PgpUserIds',
  type: 'PgpUserId',
  keys: ['UserId'],
  properties: { UserId: text(({ userId }) => userId) },
  navigation: { PgpKeyEntry: { target: 'PgpKeyEntries', many: false, resolve: eachRow(async ({ owner }) => [owner]) } },
  requires: 'viewMonitoring',
})
