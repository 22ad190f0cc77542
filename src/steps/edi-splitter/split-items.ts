import { Body } from '../../engine/body.ts'
import type { Exchange } from '../../engine/exchange.ts'
import { ediHeaders, serviceSegmentsOf } from '../../languages/edi/headers.ts'
import type { FunctionalGroup, Interchange } from '../../languages/edi/interchange.ts'
import { singleInterchange } from '../../languages/edi/single-interchange.ts'
import { type InterchangeReport, isFaulty, isRejected, type MessageReport } from '../../languages/edi/validation/check-interchange.ts'
import { setEdiHeaders } from '../edi/set-headers.ts'
import type { KnownItems } from '../splitter/items.ts'

const MESSAGE_STATUS = 'SAP_EDI_MESSAGE_STATUS'
const INTERCHANGE_STATUS = 'SAP_EDI_INTERCHANGE_STATUS'
const ACKNOWLEDGEMENT = 'SAP_EDI_ACKNOWLEDGEMENT'
const OLD_ACKNOWLEDGEMENT = 'EDI_ACKNOWLEDGEMENT'
const FAILURE = 'failure'

/** Makes a copy of the whole message the one of an item. */
type Item = (message: Exchange) => void

/** @param text the interchange as it came @param acknowledgement its text, if there is one @param sendsInvalid whether rejected messages go on */
export function ediItems(report: InterchangeReport, text: string, acknowledgement: string | undefined, sendsInvalid: boolean): KnownItems {
  const items = [
    ...messageItems(report, text, sendsInvalid),
    ...(acknowledgement === undefined ? [] : [acknowledgementItem(report, acknowledgement)]),
  ]
  return {
    count: items.length,
    put(index, message) {
      for (const header of [MESSAGE_STATUS, INTERCHANGE_STATUS, ACKNOWLEDGEMENT, OLD_ACKNOWLEDGEMENT]) message.headers.delete(header)
      message.headers.set('SAP_EDI_Payload_Format', 'EDI_FLAT')
      items[index]!(message)
    },
  }
}

/** A rejected interchange goes on as a whole, if at all. */
function messageItems(report: InterchangeReport, text: string, sendsInvalid: boolean): Item[] {
  const { interchange, groups } = report
  if (isRejected(report)) return sendsInvalid ? [rejectedItem(report, text)] : []
  return groups.flatMap(({ group, messages }) =>
    messages.filter((message) => sendsInvalid || !isFaulty(message)).map((message) => messageItem(interchange, group, message)),
  )
}

const messageItem =
  (interchange: Interchange, group: FunctionalGroup, report: MessageReport): Item =>
  (message) => {
    message.body = Body.text(singleInterchange(interchange, group, report.message))
    setEdiHeaders(message, ediHeaders(serviceSegmentsOf(interchange, group, report.message)))
    if (isFaulty(report)) message.headers.set(MESSAGE_STATUS, FAILURE)
  }

const rejectedItem =
  (report: InterchangeReport, text: string): Item =>
  (message) => {
    message.body = Body.text(text)
    setEdiHeaders(message, firstHeaders(report))
    message.headers.set(INTERCHANGE_STATUS, FAILURE)
  }

const acknowledgementItem =
  (report: InterchangeReport, text: string): Item =>
  (message) => {
    message.body = Body.text(text)
    setEdiHeaders(message, firstHeaders(report))
    message.headers.set(ACKNOWLEDGEMENT, 'true')
    message.headers.set(OLD_ACKNOWLEDGEMENT, 'true')
  }

/** Those of the interchange and its first message. */
function firstHeaders({ interchange }: InterchangeReport): ReadonlyMap<string, string> {
  const group = interchange.groups[0]
  return ediHeaders(serviceSegmentsOf(interchange, group, group?.messages[0]))
}
