import type { HttpHandler, HttpRequest, HttpResponse } from '../../kernel/http.ts'
import type { AuditLog } from '../audit-log.ts'
import { ADMIN_USER } from '../guard.ts'
import { Refusal } from '../refusals.ts'
import { tokenRevoked } from '../token-events.ts'
import type { VerifiedToken } from '../verify-token.ts'
import { type CallerOptions, type TokenServiceCaller, tokenServiceCaller } from './caller.ts'
import { NEVER_STORED, readTokenForm, requireToken } from './endpoint.ts'
import type { TokenRevocation } from './token-revocation.ts'

export interface RevocationOptions extends CallerOptions {
  readonly revocation: TokenRevocation
  readonly audit: AuditLog
}

/** Revocation of RFC 7009, of JWTs too: a client calls back its own tokens, the administrator every one. */
export function revocation(options: RevocationOptions): HttpHandler {
  return async (request) => {
    const parameters = await readTokenForm(request)
    const caller = await tokenServiceCaller(request, parameters, options)
    const token = requireToken(parameters, request)
    const verified = await findGenuine(token, options)
    if (verified !== undefined) await revokeToken({ value: token, verified }, caller, request, options)
    return REVOKED
  }
}

/** A token that has ended, or never was, is as good as called back (RFC 7009 §2.2). */
export async function findGenuine(token: string, { tokens }: RevocationOptions): Promise<VerifiedToken | undefined> {
  try {
    return await tokens.genuine(token)
  } catch (thrown) {
    if (thrown instanceof Refusal) return undefined
    throw thrown
  }
}

/** Throws the refusal `token-of-another-client`. */
export async function revokeToken(
  { value, verified }: { readonly value: string; readonly verified: VerifiedToken },
  caller: TokenServiceCaller,
  request: HttpRequest,
  { revocation, audit }: RevocationOptions,
): Promise<void> {
  const { clientId } = verified
  requireOwner(caller, clientId)
  await revocation.revoke(value, verified)
  audit.record(tokenRevoked({ prefix: verified.id ?? value, clientId }, revokerOf(caller, request)))
}

function requireOwner(caller: TokenServiceCaller, owner: string): void {
  if (caller.kind === 'admin' || caller.known.client.clientId === owner) return
  throw new Refusal('token-of-another-client', { clientId: caller.known.client.clientId, value: owner })
}

/** The caller in the words of the audit log. */
export const revokerOf = (caller: TokenServiceCaller, request: HttpRequest) =>
  caller.kind === 'admin'
    ? ({ user: ADMIN_USER, userType: 'administrator', request } as const)
    : ({ user: caller.known.client.clientId, userType: 'client', request } as const)

export const REVOKED: HttpResponse = { status: 200, headers: NEVER_STORED, body: null }
