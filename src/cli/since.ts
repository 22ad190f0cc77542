import { Option } from 'commander'
import { UsageError } from './io.ts'

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** `--since`, with a moment or how long ago it was. */
export const sinceOption = (): Option => new Option('--since <time>', 'from then on: 30m, 24h, 7d, or a moment in ISO 8601')

/**
 * A moment in ISO 8601, UTC. Throws `UsageError` for anything else than a moment or a duration before `now`.
 *
 * @example momentOf('90m', Date.parse('2026-01-01T12:00:00Z')) // '2026-01-01T10:30:00.000Z'
 */
export function momentOf(since: string, now: number): string {
  const [, count, unit] = /^(\d{1,6})([smhd])$/.exec(since) ?? []
  const time = unit === undefined ? Date.parse(since) : now - Number(count) * UNITS[unit]!
  if (Number.isNaN(time)) throw new UsageError(`--since ${since} is neither a moment (2026-01-31T08:00:00Z) nor a duration (30m, 24h, 7d)`)
  return new Date(time).toISOString()
}

/** The given values as a query string, with the question mark; nothing when there are none. */
export function queryOf(parameters: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`
}
