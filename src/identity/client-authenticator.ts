import type { Clock } from '../kernel/clock.ts'
import type { ClientSecret } from '../store/clients.ts'
import type { Credentials } from './basic-credentials.ts'
import type { ClientDirectory, KnownClient } from './client-directory.ts'
import type { FailureThrottle, Wait } from './rate-limit/failure-throttle.ts'
import { Refusal } from './refusals.ts'
import type { SecretUses } from './secret-uses.ts'
import type { Secrets } from './secrets.ts'

export interface AuthenticatorOptions {
  readonly directory: ClientDirectory
  readonly secrets: Secrets
  readonly uses: SecretUses
  readonly throttle: FailureThrottle
  readonly clock: Clock
}

/** Finds the client that id and secret belong to. */
export class ClientAuthenticator {
  readonly #options: AuthenticatorOptions

  constructor(options: AuthenticatorOptions) {
    this.#options = options
  }

  /**
   * Tries the readings in order. Throws the refusal `unknown-client`, `wrong-secret` or `secret-expired`, which look the same
   * on the wire, or `too-many-failures`.
   *
   * @param remoteAddress where the attempt comes from, whose failures are counted
   */
  async authenticate(readings: readonly Credentials[], remoteAddress: string): Promise<KnownClient> {
    const { throttle } = this.#options
    const attempt = { remoteAddress, clientId: readings[0]?.clientId ?? '' }
    const wait = throttle.waitOf(attempt)
    if (wait !== undefined) throw await this.#throttled(readings, wait)
    const matched = await this.#match(readings)
    if (matched instanceof Refusal) {
      throttle.failed(attempt)
      throw matched
    }
    throttle.succeeded(attempt)
    return this.#admit(matched.known, matched.presented)
  }

  async #match(readings: readonly Credentials[]): Promise<{ known: KnownClient; presented: ClientSecret } | Refusal> {
    const { directory, secrets } = this.#options
    let id: string | undefined
    for (const { clientId, secret } of readings) {
      const known = await directory.find(clientId)
      if (known) id = clientId
      const presented = await secrets.match(secret, known?.secrets ?? [])
      if (presented && known) return { known, presented }
    }
    return id === undefined ? this.#unknown(readings) : new Refusal('wrong-secret', { scheme: 'basic', clientId: id })
  }

  /** Only an id that exists is kept: what stands in its place may be a secret. */
  async #throttled(readings: readonly Credentials[], { seconds, source, becauseOf }: Wait): Promise<Refusal> {
    const facts = { scheme: 'basic', value: source, limit: seconds } as const
    if (becauseOf === 'source') return new Refusal('too-many-failures', facts)
    const ids = await Promise.all(readings.map(({ clientId }) => this.#options.directory.find(clientId)))
    const clientId = ids.find((known) => known !== undefined)?.client.clientId
    return new Refusal('too-many-failures', { ...facts, clientId: clientId ?? 'unknown' })
  }

  #admit(known: KnownClient, presented: ClientSecret): KnownClient {
    const { expiresAt, id, clientId } = presented
    if (expiresAt !== null && expiresAt <= this.#options.clock.now()) {
      throw new Refusal('secret-expired', { scheme: 'basic', clientId, expiredAt: new Date(expiresAt).toISOString() })
    }
    this.#options.uses.note(id)
    return { ...known, presented }
  }

  /** When id and secret were swapped, what stands in the place of the id is a secret and must not be kept. */
  async #unknown(readings: readonly Credentials[]): Promise<Refusal> {
    for (const { secret } of readings) {
      if (await this.#options.directory.find(secret)) {
        return new Refusal('unknown-client', { scheme: 'basic', clientId: secret, defect: 'swapped' })
      }
    }
    const id = readings[0]?.clientId ?? ''
    if (!couldBeId(id)) return new Refusal('unknown-client', { scheme: 'basic', defect: 'no-id', value: String(id.length) })
    return new Refusal('unknown-client', { scheme: 'basic', clientId: id })
  }
}

/** The letters of client ids, and those with which ids are encoded. */
const LETTERS = /^[A-Za-z0-9._~!|@%+-]{0,200}$/

/** A JWT, an opaque token, and what has as many random letters; a generated secret has others, too. */
const TOKEN = /^(?:[\w-]+\.[\w-]+\.[\w-]{40,}|[0-9a-f]{32}|[\w-]{40,})$/

/** Callers put secrets and tokens in the place of the id, and those must not be kept (contract oauth.md X24). */
const couldBeId = (text: string): boolean => LETTERS.test(text) && !TOKEN.test(text)
