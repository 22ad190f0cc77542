import type { Application } from '../store/clients.ts'
import type { ClientDirectory } from './client-directory.ts'
import type { Need, Principal } from './principal.ts'
import { type Cause, type Facts, Refusal } from './refusals.ts'

/** The role of the predefined roles that every client of integration flows may have; others are made for a flow. */
const GENERAL_ROLE = 'ESBMessaging.send'

/** Why exactly a known caller lacks the role (all of them answer 403). */
export async function explainMissingRole(principal: Principal, need: Need, directory: ClientDirectory): Promise<Refusal> {
  const { application, resource } = need
  const { dialect, clientId, user, authentication: scheme } = principal
  const held = [...principal.roles]
  const needed = dialect === 'neo' ? need.roles.neo : need.roles.cloudFoundry
  const heldElsewhere = await rolesElsewhere(principal, application, directory)
  const facts: Facts = {
    clientId,
    dialect,
    application,
    resource,
    scheme,
    user,
    needed,
    held,
    ...(heldElsewhere.length > 0 && { heldElsewhere }),
  }
  return new Refusal(causeOf(principal, need, held), facts)
}

function causeOf({ rolesOutsideToken }: Principal, need: Need, held: readonly string[]): Cause {
  if (need.roles.cloudFoundry.some((role) => rolesOutsideToken.includes(role))) return 'role-not-in-token'
  if (held.length + rolesOutsideToken.length === 0) return 'no-roles'
  const isFlow = need.application === 'iflmap'
  return isFlow && held.some((role) => role !== GENERAL_ROLE) ? 'role-of-another-flow' : 'role-missing'
}

/** A role given for the wrong application is a common slip in the Neo dialect. */
async function rolesElsewhere({ dialect, subaccountId, user }: Principal, application: Application, directory: ClientDirectory) {
  if (dialect !== 'neo' || subaccountId === undefined) return []
  return directory.assignedRoles(subaccountId, application === 'iflmap' ? 'tmn' : 'iflmap', user)
}
