import type { Clock } from '../kernel/clock.ts'
import { Lru } from '../kernel/lru.ts'
import type { Store } from '../store/store.ts'
import type { Subaccount } from '../store/subaccounts.ts'
import { DIALECTS } from './dialects/index.ts'
import { claimsOf, type JwtMembers, malformed, parseJwt, verifySignature } from './jwt.ts'
import { Refusal } from './refusals.ts'
import type { SigningKeys } from './signing-keys.ts'
import { tokenHash } from './token-hash.ts'

/** What a genuine token says. Whether its client still exists and may do something is decided afterwards. */
export interface VerifiedToken {
  readonly clientId: string
  readonly subaccountId: string
  readonly audience: readonly string[]
  readonly scopes: ReadonlySet<string>
  /** Milliseconds since the epoch, whole seconds. */
  readonly issuedAt: number
  /** Milliseconds since the epoch; `null` = until it is replaced. */
  readonly expiresAt: number | null
  readonly revocationSignature: string | undefined
}

export interface VerifierOptions {
  readonly store: Pick<Store, 'tokens' | 'subaccounts' | 'onChange'>
  readonly keys: SigningKeys
  readonly clock: Clock
  readonly publicUrl: () => string
}

/** How far clocks of two nodes may differ: a token can be used on one before the other thinks it was issued. */
const LEEWAY_SECONDS = 60

/** Verified JWTs that are remembered. */
const REMEMBERED = 20_000

/** Verifies access tokens of both dialects and both formats. */
export class TokenVerifier {
  readonly #options: VerifierOptions
  /** By hash of the token. A signature is checked once; expiry every time. */
  readonly #verified = new Lru<string, VerifiedToken>(REMEMBERED)

  constructor(options: VerifierOptions) {
    this.#options = options
    options.store.onChange((topic) => {
      if (topic === 'signing-keys' || topic === 'subaccounts') this.#verified.clear()
    })
  }

  /** Throws the refusals `token-malformed`, `token-signature`, `token-unknown` and `token-expired`. */
  async verify(token: string): Promise<VerifiedToken> {
    const hash = tokenHash(token)
    const verified = this.#verified.get(hash) ?? (token.includes('.') ? await this.#verifyJwt(token, hash) : await this.#findOpaque(hash))
    this.#checkExpiry(verified)
    return verified
  }

  async #findOpaque(hash: string): Promise<VerifiedToken> {
    const stored = await this.#options.store.tokens.find(hash)
    if (stored === undefined) throw new Refusal('token-unknown', { scheme: 'bearer' })
    return describe(stored.claims, stored)
  }

  async #verifyJwt(token: string, hash: string): Promise<VerifiedToken> {
    const jwt = parseJwt(token)
    const found = await this.#options.keys.find(jwt.kid)
    if (found === undefined) throw forged('its key id (kid) is none of the keys of this server')
    if (!verifySignature(jwt, found.key)) throw forged('the signature does not fit')
    const verified = await this.#checkClaims(claimsOf(jwt), found.subaccountId)
    this.#verified.set(hash, verified)
    return verified
  }

  /** The key decides which subaccount speaks; claims must say the same (contract oauth.md X06, X07). */
  async #checkClaims(claims: JwtMembers, subaccountId: string): Promise<VerifiedToken> {
    const subaccount = (await this.#options.store.subaccounts.list()).find(({ id }) => id === subaccountId)
    if (subaccount === undefined) throw forged('its subaccount does not exist')
    this.#checkIssuer(claims, subaccount)
    this.#checkBegin(claims)
    const { client_id: clientId } = claims
    if (typeof clientId !== 'string') throw malformed('it names no client')
    return describe(claims, { clientId, subaccountId, issuedAt: numeric(claims, 'iat') * 1000, expiresAt: numeric(claims, 'exp') * 1000 })
  }

  #checkIssuer(claims: JwtMembers, subaccount: Subaccount): void {
    const dialect = DIALECTS[subaccount.dialect]
    if (claims[dialect.tenantClaim] !== subaccount.id) throw forged(`its ${dialect.tenantClaim} is not the subaccount of its key`)
    if (claims.iss !== this.#options.publicUrl() + dialect.issuerPath) throw forged('its issuer is another server')
  }

  #checkBegin(claims: JwtMembers): void {
    const latest = this.#options.clock.now() / 1000 + LEEWAY_SECONDS
    for (const name of ['nbf', 'iat'] as const) {
      if (claims[name] !== undefined && numeric(claims, name) > latest) throw malformed(`its ${name} is in the future`)
    }
  }

  #checkExpiry({ expiresAt, clientId }: VerifiedToken): void {
    const now = this.#options.clock.now()
    if (expiresAt === null || now < expiresAt) return
    throw new Refusal('token-expired', { scheme: 'bearer', clientId, expiredAt: timeText(expiresAt), checkedAt: timeText(now) })
  }
}

type Origin = Pick<VerifiedToken, 'clientId' | 'subaccountId' | 'issuedAt' | 'expiresAt'>

function describe(claims: JwtMembers, { clientId, subaccountId, issuedAt, expiresAt }: Origin): VerifiedToken {
  return {
    clientId,
    subaccountId,
    issuedAt,
    expiresAt,
    audience: texts(claims.aud),
    scopes: new Set(texts(claims.scope)),
    revocationSignature: typeof claims.rev_sig === 'string' ? claims.rev_sig : undefined,
  }
}

/** RFC 7519 allows one audience as a bare string. */
function texts(value: unknown): string[] {
  const values = Array.isArray(value) ? value : [value]
  return values.filter((item): item is string => typeof item === 'string')
}

/** A NumericDate in whole seconds, as this server writes them. */
function numeric(claims: JwtMembers, name: 'exp' | 'nbf' | 'iat'): number {
  const value = claims[name]
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw malformed(`its ${name} is not a number of seconds`)
  return value
}

const timeText = (time: number): string => new Date(time).toISOString()

const forged = (defect: string): Refusal => new Refusal('token-signature', { scheme: 'bearer', defect })
