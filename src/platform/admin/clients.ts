import { z } from 'zod'
import { clientUser } from '../../identity/names.ts'
import type { Client } from '../../store/clients.ts'
import type { RoleAssignment } from '../../store/roles.ts'
import type { RoleAssignments } from '../neo/assignments.ts'
import type { NeoClients } from '../neo/clients.ts'
import { application, moment, toMoment } from './fields.ts'
import { type Route, route } from './route.ts'

/** Minutes; `null` = until the client's next token. */
const tokenLifetime = z.int().nullable()

const registration = z.strictObject({
  name: z.string(),
  description: z.string().optional(),
  application,
  clientId: z.string().optional(),
  secret: z.string().optional(),
  tokenLifetime: tokenLifetime.optional(),
})

const clientView = z.strictObject({
  clientId: z.string(),
  name: z.string(),
  description: z.string(),
  application,
  tokenLifetime,
  tokenUrl: z.string(),
  user: z.string(),
  roles: z.array(z.strictObject({ application, role: z.string() })),
  createdAt: moment,
})

export type ClientView = z.output<typeof clientView>

export interface ClientRouteParts {
  readonly clients: NeoClients
  readonly assignments: RoleAssignments
  /** Full URL of the Neo token endpoint. */
  readonly tokenUrl: () => string
}

export function clientRoutes({ clients, assignments, tokenUrl }: ClientRouteParts): Route[] {
  const view = (client: Client, held: readonly RoleAssignment[]): ClientView => ({
    clientId: client.clientId,
    name: client.name,
    description: client.description,
    application: client.application,
    tokenLifetime: client.tokenLifetime === null ? null : client.tokenLifetime / 60,
    tokenUrl: tokenUrl(),
    user: clientUser(client.clientId),
    roles: held.filter(({ user }) => user === clientUser(client.clientId)).map(({ application, role }) => ({ application, role })),
    createdAt: toMoment(client.createdAt),
  })
  return [
    route({
      method: 'GET',
      path: '/clients',
      summary: 'OAuth clients of the Neo subaccount with the roles of their users',
      answer: z.array(clientView),
      handle: async () => {
        const held = await assignments.list()
        return (await clients.list()).map((client) => view(client, held))
      },
    }),
    route({
      method: 'POST',
      path: '/clients',
      summary: 'Register an OAuth client; the answer is the only place where its secret stands',
      body: registration,
      answer: clientView.extend({ secret: z.string() }),
      status: 201,
      handle: async ({ body }) => {
        const { client, secret } = await clients.register(body)
        return { ...view(client, await assignments.list({ user: clientUser(client.clientId) })), secret }
      },
    }),
    route({
      method: 'GET',
      path: '/clients/{clientId}',
      summary: 'One OAuth client',
      answer: clientView,
      handle: async ({ params }) =>
        view(await clients.show(params.clientId), await assignments.list({ user: clientUser(params.clientId) })),
    }),
    route({
      method: 'DELETE',
      path: '/clients/{clientId}',
      summary: 'Delete an OAuth client with its secrets, tokens and role assignments',
      handle: ({ params }) => clients.delete(params.clientId),
    }),
  ]
}
