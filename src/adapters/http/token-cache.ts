import { createHash } from 'node:crypto'
import type { OAuth2ClientCredentials, Services } from '../../engine/services.ts'
import { type AccessToken, requestToken } from './token-request.ts'

/** The product renews this long before the end, milliseconds. */
const RENEWAL = 5 * 60_000
/** Assumed lifetime of a token whose server does not tell, milliseconds. */
const UNKNOWN_LIFETIME = 60 * 60_000

interface Entry {
  /** Of the credentials that the token was issued for: changed security material gets a token of its own. */
  readonly fingerprint: string
  readonly token: Promise<AccessToken>
  renewAt: number
}

/** Access tokens by the name of their security material, shared by all channels of a tenant. */
export class TokenCache {
  readonly #services: Pick<Services, 'clock' | 'sendHttp'>
  readonly #entries = new Map<string, Entry>()

  constructor(services: Pick<Services, 'clock' | 'sendHttp'>) {
    this.#services = services
  }

  /** A live token; callers that come while one is being fetched wait for that one. `fresh` says that it was issued just now. */
  async token(alias: string, credentials: OAuth2ClientCredentials): Promise<{ value: string; fresh: boolean }> {
    const fingerprint = createHash('sha256').update(JSON.stringify(credentials)).digest('base64')
    const known = this.#entries.get(alias)
    if (known?.fingerprint === fingerprint && known.renewAt > this.#services.clock.now())
      return { value: (await known.token).value, fresh: false }
    return { value: await this.#fetch(alias, credentials, fingerprint), fresh: true }
  }

  /** Forgets a token that was refused; a newer one stays. */
  async forget(alias: string, value: string): Promise<void> {
    const known = this.#entries.get(alias)
    if (known && (await known.token).value === value && this.#entries.get(alias) === known) this.#entries.delete(alias)
  }

  async #fetch(alias: string, credentials: OAuth2ClientCredentials, fingerprint: string): Promise<string> {
    const entry: Entry = {
      fingerprint,
      token: requestToken(alias, credentials, this.#services.sendHttp),
      renewAt: Number.POSITIVE_INFINITY,
    }
    this.#entries.set(alias, entry)
    try {
      const token = await entry.token
      entry.renewAt = this.#services.clock.now() + usableTime(token)
      return token.value
    } catch (failure) {
      if (this.#entries.get(alias) === entry) this.#entries.delete(alias)
      throw failure
    }
  }
}

/** A short-lived token is used for half of its life, or it would be renewed on every call. */
function usableTime({ expiresIn }: AccessToken): number {
  const lifetime = expiresIn === undefined ? UNKNOWN_LIFETIME : expiresIn * 1000
  return Math.max(lifetime - RENEWAL, lifetime / 2)
}

const caches = new WeakMap<Services, TokenCache>()

/** The one cache of a tenant's services. */
export function tokenCacheOf(services: Services): TokenCache {
  const cache = caches.get(services) ?? new TokenCache(services)
  caches.set(services, cache)
  return cache
}
