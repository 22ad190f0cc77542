import type { Explainer } from '../identity/explain.ts'
import type { Clock } from '../kernel/clock.ts'
import type { IntervalCount } from '../store/message-logs.ts'
import type { RuntimeArtifact } from '../store/runtime-artifacts.ts'
import type { Store } from '../store/store.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** Minutes and hours that are looked back on, the current one included. */
const MINUTES = 60
const HOURS = 24

export interface OverviewOptions {
  readonly store: Pick<Store, 'messageLogs' | 'runtimeArtifacts'>
  readonly explainer: Pick<Explainer, 'causes'>
  readonly clock: Clock
  readonly version: string
  /** When this process began to answer, milliseconds since the epoch. */
  readonly startedAt: number
}

/** How many messages began, and how many of them failed. */
export interface MessageFigures {
  readonly messages: number
  readonly failed: number
}

export interface OverviewFigures {
  readonly server: { readonly version: string; readonly node: string; readonly startedAt: number }
  readonly messages: {
    /** Every minute of the last hour, the oldest first. */
    readonly minutes: readonly (MessageFigures & { readonly from: number })[]
    readonly hour: MessageFigures
    /** The current hour and the 23 before it. */
    readonly day: MessageFigures
  }
  /** Of the same hours, the most frequent cause first. */
  readonly refusals: readonly { readonly cause: string; readonly count: number }[]
  readonly artifacts: {
    readonly started: number
    readonly others: number
    readonly failed: readonly Pick<RuntimeArtifact, 'id' | 'name' | 'error'>[]
  }
}

/** What an operator looks at first. */
export class Overview {
  readonly #options: OverviewOptions

  constructor(options: OverviewOptions) {
    this.#options = options
  }

  async figures(): Promise<OverviewFigures> {
    const { store, explainer, clock, version, startedAt } = this.#options
    const now = clock.now()
    const day = lastIntervals(now, HOUR, HOURS)
    return {
      server: { version, node: process.versions.node, startedAt },
      messages: await this.#messages(now, day),
      refusals: await explainer.causes(day.since),
      artifacts: artifactFigures(await store.runtimeArtifacts.list()),
    }
  }

  async #messages(now: number, day: ReturnType<typeof lastIntervals>): Promise<OverviewFigures['messages']> {
    const { messageLogs } = this.#options.store
    const hour = lastIntervals(now, MINUTE, MINUTES)
    const counts = await messageLogs.perInterval(hour)
    const minutes = Array.from({ length: MINUTES }, (_, index) => hour.since + index * MINUTE)
    return {
      minutes: minutes.map((from) => ({ from, ...sum(counts.filter((count) => count.from === from)) })),
      hour: sum(counts),
      day: sum(await messageLogs.perInterval(day)),
    }
  }
}

/** Whole intervals up to the end of the current one: whole hours are added up from counters. */
function lastIntervals(now: number, interval: number, count: number) {
  const until = (Math.floor(now / interval) + 1) * interval
  return { since: until - count * interval, until, interval }
}

function sum(counts: readonly IntervalCount[]): MessageFigures {
  const total = (chosen: readonly IntervalCount[]) => chosen.reduce((messages, count) => messages + count.messages, 0)
  return { messages: total(counts), failed: total(counts.filter(({ status }) => status === 'FAILED')) }
}

function artifactFigures(artifacts: readonly RuntimeArtifact[]): OverviewFigures['artifacts'] {
  const failed = artifacts.filter(({ status }) => status === 'ERROR')
  const started = artifacts.filter(({ status }) => status === 'STARTED').length
  return {
    started,
    others: artifacts.length - started - failed.length,
    failed: failed.map(({ id, name, error }) => ({ id, name, error })),
  }
}
