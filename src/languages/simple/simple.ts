import type { Exchange } from '../../engine/exchange.ts'
import { compileTemplate } from './expression.ts'
import { compilePredicate } from './predicate.ts'
import type { Evaluator } from './syntax.ts'
import { textOf } from './value.ts'

/**
 * Compiles a Camel Simple expression (format document §6). A function that stands alone keeps the type of its value: `null`
 * when it is absent, the exchange's `Body` for `${body}`; any other expression is text. Throws `deploy-failed` with the
 * position for bad syntax and for functions that do not exist.
 */
export function compileSimple(text: string): Evaluator {
  return compileTemplate(text)
}

/**
 * Compiles a Simple expression whose value is text; what is absent is empty text.
 *
 * @example compileSimpleText('Order ${header.id}')(exchange) // 'Order 42'
 */
export function compileSimpleText(text: string): (exchange: Exchange) => string {
  const evaluate = compileTemplate(text)
  return (exchange) => textOf(evaluate(exchange))
}

/**
 * Compiles a Simple condition.
 *
 * @example compileSimplePredicate("${property.total} > '10'")(exchange) // true
 */
export function compileSimplePredicate(text: string): (exchange: Exchange) => boolean {
  return compilePredicate(text)
}

/** Whether an expression or condition may look at the body. Rather yes than no: a name such as `${header.body}` counts too. */
export const readsBody = (text: string): boolean => /\$(?:simple)?\{.*body/is.test(text)
