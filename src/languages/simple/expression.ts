import { SluiceError } from '../../kernel/errors.ts'
import { Lru } from '../../kernel/lru.ts'
import { compileFunction } from './functions.ts'
import { type Evaluator, refuse } from './syntax.ts'
import { type FunctionPart, type Part, parseTemplate } from './template.ts'
import { textOf } from './value.ts'

/** Compiles text with functions in it. A function that stands alone keeps its type; otherwise the value is text. */
export function compileTemplate(text: string, expression = text): Evaluator {
  const parts = parseTemplate(text)
  if (parts.length === 0) return () => ''
  const evaluators = parts.map((part) => compilePart(part, expression))
  if (evaluators.length === 1) return evaluators[0]!
  return (exchange) => {
    let result = ''
    for (const evaluate of evaluators) result += textOf(evaluate(exchange))
    return result
  }
}

function compilePart(part: Part, expression: string): Evaluator {
  if (typeof part === 'string') return () => part
  return compileFunctionPart(part, expression)
}

/** Compiles one function of an expression; throws `deploy-failed` naming it and its position. */
export function compileFunctionPart(part: FunctionPart, expression: string): Evaluator {
  const evaluate = part.nested ? compileNested(part, expression) : compileSource(part, expression)
  return part.step === 0 ? evaluate : (exchange) => count(evaluate(exchange), part.step)
}

function compileSource({ source, position }: FunctionPart, expression: string): Evaluator {
  const evaluate = guarded(() => compileFunction(source), expression, position)
  return evaluate ?? refuse(expression, position, `unknown function '${source}'`)
}

/** A date pattern or a regular expression that cannot be read is a mistake of this function. */
function guarded<T>(compile: () => T, expression: string, position: number): T {
  try {
    return compile()
  } catch (cause) {
    if (cause instanceof SluiceError) refuse(expression, position, cause.message)
    throw cause
  }
}

/** The name of the function depends on the message: it is compiled when it is first seen. */
function compileNested(part: FunctionPart, expression: string): Evaluator {
  const inner = compileTemplate(part.source, expression)
  const known = new Lru<string, Evaluator>(100)
  return (exchange) => {
    const source = textOf(inner(exchange))
    let evaluate = known.get(source)
    if (!evaluate) {
      evaluate = compileSource({ ...part, source }, expression)
      known.set(source, evaluate)
    }
    return evaluate(exchange)
  }
}

function count(value: unknown, step: number): unknown {
  if (value === null) return null
  const number = Number(textOf(value))
  if (!Number.isFinite(number)) throw new SluiceError('processing-failed', `'${textOf(value)}' is no number to count from`)
  return number + step
}
