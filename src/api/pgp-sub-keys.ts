import { eachRow } from '../odata/entity-set.ts'
import { type Management, managementSet } from './management-set.ts'
import { keyFactProperties, keyRows, type SubKeyRow } from './pgp/key-row.ts'

/** `PgpSubKeys`: keys that a primary key vouches for. */
export const pgpSubKeys = managementSet<SubKeyRow>({
  name: 'PgpSubKeys',
  type: 'PgpSubKey',
  keys: ['Id'],
  properties: keyFactProperties(
    ({ facts }) => facts,
    ({ owner }) => owner,
  ),
  navigation: { PgpKeyEntry: { target: 'PgpKeyEntries', many: false, resolve: eachRow(async ({ owner }) => [owner]) } },
  answersTo: ({ facts }, { Id }) => facts.keyId === String(Id).toUpperCase(),
  requires: 'viewMonitoring',
  list: subKeyRows,
  read: async ({ Id }, context) => (await subKeyRows(context)).find(({ facts }) => facts.keyId === String(Id).toUpperCase()),
})

async function subKeyRows(context: Management): Promise<SubKeyRow[]> {
  return (await keyRows(context)).flatMap((owner) => owner.details.subKeys.map((facts) => ({ facts, owner })))
}
