import { currentSecret } from '../../identity/current-secret.ts'
import { newSecret } from '../../identity/new-secret.ts'
import type { Clock } from '../../kernel/clock.ts'
import { SluiceError } from '../../kernel/errors.ts'
import type { ClientSecret } from '../../store/clients.ts'
import type { Store } from '../../store/store.ts'
import type { Vault } from '../../store/vault.ts'
import type { SecretMint, SecretWish } from './secret-mint.ts'

/** Secrets that take turns: those of a client, or those of one service key. */
export interface SecretOwner {
  readonly clientId: string
  readonly keyId: string | null
}

/** `current` ties tokens and is shown in the service key; `waiting` was not promoted yet; `previous` was current before. */
export type SecretState = 'current' | 'waiting' | 'previous'

export interface SecretEntry {
  readonly secret: ClientSecret
  readonly state: SecretState
}

export interface AddedSecret extends SecretEntry {
  readonly value: string
  readonly warnings: readonly string[]
}

/** A wish with an end. */
export interface AddRequest extends SecretWish {
  /** Milliseconds since the epoch; the secret opens nothing from then on. */
  readonly expiresAt?: number | undefined
}

export interface ClientSecretOptions {
  readonly store: Pick<Store, 'clients'>
  readonly vault: Pick<Vault, 'encrypt'>
  readonly mint: SecretMint
  readonly clock: Clock
}

/** Live secrets at the same time (contract oauth.md §1.8). */
const MOST = 2

/** UAA's words (contract oauth.md §1.8). */
const FULL = 'client secret is either empty or client already has two secrets.'
const LAST = 'client secret is either empty or client has only one secret.'

/**
 * Rotation of secrets without a failed call: add a second one, give it to the caller, promote it, delete the first. Both open until
 * then.
 */
export class ClientSecrets {
  readonly #options: ClientSecretOptions

  constructor(options: ClientSecretOptions) {
    this.#options = options
  }

  /** Those among whom the secrets of a client are divided: the client, or its service keys. Throws `not-found`. */
  async owners(clientId: string): Promise<SecretOwner[]> {
    const found = await this.#options.store.clients.find(clientId)
    if (found === undefined) throw new SluiceError('not-found', `There is no OAuth client '${clientId.slice(0, 200)}'`)
    const keyIds = new Set(found.secrets.map(({ keyId }) => keyId))
    return keyIds.size === 0 ? [{ clientId, keyId: null }] : [...keyIds].map((keyId) => ({ clientId, keyId }))
  }

  /** Oldest first. */
  async list(owner: SecretOwner): Promise<SecretEntry[]> {
    const secrets = await this.#of(owner)
    const current = currentSecret(secrets)
    return secrets.map((secret) => ({ secret, state: stateOf(secret, current) }))
  }

  /** The only time that the value can be read, but for the current secret of a service key. Throws `bad-request` for a third one. */
  async add(owner: SecretOwner, { expiresAt, ...wish }: AddRequest): Promise<AddedSecret> {
    checkExpiry(expiresAt, this.#options.clock.now())
    const { secret, value, warnings } = await this.#put(owner, wish, { promotedAt: null, expiresAt: expiresAt ?? null }, MOST)
    return { secret, state: 'waiting', value, warnings }
  }

  /** Makes it the current one; twice is no error. Throws `not-found`. */
  async promote(owner: SecretOwner, id: string): Promise<SecretEntry> {
    const { state, secret } = await this.#find(owner, id)
    if (state === 'current' && secret.promotedAt !== null) return { state, secret }
    // A clock that was set back must not make a promotion void.
    const latest = Math.max(...(await this.#of(owner)).map(({ promotedAt }) => promotedAt ?? 0))
    await this.#options.store.clients.promoteSecret(id, Math.max(this.#options.clock.now(), latest + 1))
    return this.#find(owner, id)
  }

  /** Tokens that the secret ties end with it. Throws `bad-request` for the last one, `not-found`. */
  async delete(owner: SecretOwner, id: string): Promise<void> {
    await this.#find(owner, id)
    await this.#options.store.clients.deleteSecret(id, { keepLast: true }).catch(saying(LAST))
  }

  /** One current secret in place of all that there are. */
  async replace(owner: SecretOwner, wish: SecretWish): Promise<AddedSecret> {
    const previous = await this.#of(owner)
    const { secret, value, warnings } = await this.#put(owner, wish, { promotedAt: this.#options.clock.now() })
    for (const { id } of previous) await this.#options.store.clients.deleteSecret(id)
    return { secret, state: 'current', value, warnings }
  }

  async #put(owner: SecretOwner, wish: SecretWish, more: Partial<ClientSecret>, most?: number) {
    const { store, mint, clock, vault } = this.#options
    await this.#requireSecretKey(owner)
    const { value, warnings, kind, hash } = await mint.make(wish)
    const encrypted = owner.keyId === null ? null : vault.encrypt(value)
    const secret = newSecret({ ...owner, kind, hash, encrypted, createdAt: clock.now(), ...more })
    await store.clients.addSecret(secret, most === undefined ? {} : { most }).catch(saying(FULL))
    return { secret, value, warnings }
  }

  /** A key with a certificate must not open with less. */
  async #requireSecretKey(owner: SecretOwner): Promise<void> {
    if (owner.keyId === null || (await this.#of(owner)).length > 0) return
    throw new SluiceError('bad-request', 'This service key has a certificate, and no secret beside it')
  }

  async #find(owner: SecretOwner, id: string): Promise<SecretEntry> {
    const entries = await this.list(owner)
    const entry = entries.find(({ secret }) => secret.id === id)
    if (entry) return entry
    const known = entries.map(({ secret }) => secret.id).join(', ') || 'none'
    throw new SluiceError('not-found', `There is no secret '${id.slice(0, 100)}' here. Secrets: ${known}`)
  }

  async #of({ clientId, keyId }: SecretOwner): Promise<ClientSecret[]> {
    const found = await this.#options.store.clients.find(clientId)
    return (found?.secrets ?? []).filter((secret) => secret.keyId === keyId)
  }
}

function stateOf(secret: ClientSecret, current: ClientSecret | undefined): SecretState {
  if (secret.id === current?.id) return 'current'
  return secret.promotedAt === null ? 'waiting' : 'previous'
}

function checkExpiry(expiresAt: number | undefined, now: number): void {
  if (expiresAt !== undefined && expiresAt <= now) throw new SluiceError('bad-request', 'The secret must expire in the future')
}

/** The store's refusal in the words of UAA. */
const saying = (text: string) => (thrown: unknown) => {
  throw thrown instanceof SluiceError && thrown.code === 'conflict' ? new SluiceError('bad-request', text, { cause: thrown }) : thrown
}
