import { randomBytes, timingSafeEqual } from 'node:crypto'
import { argon2id, hash, verify } from 'argon2'
import { uuid } from '../kernel/ids.ts'
import { Lru } from '../kernel/lru.ts'
import { Turnstile } from '../kernel/turnstile.ts'
import type { ClientSecret } from '../store/clients.ts'
import type { Vault } from '../store/vault.ts'
import { Refusal } from './refusals.ts'

/** OWASP's minimum for argon2id: about 25 ms on one core. */
const ARGON2 = { type: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** Successful checks of chosen secrets that are remembered. */
const REMEMBERED = 10_000

type Hashed = Pick<ClientSecret, 'kind' | 'hash'>

/**
 * Makes and checks client secrets. Generated ones have 256 random bits, so a keyed fast hash is enough; chosen ones are hashed
 * with argon2id, whose successful checks are remembered by HMAC until the process ends.
 */
export class Secrets {
  readonly #vault: Vault
  readonly #verified = new Lru<string, true>(REMEMBERED)
  readonly #checks = new Turnstile({ slots: 2, places: 64 })
  /** Work for appearance must not take the place of real work (contract oauth.md X23). */
  readonly #pretences = new Turnstile({ slots: 1, places: 8 })
  #decoy: Promise<string> | undefined

  constructor(vault: Vault) {
    this.#vault = vault
  }

  /** A secret in the shape of a service key: `<uuid>$<32 bytes, base64url, padded>` (contract oauth.md §1.6). */
  generate(): string {
    return `${uuid()}$${randomBytes(32).toString('base64url')}=`
  }

  /** What is stored of a secret. */
  async hash(kind: ClientSecret['kind'], secret: string): Promise<string> {
    return kind === 'generated' ? this.#fastHash(secret).toString('base64url') : hash(secret, ARGON2)
  }

  /** Whether the text is one of the secrets; see `match`. */
  async verify(secret: string, hashes: readonly Hashed[]): Promise<boolean> {
    return (await this.match(secret, hashes)) !== undefined
  }

  /**
   * The secret that the text is. Every secret is tried, and a failure costs at least one argon2id, also for an unknown client (no
   * secrets): the time tells nothing (contract oauth.md X20). Throws the refusal `too-many-secret-checks`.
   */
  async match<S extends Hashed>(secret: string, hashes: readonly S[]): Promise<S | undefined> {
    const chosen = hashes.filter((candidate) => candidate.kind === 'chosen')
    const generated = hashes.filter((candidate) => candidate.kind === 'generated')
    const known = (generated.length > 0 ? this.#matchGenerated(secret, generated) : undefined) ?? this.#recall(secret, chosen)
    if (known !== undefined) return known
    if (chosen.length === 0) return this.#pretend(secret)
    return this.#matchChosen(secret, chosen)
  }

  #matchGenerated<S extends Hashed>(secret: string, hashes: readonly S[]): S | undefined {
    const presented = this.#fastHash(secret)
    let matched: S | undefined
    for (const candidate of hashes) if (equal(presented, Buffer.from(candidate.hash, 'base64url'))) matched = candidate
    return matched
  }

  #recall<S extends Hashed>(secret: string, hashes: readonly S[]): S | undefined {
    return hashes.find((candidate) => this.#verified.get(this.#memoryKey(secret, candidate)) === true)
  }

  async #matchChosen<S extends Hashed>(secret: string, hashes: readonly S[]): Promise<S | undefined> {
    if (this.#checks.full) throw new Refusal('too-many-secret-checks')
    return this.#checks.pass(async () => {
      let matched: S | undefined
      for (const candidate of hashes) {
        if (!(await verify(candidate.hash, secret))) continue
        matched = candidate
        this.#verified.set(this.#memoryKey(secret, candidate), true)
      }
      return matched
    })
  }

  async #pretend(secret: string): Promise<undefined> {
    this.#decoy ??= hash(randomBytes(16), ARGON2)
    const decoy = await this.#decoy
    if (!this.#pretences.full) await this.#pretences.pass(() => verify(decoy, secret))
  }

  #fastHash(secret: string): Buffer {
    return this.#vault.hmac('client-secret', secret)
  }

  #memoryKey(secret: string, candidate: Hashed): string {
    return this.#vault.hmac('verified-secret', `${candidate.hash}\0${secret}`).toString('base64url')
  }
}

/** Compares digests in constant time; lengths are no secret. */
export function equal(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && timingSafeEqual(left, right)
}
