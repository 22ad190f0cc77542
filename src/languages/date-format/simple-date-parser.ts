import { SluiceError } from '../../kernel/errors.ts'

/** What a text said so far: fields of the calendar. */
interface Fields {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  millisecond: number
  isAfternoon: boolean
  isTwelveHour: boolean
  /** Milliseconds that the zone is ahead of UTC. */
  offset: number
}

type Reader = (text: string, position: number, fields: Fields) => number

/**
 * Compiles a pattern of `java.text.SimpleDateFormat` for reading; the result is milliseconds since the epoch, in UTC unless the
 * text has a zone. As in Java what follows the pattern is ignored, and a lenient reader takes 30 February for 2 March. The
 * pattern throws `deploy-failed` when it is wrong or a letter cannot be read, the reader an `Error` that names the text.
 *
 * @example compileDateParser('dd.MM.yyyy')('15.01.2026') // 1768435200000
 */
export function compileDateParser(pattern: string, isLenient = true): (text: string) => number {
  const readers = compilePattern(pattern)
  return (text) => {
    const fields: Fields = { year: 1970, month: 0, day: 1, ...MIDNIGHT }
    let position = 0
    for (const read of readers) {
      position = read(text, position, fields)
      if (position < 0) throw unparseable(text, pattern)
    }
    return instantOf(fields, isLenient) ?? fail(text, pattern)
  }
}

const MIDNIGHT = { hour: 0, minute: 0, second: 0, millisecond: 0, isAfternoon: false, isTwelveHour: false, offset: 0 }

const unparseable = (text: string, pattern: string): Error => new Error(`Unparseable date: "${text}" does not have the format ${pattern}`)

function fail(text: string, pattern: string): never {
  throw unparseable(text, pattern)
}

function instantOf(fields: Fields, isLenient: boolean): number | undefined {
  const hour = fields.isTwelveHour ? (fields.hour % 12) + (fields.isAfternoon ? 12 : 0) : fields.hour
  const date = new Date(0)
  date.setUTCFullYear(fields.year, fields.month, fields.day)
  date.setUTCHours(hour, fields.minute, fields.second, fields.millisecond)
  const kept = date.getUTCMonth() === fields.month && date.getUTCDate() === fields.day && date.getUTCHours() === hour
  const isExact = kept && date.getUTCMinutes() === fields.minute && date.getUTCSeconds() === fields.second
  return isLenient || isExact ? date.getTime() - fields.offset : undefined
}

/** A quoted part (with `''` for a quote inside), a run of one letter, or any other character. */
const PIECE = /'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']/y

function compilePattern(pattern: string): Reader[] {
  const pieces: { letter: string; count: number; literal: string }[] = []
  PIECE.lastIndex = 0
  while (PIECE.lastIndex < pattern.length) {
    const match = PIECE.exec(pattern)
    if (!match) throw new SluiceError('deploy-failed', `The quote in date format ${pattern} does not end`)
    const [source, quoted, letter = ''] = match
    const literal = quoted === undefined ? source : quoted === '' ? "'" : quoted.replaceAll("''", "'")
    pieces.push({ letter, count: source.length, literal })
  }
  return pieces.map(({ letter, count, literal }, index) => {
    if (letter === '') return readLiteral(literal)
    const make = LETTERS[letter]
    if (!make) throw new SluiceError('deploy-failed', `Date format ${pattern} holds the letter ${letter}, which cannot be read`)
    // Digits that touch the next field are counted: `yyyyMMdd`.
    const touches = NUMBERS.has(pieces[index + 1]?.letter ?? '')
    return make(count, touches)
  })
}

const readLiteral =
  (literal: string): Reader =>
  (text, position) =>
    text.startsWith(literal, position) ? position + literal.length : -1

type NumberField = Exclude<keyof Fields, 'isAfternoon' | 'isTwelveHour'>

/** A number into a field; `touches` limits it to the letters of the pattern. */
const number =
  (field: NumberField, adjust: (value: number) => number = (value) => value) =>
  (count: number, touches: boolean): Reader =>
  (text, position, fields) => {
    const start = skipBlanks(text, position)
    const digits = digitsAt(text, start, touches ? count : Number.POSITIVE_INFINITY)
    if (digits === '') return -1
    fields[field] = adjust(Number(digits))
    return start + digits.length
  }

function skipBlanks(text: string, position: number): number {
  let start = position
  while (text[start] === ' ' || text[start] === '\t') start++
  return start
}

function digitsAt(text: string, start: number, limit: number): string {
  let end = start
  while (end - start < limit && /[0-9]/.test(text[end] ?? '')) end++
  return text.slice(start, end)
}

const NUMBERS = new Set('yYMLdHkKhmsS')

const readMonthNumber = number('month', (value) => value - 1)

const readMonth = (count: number, touches: boolean): Reader =>
  count < 3 ? readMonthNumber(count, touches) : readName(MONTHS, (month) => ({ month }))

const LETTERS: Readonly<Record<string, (count: number, touches: boolean) => Reader>> = {
  y: readYear,
  Y: readYear,
  M: readMonth,
  L: readMonth,
  d: number('day'),
  E: () => readName(WEEKDAYS, () => ({})),
  a: () => readName(['am', 'pm'], (index) => ({ isAfternoon: index === 1 })),
  H: number('hour'),
  k: number('hour', (value) => value % 24),
  K: twelveHour,
  h: twelveHour,
  m: number('minute'),
  s: number('second'),
  S: number('millisecond'),
  z: () => readZone,
  Z: () => readZone,
  X: () => readZone,
}

/** Two letters and two digits mean the century that puts the year within 80 years before and 20 years after now. */
function readYear(count: number, touches: boolean): Reader {
  const read = number('year')(count, touches)
  return (text, position, fields) => {
    const end = read(text, position, fields)
    if (end >= 0 && count === 2 && end - skipBlanks(text, position) === 2) fields.year = inCentury(fields.year)
    return end
  }
}

function inCentury(twoDigits: number): number {
  const latest = new Date().getUTCFullYear() + 20
  return latest - ((((latest - twoDigits) % 100) + 100) % 100)
}

function twelveHour(count: number, touches: boolean): Reader {
  const read = number('hour')(count, touches)
  return (text, position, fields) => {
    fields.isTwelveHour = true
    return read(text, position, fields)
  }
}

/** Full or abbreviated to three letters, in any case. */
function readName(names: readonly string[], meaning: (index: number) => Partial<Fields>): Reader {
  return (text, position, fields) => {
    const rest = text.slice(position).toLowerCase()
    const index = names.findIndex((name) => rest.startsWith(name.slice(0, 3)))
    if (index < 0) return -1
    Object.assign(fields, meaning(index))
    const name = names[index]!
    return position + (rest.startsWith(name) ? name.length : Math.min(3, name.length))
  }
}

const ZONE = /^(?:Z|UTC|GMT)?(?:([+-])(\d{2}):?(\d{2})?)?/

const readZone: Reader = (text, position, fields) => {
  const match = ZONE.exec(text.slice(position))
  if (!match || match[0] === '') return -1
  const [found, sign, hours = '0', minutes = '0'] = match
  fields.offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
  return position + found.length
}

const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december']
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
