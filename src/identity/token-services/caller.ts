import type { HttpRequest } from '../../kernel/http.ts'
import type { Admin } from '../admin.ts'
import { type Presented, readAuthorization } from '../authorization-header.ts'
import type { Authenticators } from '../client-auth/client-authentication.ts'
import { presentedClient } from '../client-auth/presented-client.ts'
import type { KnownClient } from '../client-directory.ts'
import { DIALECTS } from '../dialects/index.ts'
import { ADMIN_USER } from '../guard.ts'
import type { LiveToken, LiveTokens } from '../live-tokens.ts'
import type { Parameters } from '../parameters.ts'
import { Refusal } from '../refusals.ts'

/** Who asks about tokens, or calls them back. */
export type TokenServiceCaller = { readonly kind: 'admin' } | ClientCaller

export interface ClientCaller {
  readonly kind: 'client'
  readonly known: KnownClient
  /** What it may use of its authorities here: all of them, or the scopes of the token that it presents. */
  readonly authorities: readonly string[]
  /** The token that it presents, with its value; nothing when it authenticates as client. */
  readonly presented: (LiveToken & { readonly value: string }) | undefined
}

export interface CallerOptions extends Authenticators {
  readonly tokens: LiveTokens
  readonly admin: Admin
}

/** Clients of both dialects come here, and what one dialect accepts is no less good for the other. */
const RULES = { clientAuthentications: DIALECTS['cloud-foundry'].clientAuthentications }

/** Finds the caller by its access token or its client authentication (RFC 7662 §2.1, RFC 7009 §2.1). Throws refusals. */
export async function tokenServiceCaller(
  request: HttpRequest,
  parameters: Parameters,
  options: CallerOptions,
): Promise<TokenServiceCaller> {
  const { admin, tokens } = options
  const presented = request.headerValues.authorization === undefined ? undefined : readAuthorization(request)
  if (isAdmin(presented, admin)) return { kind: 'admin' }
  if (presented === undefined || presented.scheme === 'basic') {
    const known = await presentedClient(request, parameters, RULES)(options)
    return { kind: 'client', known, authorities: authoritiesOf(known), presented: undefined }
  }
  if (parameters.has('client_secret') || parameters.has('client_assertion')) {
    throw new Refusal('several-client-authentications', { defect: 'an access token and credentials in the body' })
  }
  const live = await tokens.present(request, presented)
  const { known, verified } = live
  const authorities = verified.narrowed ? [...verified.scopes] : authoritiesOf(known)
  return { kind: 'client', known, authorities, presented: { ...live, value: presented.token } }
}

function isAdmin(presented: Presented | undefined, admin: Admin): boolean {
  if (presented?.scheme === 'bearer') return admin.isToken(presented.token)
  if (presented?.scheme !== 'basic') return false
  return presented.readings.some(({ clientId, secret }) => clientId === ADMIN_USER && admin.isPassword(secret))
}

const authoritiesOf = ({ client, subaccount }: KnownClient): readonly string[] =>
  DIALECTS[subaccount.dialect].authorities(client, subaccount)

/** Throws the refusal `authority-missing`. */
export function requireAuthority(caller: TokenServiceCaller, authority: string, resource: string): void {
  if (caller.kind === 'admin' || caller.authorities.includes(authority)) return
  const { clientId } = caller.known.client
  throw new Refusal('authority-missing', {
    scheme: caller.presented === undefined ? 'basic' : 'bearer',
    clientId,
    resource,
    needed: [authority],
    held: caller.authorities,
  })
}
