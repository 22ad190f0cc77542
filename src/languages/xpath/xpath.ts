import fontoxpath, { type Options, type ReturnType } from 'fontoxpath'
import { Document, type Node } from 'slimdom'
import { Body } from '../../engine/body.ts'
import type { Exchange } from '../../engine/exchange.ts'
import { messageOf, SluiceError } from '../../kernel/errors.ts'
import { isNode, textOf } from '../simple/value.ts'
import { FUNCTION_OPTIONS } from './functions.ts'
import { variablesOf } from './variables.ts'

// fontoxpath is CommonJS without exports that Node could name, so its functions come from the default import.
const { evaluateXPath, evaluateXPathToBoolean, evaluateXPathToNumber, evaluateXPathToString } = fontoxpath

/** A compiled XPath on the body of an exchange. Each method throws `processing-failed` when the body is no XML. */
export interface XPath {
  /** String value of the first item; empty when there is none. */
  text(exchange: Exchange): string
  /** Effective boolean value: nodes count as true. */
  test(exchange: Exchange): boolean
  /** Number of the first item; `NaN` when there is none. */
  number(exchange: Exchange): number
  /** Every item in order: nodes and atomic values. */
  items(exchange: Exchange): readonly unknown[]
  /** The same on a document of the caller's choice; variables come from the exchange. */
  itemsIn(context: Node, exchange: Exchange): readonly unknown[]
}

/**
 * Compiles an XPath 3.1 expression. Prefixes come from the flow's namespace mapping, names without prefix mean no namespace,
 * `$name` is a header or else a property, and a slash at the end is overlooked (format document §3.9, §6). Throws
 * `deploy-failed` with the reason.
 */
export function compileXPath(expression: string, namespaces: ReadonlyMap<string, string>): XPath {
  const source = tidy(expression)
  const options: Options = {
    ...FUNCTION_OPTIONS,
    language: evaluateXPath.XPATH_3_1_LANGUAGE,
    namespaceResolver: (prefix) => namespaces.get(prefix) ?? null,
  }
  const names = findVariables(source)
  check(source, names, options)
  const first = `(${source}\n)[1]`
  const run = <T>(exchange: Exchange, evaluate: (document: Node, variables: Variables) => T): T =>
    guard(source, () => evaluate(documentOf(exchange, source), bind(names, exchange)))
  const all = (selector: string, document: Node, variables: Variables): unknown[] =>
    evaluateXPath(selector, document, null, variables, ALL, options) as unknown[]
  return {
    text: (exchange) =>
      run(exchange, (document, variables) => evaluateXPathToString(`string(${first})`, document, null, variables, options)),
    test: (exchange) => run(exchange, (document, variables) => evaluateXPathToBoolean(source, document, null, variables, options)),
    number: (exchange) =>
      run(exchange, (document, variables) => evaluateXPathToNumber(`number(${first})`, document, null, variables, options)),
    items: (exchange) => run(exchange, (document, variables) => all(source, document, variables)),
    itemsIn: (context, exchange) => guard(source, () => all(source, context, bind(names, exchange))),
  }
}

type Variables = Record<string, unknown>

const ALL = evaluateXPath.ALL_RESULTS_TYPE as ReturnType

/** Authors end paths with a slash as in a file name. */
function tidy(expression: string): string {
  const source = expression.trim()
  if (source === '') throw new SluiceError('deploy-failed', 'The XPath expression is empty')
  return /[^/\s]\s*\/+$/.test(source) ? source.replace(/[\s/]+$/, '') : source
}

function findVariables(source: string): readonly string[] {
  try {
    return variablesOf(source)
  } catch (cause) {
    throw unreadable(source, cause)
  }
}

/** Names, prefixes and functions are resolved when an expression is first evaluated, so it is evaluated once on an empty document. */
function check(source: string, names: readonly string[], options: Options): void {
  try {
    evaluateXPath(source, new Document(), null, Object.fromEntries(names.map((name) => [name, null])), ALL, options)
  } catch (cause) {
    if (/\bXPST\d{4}\b/.test(messageOf(cause))) throw unreadable(source, cause)
  }
}

/** The engine's text is a drawing over several lines; only its reason is of use. */
function unreadable(source: string, cause: unknown): SluiceError {
  const message = messageOf(cause)
  const prefix = /The prefix (\S+) could not be resolved/.exec(message)?.[1]
  if (prefix)
    return new SluiceError('deploy-failed', `XPath '${source}': the prefix ${prefix} is missing in the namespace mapping`, { cause })
  const reason = /XPST\d{4}[:,]\s*([^\n]*)/.exec(message)?.[1] ?? message.split('\n')[0]
  const column = /at <>:\d+:(\d+)/.exec(message)?.[1]
  return new SluiceError('deploy-failed', `XPath '${source}': ${reason}${column ? ` at position ${column}` : ''}`, { cause })
}

function guard<T>(source: string, evaluate: () => T): T {
  try {
    return evaluate()
  } catch (cause) {
    if (cause instanceof SluiceError) throw cause
    throw new SluiceError('processing-failed', `XPath '${source}': ${reasonOf(messageOf(cause))}`, { cause })
  }
}

/** The first line, or what a function of ours says in the second one. */
function reasonOf(message: string): string {
  const [first = '', second] = message.split('\n')
  return first.startsWith('Custom XPath function ') && second ? second.trim() : first
}

function documentOf(exchange: Exchange, source: string): Document {
  if (exchange.body.isEmpty) throw new SluiceError('processing-failed', `XPath '${source}' needs an XML body, but the body is empty`)
  try {
    return exchange.body.asDocument()
  } catch (cause) {
    throw new SluiceError('processing-failed', `XPath '${source}' needs an XML body. ${messageOf(cause)}`, { cause })
  }
}

const NO_VARIABLES: Variables = Object.freeze({})

function bind(names: readonly string[], exchange: Exchange): Variables {
  if (names.length === 0) return NO_VARIABLES
  return Object.fromEntries(names.map((name) => [name, xpathValue(exchange.headers.get(name) ?? exchange.properties.get(name))]))
}

/** Values that XPath knows pass; what is absent is the empty sequence; the rest goes as text. */
function xpathValue(value: unknown): unknown {
  if (value === undefined || value === null) return null
  if (typeof value === 'bigint' && Number.isSafeInteger(Number(value))) return Number(value)
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || isNode(value)) return value
  return value instanceof Body || !Array.isArray(value) ? textOf(value) : value.map(xpathValue)
}
