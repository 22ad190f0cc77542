import type { FaultKind } from '../structure/fault.ts'
import type { EnvelopeFault } from './envelope-fault.ts'

/** Data element 0085 of EDIFACT (SAP Help, “Define EDI Validator” and “Define EDI Splitter”). */
export const EDIFACT_ENVELOPE_CODES: Readonly<Record<EnvelopeFault, string>> = {
  'syntax-version-unknown': '2',
  'reference-mismatch': '28',
  'count-mismatch': '29',
  'groups-mixed': '30',
  'types-mixed': '31',
}

export const EDIFACT_CODES: Readonly<Record<FaultKind, string>> = {
  'segment-missing': '13',
  'segment-unknown': '15',
  'segment-misplaced': '15',
  'segment-repeated': '35',
  'group-repeated': '36',
  'element-missing': '13',
  'elements-too-many': '16',
  'value-too-short': '40',
  'value-too-long': '39',
  'value-no-number': '37',
  'decimal-without-digit': '38',
  'code-unknown': '12',
  'date-invalid': '12',
}

/** Note codes of ASC X12 (TA105). */
export const X12_INTERCHANGE_CODES: Partial<Readonly<Record<EnvelopeFault, string>>> = {
  'reference-mismatch': '001',
  'count-mismatch': '021',
}

/** Error codes of ASC X12 by the level at which they are reported: AK9, AK5, AK3 and AK4 of a 997. */
export const X12_GROUP_CODES: Partial<Readonly<Record<EnvelopeFault, string>>> = { 'reference-mismatch': '4', 'count-mismatch': '5' }
export const X12_MESSAGE_CODES: Partial<Readonly<Record<EnvelopeFault, string>>> = { 'reference-mismatch': '3', 'count-mismatch': '4' }

export const X12_SEGMENT_CODES: Partial<Readonly<Record<FaultKind, string>>> = {
  'segment-missing': '3',
  'group-repeated': '4',
  'segment-repeated': '5',
  'segment-unknown': '6',
  'segment-misplaced': '7',
}

export const X12_ELEMENT_CODES: Partial<Readonly<Record<FaultKind, string>>> = {
  'element-missing': '1',
  'elements-too-many': '3',
  'value-too-short': '4',
  'value-too-long': '5',
  'value-no-number': '6',
  'code-unknown': '7',
  'date-invalid': '8',
}
