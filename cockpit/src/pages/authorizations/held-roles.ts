import type { AdminAnswer } from '../../api/admin.ts'

export type HeldRole = AdminAnswer<'GET /roles'>[number] & { readonly users: readonly string[] }

/** Custom roles first: they are made for a flow. */
export function heldRoles(roles: AdminAnswer<'GET /roles'>, assignments: AdminAnswer<'GET /assignments'>): HeldRole[] {
  const held = roles.map((role) => ({ ...role, users: assignments.filter((one) => one.role === role.name).map(({ user }) => user) }))
  return [...held.filter(({ custom }) => custom), ...held.filter(({ custom }) => !custom)]
}
