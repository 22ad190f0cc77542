import type { AuditLog } from '../../identity/audit-log.ts'
import type { Clock } from '../../kernel/clock.ts'
import { messageOf, SluiceError } from '../../kernel/errors.ts'
import type { Logger } from '../../kernel/logger.ts'
import type { SigningKey } from '../../store/signing-keys.ts'
import type { Subaccounts } from '../subaccounts.ts'
import { DAY, stateOf, usableFrom, uselessFrom } from './key-state.ts'
import type { SigningKeyRotation } from './signing-key-rotation.ts'

export interface AutomaticRotationOptions {
  readonly rotation: SigningKeyRotation
  readonly subaccounts: Subaccounts
  readonly clock: Clock
  readonly logger: Logger
  readonly audit: Pick<AuditLog, 'record'>
  /** How long a key signs; 0 = until an administrator rotates. */
  readonly days: number
}

type Step = 'add' | 'enable' | 'delete'

const ACTIONS = { add: 'create', enable: 'update', delete: 'delete' } as const

/**
 * Takes the step of the rotation that is due, for each subaccount. Steps are read off the keys alone and each is one
 * transaction, so that any number of processes can do this on one store, and a stop in between loses nothing.
 */
export class AutomaticRotation {
  readonly #options: AutomaticRotationOptions

  constructor(options: AutomaticRotationOptions) {
    this.#options = options
  }

  /** Never throws: a step that fails is logged and taken the next time. */
  async run(): Promise<void> {
    const { subaccounts, days } = this.#options
    if (days === 0) return
    for (const { id } of [subaccounts.neo, subaccounts.cloudFoundry]) await this.#advance(id)
  }

  async #advance(subaccountId: string): Promise<void> {
    const { rotation, logger } = this.#options
    try {
      const step = this.#dueStep(await rotation.list(subaccountId))
      if (step === undefined) return
      const { changed, keys } = await rotation[step](subaccountId)
      if (!changed) return
      const states = keys.map((key) => `${key.kid} ${stateOf(key)}`)
      logger.info(`Signing key rotation: ${step}`, { subaccount: subaccountId, keys: states })
      this.#audit(subaccountId, step, states)
    } catch (thrown) {
      // Another process was faster.
      if (thrown instanceof SluiceError && (thrown.code === 'conflict' || thrown.code === 'not-found')) return
      logger.error('Signing key rotation failed', { subaccount: subaccountId, reason: messageOf(thrown) })
    }
  }

  #audit(subaccountId: string, step: Step, keys: readonly string[]): void {
    this.#options.audit.record({
      request: { id: '', remoteAddress: '' },
      user: 'sluice',
      userType: 'system',
      action: ACTIONS[step],
      objectType: 'signing key',
      objectName: subaccountId,
      details: { keys },
    })
  }

  /** A retired key goes first: without room no new one can come. */
  #dueStep(keys: readonly SigningKey[]): Step | undefined {
    const active = keys.find((key) => key.active)
    const other = keys.find((key) => !key.active)
    if (active === undefined) return undefined
    const now = this.#options.clock.now()
    if (other && stateOf(other) === 'retired') return now >= uselessFrom(active) ? 'delete' : undefined
    if (now < (active.enabledAt ?? active.createdAt) + this.#options.days * DAY) return undefined
    if (other === undefined) return 'add'
    return now >= usableFrom(other) ? 'enable' : undefined
  }
}
