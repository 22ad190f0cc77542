import { Body } from '../../engine/body.ts'
import type { Exchange } from '../../engine/exchange.ts'
import { conversionTo } from '../simple/data-type.ts'
import { isNode, textOf } from '../simple/value.ts'
import { compileXPath, type XPath } from './xpath.ts'

/**
 * Compiles an XPath to a value of a Java type: text (also for no type and for unknown ones), numbers, truth values, nodes.
 * Nothing found is empty text, a false truth value, and `null` for any other type.
 *
 * @example compileXPathValue('count(//item)', new Map(), 'java.lang.Integer')(exchange) // 3
 */
export function compileXPathValue(
  expression: string,
  namespaces: ReadonlyMap<string, string>,
  type: string,
): (exchange: Exchange) => unknown {
  const xpath = compileXPath(expression, namespaces)
  const read = READERS[type.trim().split('.').at(-1)!.toLowerCase()]
  return read ? (exchange) => read(xpath, exchange) : xpath.text
}

type Reader = (xpath: XPath, exchange: Exchange) => unknown

const number: Reader = (xpath, exchange) => {
  const value = xpath.number(exchange)
  return Number.isNaN(value) ? null : value
}

const whole: Reader = (xpath, exchange) => {
  const value = number(xpath, exchange)
  return value === null ? null : Math.trunc(value as number)
}

/** A `Long` of Java, as long as the number is exact. */
const bigintOf = (value: unknown): unknown => (Number.isSafeInteger(value) ? BigInt(value as number) : value)

const node: Reader = (xpath, exchange) => xpath.items(exchange).find(isNode) ?? null

const nodes: Reader = (xpath, exchange) => {
  const found = xpath.items(exchange)
  return found.length > 0 ? found : null
}

const document: Reader = (xpath, exchange) => {
  const found = node(xpath, exchange)
  return found === null ? null : conversionTo('Document')(found)
}

const READERS: Readonly<Record<string, Reader>> = {
  integer: whole,
  int: whole,
  long: (xpath, exchange) => bigintOf(whole(xpath, exchange)),
  double: number,
  float: number,
  bigdecimal: number,
  boolean: (xpath, exchange) => xpath.test(exchange),
  node,
  element: node,
  nodelist: nodes,
  document,
  'byte[]': (xpath, exchange) => Buffer.from(xpath.text(exchange), 'utf8'),
}

/** The body that a result becomes: markup for nodes, text for values, empty for nothing. */
export function bodyOf(value: unknown): Body {
  if (value instanceof Body) return value
  if (value instanceof Uint8Array) return Body.bytes(value)
  if (Array.isArray(value)) return Body.text(value.map(textOf).join(''))
  return value === null || value === undefined ? Body.empty : Body.text(textOf(value))
}
