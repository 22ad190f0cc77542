import type { StepContext } from '../../engine/define-step.ts'
import type { Exchange } from '../../engine/exchange.ts'
import { SluiceError } from '../../kernel/errors.ts'
import { compileSimpleText } from '../../languages/simple/simple.ts'
import { textOf } from '../../languages/simple/value.ts'
import { compileXPath } from '../../languages/xpath/xpath.ts'
import { attempt, ENTRY_ID_HEADER, LONGEST_ID } from './data-store.ts'

/**
 * Compiles an expression of a data store step: Simple, or `${xpath./a/b}` as a whole, which can find several values. Empty
 * texts are left out.
 */
export function compileValues(expression: string, field: string, context: StepContext): (exchange: Exchange) => string[] {
  const source = expression.trim()
  const path = /^\$\{xpath\.(.*)\}$/s.exec(source)?.[1]
  return attempt(context, field, () => {
    if (path === undefined) {
      const evaluate = compileSimpleText(source)
      return (exchange) => [evaluate(exchange)].filter((value) => value !== '')
    }
    const xpath = compileXPath(path, context.flow.namespaces)
    return (exchange) =>
      xpath
        .items(exchange)
        .map(contentOf)
        .filter((value) => value !== '')
  })
}

/** Elements stand for the text in them. */
const contentOf = (item: unknown): string => (hasTextContent(item) ? item.textContent : textOf(item)).trim()

const hasTextContent = (item: unknown): item is { textContent: string } =>
  typeof item === 'object' && item !== null && typeof (item as { textContent?: unknown }).textContent === 'string'

/** The ids that the step names, or else the one in the header; none when neither does. Throws `processing-failed`. */
export function compileEntryIds(expression: string, context: StepContext): (exchange: Exchange) => string[] {
  const named = compileValues(expression, 'Entry ID', context)
  return (exchange) => {
    const ids = named(exchange)
    return (ids.length > 0 ? ids : [textOf(exchange.headers.get(ENTRY_ID_HEADER))]).filter((id) => id !== '').map(checkId)
  }
}

export function checkId(id: string): string {
  if (id.length > LONGEST_ID) {
    throw new SluiceError('processing-failed', `The entry ID '${id.slice(0, 80)}…' is longer than ${LONGEST_ID} characters`)
  }
  return id
}
