import type { Clock } from '../kernel/clock.ts'
import { Lru } from '../kernel/lru.ts'
import type { Store } from '../store/store.ts'
import type { Subaccount } from '../store/subaccounts.ts'
import type { Confirmation } from './confirmation.ts'
import { DIALECTS } from './dialects/index.ts'
import { claimsOf, type JwtMembers, type JwtType, malformed, parseJwt, verifySignature } from './jwt.ts'
import { isNarrowed } from './narrowing.ts'
import { Refusal } from './refusals.ts'
import type { SigningKeys } from './signing-keys.ts'
import type { Tenants } from './tenants.ts'
import { tokenHash } from './token-hash.ts'

/** What a genuine token says. Whether its client still exists and may do something is decided afterwards. */
export interface VerifiedToken {
  /** `jti`; `null` for an opaque token, which has no other id than its value. */
  readonly id: string | null
  readonly clientId: string
  readonly subaccountId: string
  readonly audience: readonly string[]
  readonly scopes: ReadonlySet<string>
  /** Whether the client asked for fewer scopes than it could have. */
  readonly narrowed: boolean
  readonly grantType: string
  /** Milliseconds since the epoch, whole seconds. */
  readonly issuedAt: number
  /** Milliseconds since the epoch; `null` = until it is replaced. */
  readonly expiresAt: number | null
  readonly revocationSignature: string | undefined
  /** What it is bound to; empty for a bearer token. */
  readonly confirmation: Confirmation
  /** `undefined` = opaque. */
  readonly type: JwtType | undefined
  /** What an opaque token says; a JWT says it itself. */
  readonly claims: JwtMembers | undefined
}

export interface VerifierOptions {
  readonly store: Pick<Store, 'tokens' | 'revocations' | 'subaccounts' | 'onChange'>
  readonly keys: SigningKeys
  readonly clock: Clock
  readonly tenants: Pick<Tenants, 'originOf'>
}

/** How far clocks of two nodes may differ: a token can be used on one before the other thinks it was issued. */
const LEEWAY_SECONDS = 60

/** Verified JWTs that are remembered. */
const REMEMBERED = 20_000

/** Verifies access tokens of both dialects and both formats. */
export class TokenVerifier {
  readonly #options: VerifierOptions
  /** By hash of the token. A signature is checked once; expiry and revocation every time. */
  readonly #verified = new Lru<string, VerifiedToken>(REMEMBERED)
  #generation = 0

  constructor(options: VerifierOptions) {
    this.#options = options
    options.store.onChange((topic) => {
      if (topic === 'signing-keys' || topic === 'subaccounts') this.#forget()
    })
  }

  #forget(): void {
    this.#generation++
    this.#verified.clear()
  }

  /** Throws the refusals `token-malformed`, `token-signature`, `token-unknown`, `token-expired` and `token-called-back`. */
  async verify(token: string): Promise<VerifiedToken> {
    const hash = tokenHash(token)
    const verified = this.#verified.get(hash) ?? (token.includes('.') ? await this.#verifyJwt(token, hash) : await this.#findOpaque(hash))
    this.#checkExpiry(verified)
    await this.#checkRevocation(verified)
    return verified
  }

  async #findOpaque(hash: string): Promise<VerifiedToken> {
    const stored = await this.#options.store.tokens.find(hash)
    if (stored === undefined) throw new Refusal('token-unknown', { scheme: 'bearer' })
    return describe(stored.claims, { ...stored, id: null, type: undefined, claims: stored.claims })
  }

  async #verifyJwt(token: string, hash: string): Promise<VerifiedToken> {
    const generation = this.#generation
    const jwt = parseJwt(token)
    const found = await this.#options.keys.find(jwt.kid)
    if (found === undefined) throw forged('its key id (kid) is none of the keys of this server')
    if (!verifySignature(jwt, found.key)) throw forged('the signature does not fit')
    const verified = await this.#checkClaims(claimsOf(jwt), { subaccountId: found.subaccountId, type: jwt.type })
    // A key that was deleted in the meantime vouches for nothing more.
    if (generation === this.#generation) this.#verified.set(hash, verified)
    return verified
  }

  /** The key decides which subaccount speaks; claims must say the same (contract oauth.md X06, X07). */
  async #checkClaims(claims: JwtMembers, origin: Pick<VerifiedToken, 'subaccountId' | 'type'>): Promise<VerifiedToken> {
    const subaccount = (await this.#options.store.subaccounts.list()).find(({ id }) => id === origin.subaccountId)
    if (subaccount === undefined) throw forged('its subaccount does not exist')
    this.#checkIssuer(claims, subaccount)
    this.#checkBegin(claims)
    const { jti: id, client_id: clientId = claims.cid } = claims
    if (typeof clientId !== 'string') throw malformed('it names no client')
    if (typeof id !== 'string') throw malformed('it has no id (jti)')
    const [issuedAt, expiresAt] = [numeric(claims, 'iat') * 1000, numeric(claims, 'exp') * 1000]
    return describe(claims, { ...origin, id, clientId, issuedAt, expiresAt, claims: undefined })
  }

  #checkIssuer(claims: JwtMembers, subaccount: Subaccount): void {
    const dialect = DIALECTS[subaccount.dialect]
    if (claims[dialect.tenantClaim] !== subaccount.id) throw forged(`its ${dialect.tenantClaim} is not the subaccount of its key`)
    if (claims.iss !== this.#options.tenants.originOf(subaccount) + dialect.issuerPath) throw forged('its issuer is another server')
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

  async #checkRevocation(verified: VerifiedToken): Promise<void> {
    if (!(await this.#options.store.revocations.isRevoked(verified))) return
    throw new Refusal('token-called-back', { scheme: 'bearer', clientId: verified.clientId })
  }
}

type Origin = Pick<VerifiedToken, 'id' | 'clientId' | 'subaccountId' | 'issuedAt' | 'expiresAt' | 'type' | 'claims'>

function describe(claims: JwtMembers, origin: Origin): VerifiedToken {
  const { id, clientId, subaccountId, issuedAt, expiresAt, type, claims: stored } = origin
  return {
    id,
    clientId,
    subaccountId,
    issuedAt,
    expiresAt,
    audience: texts(claims.aud),
    scopes: new Set(texts(claims.scope).flatMap((scope) => scope.split(' '))),
    narrowed: isNarrowed(claims),
    grantType: typeof claims.grant_type === 'string' ? claims.grant_type : 'client_credentials',
    revocationSignature: typeof claims.rev_sig === 'string' ? claims.rev_sig : undefined,
    confirmation: typeof claims.cnf === 'object' && claims.cnf !== null ? claims.cnf : {},
    type,
    claims: stored,
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
