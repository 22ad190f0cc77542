import type { Segment } from '../syntax/segment.ts'
import type { InterchangeReport } from '../validation/check-interchange.ts'

/** What an acknowledgement says of itself and of an interchange. */
export interface AcknowledgementSource {
  readonly report: InterchangeReport
  /** Its own interchange control number. */
  readonly interchangeNumber: string
  /** Milliseconds since the epoch; written in UTC. */
  readonly now: number
}

/** Date as YYMMDD or YYYYMMDD, and time as HHMM. */
export function dateAndTime(now: number, dateLength: number): readonly [date: string, time: string] {
  const digits = new Date(now).toISOString().replace(/\D/g, '')
  return [digits.slice(8 - dateLength, 8), digits.slice(8, 12)]
}

/** Segments from the header of a message on, and its trailer, which counts them and itself. */
export const withTrailer = (segments: readonly Segment[], trailer: (count: string) => Segment): readonly Segment[] => [
  ...segments,
  trailer(String(segments.length + 1)),
]
