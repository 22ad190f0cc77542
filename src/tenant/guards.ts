import { STATUS_CODES } from 'node:http'
import type { ManagementApiOptions } from '../api/management-api.ts'
import type { Identity } from '../identity/identity.ts'
import type { Need, Principal } from '../identity/principal.ts'
import { Refusal } from '../identity/refusals.ts'
import { refusalOf } from '../identity/request-refusal.ts'
import type { SluiceError } from '../kernel/errors.ts'
import type { HttpRequest } from '../kernel/http.ts'

/** How the management API lets callers in, and where its refusals go. */
export function managementGuard(identity: Identity): Pick<ManagementApiOptions, 'authorize' | 'onRefusal' | 'renderDenied' | 'audit'> {
  // One request may need several permissions, and a DPoP proof is spent the first time that it is looked at.
  const callers = new WeakMap<HttpRequest, Principal>()
  return {
    async authorize(request, need) {
      const principal = callers.get(request) ?? (await identity.guard.authenticate(request, need))
      callers.set(request, principal)
      await identity.guard.permit(principal, need)
      const { user, clientId, authentication, kind, roles } = principal
      return {
        user,
        clientId,
        bearer: authentication !== 'basic' && authentication !== 'certificate',
        roles: kind === 'admin' ? 'all' : roles,
      }
    },
    onRefusal: keeping(identity),
    renderDenied: (request, refusal) => (refusal instanceof Refusal ? identity.refuse(refusal, request, 'management-api') : undefined),
    audit: identity.audit,
  }
}

/** Keeps what an OData service denies. */
export const keeping =
  ({ record }: Identity) =>
  (request: HttpRequest, error: SluiceError, text: string | null): void => {
    const refusal = refusalOf(error, request)
    if (refusal) record(refusal, request, { status: refusal.status, text: text ?? STATUS_CODES[refusal.status] ?? '' })
  }

/** The administrator. Throws the refusal of anybody else. */
export async function authorizeAdmin(request: HttpRequest, { guard }: Identity): Promise<{ user: string }> {
  const need: Need = { application: 'tmn', roles: { cloudFoundry: [], neo: [] }, resource: request.path }
  const principal = await guard.authenticate(request, need)
  if (principal.kind === 'admin') return { user: principal.user }
  throw new Refusal('administrator-required', { resource: request.path, clientId: principal.clientId })
}
