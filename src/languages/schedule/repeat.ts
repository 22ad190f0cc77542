import { SluiceError } from '../../kernel/errors.ts'

/**
 * Writes a repetition (`every` times `unit`) as a cron expression that begins at `start`, whose UTC fields are the wall
 * clock; nothing for `NONE` without a start, which runs once after deployment. Throws `deploy-failed` for an interval that
 * does not divide the next larger unit, because cron cannot say it.
 *
 * @example repeat('MINUTES', 20, undefined) // '0 0,20,40 * * * * *'
 */
export function repeat(unit: string, every: number, start: Date | undefined): string | undefined {
  const write = UNITS[unit]
  if (!write || !Number.isInteger(every) || every < 1) throw unspeakable(unit, every)
  return write(every, start)
}

type Write = (every: number, start: Date | undefined) => string | undefined

const UNITS: Readonly<Record<string, Write>> = {
  NONE: (_every, start) => start && `${clock(start)} ${start.getUTCDate()} ${start.getUTCMonth() + 1} * ${start.getUTCFullYear()}`,
  SECONDS: (every, start) =>
    every % 60 === 0 ? UNITS.MINUTES!(every / 60, start) : `${steps('SECONDS', every, 60, second(start))} * * * * * *`,
  MINUTES: (every, start) =>
    every % 60 === 0 ? UNITS.HOURS!(every / 60, start) : `${second(start)} ${steps('MINUTES', every, 60, minute(start))} * * * * *`,
  HOURS: (every, start) =>
    every % 24 === 0
      ? UNITS.DAYS!(every / 24, start)
      : `${second(start)} ${minute(start)} ${steps('HOURS', every, 24, hour(start))} * * * *`,
  DAYS: (every, start) => `${clock(start)} ${only('DAYS', every)} * * *`,
  WEEKS: (every, start) => `${clock(start)} ${only('WEEKS', every)} * ${start?.getUTCDay() ?? 0} *`,
  MONTHS: (every, start) => `${clock(start)} ${start?.getUTCDate() ?? 1} ${steps('MONTHS', every, 12, month(start))} * *`,
  YEARS: (every, start) => `${clock(start)} ${start?.getUTCDate() ?? 1} ${month(start)} ${only('YEARS', every)} *`,
}

const second = (start: Date | undefined): number => start?.getUTCSeconds() ?? 0
const minute = (start: Date | undefined): number => start?.getUTCMinutes() ?? 0
const hour = (start: Date | undefined): number => start?.getUTCHours() ?? 0
const month = (start: Date | undefined): number => (start ? start.getUTCMonth() + 1 : 1)

const clock = (start: Date | undefined): string => `${second(start)} ${minute(start)} ${hour(start)}`

/** The values of a field that lie on the grid, which must close at the field's size. */
function steps(unit: string, every: number, size: number, from: number): string {
  if (size % every !== 0) throw unspeakable(unit, every)
  if (every === 1) return '*'
  const first = from % every
  const base = unit === 'MONTHS' ? first || every : first
  return Array.from({ length: size / every }, (_unused, index) => base + index * every).join(',')
}

function only(unit: string, every: number): '*' {
  if (every !== 1) throw unspeakable(unit, every)
  return '*'
}

const unspeakable = (unit: string, every: number): SluiceError =>
  new SluiceError('deploy-failed', `A schedule that repeats every ${every} ${unit} is not supported`)
