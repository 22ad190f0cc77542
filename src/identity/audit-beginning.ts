import type { Clock } from '../kernel/clock.ts'
import { uuid } from '../kernel/ids.ts'
import { type AuditEntry, type AuditEvent, type AuditLogStore, type Seal, sealWith } from '../store/audit-log.ts'
import type { Vault } from '../store/vault.ts'

export interface AuditBeginning {
  readonly store: AuditLogStore
  readonly vault: Pick<Vault, 'hmacKey'>
  readonly clock: Clock
}

const OBJECT_TYPE = 'audit log'
const OF_NEW = 'of a new installation'
const IN_PLACE = 'in place of one that is gone'

/** The seal of this installation: its key comes from the master key, which is not in the database. */
export const auditSeal = (vault: Pick<Vault, 'hmacKey'>): Seal => sealWith(vault.hmacKey('audit log'))

/**
 * Writes the first entry of all, before there is anything to tell: a log that is taken away as a whole leaves an installation that has
 * none, or one that begins with something else. To be called whenever the server starts.
 *
 * @param isNew whether the installation is; an older one without a log gets an entry that says so for good
 */
export async function beginAuditLog({ store, vault, clock }: AuditBeginning, isNew: boolean): Promise<void> {
  if ((await store.extent()) !== undefined) return
  const event: AuditEvent = {
    id: uuid(),
    time: clock.now(),
    user: 'sluice',
    userType: 'system',
    action: 'create',
    objectType: OBJECT_TYPE,
    objectName: isNew ? OF_NEW : IN_PLACE,
    remoteAddress: '',
    requestId: '',
    details: {},
  }
  await store.append([event], auditSeal(vault))
}

/** What is wrong with the first entry of all. */
export function problemOfBeginning({ action, objectType, objectName }: AuditEntry): string | undefined {
  if (action !== 'create' || objectType !== OBJECT_TYPE)
    return 'The log does not begin with its beginning: what was before entry 1 is gone.'
  return objectName === IN_PLACE ? 'The log before this one is gone.' : undefined
}
