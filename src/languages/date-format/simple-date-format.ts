import { SluiceError } from '../../kernel/errors.ts'
import { CalendarFields } from './calendar-fields.ts'
import { type TimeZone, utc } from './time-zone.ts'

/** Writes an instant (milliseconds since the epoch) in a time zone, UTC by default. */
export type DateFormat = (instant: number, zone?: TimeZone) => string

/**
 * Compiles a pattern of `java.text.SimpleDateFormat`, English names. Throws `deploy-failed` for a letter that Java does not
 * know and for a quote that does not end.
 *
 * @example compileDateFormat("yyyy-MM-dd'T'HH:mm:ssX")(0) // '1970-01-01T00:00:00Z'
 */
export function compileDateFormat(pattern: string): DateFormat {
  const pieces = parsePattern(pattern)
  return (instant, zone = utc) => {
    const fields = new CalendarFields(instant, zone)
    let text = ''
    for (const piece of pieces) text += typeof piece === 'string' ? piece : piece(fields)
    return text
  }
}

type Piece = string | ((fields: CalendarFields) => string)

/** A quoted part (with `''` for a quote inside), a run of one letter, or anything else. */
const PIECE = /'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']+/y

function parsePattern(pattern: string): Piece[] {
  const pieces: Piece[] = []
  PIECE.lastIndex = 0
  while (PIECE.lastIndex < pattern.length) {
    const match = PIECE.exec(pattern)
    if (!match) throw new SluiceError('deploy-failed', `The quote in date format ${pattern} does not end`)
    const [source, quoted, letter] = match
    if (quoted !== undefined) pieces.push(quoted === '' ? "'" : quoted.replaceAll("''", "'"))
    else if (letter) pieces.push(letterPiece(letter, source.length, pattern))
    else pieces.push(source)
  }
  return pieces
}

function letterPiece(letter: string, count: number, pattern: string): Piece {
  const make = LETTERS[letter]
  if (!make) throw new SluiceError('deploy-failed', `Date format ${pattern} holds the unknown letter ${letter}`)
  if (letter === 'X' && count > 3) throw new SluiceError('deploy-failed', `Date format ${pattern} holds more than three X`)
  return make(count)
}

const LETTERS: Readonly<Record<string, (count: number) => Piece>> = {
  G: () => (fields) => (fields.year > 0 ? 'AD' : 'BC'),
  y: (count) => (fields) => writeYear(fields.year > 0 ? fields.year : 1 - fields.year, count),
  Y: (count) => (fields) => writeYear(fields.weekYear, count),
  M: (count) => (fields) => writeMonth(fields.month, count),
  L: (count) => (fields) => writeMonth(fields.month, count),
  w: (count) => (fields) => pad(fields.weekOfYear, count),
  W: (count) => (fields) => pad(fields.weekOfMonth, count),
  D: (count) => (fields) => pad(fields.dayOfYear, count),
  d: (count) => (fields) => pad(fields.day, count),
  F: (count) => (fields) => pad(Math.ceil(fields.day / 7), count),
  E: (count) => (fields) => name(WEEKDAYS, fields.weekday, count),
  u: (count) => (fields) => pad(fields.weekday || 7, count),
  a: () => (fields) => (fields.hour < 12 ? 'AM' : 'PM'),
  H: (count) => (fields) => pad(fields.hour, count),
  k: (count) => (fields) => pad(fields.hour || 24, count),
  K: (count) => (fields) => pad(fields.hour % 12, count),
  h: (count) => (fields) => pad(fields.hour % 12 || 12, count),
  m: (count) => (fields) => pad(fields.minute, count),
  s: (count) => (fields) => pad(fields.second, count),
  S: (count) => (fields) => pad(fields.millisecond, count),
  z: (count) => (fields) => fields.zone.nameAt(fields.instant, count < 4 ? 'short' : 'long'),
  Z: () => (fields) => writeOffset(fields.offset, ''),
  X: (count) => (fields) => (fields.offset === 0 ? 'Z' : writeOffset(fields.offset, count === 3 ? ':' : '').slice(0, count === 1 ? 3 : 6)),
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0')

const writeYear = (year: number, count: number): string => (count === 2 ? pad(year % 100, 2) : pad(year, count))

const writeMonth = (month: number, count: number): string => (count < 3 ? pad(month + 1, count) : name(MONTHS, month, count))

const name = (names: readonly string[], index: number, count: number): string => (count < 4 ? names[index]!.slice(0, 3) : names[index]!)

function writeOffset(offset: number, separator: string): string {
  const minutes = Math.abs(offset) / 60_000
  return `${offset < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60), 2)}${separator}${pad(Math.floor(minutes % 60), 2)}`
}

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
