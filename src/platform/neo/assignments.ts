import { clientUser } from '../../identity/names.ts'
import { SluiceError } from '../../kernel/errors.ts'
import type { Application } from '../../store/clients.ts'
import type { RoleAssignment } from '../../store/roles.ts'
import type { Store } from '../../store/store.ts'
import type { Subaccount } from '../../store/subaccounts.ts'
import type { Roles } from '../roles.ts'
import { clientIdOf } from './client-id.ts'

/** Who holds which role on which application. */
export type AssignmentRequest = Omit<RoleAssignment, 'subaccountId'>

export interface AssignmentOptions {
  readonly store: Pick<Store, 'clients' | 'roles'>
  readonly subaccount: Subaccount
  readonly roles: Roles
}

/** Role assignments of the Neo subaccount. */
export class RoleAssignments {
  readonly #options: AssignmentOptions

  constructor(options: AssignmentOptions) {
    this.#options = options
  }

  /** Sorted by user, application and role. */
  async list(filter: Partial<AssignmentRequest> = {}): Promise<RoleAssignment[]> {
    const { store, subaccount } = this.#options
    const assignments = await store.roles.assignments({ ...filter, subaccountId: subaccount.id })
    return assignments.sort((a, b) => sortKey(a).localeCompare(sortKey(b)))
  }

  /** Assigning twice is no error. Warnings tell what will not work as it stands. Throws `bad-request` for an unknown role. */
  async assign(request: AssignmentRequest): Promise<{ assignment: RoleAssignment; warnings: string[] }> {
    const { store, subaccount, roles } = this.#options
    if (request.user.trim() === '') throw new SluiceError('bad-request', 'The user must not be empty')
    await roles.require(request.application, request.role)
    const assignment = { ...request, subaccountId: subaccount.id }
    await store.roles.assign(assignment)
    return { assignment, warnings: await this.#warnings(request.user, request.application) }
  }

  /** Throws `not-found` when the user does not hold the role. */
  async unassign(request: AssignmentRequest): Promise<void> {
    const held = await this.list(request)
    if (held.length === 0) {
      throw new SluiceError('not-found', `User '${request.user}' does not hold role '${request.role}' on ${request.application}`)
    }
    await this.#options.store.roles.unassign({ ...request, subaccountId: this.#options.subaccount.id })
  }

  async #warnings(user: string, application: Application): Promise<string[]> {
    const { store, subaccount } = this.#options
    const clientId = clientIdOf(user) ?? user
    const client = (await store.clients.find(clientId))?.client
    if (client?.subaccountId !== subaccount.id) {
      return clientIdOf(user) === undefined ? [] : [`There is no OAuth client '${clientId}' yet`]
    }
    if (clientIdOf(user) === undefined)
      return [`OAuth client '${user}' acts as user '${clientUser(user)}'; this assignment is for somebody else`]
    if (client.application === application) return []
    return [`OAuth client '${clientId}' is subscribed to ${client.application}; a role on ${application} does not help it`]
  }
}

function sortKey({ user, application, role }: RoleAssignment): string {
  return `${user}\n${application}\n${role}`
}
