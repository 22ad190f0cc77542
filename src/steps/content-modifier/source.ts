import type { StepContext } from '../../engine/define-step.ts'
import type { Exchange } from '../../engine/exchange.ts'
import { storesOf } from '../../engine/stores.ts'
import { SluiceError } from '../../kernel/errors.ts'
import { conversionTo } from '../../languages/simple/data-type.ts'
import { compileSimple, readsBody } from '../../languages/simple/simple.ts'
import { compileXPathValue } from '../../languages/xpath/xpath-value.ts'
import { compileNumberRange } from './number-range.ts'

/** Finds a value; what is kept in the stores of the tenant comes later. */
export type Source = (exchange: Exchange) => unknown | Promise<unknown>

/** A value as a row says it: by type, value and, for expressions and XPaths, Java type. */
export interface SourceText {
  readonly type: string
  readonly value: string
  readonly dataType: string
  /** Whether a value that is not there has a substitute. */
  readonly optional?: boolean
}

/** Compiles how the value of a row is found. Throws `CompileFailure` naming the construct and what the value is for. */
export function compileSource(
  text: SourceText,
  { construct, subject }: { construct: string; subject: string },
  context: StepContext,
): Source {
  const type = text.type.trim() || 'constant'
  const compile = SOURCES[type]
  if (!compile) return context.fail(`${construct} row of type '${type}'`, `${subject}: this type is unknown`)
  try {
    return compile(text, context)
  } catch (cause) {
    if (cause instanceof SluiceError) context.fail(construct, `${subject}: ${cause.message}`)
    throw cause
  }
}

/** Whether the value is found in the body. */
export function readsBodyFor({ type, value }: Pick<SourceText, 'type' | 'value'>): boolean {
  const kind = type.trim()
  return kind === 'xpath' || (kind === 'expression' && readsBody(value))
}

type CompileSource = (text: SourceText, context: StepContext) => Source

const compileConstant: CompileSource =
  ({ value }) =>
  () =>
    value

const SOURCES: Readonly<Record<string, CompileSource>> = {
  constant: compileConstant,
  'external parameter': compileConstant,
  expression({ value, dataType }) {
    const evaluate = compileSimple(value)
    const convert = conversionTo(dataType)
    return (exchange) => convert(evaluate(exchange))
  },
  xpath: ({ value, dataType }, context) => compileXPathValue(value, context.flow.namespaces, dataType),
  header:
    ({ value }) =>
    (exchange) =>
      exchange.headers.get(value.trim()),
  property:
    ({ value }) =>
    (exchange) =>
      exchange.properties.get(value.trim()),
  'persisted variables': (text, context) => variable(text, context, context.flow.id),
  'global persisted variables': (text, context) => variable(text, context, ''),
  numberRange: ({ value }, context) => compileNumberRange(value, context),
}

/** A variable that is missing fails the message unless there is a default (SAP Help, “Define Write Variables”). */
function variable({ value, optional = false }: SourceText, { flow: { services } }: StepContext, flowId: string): Source {
  const name = value.trim()
  return async (exchange) => {
    const found = await storesOf(exchange, services).variables.find({ name, flowId }, services.clock.now())
    if (!found && !optional) {
      const kind = flowId === '' ? 'global' : 'local'
      throw new SluiceError('processing-failed', `The ${kind} variable ${name} does not exist or is expired`)
    }
    return found?.value
  }
}
