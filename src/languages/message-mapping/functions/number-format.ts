import { SluiceError } from '../../../kernel/errors.ts'
import type { Decimal } from './number.ts'

/** The parts of one half of a pattern. */
interface Pattern {
  readonly prefix: string
  readonly suffix: string
  readonly minimumWhole: number
  readonly minimumFraction: number
  readonly maximumFraction: number
  /** Digits between grouping separators; 0 for none. */
  readonly grouping: number
  /** Powers of ten that percent and per mille add. */
  readonly shift: number
}

/**
 * Compiles a pattern of `java.text.DecimalFormat` with this decimal separator; the grouping separator is the comma, or the
 * point where the comma separates decimals. Rounds half to even. Throws `deploy-failed` for a pattern without digits.
 *
 * @example compileNumberFormat('00000.000', ',')(parseDecimal('12.5')) // '00012,500'
 */
export function compileNumberFormat(pattern: string, decimalSeparator: string): (number: Decimal) => string {
  const [positive = '', negative] = pattern.split(';')
  const format = parsePattern(positive)
  const signs = negative === undefined ? { prefix: `-${format.prefix}`, suffix: format.suffix } : parsePattern(negative)
  const point = decimalSeparator === '' ? '.' : decimalSeparator
  const comma = point === ',' ? '.' : ','
  return (number) => {
    const digits = writeDigits(number, format, point, comma)
    const isNegative = number.units < 0n && /[1-9]/.test(digits)
    const { prefix, suffix } = isNegative ? signs : format
    return `${prefix}${digits}${suffix}`
  }
}

const PATTERN = /^((?:'[^']*'|[^0#.,'])*)([0#,]*)(?:\.([0#]*))?((?:'[^']*'|[^0#.,'])*)$/

function parsePattern(pattern: string): Pattern {
  const match = PATTERN.exec(pattern)
  if (!match || !/[0#]/.test(pattern)) throw new SluiceError('deploy-failed', `The number format '${pattern}' is not valid`)
  const [, prefix = '', whole = '', fraction = '', suffix = ''] = match
  return {
    prefix: unquoted(prefix),
    suffix: unquoted(suffix),
    minimumWhole: count(whole, '0'),
    minimumFraction: count(fraction, '0'),
    maximumFraction: fraction.length,
    grouping: whole.includes(',') ? whole.length - whole.lastIndexOf(',') - 1 : 0,
    shift: /%/.test(prefix + suffix) ? 2 : /\u2030/.test(prefix + suffix) ? 3 : 0,
  }
}

const count = (text: string, character: string): number => text.split(character).length - 1

const unquoted = (text: string): string => text.replace(/'([^']*)'/g, (_, inner: string) => (inner === '' ? "'" : inner))

function writeDigits(number: Decimal, format: Pattern, point: string, comma: string): string {
  const units = (number.units < 0n ? -number.units : number.units) * 10n ** BigInt(format.shift)
  const digits = rounded(units, number.scale, format.maximumFraction)
    .toString()
    .padStart(format.maximumFraction + 1, '0')
  const whole = digits.slice(0, digits.length - format.maximumFraction).replace(/^0+/, '')
  const fraction = withoutOptionalZeros(digits.slice(digits.length - format.maximumFraction), format.minimumFraction)
  const shown = grouped(whole.padStart(format.minimumWhole, '0'), format.grouping, comma)
  if (shown === '' && fraction === '') return '0'
  return fraction === '' ? shown : `${shown}${point}${fraction}`
}

/** The number in units of the last digit that is shown, half to even. */
function rounded(units: bigint, scale: number, fraction: number): bigint {
  if (scale <= fraction) return units * 10n ** BigInt(fraction - scale)
  const divisor = 10n ** BigInt(scale - fraction)
  const [quotient, rest] = [units / divisor, (units % divisor) * 2n]
  const goesUp = rest > divisor || (rest === divisor && quotient % 2n === 1n)
  return goesUp ? quotient + 1n : quotient
}

function withoutOptionalZeros(fraction: string, minimum: number): string {
  let end = fraction.length
  while (end > minimum && fraction[end - 1] === '0') end--
  return fraction.slice(0, end)
}

function grouped(whole: string, size: number, separator: string): string {
  if (size === 0) return whole
  const groups: string[] = []
  for (let end = whole.length; end > 0; end -= size) groups.unshift(whole.slice(Math.max(0, end - size), end))
  return groups.join(separator)
}
