import type { StepContext } from '../../engine/define-step.ts'
import type { Exchange } from '../../engine/exchange.ts'
import { messageOf } from '../../kernel/errors.ts'
import type { Interchange } from '../../languages/edi/interchange.ts'
import { valueAt } from '../../languages/edi/syntax/segment.ts'
import { compileSimpleText } from '../../languages/simple/simple.ts'
import { textOf } from '../../languages/simple/value.ts'
import { type DYNAMIC, settingFor } from '../edi/header-setting.ts'
import { drawNumber } from './acknowledgement-number.ts'
import { GROUP_NUMBERS, UNIQUE } from './splitter-fields.ts'

/** A number of an acknowledgement. @param incoming the one that stands in the interchange */
export type NumberFor = (exchange: Exchange, interchange: Interchange, incoming: () => string) => Promise<string>

interface RangeSettings {
  readonly unique: { readonly header: string; readonly configured: (typeof UNIQUE)[number] | typeof DYNAMIC }
  /** The name of the range, which may be an expression; the header, if any, replaces it. */
  readonly range: { readonly header?: string; readonly configured: string }
}

/** Which number it is, and where it comes from. */
interface NumberSource {
  readonly kind: 'interchange' | 'group' | 'transaction-set'
  readonly header: string
  readonly configured: (typeof GROUP_NUMBERS)[number] | typeof DYNAMIC
}

const PREDEFINED: Readonly<Record<string, string>> = { group: '1', 'transaction-set': '0001' }

/** Compiles where a number comes from: the interchange, a number range, or always the same. */
export function numberFor({ kind, header, configured }: NumberSource, { unique, range }: RangeSettings, context: StepContext): NumberFor {
  const rangeOf = compileRange(range.configured, context)
  const numberContext = `${context.flow.id}/${context.node.id}/${kind}`
  return async (exchange, interchange, incoming) => {
    const from = settingFor(exchange, { header, configured, choices: GROUP_NUMBERS })
    if (from === 'predefined') return PREDEFINED[kind] ?? incoming()
    if (from === 'useFromEDIMessage') return incoming()
    const isUnique = settingFor(exchange, { ...unique, choices: UNIQUE }) === 'required'
    const name = (range.header !== undefined && headerText(exchange, range.header)) || rangeOf(exchange).trim()
    return drawNumber(exchange, name, isUnique, { context: numberContext, interchange: identityOf(interchange) }, context.flow)
  }
}

export const headerText = ({ headers }: Exchange, name: string): string => textOf(headers.get(name)).trim()

function compileRange(name: string, { fail }: StepContext): (exchange: Exchange) => string {
  try {
    return compileSimpleText(name)
  } catch (cause) {
    return fail('Number range', messageOf(cause))
  }
}

/** Sender, receiver and control number with the standard. */
function identityOf({ standard, header }: Interchange): string {
  const values =
    standard === 'x12'
      ? [5, 6, 7, 8, 13].map((element) => valueAt(header, element).trim())
      : [valueAt(header, 2, 1), valueAt(header, 2, 2), valueAt(header, 3, 1), valueAt(header, 3, 2), valueAt(header, 5)]
  return [standard, ...values].join('/')
}
