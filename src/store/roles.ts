import type { Application } from './clients.ts'

/** A role of a subscribed application. `ESBMessaging.send` and the like are predefined, others are custom. */
export interface Role {
  readonly application: Application
  readonly name: string
  readonly custom: boolean
  readonly createdAt: number
}

/** A role held by a user of the Neo dialect; clients act as user `oauth_client_<client id>`. */
export interface RoleAssignment {
  readonly subaccountId: string
  readonly application: Application
  readonly role: string
  readonly user: string
}

export interface RoleStore {
  create(role: Role): Promise<void>
  list(): Promise<Role[]>
  /** Deletes its assignments too. */
  delete(application: Application, name: string): Promise<void>
  /** Assigning twice is no error. */
  assign(assignment: RoleAssignment): Promise<void>
  unassign(assignment: RoleAssignment): Promise<void>
  assignments(filter?: Partial<RoleAssignment>): Promise<RoleAssignment[]>
}
