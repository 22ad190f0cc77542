import type { Clock } from '../kernel/clock.ts'
import { SluiceError } from '../kernel/errors.ts'
import type { Application } from '../store/clients.ts'
import type { Role } from '../store/roles.ts'
import type { Plan } from '../store/services.ts'
import type { Store } from '../store/store.ts'
import { PREDEFINED_ROLES } from './predefined-roles.ts'

/** Characters of a custom role (contracts: oauth §5). */
const PATTERN = /^[A-Za-z0-9_.]{1,120}$/

export interface RoleOptions {
  readonly store: Pick<Store, 'roles' | 'services'>
  readonly clock: Clock
}

/** Roles of the subscribed applications: predefined ones, and custom ones that both dialects share. */
export class Roles {
  readonly #options: RoleOptions

  constructor(options: RoleOptions) {
    this.#options = options
  }

  /** Predefined before custom, each sorted by name. */
  async list(application: Application): Promise<Role[]> {
    const custom = (await this.#options.store.roles.list()).filter((role) => role.application === application && role.custom)
    return [
      ...[...PREDEFINED_ROLES[application]].sort().map((name) => ({ application, name, custom: false, createdAt: 0 })),
      ...custom.sort((a, b) => a.name.localeCompare(b.name)),
    ]
  }

  /** Throws `bad-request` with the roles that exist when this one does not. */
  async require(application: Application, name: string): Promise<void> {
    const names = (await this.list(application)).map((role) => role.name)
    if (names.includes(name)) return
    throw new SluiceError(
      'bad-request',
      `Application ${application} has no role '${name}'. Roles: ${names.join(', ')}; make a custom role with: sluice role create NAME`,
    )
  }

  /** Makes a custom role. Throws `bad-request` for its name, `conflict` when it exists. */
  async create(application: Application, name: string): Promise<Role> {
    if (!PATTERN.test(name)) {
      throw new SluiceError('bad-request', `The role name '${name}' may hold letters, digits, _ and . only, 120 characters at most`)
    }
    if ((await this.list(application)).some((role) => role.name === name)) {
      throw new SluiceError('conflict', `Application ${application} has a role '${name}' already`)
    }
    const role = { application, name, custom: true, createdAt: this.#options.clock.now() }
    await this.#options.store.roles.create(role)
    return role
  }

  /** Takes the role from everybody who holds it. Throws `conflict` for a predefined role and for one that an instance asks for. */
  async delete(application: Application, name: string): Promise<void> {
    const role = (await this.list(application)).find((candidate) => candidate.name === name)
    if (!role) throw new SluiceError('not-found', `Application ${application} has no role '${name}'`)
    if (!role.custom) throw new SluiceError('conflict', `Role '${name}' is predefined and stays`)
    await this.#requireUnused(application, name)
    await this.#options.store.roles.delete(application, name)
  }

  async #requireUnused(application: Application, name: string): Promise<void> {
    const own: Plan = application === 'iflmap' ? 'integration-flow' : 'api'
    const instances = await this.#options.store.services.instances()
    const users = instances.filter(({ plan, parameters }) => plan === own && (parameters.roles as string[]).includes(name))
    if (users.length === 0) return
    const names = users.map((instance) => instance.name).join(', ')
    throw new SluiceError('conflict', `Role '${name}' is a parameter of service instances: ${names}. Take it out there first`)
  }
}
