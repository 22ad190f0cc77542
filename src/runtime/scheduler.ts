import { Cron } from 'croner'
import type { Schedule } from '../engine/define-adapter.ts'
import type { Entry } from '../engine/plan.ts'
import { messageOf } from '../kernel/errors.ts'
import type { Logger } from '../kernel/logger.ts'
import type { MessageRunner } from './message-runner.ts'
import type { RunningFlow } from './running-flow.ts'

/** Starts messages of timer flows. A message that is still in process is not overtaken by the next one of the same timer. */
export class Scheduler {
  readonly #runner: MessageRunner
  readonly #logger: Logger
  readonly #jobs = new Map<RunningFlow, Cron[]>()

  constructor(options: { runner: MessageRunner; logger: Logger }) {
    this.#runner = options.runner
    this.#logger = options.logger
  }

  /** @param fresh whether the flow was just deployed: a run-once timer fires at deployment, not when a node starts again */
  add(schedule: Schedule, flow: RunningFlow, entry: Entry, fresh: boolean): void {
    const fire = () => this.#fire(flow, entry)
    if (schedule.kind === 'once') {
      if (fresh) setImmediate(fire)
      return
    }
    const jobs = schedule.expressions.map((expression) => new Cron(expression, cronOptions(schedule), fire))
    this.#jobs.set(flow, [...(this.#jobs.get(flow) ?? []), ...jobs])
  }

  removeOwner(flow: RunningFlow): void {
    for (const job of this.#jobs.get(flow) ?? []) job.stop()
    this.#jobs.delete(flow)
  }

  async #fire(flow: RunningFlow, entry: Entry): Promise<void> {
    const exchange = this.#runner.open(flow)
    try {
      await this.#runner.run(flow, entry, exchange)
    } catch (failure) {
      // The failure is in the message's log; a timer has no caller to tell.
      this.#logger.warn('Timer-started message failed', { flow: flow.flowId, reason: messageOf(failure) })
    } finally {
      exchange.body.discard()
    }
  }
}

function cronOptions({ timeZone, startAt, endAt }: Extract<Schedule, { kind: 'cron' }>) {
  return {
    protect: true,
    unref: true,
    ...(timeZone === undefined ? {} : { timezone: timeZone }),
    ...(startAt === undefined ? {} : { startAt: new Date(startAt) }),
    ...(endAt === undefined ? {} : { stopAt: new Date(endAt) }),
  }
}
