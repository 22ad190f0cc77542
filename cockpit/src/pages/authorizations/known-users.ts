import type { AdminAnswer } from '../../api/admin.ts'

export interface KnownUser {
  readonly user: string
  /** Name of the client that acts as this user; empty for others. */
  readonly client: string
  /** With their application. */
  readonly roles: readonly string[]
}

/** Users of clients, and everybody who holds a role, by name. */
export function knownUsers(clients: AdminAnswer<'GET /clients'>, assignments: AdminAnswer<'GET /assignments'>): KnownUser[] {
  const names = new Map(clients.map(({ user, name }) => [user, name]))
  const users = new Set([...names.keys(), ...assignments.map(({ user }) => user)])
  const known = [...users].map((user) => ({
    user,
    client: names.get(user) ?? '',
    roles: assignments.filter((held) => held.user === user).map(({ application, role }) => `${role} (${application})`),
  }))
  return known.sort((a, b) => a.user.localeCompare(b.user))
}
