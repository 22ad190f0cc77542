import type { Query } from '../../components/use-query.ts'

export const TIMES = ['minute', 'hour', 'day', 'week', 'month', 'all', 'custom'] as const

export type Time = (typeof TIMES)[number]

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const LENGTHS: Readonly<Record<Exclude<Time, 'all' | 'custom'>, number>> = {
  minute: MINUTE,
  hour: HOUR,
  day: DAY,
  week: 7 * DAY,
  month: 30 * DAY,
}

/** The time that is looked at, milliseconds since the epoch. */
export interface Range {
  /** Nothing = from the first message on. */
  readonly since: number | undefined
  /** Nothing = up to now. */
  readonly until: number | undefined
}

/** What the address of the page says; the past hour without it. */
export function timeOf(query: Pick<Query, 'of'>): Time {
  return TIMES.find((time) => time === query.of('time')) ?? 'hour'
}

/** @param query says `from` and `to` of a custom time, ISO 8601 */
export function rangeOf(time: Time, query: Pick<Query, 'of'>, now: number): Range {
  if (time === 'all') return { since: undefined, until: undefined }
  if (time === 'custom') return { since: momentOf(query.of('from')), until: momentOf(query.of('to')) }
  return { since: now - LENGTHS[time], until: undefined }
}

function momentOf(text: string): number | undefined {
  const time = Date.parse(text)
  return Number.isNaN(time) ? undefined : time
}

/** Widths that people count in, milliseconds. */
const WIDTHS = [
  1000,
  5000,
  10_000,
  30_000,
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  7 * DAY,
  30 * DAY,
]

const MOST_BARS = 60

export interface Intervals {
  readonly since: number
  readonly until: number
  /** Milliseconds. */
  readonly interval: number
}

/** The bars of a chart over this time: few enough to see, of a width that people count in, ending with the present one. Everything is the past month. */
export function intervalsOf({ since, until }: Range, now: number): Intervals {
  const end = until ?? now
  const begin = Math.min(since ?? end - LENGTHS.month, end)
  const interval = WIDTHS.find((width) => (end - begin) / width <= MOST_BARS) ?? 365 * DAY
  return { since: Math.floor(begin / interval) * interval, until: (Math.floor(end / interval) + 1) * interval, interval }
}
