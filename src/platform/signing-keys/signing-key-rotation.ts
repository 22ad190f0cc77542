import { newSigningKey } from '../../identity/signing-key-pair.ts'
import type { Clock } from '../../kernel/clock.ts'
import { SluiceError } from '../../kernel/errors.ts'
import { MOST_SIGNING_KEYS, type SigningKey } from '../../store/signing-keys.ts'
import type { Store } from '../../store/store.ts'
import type { Vault } from '../../store/vault.ts'
import { stateOf, usableFrom, uselessFrom } from './key-state.ts'

export interface RotationOptions {
  readonly store: Pick<Store, 'signingKeys'>
  readonly vault: Vault
  readonly clock: Clock
}

export interface StepOptions {
  /** Which key; without it the one that the step is about. For `add` the name of the new key. */
  readonly kid?: string | undefined
  /** Does not wait until everybody knows the new key, or until the tokens of the old one have ended. */
  readonly force?: boolean | undefined
}

/** What a step left; a step that was done before changes nothing and is no error (contract oauth.md X63). */
export interface RotationResult {
  readonly changed: boolean
  /** Newest first. */
  readonly keys: readonly SigningKey[]
}

/** Rotation in three steps: add publishes a key, enable signs with it, delete ends the old one with its tokens (contract oauth.md §1.8). */
export class SigningKeyRotation {
  readonly #options: RotationOptions

  constructor(options: RotationOptions) {
    this.#options = options
  }

  /** Newest first. Empty until the first token was signed. */
  list(subaccountId: string): Promise<SigningKey[]> {
    return this.#options.store.signingKeys.list(subaccountId)
  }

  /** Publishes a new key. The first one of a subaccount signs at once. Throws `conflict` while a retired key is kept. */
  async add(subaccountId: string, { kid }: StepOptions = {}): Promise<RotationResult> {
    checkKeyId(kid)
    const keys = await this.list(subaccountId)
    const waiting = keys.find((key) => stateOf(key) === 'waiting')
    if (waiting && (kid === undefined || kid === waiting.kid)) return { changed: false, keys }
    if (keys.length >= MOST_SIGNING_KEYS) throw new SluiceError('conflict', `${roomless(keys)}. Delete one of them first`)
    const { store, vault, clock } = this.#options
    const key = await newSigningKey(subaccountId, vault, clock.now(), kid)
    await store.signingKeys.add(keys.length === 0 ? { ...key, active: true, enabledAt: key.createdAt } : key)
    return { changed: true, keys: await this.list(subaccountId) }
  }

  /** Signs with the waiting key. Throws `conflict` when there is none, or, without force, before clients know it. */
  async enable(subaccountId: string, { kid, force = false }: StepOptions = {}): Promise<RotationResult> {
    const keys = await this.list(subaccountId)
    const key = kid === undefined ? keys.find((candidate) => stateOf(candidate) === 'waiting') : known(keys, kid)
    if (key?.active || (!key && keys.length > 1)) return { changed: false, keys }
    if (!key) throw new SluiceError('conflict', 'No signing key waits to be enabled. Add one first')
    if (!force) this.#requirePublished(key)
    await this.#options.store.signingKeys.enable(key.kid, this.#options.clock.now())
    return { changed: true, keys: await this.list(subaccountId) }
  }

  /** Ends the key that does not sign. Throws `conflict` for the active one, or, without force, while its tokens may live. */
  async delete(subaccountId: string, { kid, force = false }: StepOptions = {}): Promise<RotationResult> {
    const keys = await this.list(subaccountId)
    const active = keys.find((key) => key.active)
    if (active && kid === active.kid) {
      throw new SluiceError('conflict', `Signing key '${kid}' signs at present. Add another one and enable it first`)
    }
    const key = keys.find((candidate) => !candidate.active && (kid === undefined || kid === candidate.kid))
    if (!key) return { changed: false, keys }
    if (active && !force) this.#requireUseless(key, active)
    await this.#options.store.signingKeys.delete(key.kid)
    return { changed: true, keys: await this.list(subaccountId) }
  }

  #requirePublished(key: SigningKey): void {
    const from = usableFrom(key)
    if (stateOf(key) !== 'waiting' || this.#options.clock.now() >= from) return
    const reason = 'until then clients may hold a key set without it and refuse its tokens'
    throw new SluiceError(
      'conflict',
      `Signing key '${key.kid}' can be enabled from ${timeText(from)} on: ${reason}. Use force to enable it now`,
    )
  }

  #requireUseless(key: SigningKey, successor: SigningKey): void {
    const from = uselessFrom(successor)
    if (stateOf(key) !== 'retired' || this.#options.clock.now() >= from) return
    const reason = 'until then tokens that it signed may be valid'
    throw new SluiceError(
      'conflict',
      `Signing key '${key.kid}' can be deleted from ${timeText(from)} on: ${reason}. Use force to end them now`,
    )
  }
}

function known(keys: readonly SigningKey[], kid: string): SigningKey {
  const key = keys.find((candidate) => candidate.kid === kid)
  if (key) return key
  const names = keys.map((candidate) => candidate.kid).join(', ') || 'none'
  throw new SluiceError('not-found', `There is no signing key '${kid.slice(0, 100)}'. Keys: ${names}`)
}

/** A key id stands in token headers, shells and URLs. */
function checkKeyId(kid: string | undefined): void {
  if (kid === undefined || /^[A-Za-z0-9._-]{1,100}$/.test(kid)) return
  throw new SluiceError('bad-request', 'The key id may hold letters, digits, period, underscore and hyphen only, 1 to 100 of them')
}

const roomless = (keys: readonly SigningKey[]): string =>
  `The subaccount has ${keys.length} signing keys already: ${keys.map((key) => `${key.kid} (${stateOf(key)})`).join(', ')}`

const timeText = (time: number): string => new Date(time).toISOString()
