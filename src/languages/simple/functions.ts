import { randomInt } from 'node:crypto'
import type { Exchange } from '../../engine/exchange.ts'
import { SluiceError } from '../../kernel/errors.ts'
import { conversionTo } from './data-type.ts'
import { compileDate, compileZonedDate } from './date-functions.ts'
import { FILE_FUNCTIONS } from './file-functions.ts'
import { compileKeyedValue, headerLookup, propertyLookup } from './keyed-value.ts'
import { compileObjectPath, unquote } from './object-path.ts'
import type { Evaluator } from './syntax.ts'

/**
 * Compiles the inside of `${…}` (Camel 2.24 Simple, as far as the product offers it). Returns nothing when there is no such
 * function or its form is wrong.
 */
export function compileFunction(source: string): Evaluator | undefined {
  const plain = PLAIN[source]
  if (plain) return plain
  for (const [prefix, compile] of PREFIXED) {
    const match = prefix.exec(source)
    if (match) return compile(source.slice(match[0].length))
  }
  return undefined
}

const body: Evaluator = (exchange) => exchange.body

const messageId: Evaluator = (exchange) => exchange.log.messageGuid

const caught = (exchange: Exchange): unknown => exchange.properties.get('CamelExceptionCaught') ?? null

const ofCaught =
  (read: (error: Error) => unknown): Evaluator =>
  (exchange) => {
    const error = caught(exchange)
    return error instanceof Error ? read(error) : error
  }

const PLAIN: Readonly<Record<string, Evaluator>> = {
  body,
  'in.body': body,
  headers: (exchange) => exchange.headers,
  'in.headers': (exchange) => exchange.headers,
  exception: caught,
  'exception.message': ofCaught((error) => error.message),
  'exception.stacktrace': ofCaught((error) => error.stack ?? error.message),
  camelId: (exchange) => exchange.log.flowId,
  exchangeId: messageId,
  id: messageId,
  null: () => null,
}

type Compile = (rest: string) => Evaluator | undefined

/** Tried in order; the rest of the source goes to the compiler. */
const PREFIXED: readonly (readonly [RegExp, Compile])[] = [
  [/^bodyAs(?=\()/, (rest) => compileBodyAs(rest)],
  [/^mandatoryBodyAs(?=\()/, (rest) => compileMandatoryBodyAs(rest)],
  [/^headerAs(?=\()/, (rest) => compileHeaderAs(rest)],
  [/^(?:in\.)?body(?=[.?[])/, (rest) => along(body, rest)],
  [/^(?:in\.)?headers?(?=[.?[])/, (rest) => compileKeyedValue(rest, headerLookup)],
  [/^(?:exchangeP|p)roperty(?=[.?[])/, (rest) => compileKeyedValue(rest, propertyLookup)],
  [/^exception(?=[.?[])/, (rest) => along(caught, rest)],
  [/^date-with-timezone:/, compileZonedDate],
  [/^date:/, compileDate],
  [/^file:/, (rest) => FILE_FUNCTIONS[rest]],
  [/^random(?=\()/, (rest) => compileRandom(rest)],
]

/** Calls on a value that may be absent; nothing stays nothing. */
function along(origin: Evaluator, rest: string): Evaluator | undefined {
  const path = compileObjectPath(rest)
  return (
    path &&
    ((exchange) => {
      const value = origin(exchange)
      return value === null ? null : path(value)
    })
  )
}

function compileBodyAs(rest: string): Evaluator | undefined {
  const match = /^\(([^)]*)\)(.*)$/s.exec(rest)
  const path = match && compileObjectPath(match[2]!)
  if (!path) return undefined
  const convert = conversionTo(unquote(match[1]!.trim()))
  return (exchange) => path(convert(exchange.body))
}

function compileMandatoryBodyAs(rest: string): Evaluator | undefined {
  const read = compileBodyAs(rest)
  return (
    read &&
    ((exchange) => {
      if (exchange.body.isEmpty) throw new SluiceError('processing-failed', 'mandatoryBodyAs: the body is empty')
      return read(exchange)
    })
  )
}

function compileHeaderAs(rest: string): Evaluator | undefined {
  const match = /^\(([^,]+),([^)]+)\)$/.exec(rest)
  if (!match) return undefined
  const name = unquote(match[1]!.trim())
  const convert = conversionTo(unquote(match[2]!.trim()))
  return (exchange) => convert(exchange.headers.get(name))
}

/** `random(max)` and `random(min,max)`; the upper bound is not reached. */
function compileRandom(rest: string): Evaluator | undefined {
  const match = /^\(\s*(?:(\d+)\s*,\s*)?(\d+)\s*\)$/.exec(rest)
  const [minimum, maximum] = [Number(match?.[1] ?? 0), Number(match?.[2])]
  return minimum < maximum ? () => randomInt(minimum, maximum) : undefined
}
