import type { Exchange } from '../../engine/exchange.ts'
import { SluiceError } from '../../kernel/errors.ts'
import { textOf } from '../../languages/simple/value.ts'

export const DYNAMIC = 'dynamic'

/** A setting that a header of the message may replace. */
export interface HeaderSetting<C extends string> {
  readonly header: string
  /** What the flow says; `dynamic` leaves it to the header. */
  readonly configured: C | typeof DYNAMIC
  readonly choices: readonly C[]
}

/** What holds for a message. Throws `processing-failed` when the header has no such value, or is missing and nothing is configured. */
export function settingFor<C extends string>({ headers }: Exchange, { header, configured, choices }: HeaderSetting<C>): C {
  const value = textOf(headers.get(header)).trim()
  if (value === '') {
    if (configured !== DYNAMIC) return configured
    throw new SluiceError('processing-failed', `The header ${header}, which this step is configured to read, is not set`)
  }
  const found = choices.find((choice) => choice.toLowerCase() === value.toLowerCase())
  if (found === undefined)
    throw new SluiceError('processing-failed', `The header ${header} must be one of ${choices.join(', ')}, not '${value}'`)
  return found
}
