import { escapeXml } from '../../../iflow/xml-text.ts'
import { groupElement } from '../structure/envelope.ts'
import { describeFault, type Fault } from '../structure/fault.ts'
import { type Segment, valueAt } from '../syntax/segment.ts'
import type { Standard } from '../syntax/segment-reader.ts'
import { controlNumber, type GroupReport, type InterchangeReport, isFaulty, type MessageReport } from './check-interchange.ts'
import { describeEnvelopeFault, type EnvelopeFault } from './envelope-fault.ts'
import {
  EDIFACT_CODES,
  EDIFACT_ENVELOPE_CODES,
  X12_ELEMENT_CODES,
  X12_GROUP_CODES,
  X12_INTERCHANGE_CODES,
  X12_MESSAGE_CODES,
  X12_SEGMENT_CODES,
} from './fault-codes.ts'

/**
 * The faults of an interchange as the XML of the product (SAP Help, “Define EDI Validator”). What is without fault is left out.
 *
 * @param positions by the number of a segment in the interchange, where it stands in its text
 */
export function validationResult({ interchange, envelope, groups }: InterchangeReport, positions: ReadonlyMap<number, number>): string {
  const { standard, header } = interchange
  const faulty = groups.filter((group) => group.envelope.length > 0 || group.messages.some(isFaulty))
  return element(
    'Interchange',
    ...facts(standard, header),
    element('InterchangeError', ...envelope.map((fault) => envelopeError(standard, 'interchange', fault, []))),
    ...faulty.map((group) => groupResult(standard, group, positions)),
  )
}

/** The same for a text of which nothing more is known than why it cannot be read. */
export const unreadableResult = (standard: Standard, reason: string): string =>
  element(
    'Interchange',
    leaf('DocumentStandard', NAMES[standard]),
    element('InterchangeError', errorElement(['Interchange'], standard === 'edifact' ? UNSPECIFIC : '', reason)),
  )

const NAMES: Readonly<Record<Standard, string>> = { edifact: 'UN-EDIFACT', x12: 'ASC-X12' }

/** Data element 0085 of EDIFACT: the kind of the error is not told. */
const UNSPECIFIC = '18'

type Place = readonly [element: number, component?: number]

const FACTS: Readonly<
  Record<Standard, Readonly<Record<'version' | 'sender' | 'senderQualifier' | 'receiver' | 'receiverQualifier' | 'number', Place>>>
> = {
  edifact: { version: [1, 2], sender: [2, 1], senderQualifier: [2, 2], receiver: [3, 1], receiverQualifier: [3, 2], number: [5] },
  x12: { version: [12], sender: [6], senderQualifier: [5], receiver: [8], receiverQualifier: [7], number: [13] },
}

/** Identifiers of ASC X12 are filled with blanks to their length. */
function facts(standard: Standard, header: Segment): string[] {
  const { version, sender, senderQualifier, receiver, receiverQualifier, number } = FACTS[standard]
  const value = (name: string, place: Place): string => leaf(name, valueAt(header, ...place).trim())
  return [
    leaf('DocumentStandard', NAMES[standard]),
    value('SyntaxVersion', version),
    element('InterchangeSender', value('Identification', sender), value('Qualifier', senderQualifier)),
    element('InterchangeReceiver', value('Identification', receiver), value('Qualifier', receiverQualifier)),
    value('InterchangeControlNumber', number),
  ]
}

function groupResult(standard: Standard, { group, envelope, messages }: GroupReport, positions: ReadonlyMap<number, number>): string {
  const number = group.header ? valueAt(group.header, standard === 'x12' ? 6 : 5) : ''
  const around = standard === 'x12' ? ['FunctionalGroup'] : []
  return element(
    'FunctionalGroup',
    leaf('GroupControlNumber', number),
    ...envelope.map((fault) => envelopeError(standard, 'group', fault, around)),
    ...messages.filter(isFaulty).map((message) => messageResult(standard, message, positions)),
  )
}

function messageResult(standard: Standard, report: MessageReport, positions: ReadonlyMap<number, number>): string {
  const { message, key, structure, envelope, faults } = report
  const groupName = groupElement(standard, structure?.hasGroupElement ?? true)
  const around = groupName === undefined ? [] : [groupName]
  const positionOf = (inMessage: number): number => positions.get(message.segments[inMessage - 1]!.position)!
  const trailer = leaf('SegmentPosition', positionOf(message.segments.length))
  return [
    `<MessageError type="${escapeXml(key.type)}" version="${escapeXml(key.version + key.release)}">`,
    leaf('MessageControlNumber', controlNumber(message.segments[0]!)),
    ...envelope.map((fault) => envelopeError(standard, 'message', fault, [...around, `M_${key.type}`], trailer)),
    ...faults.map((fault) => faultError(standard, fault, around, positionOf)),
    '</MessageError>',
  ].join('')
}

function faultError(standard: Standard, fault: Fault, around: readonly string[], positionOf: (inMessage: number) => number): string {
  const { position, element: dataElement, component } = fault
  const optional = (name: string, value: number | undefined): string[] => (value === undefined ? [] : [leaf(name, value)])
  return errorElement(
    ['Interchange', ...around, ...fault.path],
    faultCode(standard, fault),
    describeFault(fault),
    leaf('SegmentPosition', positionOf(position)),
    ...optional('DataElementPosition', dataElement),
    ...optional('DataCompositePosition', component),
  )
}

const faultCode = (standard: Standard, { kind }: Fault): string =>
  standard === 'edifact' ? EDIFACT_CODES[kind] : (X12_SEGMENT_CODES[kind] ?? X12_ELEMENT_CODES[kind] ?? '')

type Level = 'interchange' | 'group' | 'message'

/** What the faults of envelopes are about. */
const SUBJECTS: Readonly<Record<Standard, Readonly<Record<Level, Partial<Readonly<Record<EnvelopeFault, readonly string[]>>>>>>> = {
  edifact: {
    interchange: {
      'syntax-version-unknown': ['S_UNB', 'C_S001', 'D_0002'],
      'reference-mismatch': ['S_UNZ', 'D_0020'],
      'count-mismatch': ['S_UNZ', 'D_0036'],
    },
    group: { 'reference-mismatch': ['S_UNE', 'D_0048'], 'count-mismatch': ['S_UNE', 'D_0060'] },
    message: { 'reference-mismatch': ['S_UNT', 'D_0062'], 'count-mismatch': ['S_UNT', 'D_0074'] },
  },
  x12: {
    interchange: { 'reference-mismatch': ['S_IEA', 'D_I12'], 'count-mismatch': ['S_IEA', 'D_I16'] },
    group: { 'reference-mismatch': ['S_GE', 'D_28'], 'count-mismatch': ['S_GE', 'D_97'] },
    message: { 'reference-mismatch': ['S_SE', 'D_329'], 'count-mismatch': ['S_SE', 'D_96'] },
  },
}

/** A whole group or interchange when a fault is about no segment alone. */
const HEADERS: Readonly<Record<Standard, Readonly<Record<Level, string>>>> = {
  edifact: { interchange: 'S_UNB', group: 'S_UNG', message: 'S_UNH' },
  x12: { interchange: 'S_ISA', group: 'S_GS', message: 'S_ST' },
}

const X12_CODES = { interchange: X12_INTERCHANGE_CODES, group: X12_GROUP_CODES, message: X12_MESSAGE_CODES }

function envelopeError(standard: Standard, level: Level, fault: EnvelopeFault, around: readonly string[], ...more: string[]): string {
  const subject = SUBJECTS[standard][level][fault] ?? [HEADERS[standard][level]]
  const code = standard === 'edifact' ? EDIFACT_ENVELOPE_CODES[fault] : (X12_CODES[level][fault] ?? '')
  return errorElement(['Interchange', ...around, ...subject], code, describeEnvelopeFault(subject[0]!.slice(2), fault), ...more)
}

const errorElement = (path: readonly string[], code: string, text: string, ...more: string[]): string =>
  element(
    'Error',
    leaf('ElementType', typeOf(path.at(-1)!)),
    leaf('XPath', `/${path.join('/')}`),
    leaf('ErrorCode', code),
    leaf('ErrorText', text),
    ...more,
  )

const typeOf = (name: string): string =>
  name.startsWith('D_') ? 'DataElement' : name.startsWith('C_') ? 'CompositeElement' : 'SegmentElement'

const element = (name: string, ...content: readonly string[]): string => `<${name}>${content.join('')}</${name}>`
const leaf = (name: string, value: string | number): string => element(name, escapeXml(String(value)))
