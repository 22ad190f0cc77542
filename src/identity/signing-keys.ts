import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import type { Clock } from '../kernel/clock.ts'
import { SluiceError } from '../kernel/errors.ts'
import type { SigningKey } from '../store/signing-keys.ts'
import type { Store } from '../store/store.ts'
import type { Vault } from '../store/vault.ts'
import { ChangeCache } from './change-cache.ts'
import { newSigningKey } from './signing-key-pair.ts'

/** The public half as `/token_keys` shows it (contract oauth.md §1.7). */
export interface PublishedKey {
  readonly kty: string
  readonly e: string
  readonly use: 'sig'
  readonly kid: string
  readonly alg: 'RS256'
  readonly value: string
  readonly n: string
}

export interface VerificationKey {
  readonly subaccountId: string
  readonly key: KeyObject
}

export interface SigningKeyOptions {
  readonly store: Pick<Store, 'signingKeys' | 'subaccounts' | 'onChange'>
  readonly vault: Vault
  readonly clock: Clock
}

/** RS256 key pairs, one active per subaccount, made when the first one is needed. Private halves are stored encrypted. */
export class SigningKeys {
  readonly #options: SigningKeyOptions
  readonly #active: ChangeCache<{ kid: string; key: KeyObject }>
  readonly #verification: ChangeCache<ReadonlyMap<string, VerificationKey>>
  readonly #inTheMaking = new Map<string, Promise<SigningKey>>()

  constructor(options: SigningKeyOptions) {
    this.#options = options
    const topics = ['signing-keys', 'subaccounts'] as const
    this.#active = new ChangeCache(options.store, topics, (subaccountId) => this.#loadActive(subaccountId))
    this.#verification = new ChangeCache(options.store, topics, () => this.#loadAll())
  }

  /** The key that signs for the subaccount. */
  async active(subaccountId: string): Promise<{ kid: string; key: KeyObject }> {
    const active = await this.#active.get(subaccountId)
    if (active === undefined) throw new SluiceError('internal', 'Unable to sign token, misconfigured JWT signing keys')
    return active
  }

  /** Any live key by its id, over all subaccounts. */
  async find(kid: string): Promise<VerificationKey | undefined> {
    return (await this.#verification.get('all'))?.get(kid)
  }

  /** Keys of a subaccount, the active one first. */
  async published(subaccountId: string): Promise<PublishedKey[]> {
    const active = await this.#ensureActive(subaccountId)
    const keys = await this.#options.store.signingKeys.list(subaccountId)
    return [active, ...keys.filter((key) => key.kid !== active.kid)].map(publish)
  }

  async #loadActive(subaccountId: string): Promise<{ kid: string; key: KeyObject }> {
    const key = await this.#ensureActive(subaccountId)
    return { kid: key.kid, key: createPrivateKey(this.#options.vault.decrypt(key.privatePem)) }
  }

  async #loadAll(): Promise<ReadonlyMap<string, VerificationKey>> {
    const keys = new Map<string, VerificationKey>()
    for (const { id } of await this.#options.store.subaccounts.list()) {
      for (const key of await this.#options.store.signingKeys.list(id)) {
        keys.set(key.kid, { subaccountId: id, key: createPublicKey(key.publicPem) })
      }
    }
    return keys
  }

  /** Calls that come while a pair is being made wait for the same one. */
  async #ensureActive(subaccountId: string): Promise<SigningKey> {
    const keys = await this.#options.store.signingKeys.list(subaccountId)
    const active = keys.find((key) => key.active)
    if (active) return active
    const started = this.#inTheMaking.get(subaccountId) ?? this.#make(subaccountId).finally(() => this.#inTheMaking.delete(subaccountId))
    this.#inTheMaking.set(subaccountId, started)
    return started
  }

  /** A process beside this one may have been faster. */
  async #make(subaccountId: string): Promise<SigningKey> {
    const { store, vault, clock } = this.#options
    const key = { ...(await newSigningKey(subaccountId, vault, clock.now())), active: true, enabledAt: clock.now() }
    const found = (await store.signingKeys.list(subaccountId)).find(({ active }) => active)
    if (found) return found
    await store.signingKeys.add(key)
    return key
  }
}

function publish(key: SigningKey): PublishedKey {
  const { n = '', e = '' } = createPublicKey(key.publicPem).export({ format: 'jwk' })
  return { kty: 'RSA', e, use: 'sig', kid: key.kid, alg: 'RS256', value: key.publicPem.trimEnd(), n }
}
