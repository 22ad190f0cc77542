import type { Exchange } from '../../engine/exchange.ts'
import type { Interchange } from '../../languages/edi/interchange.ts'
import type { Checks, InterchangeReport } from '../../languages/edi/validation/check-interchange.ts'

/** What the EDI Splitter does differently for each standard. */
export interface Splitting {
  readonly encoding: string
  /** Header that replaces the encoding. */
  readonly encodingHeader: string
  /** Whether rejected messages go on too. */
  readonly sendsInvalid: boolean
  checks(exchange: Exchange, interchange: Interchange): Checks
  wantsAcknowledgement(exchange: Exchange, interchange: Interchange): boolean
  /** The text of the acknowledgement. */
  acknowledge(exchange: Exchange, report: InterchangeReport): Promise<string>
}
