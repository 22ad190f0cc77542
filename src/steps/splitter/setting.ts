import type { Exchange } from '../../engine/exchange.ts'
import { SluiceError } from '../../kernel/errors.ts'
import { compileSimpleText } from '../../languages/simple/simple.ts'

/**
 * Compiles a setting that is a fixed value or a Simple expression. A fixed value is read now and throws `deploy-failed`; what
 * an expression yields is read while a message runs, once as long as it stays the same, and throws `processing-failed`.
 */
export function compileSetting<T>(raw: string, read: (value: string) => T): (exchange: Exchange) => T {
  if (!raw.includes('${')) {
    const fixed = read(raw)
    return () => fixed
  }
  const evaluate = compileSimpleText(raw)
  let known: { value: string; result: T } | undefined
  return (exchange) => {
    const value = evaluate(exchange)
    if (known?.value !== value) known = { value, result: readNow(value, read) }
    return known.result
  }
}

function readNow<T>(value: string, read: (value: string) => T): T {
  try {
    return read(value)
  } catch (cause) {
    throw cause instanceof SluiceError ? new SluiceError('processing-failed', cause.message, { cause }) : cause
  }
}

/** How many items come into one message. */
export type Grouping = (exchange: Exchange) => number

/** The size of the groups; empty is 1. Throws `deploy-failed`. */
export function readGrouping(value: string): number {
  if (value.trim() === '') return 1
  const size = Number(value)
  if (Number.isSafeInteger(size) && size > 0) return size
  throw new SluiceError('deploy-failed', `The grouping must be a whole number above 0, not '${value}'`)
}
