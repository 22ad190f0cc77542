import { z } from 'zod'
import type { Deployments, Endpoint } from '../../runtime/deployments.ts'
import { moment, toMoment } from './fields.ts'
import { type Route, route } from './route.ts'

const endpointView = z.strictObject({
  artifact: z.string(),
  name: z.string(),
  version: z.string(),
  address: z.string(),
  url: z.string(),
  /** `null` when the channel asks for a client certificate instead. */
  role: z.string().nullable(),
  protocol: z.enum(['REST', 'SOAP']),
  /** Whether calls that change something need a CSRF token. */
  csrfProtected: z.boolean(),
  deployedOn: moment,
})

export type EndpointView = z.output<typeof endpointView>

export function endpointRoutes(deployments: Pick<Deployments, 'endpoints'>): Route[] {
  return [
    route({
      method: 'GET',
      path: '/endpoints',
      summary: 'Addresses of deployed flows with the role that a caller needs',
      query: z.strictObject({ artifact: z.string().optional() }),
      answer: z.array(endpointView),
      handle: async ({ query: { artifact } }) =>
        deployments
          .endpoints()
          .filter(({ flowId }) => (artifact ?? flowId) === flowId)
          .map(view),
    }),
  ]
}

function view(endpoint: Endpoint): EndpointView {
  const { flowId, flowName, role, deployedOn, ...rest } = endpoint
  return { artifact: flowId, name: flowName, ...rest, role: role ?? null, deployedOn: toMoment(deployedOn) }
}
