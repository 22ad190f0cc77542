import { createHash } from 'node:crypto'
import type { Clock } from '../kernel/clock.ts'
import type { Store } from '../store/store.ts'
import { type Assertion, readAssertion, signingKey } from './assertion.ts'
import type { ClientDirectory, KnownClient } from './client-directory.ts'
import { keyCredential } from './client-proof.ts'
import { DIALECTS } from './dialects/index.ts'
import { Refusal } from './refusals.ts'
import type { Tenants } from './tenants.ts'

export interface AssertionOptions {
  readonly directory: ClientDirectory
  readonly store: Pick<Store, 'replays'>
  readonly clock: Clock
  readonly tenants: Pick<Tenants, 'originOf'>
  /** Origins under which callers reach this server; asked on every use. */
  readonly origins: () => readonly string[]
}

/** The one type of client assertion that is read (RFC 7523 §2.2). */
const TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** How far clocks may differ. */
const LEEWAY_SECONDS = 60

/** An assertion is made for one request; one that lives longer is a secret in disguise. */
const LONGEST_SECONDS = 3600

/** Finds the client that signed an assertion (RFC 7523 §3; contract oauth.md A10 to A12). */
export class AssertionAuthenticator {
  readonly #options: AssertionOptions

  constructor(options: AssertionOptions) {
    this.#options = options
  }

  /** Each assertion is good once. Throws refusals; before the signature is verified they look the same for every client. */
  async authenticate({ type, assertion: text }: { type: string | undefined; assertion: string }): Promise<KnownClient> {
    if (type !== TYPE) throw new Refusal('assertion-type', { scheme: 'assertion', value: (type ?? 'none').slice(0, 100), allowed: [TYPE] })
    const assertion = readAssertion(text)
    const { clientId } = assertion
    const known = await this.#options.directory.find(clientId)
    if (known === undefined) throw new Refusal('assertion-client-unknown', { scheme: 'assertion', clientId: clientId.slice(0, 200) })
    const { jwks } = known.client.options
    if (jwks === undefined)
      throw new Refusal('assertion-without-keys', { scheme: 'assertion', clientId, dialect: known.subaccount.dialect })
    const key = signingKey(assertion, jwks.keys)
    this.#checkAudience(assertion, known)
    this.#checkTime(assertion)
    await this.#spend(assertion)
    return { ...known, proof: { method: 'private_key_jwt', credential: keyCredential(known.client, key) } }
  }

  /** One text, so that an assertion made for another server cannot be good here too. */
  #checkAudience({ audience, clientId }: Assertion, { subaccount }: KnownClient): void {
    const { issuerPath, tokenPath } = DIALECTS[subaccount.dialect]
    const { tenants, origins } = this.#options
    const origin = tenants.originOf(subaccount)
    const allowed = [...new Set([origin + issuerPath, ...[origin, ...origins()].map((at) => at + tokenPath)])]
    if (typeof audience === 'string' && allowed.includes(audience)) return
    const value = typeof audience === 'string' ? audience.slice(0, 200) : 'no single text'
    throw new Refusal('assertion-audience', { scheme: 'assertion', clientId, value, allowed })
  }

  #checkTime({ clientId, expiresAt, notBefore, issuedAt }: Assertion): void {
    const now = this.#options.clock.now() / 1000
    const defect = timeDefect({ expiresAt, begin: Math.max(notBefore ?? 0, issuedAt ?? 0), now })
    if (defect === undefined) return
    throw new Refusal('assertion-time', { scheme: 'assertion', clientId, defect, limit: LONGEST_SECONDS })
  }

  async #spend({ clientId, id, expiresAt }: Assertion): Promise<void> {
    const digest = createHash('sha256').update(`${clientId}\n${id}`).digest('base64url')
    const forget = Math.ceil((expiresAt + LEEWAY_SECONDS + 1) * 1000)
    const isFirst = await this.#options.store.replays.spend({ kind: 'client-assertion', id: digest, expiresAt: forget })
    if (!isFirst) throw new Refusal('assertion-replayed', { scheme: 'assertion', clientId })
  }
}

function timeDefect({ expiresAt, begin, now }: { expiresAt: number; begin: number; now: number }): string | undefined {
  if (expiresAt + LEEWAY_SECONDS <= now) return `expired ${Math.floor(now - expiresAt)} seconds ago`
  if (expiresAt - now > LONGEST_SECONDS + LEEWAY_SECONDS) return `expires in ${Math.floor(expiresAt - now)} seconds only`
  return begin > now + LEEWAY_SECONDS ? `begins in ${Math.ceil(begin - now)} seconds` : undefined
}
