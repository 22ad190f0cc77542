import { z } from 'zod'
import { clientUser } from '../../identity/names.ts'
import type { Client } from '../../store/clients.ts'
import type { RoleAssignment } from '../../store/roles.ts'
import type { RoleAssignments } from '../neo/assignments.ts'
import type { NeoClients } from '../neo/clients.ts'
import { TOKEN_PROFILE_WORDS } from '../token-options.ts'
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
  secretLength: z.int().optional(),
  tokenLifetime: tokenLifetime.optional(),
  tokenProfile: z.enum(TOKEN_PROFILE_WORDS).optional(),
  dpopBound: z.boolean().optional(),
  jwks: z.unknown().optional(),
})

const clientView = z.strictObject({
  clientId: z.string(),
  name: z.string(),
  description: z.string(),
  application,
  tokenLifetime,
  tokenProfile: z.enum(TOKEN_PROFILE_WORDS),
  dpopBound: z.boolean(),
  jwks: z.strictObject({ keys: z.array(z.record(z.string(), z.unknown())) }).nullable(),
  tokenUrl: z.string(),
  user: z.string(),
  roles: z.array(z.strictObject({ application, role: z.string() })),
  createdAt: moment,
})

const registeredClient = clientView.extend({ secret: z.string(), warnings: z.array(z.string()) })

export type ClientView = z.output<typeof clientView>
export type RegisteredClient = z.output<typeof registeredClient>

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
    tokenProfile: client.options.tokenProfile ?? 'standard',
    dpopBound: client.options.dpopBound ?? false,
    jwks: client.options.jwks === undefined ? null : { keys: client.options.jwks.keys.map((key) => ({ ...key })) },
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
      answer: registeredClient,
      status: 201,
      handle: async ({ body }) => {
        const { client, secret, warnings } = await clients.register(body)
        const held = await assignments.list({ user: clientUser(client.clientId) })
        return { ...view(client, held), secret, warnings: [...warnings] }
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
      method: 'PATCH',
      path: '/clients/{clientId}',
      summary: 'Change an OAuth client; another lifetime counts for opaque tokens that it has, too, and jwks replaces its public keys',
      body: registration.pick({ description: true, tokenLifetime: true, tokenProfile: true, dpopBound: true, jwks: true }).extend({
        name: z.string().optional(),
      }),
      answer: clientView,
      handle: async ({ params, body }) =>
        view(await clients.update(params.clientId, body), await assignments.list({ user: clientUser(params.clientId) })),
    }),
    route({
      method: 'DELETE',
      path: '/clients/{clientId}',
      summary: 'Delete an OAuth client with its secrets, tokens and role assignments',
      handle: ({ params }) => clients.delete(params.clientId),
    }),
  ]
}
