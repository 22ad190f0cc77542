import type { Clock } from '../kernel/clock.ts'
import { SluiceError } from '../kernel/errors.ts'
import type { Client } from '../store/clients.ts'
import type { Store } from '../store/store.ts'
import type { ClientDirectory } from './client-directory.ts'
import { DIALECTS } from './dialects/index.ts'
import { FORMATS, type FormatName } from './formats/index.ts'
import { grantToken, issueTime } from './grant-token.ts'
import { clientCredentials } from './grants/client-credentials.ts'
import type { SigningKeys } from './signing-keys.ts'
import type { Tenants } from './tenants.ts'

export interface TrialTokenOptions {
  readonly store: Pick<Store, 'tokens' | 'revocations'>
  readonly directory: Pick<ClientDirectory, 'find'>
  readonly keys: SigningKeys
  readonly tenants: Pick<Tenants, 'originOf'>
  readonly clock: Clock
}

export interface TrialToken {
  readonly accessToken: string
  readonly format: FormatName
  readonly scopes: readonly string[]
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
}

/** Seconds: long enough to try a call, too short to work with. */
const LIFETIME = 300

/**
 * Access tokens of clients for the administrator, who wants to see what a client may do and does not know its secret. They are
 * what the client itself would get, for five minutes.
 */
export class TrialTokens {
  readonly #options: TrialTokenOptions

  constructor(options: TrialTokenOptions) {
    this.#options = options
  }

  /** Throws `not-found`, and `conflict` for a client whose tokens only itself could get or use. */
  async issue(clientId: string): Promise<TrialToken> {
    const { store, directory, keys, tenants, clock } = this.#options
    const known = await directory.find(clientId)
    if (known === undefined) throw new SluiceError('not-found', `There is no OAuth client '${clientId}'`)
    requireBearer(known.client)
    const origin = tenants.originOf(known.subaccount)
    const dialect = DIALECTS[known.subaccount.dialect]
    const now = await issueTime(clientId, clock.now(), store)
    const context = { confirmation: undefined, parameters: new Map(), dialect, now, origin }
    const token = grantToken(clientCredentials, { ...known, client: shortLived(known.client) }, context)
    const accessToken = await FORMATS[token.format](token, { store, keys, dialect, publicUrl: origin })
    return { accessToken, format: token.format, scopes: token.scopes, expiresAt: token.expiresAt * 1000 }
  }
}

function requireBearer({ clientId, grantTypes, options }: Client): void {
  if (!grantTypes.includes(clientCredentials.grantType)) {
    throw new SluiceError('conflict', `The client '${clientId}' gets no tokens: its grant types are ${grantTypes.join(', ') || 'none'}`)
  }
  if (options.dpopBound === true) {
    throw new SluiceError('conflict', `Tokens of the client '${clientId}' are bound to its own key by DPoP: nobody else can use one`)
  }
}

/** With a lifetime of its own, the token does not end the one that the client has (contract oauth.md §2). */
const shortLived = (client: Client): Client => ({ ...client, tokenLifetime: Math.min(client.tokenLifetime ?? LIFETIME, LIFETIME) })
