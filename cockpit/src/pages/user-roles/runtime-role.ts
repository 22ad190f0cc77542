import { type AdminAnswer, admin } from '../../api/admin.ts'
import { type Holder, holdersIn, roleGrants } from '../../components/role-holders.ts'

type Endpoint = AdminAnswer<'GET /endpoints'>[number]

/** A role of the runtime with the addresses that ask for it and those who have it. */
export interface RuntimeRole {
  readonly name: string
  /** `missing`: a sender channel asks for it, and nobody made it. */
  readonly kind: 'custom' | 'predefined' | 'missing'
  readonly endpoints: readonly Endpoint[]
  readonly holders: readonly Holder[]
}

const ORDER = ['missing', 'custom', 'predefined'] as const

/** Those that need attention first. */
export async function runtimeRoles(): Promise<readonly RuntimeRole[]> {
  const [roles, endpoints, grants] = await Promise.all([
    admin('GET /roles', { query: { application: 'iflmap' } }),
    admin('GET /endpoints'),
    roleGrants('iflmap'),
  ])
  const known = new Map<string, RuntimeRole['kind']>(roles.map(({ name, custom }) => [name, custom ? 'custom' : 'predefined']))
  for (const { role } of endpoints) if (role !== null && !known.has(role)) known.set(role, 'missing')
  return [...known]
    .map(([name, kind]) => ({
      name,
      kind,
      endpoints: endpoints.filter(({ role }) => role === name),
      holders: holdersIn(grants, name),
    }))
    .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || a.name.localeCompare(b.name))
}
