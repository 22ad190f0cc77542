import { z } from 'zod'
import type { EffectiveLogLevel, LogLevels } from '../../runtime/log-levels.ts'
import { LOG_LEVELS } from '../../store/log-levels.ts'
import { moment, toMoment } from './fields.ts'
import { type Route, route } from './route.ts'

const logLevel = z.enum(LOG_LEVELS)

const logLevelView = z.strictObject({
  flow: z.string(),
  name: z.string(),
  level: logLevel,
  /** When `fallback` takes its place; `null`: it stays. */
  until: moment.nullable(),
  fallback: logLevel,
})

/** A year. */
const MOST_MINUTES = 525_600

export type LogLevelView = z.output<typeof logLevelView>

export function logLevelRoutes(logLevels: Pick<LogLevels, 'list' | 'set'>): Route[] {
  return [
    route({
      method: 'GET',
      path: '/log-levels',
      summary: 'Log levels of the deployed integration flows',
      answer: z.array(logLevelView),
      handle: async () => (await logLevels.list()).map(view),
    }),
    route({
      method: 'PUT',
      path: '/log-levels/{flow}',
      summary:
        'Set the log level of a deployed flow for messages that begin from now on; DEBUG and TRACE fall back after `minutes`, 0: never',
      body: z.strictObject({ level: logLevel, minutes: z.int().min(0).max(MOST_MINUTES).optional() }),
      answer: logLevelView,
      handle: async ({ params, body }) => view(await logLevels.set(params.flow, body.level, body.minutes)),
    }),
  ]
}

function view({ flowId, flowName, level, until, fallback }: EffectiveLogLevel): LogLevelView {
  return { flow: flowId, name: flowName, level, until: until === null ? null : toMoment(until), fallback }
}
