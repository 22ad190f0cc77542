import { z } from 'zod'
import type { Overview } from '../overview.ts'
import { moment, toMoment } from './fields.ts'
import { type Route, route } from './route.ts'

const figures = z.strictObject({ messages: z.int(), failed: z.int() })

const overviewView = z.strictObject({
  server: z.strictObject({ version: z.string(), node: z.string(), startedAt: moment }),
  messages: z.strictObject({
    /** Every minute of the last hour, the oldest first. */
    minutes: z.array(figures.extend({ from: moment })),
    hour: figures,
    /** The current hour and the 23 before it. */
    day: figures,
  }),
  /** Of the same hours, the most frequent cause first. */
  refusals: z.array(z.strictObject({ cause: z.string(), count: z.int() })),
  artifacts: z.strictObject({
    started: z.int(),
    /** Neither started nor failed. */
    others: z.int(),
    failed: z.array(z.strictObject({ id: z.string(), name: z.string(), error: z.string() })),
  }),
})

export type OverviewView = z.output<typeof overviewView>

export function overviewRoutes(overview: Pick<Overview, 'figures'>): Route[] {
  return [
    route({
      method: 'GET',
      path: '/overview',
      summary: 'Versions, messages of the last hour and day, refusals by cause, and deployed artifacts that did not start',
      answer: overviewView,
      handle: async () => {
        const { server, messages, refusals, artifacts } = await overview.figures()
        return {
          server: { ...server, startedAt: toMoment(server.startedAt) },
          messages: { ...messages, minutes: messages.minutes.map(({ from, ...counts }) => ({ from: toMoment(from), ...counts })) },
          refusals: [...refusals],
          artifacts: { ...artifacts, failed: artifacts.failed.map(({ error, ...rest }) => ({ ...rest, error: error ?? '' })) },
        }
      },
    }),
  ]
}
