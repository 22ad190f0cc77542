import { SluiceError } from '../../kernel/errors.ts'

/** A number as digits around the decimal point. */
interface Decimal {
  readonly negative: boolean
  readonly whole: string
  readonly fraction: string
}

interface SubPicture {
  readonly prefix: string
  readonly suffix: string
  readonly leastWhole: number
  readonly leastFraction: number
  readonly mostFraction: number
  /** Digits from the right before which a separator stands; repeated when they are regular. */
  readonly groups: readonly number[]
  /** Places by which percent and per mille move the point. */
  readonly shift: number
}

/**
 * Formats a number by a picture such as `#,##0.00` or `0.0%;(0.0%)` in the default decimal format (XPath Functions 3.1 §4.7),
 * without exponents. Throws `processing-failed` for what is no picture.
 *
 * @param value as XPath writes it
 */
export function formatNumber(value: string, picture: string): string {
  const [positive = '', negative, more] = picture.split(';')
  if (more !== undefined) throw invalid(picture)
  const first = readSubPicture(positive, picture)
  const minus = negative === undefined ? { ...first, prefix: `-${first.prefix}` } : readSubPicture(negative, picture)
  if (value === 'NaN') return `${first.prefix}NaN${first.suffix}`
  const isNegative = value.startsWith('-')
  const { prefix, suffix, ...layout } = isNegative ? minus : first
  return prefix + (value.endsWith('INF') ? 'Infinity' : layOut(readDecimal(value), layout)) + suffix
}

const invalid = (picture: string): SluiceError => new SluiceError('processing-failed', `'${picture}' is no picture of a number`)

function readSubPicture(source: string, picture: string): SubPicture {
  const [, prefix = '', body = '', suffix = ''] = /^([^0-9#.,]*)([0-9#.,]*)([^0-9#.,]*)$/.exec(source) ?? []
  const [whole = '', fraction = '', more] = body.split('.')
  const isWritten = /^(?:#|,(?!,|$))*(?:0|,(?!,|$))*$/.test(whole) && /^0*#*$/.test(fraction) && more === undefined
  if (!/[0#]/.test(body) || !isWritten || prefix + body + suffix !== source || whole.endsWith(',')) throw invalid(picture)
  const mandatory = whole.replaceAll(/[^0]/g, '').length
  const marks = prefix + suffix
  return {
    prefix,
    suffix,
    leastWhole: mandatory === 0 && fraction === '' ? 1 : mandatory,
    leastFraction: fraction.replaceAll('#', '').length,
    mostFraction: fraction.length,
    groups: groupsOf(whole),
    shift: marks.includes('%') ? 2 : marks.includes('‰') ? 3 : 0,
  }
}

const groupsOf = (whole: string): number[] =>
  whole
    .split(',')
    .slice(1)
    .map((_, index, parts) => parts.slice(index).join('').length)
    .reverse()

function readDecimal(value: string): Decimal {
  const [, sign, whole = '', fraction = '', exponent = '0'] = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(value) ?? []
  return { negative: sign === '-', ...moved(whole, fraction, Number(exponent)) }
}

/** The decimal point further to the right, or to the left. */
function moved(whole: string, fraction: string, places: number): Omit<Decimal, 'negative'> {
  const padded = '0'.repeat(Math.max(0, -places)) + whole + fraction + '0'.repeat(Math.max(0, places))
  const point = Math.max(0, -places) + whole.length + places
  return { whole: padded.slice(0, point), fraction: padded.slice(point) }
}

function layOut(
  decimal: Decimal,
  { shift, leastWhole, leastFraction, mostFraction, groups }: Omit<SubPicture, 'prefix' | 'suffix'>,
): string {
  const { whole, fraction } = rounded(moved(decimal.whole, decimal.fraction, shift), mostFraction)
  const digits = whole.replace(/^0+/, '').padStart(leastWhole, '0')
  const decimals = fraction.replace(/0+$/, '').padEnd(leastFraction, '0')
  return grouped(digits, groups) + (decimals === '' ? '' : `.${decimals}`)
}

/** Half goes to the even digit. */
function rounded({ whole, fraction }: Omit<Decimal, 'negative'>, places: number): Omit<Decimal, 'negative'> {
  const kept = BigInt(`0${whole}${fraction.slice(0, places).padEnd(places, '0')}`)
  const rest = fraction.slice(places)
  const isUp = /^[6-9]|^50*[1-9]/.test(rest) || (/^50*$/.test(rest) && kept % 2n === 1n)
  const text = String(isUp ? kept + 1n : kept).padStart(places + 1, '0')
  return { whole: text.slice(0, text.length - places), fraction: text.slice(text.length - places) }
}

function grouped(digits: string, groups: readonly number[]): string {
  const [size] = groups
  if (size === undefined) return digits
  const isRegular = groups.every((place, index) => place === size * (index + 1))
  return [...digits]
    .map((digit, index) => {
      const place = digits.length - index
      const isSeparated = index > 0 && (isRegular ? place % size === 0 : groups.includes(place))
      return isSeparated ? `,${digit}` : digit
    })
    .join('')
}
