import { Lru } from '../../kernel/lru.ts'

/** A time zone as `java.util.TimeZone` finds it. */
export interface TimeZone {
  readonly id: string
  /** Milliseconds to add to UTC at this instant. */
  offsetAt(instant: number): number
  /** Display name at this instant: `CEST`, `Central European Summer Time`. */
  nameAt(instant: number, width: 'short' | 'long'): string
}

const zones = new Lru<string, TimeZone>(200)

/** Finds a zone by IANA name, Java's old three-letter id or `GMT+2` form. As in Java an unknown id means GMT. */
export function findTimeZone(id: string): TimeZone {
  let zone = zones.get(id)
  if (!zone) {
    zone = customZone(id) ?? namedZone(JAVA_SHORT_IDS[id] ?? id) ?? UTC_ZONES.GMT
    zones.set(id, zone)
  }
  return zone
}

const HOUR = 3_600_000
const MINUTE = 60_000

const fixedZone = (id: string, offset: number): TimeZone => ({ id, offsetAt: () => offset, nameAt: () => id })

const UTC_ZONES = {
  UTC: {
    ...fixedZone('UTC', 0),
    nameAt: (_instant: number, width: 'short' | 'long') => (width === 'long' ? 'Coordinated Universal Time' : 'UTC'),
  },
  GMT: {
    ...fixedZone('GMT', 0),
    nameAt: (_instant: number, width: 'short' | 'long') => (width === 'long' ? 'Greenwich Mean Time' : 'GMT'),
  },
} as const satisfies Record<string, TimeZone>

export const utc: TimeZone = UTC_ZONES.UTC

/** `GMT+2`, `GMT-05:30`, `GMT+0530`. */
function customZone(id: string): TimeZone | undefined {
  if (id === 'UTC' || id === 'Etc/UTC' || id === 'Z') return UTC_ZONES.UTC
  if (id === 'GMT' || id === 'Etc/GMT') return UTC_ZONES.GMT
  const match = /^GMT([+-])(\d{1,2}):?(\d{2})?$/.exec(id)
  if (!match) return undefined
  const size = Number(match[2]) * HOUR + Number(match[3] ?? 0) * MINUTE
  const offset = match[1] === '-' ? -size : size
  return fixedZone(offsetName(offset), offset)
}

function namedZone(id: string): TimeZone | undefined {
  const clock = zoneFormat('en-US', id, { ...LOCAL_FIELDS, hourCycle: 'h23' })
  if (!clock) return undefined
  const offsetAt = (instant: number) => localTime(clock, instant) - Math.floor(instant / 1000) * 1000
  return { id, offsetAt, nameAt: (instant, width) => nameIn(id, instant, width) ?? offsetName(offsetAt(instant)) }
}

const LOCAL_FIELDS = {
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
  era: 'short',
} as const satisfies Intl.DateTimeFormatOptions

function zoneFormat(locale: string, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone })
  } catch {
    return undefined
  }
}

/** The wall clock of the zone, read as if it were UTC. */
function localTime(clock: Intl.DateTimeFormat, instant: number): number {
  const part: Record<string, string> = {}
  for (const { type, value } of clock.formatToParts(instant)) part[type] = value
  const year = part.era?.startsWith('B') ? 1 - Number(part.year) : Number(part.year)
  return Date.UTC(year, Number(part.month) - 1, Number(part.day), Number(part.hour), Number(part.minute), Number(part.second))
}

/** ICU knows abbreviations only in the locales where they are in use. */
const NAME_LOCALES = ['en-US', 'en-GB', 'en-AU', 'en-IN', 'en-ZA', 'en-NZ']

function nameIn(timeZone: string, instant: number, width: 'short' | 'long'): string | undefined {
  for (const locale of NAME_LOCALES) {
    const parts = zoneFormat(locale, timeZone, { timeZoneName: width })?.formatToParts(instant) ?? []
    const name = parts.find(({ type }) => type === 'timeZoneName')?.value
    if (name && !/^(GMT|UTC)[+-]/.test(name)) return name
  }
  return undefined
}

function offsetName(offset: number): string {
  const minutes = Math.abs(offset) / MINUTE
  const pad = (value: number) => String(Math.floor(value)).padStart(2, '0')
  return `GMT${offset < 0 ? '-' : '+'}${pad(minutes / 60)}:${pad(minutes % 60)}`
}

/** `java.time.ZoneId.SHORT_IDS` and the ids that the Java runtime adds; ICU does not know them or means something else. */
const JAVA_SHORT_IDS: Readonly<Record<string, string>> = {
  ACT: 'Australia/Darwin',
  AET: 'Australia/Sydney',
  AGT: 'America/Argentina/Buenos_Aires',
  ART: 'Africa/Cairo',
  AST: 'America/Anchorage',
  BET: 'America/Sao_Paulo',
  BST: 'Asia/Dhaka',
  CAT: 'Africa/Harare',
  CNT: 'America/St_Johns',
  CST: 'America/Chicago',
  CTT: 'Asia/Shanghai',
  EAT: 'Africa/Addis_Ababa',
  ECT: 'Europe/Paris',
  IET: 'America/Indiana/Indianapolis',
  IST: 'Asia/Kolkata',
  JST: 'Asia/Tokyo',
  MIT: 'Pacific/Apia',
  NET: 'Asia/Yerevan',
  NST: 'Pacific/Auckland',
  PLT: 'Asia/Karachi',
  PNT: 'America/Phoenix',
  PRT: 'America/Puerto_Rico',
  PST: 'America/Los_Angeles',
  SST: 'Pacific/Guadalcanal',
  VST: 'Asia/Ho_Chi_Minh',
}
