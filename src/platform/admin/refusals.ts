import { z } from 'zod'
import type { Explainer, Explanation } from '../../identity/explain.ts'
import { SluiceError } from '../../kernel/errors.ts'
import { moment } from './fields.ts'
import { type Route, route } from './route.ts'

const refusalView = z.strictObject({
  requestId: z.string(),
  time: moment,
  method: z.string(),
  path: z.string(),
  remoteAddress: z.string(),
  clientId: z.string().nullable(),
  status: z.int(),
  cause: z.string(),
  text: z.string(),
  happened: z.string(),
  needed: z.array(z.string()),
  held: z.array(z.string()),
  remedy: z.string(),
  facts: z.record(z.string(), z.unknown()),
})

export type RefusalView = z.output<typeof refusalView>

const causeView = z.strictObject({ cause: z.string(), count: z.int() })

export function refusalRoutes(explainer: Pick<Explainer, 'request' | 'list' | 'causes'>): Route[] {
  return [
    route({
      method: 'GET',
      path: '/refusals',
      summary: 'Denied calls, newest first, each with its explanation',
      query: z.strictObject({
        cause: z.string().optional(),
        client: z.string().optional(),
        since: moment.optional(),
        /** A request id: older refusals than that of this request. */
        before: z.string().optional(),
        limit: z.coerce.number().int().min(1).max(1000).default(50),
      }),
      answer: z.array(refusalView),
      handle: async ({ query: { cause, client: clientId, since, before, limit } }) => {
        const chosen = { ...(cause && { cause }), ...(clientId && { clientId }), ...(before && { before }) }
        const filter = { ...chosen, ...(since && { since: Date.parse(since) }), limit }
        return (await explainer.list(filter)).map(view)
      },
    }),
    route({
      method: 'GET',
      path: '/refusals/causes',
      summary: 'How often each cause was met among the refusals that are kept, the most frequent first',
      answer: z.array(causeView),
      handle: () => explainer.causes(),
    }),
    route({
      method: 'GET',
      path: '/refusals/last',
      summary: 'The newest denied call with its explanation',
      answer: refusalView,
      handle: async () => {
        const [last] = await explainer.list({ limit: 1 })
        if (!last) throw new SluiceError('not-found', 'No call was refused yet')
        return view(last)
      },
    }),
    route({
      method: 'GET',
      path: '/refusals/{requestId}',
      summary: 'The denied call with this x-request-id, with its explanation',
      answer: refusalView,
      handle: async ({ params: { requestId } }) => {
        const explanation = await explainer.request(requestId)
        if (explanation) return view(explanation)
        throw new SluiceError('not-found', `No refused call has the request id ${requestId}: it was not refused, or is too old`)
      },
    }),
  ]
}

function view({ needed, held, facts, ...rest }: Explanation): RefusalView {
  return { ...rest, needed: [...needed], held: [...held], facts: { ...facts } }
}
