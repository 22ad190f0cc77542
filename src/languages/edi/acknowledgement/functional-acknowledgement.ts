import type { Fault } from '../structure/fault.ts'
import { type Segment, segmentOf, valueAt } from '../syntax/segment.ts'
import { controlNumber, type GroupReport, isFaulty, isRejected, type MessageReport } from '../validation/check-interchange.ts'
import { X12_ELEMENT_CODES, X12_GROUP_CODES, X12_MESSAGE_CODES, X12_SEGMENT_CODES } from '../validation/fault-codes.ts'
import { type AcknowledgementSource, dateAndTime, withTrailer } from './acknowledgement.ts'

export interface FunctionalAcknowledgementSource extends AcknowledgementSource {
  /** GS06 of the acknowledgement. */
  readonly groupNumber: string
  /** ST02 of the acknowledgement. */
  readonly setNumber: string
  /** ISA15; `undefined` for that of the interchange. */
  readonly usageIndicator: string | undefined
  /** Whether AK3 and AK4 tell where the faults are. */
  readonly hasDetails: boolean
}

const ISA_NUMBER_LENGTH = 9

/** The segments of a 997 for an interchange with one functional group (ASC X12.20; error codes of SAP Help, “Define EDI Splitter”). */
export function functionalAcknowledgement(source: FunctionalAcknowledgementSource): readonly Segment[] {
  const { report, interchangeNumber, groupNumber, setNumber, usageIndicator, now } = source
  const { header, delimiters } = report.interchange
  const groupReport = report.groups[0]!
  const group = groupReport.group.header!
  const isa = header.elements.map(([value = '']) => value)
  const number = interchangeNumber.padStart(ISA_NUMBER_LENGTH, '0')
  const [[date, time], [longDate]] = [dateAndTime(now, 6), dateAndTime(now, 8)]
  const [security, receiver, sender, format] = [isa.slice(0, 4), isa.slice(4, 6), isa.slice(6, 8), isa.slice(10, 12)]
  const usage = usageIndicator ?? isa[14]!
  return [
    segmentOf('ISA', ...security, ...sender, ...receiver, date, time, ...format, number, '0', usage, delimiters.component),
    segmentOf('GS', 'FA', valueAt(group, 3), valueAt(group, 2), longDate, time, groupNumber, valueAt(group, 7), valueAt(group, 8)),
    ...withTrailer([segmentOf('ST', '997', setNumber), ...acknowledgedGroup(source, groupReport)], (count) =>
      segmentOf('SE', count, setNumber),
    ),
    segmentOf('GE', '1', groupNumber),
    segmentOf('IEA', '1', number),
  ]
}

function acknowledgedGroup({ report, hasDetails }: FunctionalAcknowledgementSource, { group, envelope, messages }: GroupReport): Segment[] {
  const header = group.header!
  const rejectsAll = isRejected(report)
  const accepted = rejectsAll ? 0 : messages.filter((message) => !isFaulty(message)).length
  const status = accepted === messages.length ? 'A' : accepted === 0 ? 'R' : 'P'
  const included = valueAt(group.trailer!, 1)
  return [
    segmentOf('AK1', valueAt(header, 1), valueAt(header, 6)),
    ...messages.flatMap((message) => acknowledgedMessage(message, rejectsAll, hasDetails)),
    segmentOf(
      'AK9',
      status,
      included,
      String(messages.length),
      String(accepted),
      ...envelope.flatMap((fault) => X12_GROUP_CODES[fault] ?? []),
    ),
  ]
}

function acknowledgedMessage(report: MessageReport, isRejectedWithAll: boolean, hasDetails: boolean): Segment[] {
  const { message, key, envelope, faults } = report
  const codes = [...envelope.flatMap((fault) => X12_MESSAGE_CODES[fault] ?? []), ...(faults.length > 0 ? [SEGMENTS_IN_ERROR] : [])]
  return [
    segmentOf('AK2', key.type, controlNumber(message.segments[0]!)),
    ...(hasDetails ? faultySegments(faults) : []),
    segmentOf('AK5', isRejectedWithAll || isFaulty(report) ? 'R' : 'A', ...codes),
  ]
}

/** One AK3 for a fault of a segment, one for all faults of its data elements. */
function faultySegments(faults: readonly Fault[]): Segment[] {
  const ofSegments = faults.flatMap((fault) => {
    const code = X12_SEGMENT_CODES[fault.kind]
    return code === undefined
      ? []
      : [{ position: fault.position, segments: [segmentOf('AK3', fault.tag, String(fault.position), '', code)] }]
  })
  const positions = [...new Set(faults.filter(({ kind }) => X12_ELEMENT_CODES[kind]).map(({ position }) => position))]
  const ofElements = positions.map((position) => {
    const inSegment = faults.filter((fault) => fault.position === position && X12_ELEMENT_CODES[fault.kind])
    return {
      position,
      segments: [segmentOf('AK3', inSegment[0]!.tag, String(position), '', ELEMENTS_IN_ERROR), ...inSegment.map(faultyElement)],
    }
  })
  return [...ofSegments, ...ofElements].sort((one, other) => one.position - other.position).flatMap(({ segments }) => segments)
}

function faultyElement({ kind, element, component, name }: Fault): Segment {
  const place = component === undefined ? [String(element)] : [String(element), String(component)]
  return segmentOf('AK4', place, referenceNumber(name), X12_ELEMENT_CODES[kind]!)
}

/** `D_98_1` → `98` */
const referenceNumber = (name = ''): string => /^D_(\d+)/.exec(name)?.[1] ?? ''

const SEGMENTS_IN_ERROR = '5'
const ELEMENTS_IN_ERROR = '8'
