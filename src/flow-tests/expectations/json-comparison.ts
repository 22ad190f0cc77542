import { isDeepStrictEqual } from 'node:util'
import { JSONPathError, type JSONValue, query } from 'json-p3'
import { messageOf, SluiceError } from '../../kernel/errors.ts'
import { lineDiff } from './diff.ts'

/** A difference, or what kept from comparing. */
export interface Difference {
  readonly message: string
  readonly diff?: string
}

/** Nothing when both are equal but for what the paths find; keys have no order, and 10.0 is 10. */
export function jsonDifference(expected: unknown, actual: string, ignore: readonly string[] = []): Difference | undefined {
  const parsed = parse(actual)
  if ('message' in parsed) return parsed
  const [left, right] = [expected, parsed.value].map((value) => without(structuredClone(value), ignore))
  if (isDeepStrictEqual(left, right)) return undefined
  return { message: 'differs as JSON', diff: lineDiff(pretty(left), pretty(right)) }
}

/** Nothing when the path finds the one value, or the list of values. */
export function jsonPathDifference(path: string, expected: unknown, actual: string): Difference | undefined {
  const parsed = parse(actual)
  if ('message' in parsed) return parsed
  const found = valuesAt(path, parsed.value)
  if ((found.length === 1 && isDeepStrictEqual(found[0], expected)) || isDeepStrictEqual(found, expected)) return undefined
  const shown = found.length === 1 ? found[0] : found
  return { message: found.length === 0 ? 'finds nothing' : 'differs', diff: lineDiff(pretty(expected), pretty(shown)) }
}

function parse(text: string): { readonly value: unknown } | Difference {
  try {
    return { value: JSON.parse(text) }
  } catch (cause) {
    return { message: `is no JSON (${messageOf(cause)}):\n${beginning(text)}` }
  }
}

/** As much as helps to see what it is. */
export const beginning = (text: string): string => (text.length <= 500 ? text : `${text.slice(0, 500)}…`)

/** Throws `bad-request` for what is no JSONPath. */
function valuesAt(path: string, value: unknown): unknown[] {
  return nodesAt(path, value).map((node) => node.value)
}

function nodesAt(path: string, value: unknown) {
  try {
    return [...query(path, value as JSONValue)]
  } catch (cause) {
    if (!(cause instanceof JSONPathError)) throw cause
    throw new SluiceError('bad-request', `The JSONPath ${path} cannot be read: ${messageOf(cause)}`, { cause })
  }
}

/** Takes out what does not count; the last ones of an array first, so that positions hold. */
function without(value: unknown, ignore: readonly string[]): unknown {
  for (const path of ignore) {
    for (const { location } of nodesAt(path, value).reverse()) remove(value, location)
  }
  return value
}

function remove(value: unknown, location: readonly (string | number)[]): void {
  const key = location.at(-1)
  if (key === undefined) return
  const parent = location.slice(0, -1).reduce((node, step) => (node as Record<string | number, unknown>)[step], value)
  if (Array.isArray(parent)) parent.splice(Number(key), 1)
  else delete (parent as Record<string, unknown>)[key]
}

const pretty = (value: unknown): string => JSON.stringify(withSortedKeys(value), null, 2) ?? 'nothing'

/** The same value, its keys in order at every depth. */
export function withSortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSortedKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, withSortedKeys(member)]),
  )
}
