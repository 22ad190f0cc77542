import type { Clock } from '../kernel/clock.ts'
import { messageOf } from '../kernel/errors.ts'
import { GroupWriter } from '../kernel/group-writer.ts'
import type { HttpRequest } from '../kernel/http.ts'
import { orderedUuid } from '../kernel/ids.ts'
import type { Logger } from '../kernel/logger.ts'
import type { AuditEntry, AuditEvent, AuditField, AuditLogStore, Seal } from '../store/audit-log.ts'
import type { Query } from '../store/query.ts'
import type { Vault } from '../store/vault.ts'
import { auditSeal } from './audit-beginning.ts'
import { type AuditVerdict, verifyAuditLog } from './audit-verification.ts'

export interface AuditLogOptions {
  readonly store: AuditLogStore
  readonly vault: Vault
  readonly clock: Clock
  readonly logger: Logger
  /** How long entries are kept, in days. */
  readonly keptDays: number
}

/** Something that was done, by whom and from where. */
export type AuditedAction = Pick<AuditEvent, 'user' | 'userType' | 'action' | 'objectType' | 'objectName'> & {
  readonly request: Pick<HttpRequest, 'id' | 'remoteAddress'>
  /** Harmless facts by name: never a secret, a token or a body. */
  readonly details?: Readonly<Record<string, unknown>>
}

const DAY = 86_400_000

/**
 * Who did what, when and from where. Entries are written in groups, each sealed with the one before under a key that is not in
 * the database, so that whoever can change the database cannot change the log unseen.
 */
export class AuditLog {
  readonly #options: AuditLogOptions
  readonly #seal: Seal
  readonly #writer: GroupWriter<AuditEvent>

  constructor(options: AuditLogOptions) {
    const { store, vault } = options
    this.#options = options
    this.#seal = auditSeal(vault)
    this.#writer = new GroupWriter({
      write: (group) => store.append(group, this.#seal),
      lost: (group, reason) => this.#logLost(group, reason),
    })
  }

  record({ request, details = {}, user, userType, action, objectType, objectName }: AuditedAction): void {
    const { id: requestId, remoteAddress } = request
    const time = this.#options.clock.now()
    this.#writer.add({ id: orderedUuid(time), time, user, userType, action, objectType, objectName, remoteAddress, requestId, details })
  }

  /** Resolves when the entry is in the store: a change is told when it stands in the audit log. */
  write(action: AuditedAction): Promise<void> {
    this.record(action)
    return this.flush()
  }

  /** Resolves when everything recorded so far is in the store. */
  flush(): Promise<void> {
    return this.#writer.flush()
  }

  async query(query: Query<AuditField>): Promise<AuditEntry[]> {
    await this.flush()
    return this.#options.store.query(query)
  }

  /** Whether every entry is there and as it was written. */
  async verify(): Promise<AuditVerdict> {
    await this.flush()
    return verifyAuditLog(this.#options.store, this.#seal)
  }

  /** Takes away what is too old, and says so in the log. */
  async prune(): Promise<void> {
    const { store, clock, keptDays } = this.#options
    const before = clock.now() - keptDays * DAY
    const count = await store.prune(before, this.#seal)
    if (count === 0) return
    this.record({
      user: 'sluice',
      userType: 'system',
      action: 'delete',
      objectType: 'audit log entries',
      objectName: `before ${new Date(before).toISOString()}`,
      request: { id: '', remoteAddress: '' },
      details: { count },
    })
  }

  /** What cannot be stored stands in the server's log at least. */
  #logLost(events: readonly AuditEvent[], reason: unknown): void {
    const why = reason === undefined ? 'too many at once' : messageOf(reason)
    for (const { id: _, ...event } of events) this.#options.logger.error('Audit log entry could not be stored', { reason: why, ...event })
  }
}

const VERBS: Readonly<Record<AuditEvent['action'], string>> = {
  create: 'Creating',
  read: 'Reading',
  update: 'Updating',
  delete: 'Deleting',
  deploy: 'Deploying',
  undeploy: 'Undeploying',
  refuse: 'Refusing',
}

/** An event in the words of SAP's audit log, as `Creating access token: 51ddd` (contract oauth.md §2). */
export const auditText = ({ action, objectType, objectName }: AuditEvent): string => `${VERBS[action]} ${objectType}: ${objectName}`
