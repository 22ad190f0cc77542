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
  deployedOn: moment,
})

export type EndpointView = z.output<typeof endpointView>

export function endpointRoutes(deployments: Pick<Deployments, 'endpoints'>): Route[] {
  return [
    route({
      method: 'GET',
      path: '/endpoints',
      summary: 'Addresses of deployed flows with the role that a caller needs',
      answer: z.array(endpointView),
      handle: async () => deployments.endpoints().map(view),
    }),
  ]
}

function view(endpoint: Endpoint): EndpointView {
  const { flowId, flowName, version, address, url, role, protocol, deployedOn } = endpoint
  return { artifact: flowId, name: flowName, version, address, url, role: role ?? null, protocol, deployedOn: toMoment(deployedOn) }
}
