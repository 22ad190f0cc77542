import type { StepContext } from '../../engine/define-step.ts'
import type { Exchange } from '../../engine/exchange.ts'
import type { Row } from '../../iflow/table.ts'
import { compileDeletion } from './deletion.ts'
import { compileSource, readsBodyFor } from './source.ts'
import type { Target } from './target.ts'

/** What one row does to an exchange. */
export type Change = (exchange: Exchange) => void | Promise<void>

/** Compiles a row of the header or property table; a row without a name does nothing. */
export function compileRow(row: Row, target: Target, context: StepContext): Change | undefined {
  const name = (row.Name ?? '').trim()
  if (name === '') return undefined
  if (row.Action?.trim().toLowerCase() === 'delete') return compileDeletion(name, target)
  const fallback = row.Default ?? ''
  const text = { type: row.Type ?? '', value: row.Value ?? '', dataType: row.Datatype ?? '', optional: fallback !== '' }
  const evaluate = compileSource(text, { construct: 'Content Modifier', subject: `${target.noun} ${name}` }, context)
  const put = (exchange: Exchange, value: unknown) => {
    const missing = value === null || value === undefined || value === ''
    target.set(exchange, name, missing && fallback !== '' ? fallback : value)
  }
  return (exchange) => {
    const value = evaluate(exchange)
    return value instanceof Promise ? value.then((found) => put(exchange, found)) : put(exchange, value)
  }
}

export const rowReadsBody = (row: Row): boolean =>
  row.Action?.trim().toLowerCase() !== 'delete' && readsBodyFor({ type: row.Type ?? '', value: row.Value ?? '' })
