import type { Element, Node } from 'slimdom'
import { Body } from '../../engine/body.ts'
import { Headers } from '../../engine/headers.ts'
import { SluiceError } from '../../kernel/errors.ts'
import { javaRegex, javaReplacement } from './java-regex.ts'
import { isNode, textOf, typeName } from './value.ts'

/**
 * Calls a method as Java has it on a value, or reads a property through its getter: `size` finds `size`, `message` finds
 * `getMessage`, `empty` finds `isEmpty`. Throws `processing-failed` when the type has no such method.
 */
export function callMethod(receiver: unknown, name: string, args: readonly unknown[]): unknown {
  const target = receiver instanceof Body ? receiver.asText() : receiver
  const methods = methodsOf(target)
  const method = methods[name] ?? methods[getter('get', name)] ?? methods[getter('is', name)] ?? ANY[name] ?? ANY[getter('get', name)]
  if (method) return method(target as never, args)
  const property = ownProperty(target, name)
  if (property !== undefined) return property
  throw new SluiceError('processing-failed', `${typeName(target)} has no method ${name}`)
}

/** Element of a list, entry of a map; `last` and `last-1` count from the end. */
export function elementAt(receiver: unknown, key: string): unknown {
  if (Array.isArray(receiver)) return listElement(receiver, key)
  if (receiver instanceof Map || receiver instanceof Headers) return receiver.get(key) ?? null
  if (typeof receiver === 'object' && receiver !== null) return (receiver as Record<string, unknown>)[key] ?? null
  throw new SluiceError('processing-failed', `${typeName(receiver)} has no elements to take [${key}] from`)
}

type Method = (receiver: never, args: readonly unknown[]) => unknown
type Methods = Readonly<Record<string, Method>>

const getter = (prefix: 'get' | 'is', name: string): string => `${prefix}${name.charAt(0).toUpperCase()}${name.slice(1)}`

function methodsOf(value: unknown): Methods {
  if (typeof value === 'string') return STRING as Methods
  if (typeof value === 'number') return NUMBER as Methods
  if (typeof value === 'bigint') return LONG as Methods
  if (typeof value === 'boolean') return BOOLEAN as Methods
  if (value instanceof Uint8Array) return BYTES as Methods
  if (value instanceof Date) return DATE as Methods
  if (value instanceof Error) return ERROR as Methods
  if (Array.isArray(value)) return LIST as Methods
  if (value instanceof Map || value instanceof Headers) return MAP as Methods
  return isNode(value) ? (NODE as Methods) : NONE
}

/** Fields of an exception (`statusCode`, `responseBody`) read like properties. */
function ownProperty(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  const field = name.replace(/^get(.)/, (_get, first: string) => first.toLowerCase())
  return Object.hasOwn(value, field) ? (value as Record<string, unknown>)[field] : undefined
}

const text = (args: readonly unknown[], index: number): string => textOf(args[index])
const whole = (args: readonly unknown[], index: number): number => Number(textOf(args[index]))

function substring(value: string, args: readonly unknown[]): string {
  const begin = whole(args, 0)
  const end = args.length > 1 ? whole(args, 1) : value.length
  if (!(begin >= 0 && end <= value.length && begin <= end)) {
    throw new SluiceError('processing-failed', `substring(${args.map(textOf).join(',')}) is outside of a text of length ${value.length}`)
  }
  return value.slice(begin, end)
}

/** Java drops empty pieces at the end. */
function split(value: string, args: readonly unknown[]): string[] {
  const pieces = value.split(javaRegex(text(args, 0), 'part'))
  while (pieces.length > 1 && pieces.at(-1) === '') pieces.pop()
  return pieces
}

const firstOnly = (regex: RegExp): RegExp => new RegExp(regex.source, regex.flags.replace('g', ''))

function compare(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}

const STRING = {
  length: (value: string) => value.length,
  trim: (value: string) => value.trim(),
  strip: (value: string) => value.trim(),
  toUpperCase: (value: string) => value.toUpperCase(),
  toLowerCase: (value: string) => value.toLowerCase(),
  isEmpty: (value: string) => value === '',
  isBlank: (value: string) => value.trim() === '',
  substring,
  charAt: (value: string, args: readonly unknown[]) => substring(value, [whole(args, 0), whole(args, 0) + 1]),
  indexOf: (value: string, args: readonly unknown[]) => value.indexOf(text(args, 0), args.length > 1 ? whole(args, 1) : 0),
  lastIndexOf: (value: string, args: readonly unknown[]) => value.lastIndexOf(text(args, 0)),
  contains: (value: string, args: readonly unknown[]) => value.includes(text(args, 0)),
  startsWith: (value: string, args: readonly unknown[]) => value.startsWith(text(args, 0)),
  endsWith: (value: string, args: readonly unknown[]) => value.endsWith(text(args, 0)),
  equalsIgnoreCase: (value: string, args: readonly unknown[]) => value.toLowerCase() === text(args, 0).toLowerCase(),
  compareTo: (value: string, args: readonly unknown[]) => compare(value, text(args, 0)),
  concat: (value: string, args: readonly unknown[]) => value + text(args, 0),
  matches: (value: string, args: readonly unknown[]) => javaRegex(text(args, 0), 'whole').test(value),
  replace: (value: string, args: readonly unknown[]) => value.split(text(args, 0)).join(text(args, 1)),
  replaceAll: (value: string, args: readonly unknown[]) => value.replace(javaRegex(text(args, 0), 'part'), javaReplacement(text(args, 1))),
  replaceFirst: (value: string, args: readonly unknown[]) =>
    value.replace(firstOnly(javaRegex(text(args, 0), 'part')), javaReplacement(text(args, 1))),
  split,
  getBytes: (value: string) => Buffer.from(value, 'utf8'),
}

const NUMBER = {
  intValue: Math.trunc,
  longValue: Math.trunc,
  doubleValue: (value: number) => value,
  compareTo: (value: number, args: readonly unknown[]) => Math.sign(value - whole(args, 0)),
}

const LONG = {
  intValue: (value: bigint) => Number(BigInt.asIntN(32, value)),
  longValue: (value: bigint) => value,
  doubleValue: Number,
  compareTo: (value: bigint, args: readonly unknown[]) => Math.sign(Number(value) - whole(args, 0)),
}

const BOOLEAN = { booleanValue: (value: boolean) => value }

const BYTES = { length: (value: Uint8Array) => value.length }

const DATE = { getTime: (value: Date) => value.getTime() }

const ERROR = {
  getMessage: (value: Error) => value.message,
  getLocalizedMessage: (value: Error) => value.message,
  getCause: (value: Error) => value.cause ?? null,
  getStackTrace: (value: Error) => value.stack ?? '',
}

function listElement(list: readonly unknown[], key: string): unknown {
  const fromEnd = /^last(?:\s*-\s*(\d+))?$/.exec(key)
  const index = fromEnd ? list.length - 1 - Number(fromEnd[1] ?? 0) : Number(key)
  if (!(index >= 0 && index < list.length)) {
    throw new SluiceError('processing-failed', `[${key}] is outside of a list of ${list.length} elements`)
  }
  return list[index]
}

const sameText = (left: unknown, right: unknown): boolean => textOf(left) === textOf(right)

const LIST = {
  size: (value: readonly unknown[]) => value.length,
  length: (value: readonly unknown[]) => value.length,
  getLength: (value: readonly unknown[]) => value.length,
  isEmpty: (value: readonly unknown[]) => value.length === 0,
  get: (value: readonly unknown[], args: readonly unknown[]) => listElement(value, text(args, 0)),
  item: (value: readonly unknown[], args: readonly unknown[]) => value[whole(args, 0)] ?? null,
  contains: (value: readonly unknown[], args: readonly unknown[]) => value.some((entry) => sameText(entry, args[0])),
  indexOf: (value: readonly unknown[], args: readonly unknown[]) => value.findIndex((entry) => sameText(entry, args[0])),
}

type Entries = Map<string, unknown> | Headers

const MAP = {
  size: (value: Entries) => value.size,
  isEmpty: (value: Entries) => value.size === 0,
  get: (value: Entries, args: readonly unknown[]) => value.get(text(args, 0)) ?? null,
  containsKey: (value: Entries, args: readonly unknown[]) => value.has(text(args, 0)),
  keySet: (value: Entries) => [...value].map(([key]) => key),
  values: (value: Entries) => [...value].map(([, entry]) => entry),
}

const NODE = {
  getTextContent: (value: Element) => value.textContent ?? '',
  getNodeName: (value: Node) => value.nodeName,
  getNodeValue: (value: Node) => value.nodeValue,
  getLocalName: (value: Element) => value.localName ?? null,
  getNamespaceURI: (value: Element) => value.namespaceURI ?? null,
  getFirstChild: (value: Node) => value.firstChild,
  getChildNodes: (value: Node) => [...value.childNodes],
  getDocumentElement: (value: Node & { documentElement?: Element }) => value.documentElement ?? null,
  getAttribute: (value: Element, args: readonly unknown[]) => value.getAttribute(text(args, 0)) ?? '',
}

const NONE: Methods = {}

const ANY = {
  toString: (value: unknown) => textOf(value),
  equals: (value: unknown, args: readonly unknown[]) => sameText(value, args[0]),
  getClass: (value: unknown) => ({ name: typeName(value), simpleName: typeName(value).split('.').at(-1) }),
} as Methods
