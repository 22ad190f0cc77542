import { SluiceError } from '../../kernel/errors.ts'

/** What an `xs:date`, `xs:time` or `xs:dateTime` says; what its type does not have is `undefined`. */
interface Moment {
  readonly year: number | undefined
  readonly month: number
  readonly day: number
  readonly hour: number | undefined
  readonly minute: number
  readonly second: number
  /** Digits behind the seconds. */
  readonly fraction: string
  /** `+02:00`, `Z`, or nothing. */
  readonly zone: string
}

interface Marker {
  readonly component: string
  /** First presentation modifier: digits such as `0001`, or `N`, `n`, `Nn`. */
  readonly form: string
  readonly most: number | undefined
  readonly least: number
}

/**
 * Formats a date or time by a picture such as `[D01].[M01].[Y0001] [H01]:[m01]` (XPath Functions 3.1 §9.8.4), with English
 * names and the ISO calendar. Throws `processing-failed` for a component that the value or this function does not have.
 *
 * @param value as XPath writes it
 */
export function formatMoment(value: string, picture: string): string {
  const moment = readMoment(value)
  return picture.replaceAll(/\[\[|\]\]|\[([^\]]*)\]/g, (whole, marker: string | undefined) =>
    marker === undefined ? whole[0]! : formatComponent(readMarker(marker), moment),
  )
}

const VALUE = /^(?:(-?\d{4,})-(\d\d)-(\d\d))?T?(?:(\d\d):(\d\d):(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:\d\d)?$/

function readMoment(value: string): Moment {
  const [, year, month, day, hour, minute, second, fraction = '', zone = ''] = VALUE.exec(value) ?? []
  return {
    year: year === undefined ? undefined : Number(year),
    month: Number(month),
    day: Number(day),
    hour: hour === undefined ? undefined : Number(hour),
    minute: Number(minute),
    second: Number(second),
    fraction,
    zone,
  }
}

/** What a component looks like without modifiers (§9.8.4.1). */
const DEFAULT_FORMS: Readonly<Record<string, string>> = { F: 'n', P: 'n', m: '01', s: '01', Z: '01:01', z: '01:01' }

function readMarker(source: string): Marker {
  const [, component = '', form = '', least = '*', most = '*'] =
    /^([A-Za-z])([^,]*?)(?:,(\*|\d+)(?:-(\*|\d+))?)?$/.exec(source.replaceAll(/\s/g, '')) ?? []
  if (component === '' || !(component in COMPONENTS)) throw unknown(source)
  const used = form || (DEFAULT_FORMS[component] ?? '1')
  if (!/^(?:N|n|Nn|#*[01]+(?::?[01]+)?t?)$/.test(used)) throw unknown(source)
  return { component, form: used, least: least === '*' ? 1 : Number(least), most: most === '*' ? undefined : Number(most) }
}

const unknown = (marker: string): SluiceError =>
  new SluiceError('processing-failed', `[${marker}] is no part of a date that can be formatted`)

type Component = (moment: Moment, marker: Marker) => string

const MONTHS = 'January February March April May June July August September October November December'.split(' ')
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ')
const DAY = 86_400_000

const dateOf = ({ year, month, day }: Moment): Date => new Date(Date.UTC(year!, month - 1, day))
const dayOfYear = (moment: Moment): number => (dateOf(moment).getTime() - Date.UTC(moment.year!, 0, 1)) / DAY + 1

/** The week of its Thursday. */
function week(moment: Moment): number {
  const thursday = new Date(dateOf(moment).getTime() + (4 - (dateOf(moment).getUTCDay() || 7)) * DAY)
  return Math.ceil(((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / DAY + 1) / 7)
}

const COMPONENTS: Readonly<Record<string, { readonly of: 'date' | 'time' | 'zone'; readonly format: Component }>> = {
  Y: { of: 'date', format: ({ year }, marker) => formatYear(Math.abs(year!), marker) },
  M: { of: 'date', format: ({ month }, marker) => named(month, MONTHS[month - 1]!, marker) },
  D: { of: 'date', format: ({ day }, marker) => digits(day, marker) },
  d: { of: 'date', format: (moment, marker) => digits(dayOfYear(moment), marker) },
  F: { of: 'date', format: (moment, marker) => named(dateOf(moment).getUTCDay() || 7, DAYS[dateOf(moment).getUTCDay()]!, marker) },
  W: { of: 'date', format: (moment, marker) => digits(week(moment), marker) },
  H: { of: 'time', format: ({ hour }, marker) => digits(hour!, marker) },
  h: { of: 'time', format: ({ hour }, marker) => digits(hour! % 12 || 12, marker) },
  P: { of: 'time', format: ({ hour }, marker) => halfDay(hour! < 12 ? 'A' : 'P', marker) },
  m: { of: 'time', format: ({ minute }, marker) => digits(minute, marker) },
  s: { of: 'time', format: ({ second }, marker) => digits(second, marker) },
  f: { of: 'time', format: ({ fraction }, marker) => formatFraction(fraction, marker) },
  Z: { of: 'zone', format: ({ zone }, marker) => formatZone(zone, marker) },
  z: { of: 'zone', format: ({ zone }, marker) => (zone === '' ? '' : `GMT${zone === 'Z' ? '' : formatZone(zone, marker)}`) },
}

function formatComponent(marker: Marker, moment: Moment): string {
  const { of, format } = COMPONENTS[marker.component]!
  if ((of === 'date' && moment.year === undefined) || (of === 'time' && moment.hour === undefined))
    throw new SluiceError('processing-failed', `[${marker.component}] needs a ${of}, which the value does not have`)
  return format(moment, marker)
}

const mandatoryDigits = ({ form }: Marker): number => form.replaceAll(/[^01]/g, '').length

const digits = (value: number, marker: Marker): string => String(value).padStart(Math.max(mandatoryDigits(marker), marker.least), '0')

/** Two or more digits, or a greatest width, cut the year from the left. */
function formatYear(year: number, marker: Marker): string {
  const width = marker.most ?? (mandatoryDigits(marker) > 1 ? mandatoryDigits(marker) : undefined)
  const text = digits(year, marker)
  return width === undefined ? text : text.slice(-width)
}

function named(number: number, name: string, marker: Marker): string {
  return /^n/i.test(marker.form) ? cased(marker.most === undefined ? name : name.slice(0, marker.most), marker) : digits(number, marker)
}

/** As Saxon writes it: one letter, two, or with full stops. */
function halfDay(letter: string, marker: Marker): string {
  const { most = 4 } = marker
  return cased(most === 1 ? letter : most < 4 ? `${letter}M` : `${letter}.M.`, marker)
}

const cased = (name: string, { form }: Marker): string => (form === 'N' ? name.toUpperCase() : form === 'n' ? name.toLowerCase() : name)

function formatFraction(fraction: string, marker: Marker): string {
  const least = Math.max(mandatoryDigits(marker), marker.least)
  const most = marker.most ?? (mandatoryDigits(marker) > 1 ? mandatoryDigits(marker) : Math.max(fraction.length, 1))
  return fraction.padEnd(least, '0').slice(0, Math.max(most, least))
}

function formatZone(zone: string, { form }: Marker): string {
  if (zone === '' || (zone === 'Z' && form.endsWith('t'))) return zone
  const [sign = '+', hours = '00', minutes = '00'] = zone === 'Z' ? [] : [zone[0]!, zone.slice(1, 3), zone.slice(4)]
  const pattern = form.replace('t', '')
  const short = String(Number(hours)).padStart(Math.min(pattern.split(':')[0]!.length, 2), '0')
  if (pattern.includes(':')) return `${sign}${short}:${minutes}`
  return pattern.length > 2 ? `${sign}${hours}${minutes}` : sign + short + (minutes === '00' ? '' : `:${minutes}`)
}
