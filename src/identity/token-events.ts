import type { HttpRequest } from '../kernel/http.ts'
import type { AuditedAction } from './audit-log.ts'
import type { GrantedToken } from './dialects/index.ts'
import type { Refusal } from './refusals.ts'

/** Characters of a token that the audit log may show (contract oauth.md §2). */
export const SHOWN = 5

/** A JWT begins with the same characters as every other, so it is named by its `jti`; an opaque token is its own id. */
export function tokenIssued({ client, id, format, grantType, scopes, expiresAt }: GrantedToken, request: HttpRequest): AuditedAction {
  return {
    request,
    user: client.clientId,
    userType: 'client',
    action: 'create',
    objectType: 'access token',
    objectName: id.slice(0, SHOWN),
    details: { format, grantType, scopes, expiresAt: new Date(expiresAt * 1000).toISOString() },
  }
}

export function tokenRefused({ reason, facts: { clientId } }: Refusal, request: HttpRequest): AuditedAction {
  const client = clientId ?? 'unknown client'
  return {
    request,
    user: client,
    userType: 'client',
    action: 'refuse',
    objectType: 'access token',
    objectName: client,
    details: { cause: reason },
  }
}

/** @param by who revoked it, and from where */
export function tokenRevoked(
  token: { readonly prefix: string; readonly clientId: string },
  by: Pick<AuditedAction, 'user' | 'userType' | 'request'>,
): AuditedAction {
  const { prefix, clientId } = token
  return { ...by, action: 'delete', objectType: 'cloud access token', objectName: prefix.slice(0, SHOWN), details: { clientId } }
}
