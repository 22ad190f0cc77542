import { type AdminAnswer, admin } from '../api/admin.ts'
import { linkTo } from './link-to.ts'

type Application = 'iflmap' | 'tmn'

/** Who holds a role: a user of the Neo subaccount, or a service instance with all its keys. */
export interface Holder {
  readonly kind: 'user' | 'instance'
  readonly name: string
}

export interface RoleGrants {
  readonly assignments: AdminAnswer<'GET /assignments'>
  readonly instances: AdminAnswer<'GET /instances'>
}

/** All that gives roles of an application. */
export async function roleGrants(application: Application): Promise<RoleGrants> {
  const plan = application === 'iflmap' ? 'integration-flow' : 'api'
  const [assignments, instances] = await Promise.all([admin('GET /assignments', { query: { application } }), admin('GET /instances')])
  return { assignments, instances: instances.filter((instance) => instance.plan === plan) }
}

/** Users first. */
export function holdersIn({ assignments, instances }: RoleGrants, role: string): readonly Holder[] {
  const users = assignments.filter((one) => one.role === role).map(({ user }) => user)
  const names = instances.filter(({ parameters }) => rolesIn(parameters).includes(role)).map(({ name }) => name)
  return [...users.map((name) => ({ kind: 'user', name }) as const), ...names.map((name) => ({ kind: 'instance', name }) as const)]
}

export const holdersOf = async (role: string, application: Application): Promise<readonly Holder[]> =>
  holdersIn(await roleGrants(application), role)

const rolesIn = ({ roles }: Readonly<Record<string, unknown>>): readonly unknown[] => (Array.isArray(roles) ? roles : [])

/** The page where the role is given and taken. */
export const holderPlace = ({ kind, name }: Holder): string =>
  kind === 'user' ? linkTo('/security/authorizations', { user: name }) : `/services/instances/${encodeURIComponent(name)}`
