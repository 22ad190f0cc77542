import { createHash } from 'node:crypto'
import type { Clock } from '../../kernel/clock.ts'
import type { HttpRequest } from '../../kernel/http.ts'
import type { Client } from '../../store/clients.ts'
import type { Store } from '../../store/store.ts'
import type { PresentedToken } from '../authorization-header.ts'
import { Refusal } from '../refusals.ts'
import type { Tenants } from '../tenants.ts'
import type { VerifiedToken } from '../verify-token.ts'
import { type DpopProof, readProof } from './proof.ts'
import { comparableUri, localTarget } from './target-uri.ts'

export interface DpopOptions {
  readonly store: Pick<Store, 'replays'>
  readonly clock: Clock
  readonly tenants: Pick<Tenants, 'origins'>
}

interface TokenOfClient {
  readonly client: Client
  readonly verified: VerifiedToken
}

/** How far `iat` may be from the server's clock: proofs are made for one request, and clocks differ. */
const WINDOW_SECONDS = 60

/** Checks DPoP proofs against the requests that they came with (RFC 9449 §4.3). */
export class DpopVerifier {
  readonly #options: DpopOptions

  constructor(options: DpopOptions) {
    this.#options = options
  }

  /**
   * The thumbprint of the key that a new token is bound to (RFC 9449 §5); nothing for a client that neither must nor does send a
   * proof. Call it for an authenticated client only: a good proof is spent.
   */
  async bind(request: HttpRequest, { clientId, options }: Client): Promise<string | undefined> {
    const sent = request.headerValues.dpop !== undefined
    if (!sent && options.dpopBound !== true) return undefined
    return completing({ clientId }, async () => {
      const proof = await this.#read(request)
      await this.#spend(proof)
      return proof.thumbprint
    })
  }

  /**
   * Whether the caller may use its token: one that is bound to a key comes under the scheme DPoP with a proof by that key, any
   * other as Bearer (RFC 9449 §7.1, §7.2). A client that must use DPoP has no other. Throws refusals.
   */
  async confirm(request: HttpRequest, { scheme, token }: PresentedToken, { client, verified }: TokenOfClient): Promise<void> {
    const { clientId, options } = client
    const { jkt } = verified.confirmation
    if (jkt === undefined && scheme === 'bearer' && options.dpopBound !== true) return
    if (jkt === undefined) throw new Refusal('dpop-token-unbound', { scheme, clientId })
    if (scheme === 'bearer') throw new Refusal('dpop-token-as-bearer', { scheme, clientId })
    await completing({ clientId }, async () => {
      const proof = await this.#read(request)
      if (proof.tokenHash !== hash(token)) throw new Refusal('dpop-proof-token', { scheme })
      if (proof.thumbprint !== jkt) throw new Refusal('dpop-key-mismatch', { scheme })
      await this.#spend(proof)
    })
  }

  async #read(request: HttpRequest): Promise<DpopProof> {
    const [text, ...others] = request.headerValues.dpop ?? []
    if (text === undefined) throw new Refusal('dpop-proof-missing', { scheme: 'dpop' })
    if (others.length > 0) throw new Refusal('dpop-proof-repeated', { scheme: 'dpop' })
    const proof = readProof(text)
    await this.#checkTarget(proof, request)
    this.#checkTime(proof)
    return proof
  }

  async #checkTarget(proof: DpopProof, { method, target }: HttpRequest): Promise<void> {
    const value = proof.method.slice(0, 50)
    if (proof.method !== method) throw new Refusal('dpop-proof-method', { scheme: 'dpop', value, method })
    const origins = await this.#options.tenants.origins()
    const allowed = origins.flatMap((origin) => comparableUri(origin + localTarget(target)) ?? [])
    const uri = comparableUri(proof.uri)
    if (uri !== undefined && allowed.includes(uri)) return
    throw new Refusal('dpop-proof-address', { scheme: 'dpop', value: proof.uri.slice(0, 200), allowed })
  }

  #checkTime({ issuedAt }: DpopProof): void {
    const age = Math.floor(this.#options.clock.now() / 1000 - issuedAt)
    if (Math.abs(age) <= WINDOW_SECONDS) return
    const defect = age > 0 ? `${age} seconds ago` : `${-age} seconds ahead`
    throw new Refusal('dpop-proof-time', { scheme: 'dpop', defect, limit: WINDOW_SECONDS })
  }

  /** One key's `jti` says nothing about another key's, so the two are remembered together. */
  async #spend({ thumbprint, id, issuedAt }: DpopProof): Promise<void> {
    const expiresAt = Math.ceil((issuedAt + WINDOW_SECONDS + 1) * 1000)
    const isFirst = await this.#options.store.replays.spend({ kind: 'dpop-proof', id: hash(`${thumbprint} ${id}`), expiresAt })
    if (!isFirst) throw new Refusal('dpop-proof-replayed', { scheme: 'dpop' })
  }
}

const hash = (text: string): string => createHash('sha256').update(text).digest('base64url')

/** Adds whose proof it was to whatever refuses it. */
async function completing<T>(facts: { clientId: string }, decide: () => Promise<T>): Promise<T> {
  try {
    return await decide()
  } catch (thrown) {
    throw thrown instanceof Refusal ? thrown.with(facts) : thrown
  }
}
