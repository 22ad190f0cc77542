import type { Application } from '../store/clients.ts'
import type { ClientDirectory, KnownClient } from './client-directory.ts'
import { clientUser, xsappname } from './names.ts'
import type { Principal } from './principal.ts'
import { heldNeoRoles, heldTemplates, scopesOfTemplate } from './role-templates.ts'

type Roles = Pick<Principal, 'user' | 'roles' | 'rolesOutsideToken'>

/**
 * The roles that a client has at this moment. Neo: what is assigned to its user. Cloud Foundry: what its instance says now, of
 * that what the token was narrowed to; so a role counts from the next call on when it is given, and ends when it is taken away,
 * also for tokens issued before.
 *
 * @param scopes that the token was narrowed to; `undefined` when there is no token or it stands for all that the client has
 */
export async function effectiveRoles(
  known: KnownClient,
  application: Application,
  scopes: ReadonlySet<string> | undefined,
  directory: ClientDirectory,
): Promise<Roles> {
  if (known.subaccount.dialect === 'cloud-foundry') return cloudFoundryRoles(known, scopes)
  return rolesOfUser(clientUser(known.client.clientId), { subaccountId: known.subaccount.id, application }, directory)
}

/** The roles that a user of the Neo dialect has at this moment. */
export async function rolesOfUser(
  user: string,
  { subaccountId, application }: { subaccountId: string; application: Application },
  directory: ClientDirectory,
): Promise<Roles> {
  const assigned = await directory.assignedRoles(subaccountId, application, user)
  return { user, roles: heldNeoRoles(assigned), rolesOutsideToken: [] }
}

function cloudFoundryRoles({ client, subaccount }: KnownClient, scopes: ReadonlySet<string> | undefined): Roles {
  const isApi = client.application === 'tmn'
  const held = isApi ? [...heldTemplates(client.roles)] : client.roles
  const user = client.clientId
  if (scopes === undefined) return { user, roles: new Set(held), rolesOutsideToken: [] }
  const owner = xsappname(client.application, subaccount)
  const carried = (role: string): boolean => (isApi ? scopesOfTemplate(role) : [role]).every((scope) => scopes.has(`${owner}.${scope}`))
  return { user, roles: new Set(held.filter(carried)), rolesOutsideToken: held.filter((role) => !carried(role)) }
}
