import type { AdminAnswer } from '../../../api/admin.ts'

export type Dialect = 'neo' | 'cloud-foundry'

/** A client that calls flows, or one that reads their logs. */
export type Purpose = 'send' | 'read'

export type Endpoint = AdminAnswer<'GET /endpoints'>[number]

/** An OAuth client as far as the scenario needs it. */
export interface Participant {
  /** Of the Neo client or the service instance. */
  readonly name: string
  readonly clientId: string
  /** Roles that it holds on the application it calls. */
  readonly roles: readonly string[]
  /** Its service keys with a secret; of the Cloud Foundry dialect only. */
  readonly keys: readonly string[]
  /** Whether it was ever given an access token. */
  readonly hadToken: boolean
}

/** How far the server is. */
export interface Progress {
  readonly tokenUrl: string
  /** Whether the plan may be used; always in the Neo dialect. */
  readonly entitled: Readonly<Record<Purpose, boolean>>
  readonly clients: Readonly<Record<Purpose, Participant | undefined>>
  /** Addresses that can be called with a token. */
  readonly endpoints: readonly Endpoint[]
}

export interface Credentials {
  readonly clientId: string
  readonly secret: string
}

/** What the steps are done with. */
export interface Scenario {
  readonly dialect: Dialect
  progress(): Promise<Progress>
  /** Assigns roles to a client, or puts them into the parameters of its instance. */
  giveRole(client: Participant, purpose: Purpose, role: string): Promise<void>
  /** Everything up to credentials with the role, in one go, from what there is. */
  makeClient(client: Participant | undefined, purpose: Purpose, role: string): Promise<Credentials>
}

/** Names of what the page makes. */
export const NAMES: Readonly<Record<Purpose, string>> = { send: 'first-steps', read: 'first-steps-monitor' }

/** What readers of message processing logs need. */
export const READER_ROLES: Readonly<Record<Dialect, string>> = {
  neo: 'IntegrationOperationServer.read',
  'cloud-foundry': 'MonitoringDataRead',
}
