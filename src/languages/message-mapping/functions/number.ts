const DECIMAL = /^\s*([+-]?)(\d*)(?:\.(\d*))?\s*$/

/** A decimal number without rounding: `units / 10^scale`. */
export interface Decimal {
  readonly units: bigint
  readonly scale: number
}

/** Reads a number, with or without an exponent. Throws with the text when it is none. */
export function parseDecimal(text: string): Decimal {
  const [mantissa = '', exponent] = text.split(/[eE]/)
  const match = DECIMAL.exec(mantissa)
  if (!match || (match[2] === '' && !match[3]) || (exponent !== undefined && !/^[+-]?\d{1,3}\s*$/.test(exponent))) {
    throw new Error(`'${text}' is not a number`)
  }
  const [, sign, whole = '', fraction = ''] = match
  const units = BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`)
  return shifted(units, fraction.length - Number(exponent ?? 0))
}

const shifted = (units: bigint, scale: number): Decimal =>
  scale < 0 ? { units: units * 10n ** BigInt(-scale), scale: 0 } : { units, scale }

/** Both with the same scale. */
function aligned(first: Decimal, second: Decimal): [bigint, bigint, number] {
  const scale = Math.max(first.scale, second.scale)
  const raise = ({ units, scale: own }: Decimal) => units * 10n ** BigInt(scale - own)
  return [raise(first), raise(second), scale]
}

export function add(first: Decimal, second: Decimal): Decimal {
  const [a, b, scale] = aligned(first, second)
  return { units: a + b, scale }
}

export const negate = ({ units, scale }: Decimal): Decimal => ({ units: -units, scale })

export const multiply = (first: Decimal, second: Decimal): Decimal => ({
  units: first.units * second.units,
  scale: first.scale + second.scale,
})

/** Negative, zero or positive. */
export function compare(first: Decimal, second: Decimal): number {
  const [a, b] = aligned(first, second)
  return a < b ? -1 : a > b ? 1 : 0
}

/** Without an exponent, and without zeros at the end of the fraction. */
export function writeDecimal({ units, scale }: Decimal): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '')
  const whole = digits.slice(0, digits.length - scale)
  const sign = units < 0n ? '-' : ''
  return scale === 0 || fraction === '' ? `${sign}${scale === 0 ? digits : whole}` : `${sign}${whole}.${fraction}`
}

/** As Java writes a double, without `.0`: with an exponent from ten million on and below a thousandth. */
export function writeDouble(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`The result is ${Number.isNaN(value) ? 'not a number' : 'infinite'}`)
  const size = Math.abs(value)
  if (size === 0) return '0'
  if (size >= 1e-3 && size < 1e7) return String(value)
  const [mantissa = '', exponent = ''] = value.toExponential().split('e')
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${Number(exponent)}`
}
