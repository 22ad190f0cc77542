import { int64, required, text } from '../odata/edm.ts'
import { eachRow } from '../odata/entity-set.ts'
import { type Management, managementSet } from './management-set.ts'
import { assignedAt, assignmentOf, keyring, PUBLIC_KEYRING, RUNTIME, type RuntimeAssignment, SECRET_KEYRING } from './pgp/keyring.ts'

/** `KeyringRuntimeAssignment`: the keyrings in the runtime. */
export const keyringRuntimeAssignment = managementSet<RuntimeAssignment>({
  name: 'KeyringRuntimeAssignment',
  type: 'KeyringRuntimeAssignment',
  keys: ['KeyringName', 'RuntimeId'],
  properties: {
    KeyringName: text(({ ring }) => ring.name),
    RuntimeId: text(() => RUNTIME),
    Status: required(text(() => 'DEPLOYED')),
    StatusUpdatedAt: required(int64(assignedAt)),
    Errors: text(() => null),
  },
  navigation: {
    Pubring: {
      target: 'PgpPublicKeyrings',
      many: false,
      resolve: eachRow(async ({ ring }) => (ring.name === PUBLIC_KEYRING ? [ring] : [])),
    },
    Secring: {
      target: 'PgpSecretKeyrings',
      many: false,
      resolve: eachRow(async ({ ring }) => (ring.name === SECRET_KEYRING ? [ring] : [])),
    },
  },
  requires: 'viewMonitoring',
  list: assignments,
  read: async ({ KeyringName, RuntimeId }, context) =>
    (await assignments(context)).find(({ ring }) => ring.name === KeyringName && RuntimeId === RUNTIME),
})

async function assignments(context: Management): Promise<RuntimeAssignment[]> {
  return [assignmentOf(await keyring(PUBLIC_KEYRING, context)), assignmentOf(await keyring(SECRET_KEYRING, context))]
}
