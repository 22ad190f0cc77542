import { z } from 'zod'
import type { ServiceKeys } from '../cloud-foundry/keys.ts'
import type { NeoClients } from '../neo/clients.ts'
import type { AddRequest, ClientSecrets, SecretEntry, SecretOwner } from '../secrets/client-secrets.ts'
import { moment, toMoment } from './fields.ts'
import { type Route, route } from './route.ts'

const secretView = z.strictObject({
  id: z.string(),
  state: z.enum(['current', 'waiting', 'previous']),
  createdAt: moment,
  expiresAt: moment.nullable(),
  /** Behind by a minute or so. */
  lastUsedAt: moment.nullable(),
})

const addition = z.strictObject({
  secret: z.string().optional(),
  secretLength: z.int().optional(),
  expiresAt: moment.optional(),
})

const addedSecret = secretView.extend({ secret: z.string(), warnings: z.array(z.string()) })

export type SecretView = z.output<typeof secretView>
export type AddedSecretView = z.output<typeof addedSecret>

export interface SecretRouteParts {
  readonly clientSecrets: ClientSecrets
  readonly clients: NeoClients
  readonly keys: ServiceKeys
}

/** The same operations for a client of the Neo subaccount and for a service key. */
export function secretRoutes({ clientSecrets: secrets, clients, keys }: SecretRouteParts): Route[] {
  const ofClient = async ({ clientId }: { clientId: string }): Promise<SecretOwner> => ({
    clientId: (await clients.show(clientId)).clientId,
    keyId: null,
  })
  const ofKey = ({ instance, name }: { instance: string; name: string }) => keys.secretOwner(instance, name)
  const inClient = '/clients/{clientId}/secrets'
  const inKey = '/instances/{instance}/keys/{name}/secrets'
  return [
    route({
      ...LISTING,
      path: inClient,
      summary: 'Secrets of an OAuth client, oldest first',
      handle: async ({ params }) => (await secrets.list(await ofClient(params))).map(view),
    }),
    route({
      ...LISTING,
      path: inKey,
      summary: 'Secrets of a service key, oldest first',
      handle: async ({ params }) => (await secrets.list(await ofKey(params))).map(view),
    }),
    route({
      ...ADDITION,
      path: inClient,
      summary: 'Add a second secret; the answer is the only place where it stands',
      handle: async ({ params, body }) => add(secrets, await ofClient(params), body),
    }),
    route({
      ...ADDITION,
      path: inKey,
      summary: 'Add a second secret to a service key',
      handle: async ({ params, body }) => add(secrets, await ofKey(params), body),
    }),
    route({
      ...PROMOTION,
      path: `${inClient}/{id}/promote`,
      summary: 'Make a secret the current one',
      handle: async ({ params }) => view(await secrets.promote(await ofClient(params), params.id)),
    }),
    route({
      ...PROMOTION,
      path: `${inKey}/{id}/promote`,
      summary: 'Make a secret the current one, which the service key shows',
      handle: async ({ params }) => view(await secrets.promote(await ofKey(params), params.id)),
    }),
    route({
      method: 'DELETE',
      path: `${inClient}/{id}`,
      summary: 'Delete a secret of an OAuth client; it opens nothing from then on',
      handle: async ({ params }) => secrets.delete(await ofClient(params), params.id),
    }),
    route({
      method: 'DELETE',
      path: `${inKey}/{id}`,
      summary: 'Delete a secret of a service key; it opens nothing from then on',
      handle: async ({ params }) => secrets.delete(await ofKey(params), params.id),
    }),
  ]
}

const LISTING = { method: 'GET', answer: z.array(secretView) } as const
const ADDITION = { method: 'POST', body: addition, answer: addedSecret, status: 201 } as const
const PROMOTION = { method: 'POST', answer: secretView } as const

async function add(secrets: ClientSecrets, owner: SecretOwner, { expiresAt, ...wish }: z.output<typeof addition>) {
  const request: AddRequest = { ...wish, expiresAt: expiresAt === undefined ? undefined : Date.parse(expiresAt) }
  const added = await secrets.add(owner, request)
  return { ...view(added), secret: added.value, warnings: [...added.warnings] }
}

function view({ secret, state }: SecretEntry): SecretView {
  const { id, createdAt, expiresAt, lastUsedAt } = secret
  return { id, state, createdAt: toMoment(createdAt), expiresAt: orNull(expiresAt), lastUsedAt: orNull(lastUsedAt) }
}

const orNull = (time: number | null): string | null => (time === null ? null : toMoment(time))
