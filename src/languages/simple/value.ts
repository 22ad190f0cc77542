import { type Node as DomNode, serializeToWellFormedString } from 'slimdom'
import { Body } from '../../engine/body.ts'
import { compileDateFormat } from '../date-format/simple-date-format.ts'
import { JavaObject } from '../script-host/java-object.ts'

/** The text of any value that a header, a property or the body can hold; nothing is empty text. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (value === null || value === undefined) return ''
  if (value instanceof Body) return value.asText()
  if (value instanceof Uint8Array) return decoder.decode(value)
  if (isNode(value)) return nodeText(value)
  if (value instanceof JavaObject) return value.toString()
  if (value instanceof Error) return errorText(value)
  if (value instanceof Date) return dateText(value.getTime())
  if (Array.isArray(value)) return listText(value)
  if (isMapLike(value)) return mapText(value)
  return String(value)
}

/** Whether it is a number of Java: an `Integer` or `Double` is a number here, a `Long` or `BigInteger` a bigint. */
export const isNumber = (value: unknown): value is number | bigint => typeof value === 'number' || typeof value === 'bigint'

export const isNode = (value: unknown): value is DomNode => typeof value === 'object' && value !== null && 'nodeType' in value

/** Name under which Java knows the type, for messages and the `is` operator. */
export function typeName(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'string' || value instanceof Body) return 'java.lang.String'
  if (typeof value === 'boolean') return 'java.lang.Boolean'
  if (typeof value === 'number') return Number.isInteger(value) ? 'java.lang.Integer' : 'java.lang.Double'
  if (typeof value === 'bigint') return BigInt.asIntN(64, value) === value ? 'java.lang.Long' : 'java.math.BigInteger'
  if (value instanceof Uint8Array) return 'byte[]'
  if (value instanceof Date) return 'java.util.Date'
  if (value instanceof JavaObject) return value.className
  if (value instanceof Error) return value.name
  if (isNode(value)) return 'org.w3c.dom.Node'
  if (Array.isArray(value)) return value.length > 0 && value.every(isNode) ? 'org.w3c.dom.NodeList' : 'java.util.List'
  return isMapLike(value) ? 'java.util.Map' : 'java.lang.Object'
}

/** Attributes and text nodes are their value; everything else is its markup. */
function nodeText(node: DomNode): string {
  return node.nodeType === ATTRIBUTE || node.nodeType === TEXT || node.nodeType === CDATA
    ? (node.nodeValue ?? '')
    : serializeToWellFormedString(node)
}

const ATTRIBUTE = 2
const TEXT = 3
const CDATA = 4

/** As `Throwable.toString`. */
const errorText = (error: Error): string => `${error.name}: ${error.message}`

/** As `Date.toString`. */
const dateText = compileDateFormat('EEE MMM dd HH:mm:ss zzz yyyy')

/** A list of nodes is their markup, any other list looks as in Java: `[a, b]`. */
function listText(values: readonly unknown[]): string {
  if (values.length > 0 && values.every(isNode)) return values.map(nodeText).join('')
  return `[${values.map(elementText).join(', ')}]`
}

function isMapLike(value: unknown): value is Iterable<[string, unknown]> | Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** Inside of a structure nothing shows. */
const elementText = (value: unknown): string => (value === null || value === undefined ? 'null' : textOf(value))

/** `{a=1, b=2}`. */
function mapText(value: Iterable<[string, unknown]> | Record<string, unknown>): string {
  const entries = Symbol.iterator in value ? [...(value as Iterable<[string, unknown]>)] : Object.entries(value)
  return `{${entries.map(([key, entry]) => `${key}=${elementText(entry)}`).join(', ')}}`
}

const decoder = new TextDecoder('utf-8')
