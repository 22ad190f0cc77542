import { neoRoles } from '../identity/role-templates.ts'
import type { Application } from '../store/clients.ts'

/** Roles that the applications have from the start (contracts: roles). */
export const PREDEFINED_ROLES: Readonly<Record<Application, readonly string[]>> = {
  iflmap: ['ESBMessaging.send'],
  tmn: neoRoles(),
}
