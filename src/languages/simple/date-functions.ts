import type { Exchange } from '../../engine/exchange.ts'
import { SluiceError } from '../../kernel/errors.ts'
import { compileDateFormat } from '../date-format/simple-date-format.ts'
import { findTimeZone, type TimeZone, utc } from '../date-format/time-zone.ts'
import { headerLookup, type Lookup, propertyLookup } from './keyed-value.ts'
import type { Evaluator } from './syntax.ts'
import { textOf } from './value.ts'

/**
 * Compiles what follows `date:`: a command, offsets, and a `SimpleDateFormat` pattern (`now-24h:yyyy-MM-dd`). Without a
 * pattern the value is a date. Returns nothing when the command is unknown.
 */
export function compileDate(source: string): Evaluator | undefined {
  const colon = source.indexOf(':')
  return colon < 0 ? compileInstant(source, undefined, utc) : compileInstant(source.slice(0, colon), source.slice(colon + 1), utc)
}

/** Compiles what follows `date-with-timezone:`: command, zone and pattern (`now:CET:HH:mm`). */
export function compileZonedDate(source: string): Evaluator | undefined {
  const match = /^([^:]+):([^:]*):([\s\S]*)$/.exec(source)
  return match ? compileInstant(match[1]!, match[3]!, findTimeZone(match[2]!.trim())) : undefined
}

const OFFSETS = /((?:[+-](?:\d+\s*(?:ms|milli(?:second)?s?|s(?:ec(?:ond)?s?)?|m(?:in(?:ute)?s?)?|h(?:ours?)?|d(?:ays?)?)?\s*)+)+)$/i

function compileInstant(command: string, pattern: string | undefined, zone: TimeZone): Evaluator | undefined {
  const written = command.trim()
  const offsets = OFFSETS.exec(written)?.[1] ?? ''
  const origin = compileOrigin(written.slice(0, written.length - offsets.length).trim())
  if (!origin) return undefined
  const shift = readOffsets(offsets)
  if (pattern === undefined) return (exchange) => moment(origin(exchange), (instant) => new Date(instant + shift))
  const format = compileDateFormat(pattern)
  return (exchange) => moment(origin(exchange), (instant) => format(instant + shift, zone))
}

const moment = (instant: number | undefined, write: (instant: number) => unknown): unknown =>
  instant === undefined ? null : write(instant)

type Origin = (exchange: Exchange) => number | undefined

function compileOrigin(command: string): Origin | undefined {
  if (command === 'now') return (exchange) => exchange.clock.now()
  if (command === 'exchangeCreated') return (exchange) => exchange.created
  if (command === 'file') return stored('CamelFileLastModified', headerLookup)
  const header = /^(?:in\.)?headers?\.(.+)$/.exec(command)
  if (header) return stored(header[1]!, headerLookup)
  const property = /^(?:property|exchangeProperty)\.(.+)$/.exec(command)
  return property ? stored(property[1]!, propertyLookup) : undefined
}

function stored(name: string, lookup: Lookup): Origin {
  return (exchange) => {
    const value = lookup(exchange, name)
    if (value === undefined || value === null) return undefined
    const instant = value instanceof Date ? value.getTime() : readInstant(textOf(value))
    if (Number.isNaN(instant)) throw new SluiceError('processing-failed', `${name} holds no date: '${textOf(value)}'`)
    return instant
  }
}

/** Milliseconds since the epoch, or ISO 8601. */
const readInstant = (text: string): number => (/^-?\d{5,}$/.test(text) ? Number(text) : Date.parse(text))

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** `-1h30m+10s` in milliseconds; a number without unit is milliseconds. */
function readOffsets(source: string): number {
  let total = 0
  for (const [, sign, amounts] of source.matchAll(/([+-])([^+-]+)/g)) {
    for (const [, amount, unit] of amounts!.matchAll(/(\d+)\s*([a-z]*)/gi)) {
      const scale = /^(?:ms|milli.*)?$/i.test(unit!) ? 1 : UNITS[unit![0]!.toLowerCase()]!
      total += Number(amount) * scale * (sign === '-' ? -1 : 1)
    }
  }
  return total
}
