import type { Exchange } from '../../engine/exchange.ts'
import { SluiceError } from '../../kernel/errors.ts'

/** A compiled piece of Simple. Absent headers and properties yield `null`, the body yields its `Body`. */
export type Evaluator = (exchange: Exchange) => unknown

/** Refuses an expression: `position` counts from 0 here and from 1 in the text. */
export function refuse(expression: string, position: number, reason: string): never {
  throw new SluiceError('deploy-failed', `Simple expression '${expression}': ${reason} at position ${position + 1}`)
}

/** Where a function begins and ends in its expression. */
export interface FunctionSpan {
  /** What stands between the braces, escapes resolved. */
  readonly source: string
  /** The source holds functions itself, so it is only known at run time. */
  readonly nested: boolean
  /** Index behind the closing brace. */
  readonly end: number
}

const OPENING = /\$(?:simple)?\{/y

/** Length of the `${` or `$simple{` at this index, 0 when there is none. */
export function openingAt(expression: string, index: number): number {
  OPENING.lastIndex = index
  return OPENING.exec(expression)?.[0].length ?? 0
}

/** Reads the function that begins at `start`; functions may nest and `\}` is a plain brace. */
export function readFunction(expression: string, start: number): FunctionSpan {
  let source = ''
  let depth = 1
  let nested = false
  let index = start + openingAt(expression, start)
  while (index < expression.length) {
    const opening = openingAt(expression, index)
    const escaped = expression.startsWith('\\}', index)
    if (opening > 0) {
      depth++
      nested = true
    } else if (expression[index] === '}') depth--
    if (depth === 0) return { source: source.trim(), nested, end: index + 1 }
    // Inside a nested function the escape is kept, because that text is parsed again.
    source += escaped && depth === 1 ? '}' : expression.slice(index, index + Math.max(opening, escaped ? 2 : 1))
    index += Math.max(opening, escaped ? 2 : 1)
  }
  return refuse(expression, start, 'the function has no closing brace')
}
