import type { StepContext } from '../../engine/define-step.ts'
import type { Exchange } from '../../engine/exchange.ts'
import type { Row } from '../../iflow/table.ts'
import { SluiceError } from '../../kernel/errors.ts'
import { conversionTo } from '../../languages/simple/data-type.ts'
import { compileSimple } from '../../languages/simple/simple.ts'
import { compileXPathValue } from '../../languages/xpath/xpath-value.ts'
import { compileDeletion } from './deletion.ts'
import type { Target } from './target.ts'

/** What one row does to an exchange. */
export type Change = (exchange: Exchange) => void

/** Compiles a row of the header or property table; a row without a name does nothing. */
export function compileRow(row: Row, target: Target, context: StepContext): Change | undefined {
  const name = (row.Name ?? '').trim()
  if (name === '') return undefined
  if (row.Action?.trim().toLowerCase() === 'delete') return compileDeletion(name, target)
  const evaluate = compileSource(row, name, target, context)
  const fallback = row.Default ?? ''
  if (fallback === '') return (exchange) => target.set(exchange, name, evaluate(exchange))
  return (exchange) => {
    const value = evaluate(exchange)
    target.set(exchange, name, value === null || value === undefined || value === '' ? fallback : value)
  }
}

type Source = (exchange: Exchange) => unknown

function compileSource(row: Row, name: string, target: Target, context: StepContext): Source {
  const type = row.Type?.trim() || 'constant'
  const compile = SOURCES[type]
  if (!compile)
    return context.fail(`Content Modifier row of type '${type}'`, `${target.noun} ${name}: ${UNAVAILABLE[type] ?? 'this type is unknown'}`)
  try {
    return compile(row.Value ?? '', row.Datatype ?? '', context)
  } catch (cause) {
    if (cause instanceof SluiceError) context.fail('Content Modifier', `${target.noun} ${name}: ${cause.message}`)
    throw cause
  }
}

type CompileSource = (value: string, dataType: string, context: StepContext) => Source

const compileConstant: CompileSource = (value) => () => value

/** How the value of a row is found, by its type. Only expressions and XPaths have a data type. */
const SOURCES: Readonly<Record<string, CompileSource>> = {
  constant: compileConstant,
  'external parameter': compileConstant,
  expression(value, dataType) {
    const evaluate = compileSimple(value)
    const convert = conversionTo(dataType)
    return (exchange) => convert(evaluate(exchange))
  },
  xpath: (value, dataType, context) => compileXPathValue(value, context.flow.namespaces, dataType),
  header: (value) => (exchange) => exchange.headers.get(value.trim()),
  property: (value) => (exchange) => exchange.properties.get(value.trim()),
}

const NO_VARIABLES = 'variables are not available on this server'
const UNAVAILABLE: Readonly<Record<string, string>> = {
  'global persisted variables': NO_VARIABLES,
  'persisted variables': NO_VARIABLES,
  numberRange: 'number ranges are not available on this server',
}
