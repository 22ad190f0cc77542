import { z } from 'zod'
import { SluiceError } from '../../kernel/errors.ts'
import type { Resending } from '../../runtime/resending.ts'
import type { MessageLogStore } from '../../store/message-logs.ts'
import { moment, toMoment } from './fields.ts'
import { type Route, route } from './route.ts'

/** One interval and status; what there is none of is left out. */
const throughput = z.array(z.strictObject({ from: moment, status: z.string(), messages: z.int() }))

/** More bars than a screen has columns say nothing. */
const MOST_INTERVALS = 1000

export interface MessageRouteParts {
  readonly messageLogs: Pick<MessageLogStore, 'perInterval'>
  readonly resending: Pick<Resending, 'resend'>
}

export function messageRoutes({ messageLogs, resending }: MessageRouteParts): Route[] {
  return [
    route({
      method: 'GET',
      path: '/messages/throughput',
      summary: `How many messages started in each interval, by status; times are of their start, at most ${MOST_INTERVALS} intervals`,
      query: z.strictObject({
        since: moment,
        until: moment,
        /** Seconds. */
        interval: z.coerce.number().int().min(1),
        flow: z.string().optional(),
      }),
      answer: throughput,
      handle: async ({ query }) => {
        const question = { since: Date.parse(query.since), until: Date.parse(query.until), interval: query.interval * 1000 }
        if ((question.until - question.since) / question.interval > MOST_INTERVALS) {
          throw new SluiceError(
            'bad-request',
            `Query field 'interval': there are more than ${MOST_INTERVALS} of it between since and until`,
          )
        }
        const counts = await messageLogs.perInterval({ ...question, flowId: query.flow })
        return counts.map(({ from, ...rest }) => ({ from: toMoment(from), ...rest }))
      },
    }),
    route({
      method: 'POST',
      path: '/messages/{message}/resend',
      summary: 'Send a traced message again, to the flow that is deployed now; the new message runs by itself',
      answer: z.strictObject({ messageId: z.string() }),
      status: 202,
      handle: async ({ params: { message } }) => ({ messageId: await resending.resend(message) }),
    }),
  ]
}
