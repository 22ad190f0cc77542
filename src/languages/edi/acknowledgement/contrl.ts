import type { Fault } from '../structure/fault.ts'
import { type Segment, segmentOf, valueAt } from '../syntax/segment.ts'
import { type GroupReport, isFaulty, isRejected, type MessageReport } from '../validation/check-interchange.ts'
import type { EnvelopeFault } from '../validation/envelope-fault.ts'
import { EDIFACT_CODES, EDIFACT_ENVELOPE_CODES } from '../validation/fault-codes.ts'
import { type AcknowledgementSource, dateAndTime, withTrailer } from './acknowledgement.ts'

export interface ContrlSource extends AcknowledgementSource {
  /** UNH2: version, release and agency of the CONTRL message. */
  readonly version: readonly [version: string, release: string, agency: string]
  /** Components of UNB1; `undefined` for those of the interchange. */
  readonly syntax: readonly string[] | undefined
  /** Elements of UNB behind the control reference, from the sixth on; `undefined` for those of the interchange. */
  readonly optional: readonly (readonly string[])[] | undefined
}

const MESSAGE_REFERENCE = '1'
const REQUEST_INDEX = 8 - 5

/** The segments of a CONTRL message for an interchange, without UNA (ISO 9735; error codes of SAP Help, “Define EDI Splitter”). */
export function contrl(source: ContrlSource): readonly Segment[] {
  const { report, interchangeNumber, version, now } = source
  const [syntax = [], sender = [], receiver = [], [date = ''] = [], , ...optional] = report.interchange.header.elements
  const unb = [source.syntax ?? syntax, receiver, sender, dateAndTime(now, date.length === 8 ? 8 : 6), [interchangeNumber]]
  return [
    { tag: 'UNB', elements: [...unb, ...withoutRequest(source.optional ?? optional)] },
    ...withTrailer([segmentOf('UNH', MESSAGE_REFERENCE, ['CONTRL', ...version]), ...response(source)], (count) =>
      segmentOf('UNT', count, MESSAGE_REFERENCE),
    ),
    segmentOf('UNZ', '1', interchangeNumber),
  ]
}

/** An acknowledgement never asks for one. */
const withoutRequest = (optional: readonly (readonly string[])[]): readonly (readonly string[])[] =>
  optional.map((element, index) => (index === REQUEST_INDEX ? [''] : element))

function response({ report }: ContrlSource): Segment[] {
  const { header } = report.interchange
  const [, sender = [], receiver = []] = header.elements
  const reports = report.groups.flatMap(({ messages }) => messages)
  const rejectsAll = isRejected(report) || reports.every(isFaulty)
  const [fault] = report.envelope
  const interchange = segmentOf('UCI', valueAt(header, 5), sender, receiver, rejectsAll ? REJECTED : ACCEPTED, ...codeOf(fault))
  return [interchange, ...report.groups.flatMap((group) => groupResponse(group, isRejected(report)))]
}

function groupResponse({ group, envelope, messages }: GroupReport, isRejectedWithAll: boolean): Segment[] {
  const inGroup = messages.flatMap((message) => messageResponse(message, isRejectedWithAll))
  if (!group.header) return inGroup
  const [, sender = [], receiver = []] = group.header.elements
  const action = isRejectedWithAll || messages.every(isFaulty) ? REJECTED : ACCEPTED
  return [segmentOf('UCF', valueAt(group.header, 5), sender, receiver, action, ...codeOf(envelope[0])), ...inGroup]
}

function messageResponse(report: MessageReport, isRejectedWithAll: boolean): Segment[] {
  const [header] = report.message.segments
  const action = isRejectedWithAll || isFaulty(report) ? REJECTED : ACCEPTED
  const identifier = header!.elements[1] ?? []
  return [segmentOf('UCM', valueAt(header!, 1), identifier, action, ...codeOf(report.envelope[0])), ...faultySegments(report.faults)]
}

/** UCS names a segment; UCD below it a data element. */
function faultySegments(faults: readonly Fault[]): Segment[] {
  const positions = [...new Set(faults.map(({ position }) => position))]
  return positions.flatMap((position) => {
    const inSegment = faults.filter((fault) => fault.position === position)
    const ofSegment = inSegment.filter(({ element }) => element === undefined)
    const ofElements = inSegment.filter(({ element }) => element !== undefined)
    const segments =
      ofSegment.length === 0
        ? [segmentOf('UCS', String(position))]
        : ofSegment.map(({ kind }) => segmentOf('UCS', String(position), EDIFACT_CODES[kind]))
    return [...segments, ...ofElements.map(faultyElement)]
  })
}

const faultyElement = ({ kind, element, component }: Fault): Segment =>
  segmentOf('UCD', EDIFACT_CODES[kind], component === undefined ? [String(element)] : [String(element), String(component)])

const codeOf = (fault: EnvelopeFault | undefined): string[] => (fault === undefined ? [] : [EDIFACT_ENVELOPE_CODES[fault]])

/** Data element 0083: this level and all below are rejected. */
const REJECTED = '4'
/** This level is acknowledged, and what stands below unless it is rejected there. */
const ACCEPTED = '7'
