import type { HttpHandler, HttpRequest } from '../../kernel/http.ts'
import type { ClientDirectory } from '../client-directory.ts'
import { Refusal } from '../refusals.ts'
import { tokenRevoked } from '../token-events.ts'
import { requireAuthority, type TokenServiceCaller, tokenServiceCaller } from './caller.ts'
import { requireMethod } from './endpoint.ts'
import { findGenuine, REVOKED, type RevocationOptions, revokerOf, revokeToken } from './revocation.ts'

export interface UaaRevocationOptions extends RevocationOptions {
  readonly directory: ClientDirectory
}

/** Where UAA revokes; the address goes on with what is to be revoked. */
export const UAA_REVOCATION_PATH = '/oauth/token/revoke'

/** The address without the value of an opaque token, as it may be kept. */
export function shownPath({ path }: Pick<HttpRequest, 'path'>): string {
  const id = path.slice(UAA_REVOCATION_PATH.length + 1)
  return id.startsWith('client/') ? path : `${UAA_REVOCATION_PATH}/${id.slice(0, 5)}…`
}

/** The authority to call back tokens of others. No client here has it, only the administrator. */
const REVOKING_AUTHORITY = 'tokens.revoke'

/**
 * UAA's revocation (contract oauth.md §1.7): `DELETE …/{jti}` for one token, `GET` or `DELETE …/client/{clientId}` for all of a
 * client. A client may do it to its own tokens, the administrator to every one.
 */
export function uaaRevocation(options: UaaRevocationOptions): HttpHandler {
  return async (request) => {
    const [first = '', second, ...more] = request.path.slice(UAA_REVOCATION_PATH.length + 1).split('/')
    if (first === 'client' && second && more.length === 0) return revokeClient(second, request, options)
    if (first !== '' && second === undefined) return revokeOne(first, request, options)
    throw new Refusal('address-not-found', { resource: request.path })
  }
}

async function revokeClient(clientId: string, request: HttpRequest, options: UaaRevocationOptions) {
  requireMethod(request, ['DELETE', 'GET'])
  const caller = await tokenServiceCaller(request, new Map(), options)
  if (caller.kind === 'client' && caller.known.client.clientId !== clientId) requireAuthority(caller, REVOKING_AUTHORITY, request.path)
  if ((await options.directory.find(clientId)) === undefined) {
    throw new Refusal('client-to-revoke-unknown', { value: clientId.slice(0, 200) })
  }
  await options.revocation.revokeClient(clientId)
  options.audit.record(tokenRevoked({ prefix: 'all', clientId }, revokerOf(caller, request)))
  return REVOKED
}

async function revokeOne(id: string, request: HttpRequest, options: UaaRevocationOptions) {
  requireMethod(request, ['DELETE'])
  const caller = await tokenServiceCaller(request, new Map(), options)
  const own = ownToken(id, caller)
  if (own !== undefined) await revokeToken(own, caller, request, options)
  else await revokeById(id, caller, request, options)
  return REVOKED
}

/** The token that the caller presents is the one JWT whose owner is known by its id. */
function ownToken(id: string, caller: TokenServiceCaller) {
  const presented = caller.kind === 'client' ? caller.presented : undefined
  return presented?.verified.id === id ? presented : undefined
}

/** The id of an opaque token is its value. */
async function revokeById(id: string, caller: TokenServiceCaller, request: HttpRequest, options: UaaRevocationOptions): Promise<void> {
  const verified = await findGenuine(id, options)
  if (verified !== undefined) return revokeToken({ value: id, verified }, caller, request, options)
  if (caller.kind !== 'admin' || !/^[0-9a-f]{32}$/.test(id)) throw new Refusal('token-id-unknown', { resource: UAA_REVOCATION_PATH })
  await options.revocation.revokeId(id)
  options.audit.record(tokenRevoked({ prefix: id, clientId: 'unknown' }, revokerOf(caller, request)))
}
