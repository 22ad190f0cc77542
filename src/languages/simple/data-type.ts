import type { Document, Node } from 'slimdom'
import { Body } from '../../engine/body.ts'
import { SluiceError } from '../../kernel/errors.ts'
import { isNode, isNumber, textOf } from './value.ts'

/** Turns a value into another type; `null` stays `null`. Throws `processing-failed` when the value does not fit. */
export type Conversion = (value: unknown) => unknown

/**
 * Finds the conversion for a Java type name, with or without package and in any case. No name leaves the value as it is; a
 * name that nobody knows means text, because flows with misspelt types deploy (format document §3.1).
 *
 * @example conversionTo('java.lang.Integer')('42') // 42
 */
export function conversionTo(type: string): Conversion {
  const name = type.trim().split('.').at(-1)!.toLowerCase()
  if (name === '') return (value) => (value instanceof Body ? value.asText() : value)
  const convert = CONVERSIONS[name] ?? textOf
  return (value) => (value === null || value === undefined ? null : convert(value))
}

const CONVERSIONS: Readonly<Record<string, Conversion>> = {
  integer: (value) => toInteger(value, INT_MINIMUM, INT_MAXIMUM, 'Integer'),
  int: (value) => toInteger(value, INT_MINIMUM, INT_MAXIMUM, 'Integer'),
  long: toLong,
  double: toNumber,
  float: toNumber,
  bigdecimal: toNumber,
  boolean: toBoolean,
  'byte[]': toBytes,
  document: toDocument,
  node: toNode,
  element: toNode,
  nodelist: (value) => (Array.isArray(value) ? value : [toNode(value)]),
}

const INT_MINIMUM = -(2 ** 31)
const INT_MAXIMUM = 2 ** 31 - 1

function toInteger(value: unknown, minimum: number, maximum: number, type: string): number {
  const text = textOf(value)
  const number = /^[+-]?\d+$/.test(text) || typeof value === 'number' ? Math.trunc(Number(text)) : Number.NaN
  if (!(number >= minimum && number <= maximum)) throw unfit(text, type)
  return number
}

function toLong(value: unknown): bigint {
  const text = textOf(typeof value === 'number' ? Math.trunc(value) : value)
  const number = /^[+-]?\d+$/.test(text) ? BigInt(text) : undefined
  if (number === undefined || BigInt.asIntN(64, number) !== number) throw unfit(text, 'Long')
  return number
}

function toNumber(value: unknown): number {
  const text = textOf(value)
  const number = text.trim() === '' ? Number.NaN : Number(text)
  if (Number.isNaN(number)) throw unfit(text, 'Double')
  return number
}

function toBoolean(value: unknown): boolean {
  return isNumber(value) ? value > 0 : textOf(value).toLowerCase() === 'true'
}

function toBytes(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value
  return value instanceof Body ? value.asBytes() : Buffer.from(textOf(value), 'utf8')
}

function toDocument(value: unknown): Document {
  if (isNode(value) && value.nodeType === DOCUMENT) return value as Document
  return value instanceof Body ? value.asDocument() : Body.text(textOf(value)).asDocument()
}

const DOCUMENT = 9

function toNode(value: unknown): Node {
  if (isNode(value)) return value
  if (Array.isArray(value) && isNode(value[0])) return value[0]
  return toDocument(value)
}

const unfit = (text: string, type: string): SluiceError =>
  new SluiceError('processing-failed', `'${text.length > 80 ? `${text.slice(0, 80)}…` : text}' is not of type ${type}`)
