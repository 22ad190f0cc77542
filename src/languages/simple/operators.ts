import { SluiceError } from '../../kernel/errors.ts'
import { Lru } from '../../kernel/lru.ts'
import { javaRegex } from './java-regex.ts'
import { isNumber, textOf, typeName } from './value.ts'

/** A binary operator of a predicate. */
export type Operator = (left: unknown, right: unknown) => boolean

/** Finds the operator by the way it is written; `not x` and `!x` negate. */
export function operatorFor(written: string): Operator | undefined {
  const known = OPERATORS[written]
  if (known) return known
  const positive = OPERATORS[written.replace(/^(?:!|not\s+)/, '')]
  return positive && ((left, right) => !positive(left, right))
}

const absent = (value: unknown): boolean => value === null || value === undefined

const looksNumeric = (value: unknown): boolean =>
  isNumber(value) || (typeof value === 'string' && /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(value))

/** As Camel coerces: a number or a truth value on one side turns text on the other into its like; two texts compare as texts. */
function equal(left: unknown, right: unknown): boolean {
  if (absent(left) || absent(right)) return absent(left) && absent(right)
  if ((isNumber(left) || isNumber(right)) && looksNumeric(left) && looksNumeric(right)) return orderOfNumbers(left, right) === 0
  if (typeof left === 'boolean' || typeof right === 'boolean') return equalIgnoringCase(left, right)
  return textOf(left) === textOf(right)
}

function equalIgnoringCase(left: unknown, right: unknown): boolean {
  if (absent(left) || absent(right)) return absent(left) && absent(right)
  return textOf(left).toLowerCase() === textOf(right).toLowerCase()
}

/** Numbers when both sides look like numbers, else by code units; nothing compares with nothing at all. */
function compare(holds: (order: number) => boolean): Operator {
  return (left, right) => {
    if (absent(left) || absent(right)) return absent(left) && absent(right) && holds(0)
    const [a, b] = [comparable(left), comparable(right)]
    if (looksNumeric(a) && looksNumeric(b)) return holds(orderOfNumbers(a, b))
    const [x, y] = [textOf(a), textOf(b)]
    return holds(orderOf(x, y))
  }
}

/** A bigint compares with a number without loss. */
const orderOfNumbers = (left: unknown, right: unknown): number => orderOf(numberOf(left), numberOf(right))

function numberOf(value: unknown): number | bigint {
  if (isNumber(value)) return value
  const text = textOf(value)
  return /^[+-]?\d{16,}$/.test(text) ? BigInt(text) : Number(text)
}

const orderOf = <T extends string | number | bigint>(left: T, right: T): number => (left < right ? -1 : left > right ? 1 : 0)

const comparable = (value: unknown): unknown => (isNumber(value) ? value : textOf(value))

function contains(left: unknown, right: unknown): boolean {
  if (absent(left) || absent(right)) return false
  return Array.isArray(left) ? left.some((entry) => equal(entry, right)) : textOf(left).includes(textOf(right))
}

/** A list, or text with commas. */
function isMember(left: unknown, right: unknown): boolean {
  if (absent(right)) return false
  const members = Array.isArray(right) ? right : textOf(right).split(',')
  return members.some((member) => equal(left, member))
}

function isRange(left: unknown, right: unknown): boolean {
  const bounds = /^(\d+)\.\.(\d+)$/.exec(textOf(right))
  if (!bounds) throw new SluiceError('processing-failed', `The operator range needs from..to with numbers, not '${textOf(right)}'`)
  const number = Number(textOf(left))
  return textOf(left) !== '' && number >= Number(bounds[1]) && number <= Number(bounds[2])
}

/** Type names with or without their package; whole numbers are any of the whole number types. */
function isInstance(left: unknown, right: unknown): boolean {
  if (absent(left)) return false
  const simple = (type: string) => type.split('.').at(-1)
  const wanted = simple(textOf(right))
  const actual = simple(typeName(left))
  return wanted === actual || wanted === 'Object' || (isNumber(left) && wanted === 'Number') || (actual === 'Integer' && wanted === 'Long')
}

const patterns = new Lru<string, RegExp>(200)

function matches(left: unknown, right: unknown): boolean {
  if (absent(left)) return false
  const source = textOf(right)
  let pattern = patterns.get(source)
  if (!pattern) {
    pattern = javaRegex(source, 'whole')
    patterns.set(source, pattern)
  }
  return pattern.test(textOf(left))
}

const startsWith: Operator = (left, right) => !absent(left) && !absent(right) && textOf(left).startsWith(textOf(right))
const endsWith: Operator = (left, right) => !absent(left) && !absent(right) && textOf(left).endsWith(textOf(right))

const OPERATORS: Readonly<Record<string, Operator>> = {
  '=': equal,
  '==': equal,
  '=~': equalIgnoringCase,
  '!=': (left, right) => !equal(left, right),
  '!=~': (left, right) => !equalIgnoringCase(left, right),
  '>': compare((order) => order > 0),
  '>=': compare((order) => order >= 0),
  '<': compare((order) => order < 0),
  '<=': compare((order) => order <= 0),
  contains,
  '~~': (left, right) => contains(textOf(left).toLowerCase(), textOf(right).toLowerCase()),
  in: isMember,
  regex: matches,
  is: isInstance,
  range: isRange,
  startsWith,
  'starts with': startsWith,
  endsWith,
  'ends with': endsWith,
}
