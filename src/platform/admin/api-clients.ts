import { z } from 'zod'
import type { ApiClient } from '../../store/api-clients.ts'
import type { ApiClients } from '../neo/api-clients.ts'
import { moment, toMoment } from './fields.ts'
import { type Route, route } from './route.ts'

const apiClientView = z.strictObject({ clientId: z.string(), description: z.string(), scopes: z.array(z.string()), createdAt: moment })
const created = apiClientView.extend({ secret: z.string() })

export type ApiClientView = z.output<typeof apiClientView>
export type CreatedApiClient = z.output<typeof created>

export function apiClientRoutes(clients: ApiClients): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api-clients',
      summary: 'Platform API clients of the Neo subaccount',
      answer: z.array(apiClientView),
      handle: async () => (await clients.list()).map(view),
    }),
    route({
      method: 'POST',
      path: '/api-clients',
      summary: 'Create a platform API client; the only time that its secret can be read',
      body: z.strictObject({ description: z.string().optional(), scopes: z.array(z.string()).optional() }),
      answer: created,
      status: 201,
      handle: async ({ body }) => {
        const { client, secret } = await clients.create(body)
        return { ...view(client), secret }
      },
    }),
    route({
      method: 'DELETE',
      path: '/api-clients/{clientId}',
      summary: 'Delete a platform API client and end its tokens',
      handle: ({ params }) => clients.delete(params.clientId),
    }),
  ]
}

function view({ clientId, description, scopes, createdAt }: ApiClient): ApiClientView {
  return { clientId, description, scopes: [...scopes], createdAt: toMoment(createdAt) }
}
