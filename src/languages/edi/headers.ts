import type { FunctionalGroup, Interchange, Message } from './interchange.ts'
import { type Segment, valueAt } from './syntax/segment.ts'
import type { Standard } from './syntax/segment-reader.ts'

/** The segments that say what an interchange is, each as far as it is there. */
export interface ServiceSegments {
  readonly standard: Standard
  /** UNB or ISA. */
  readonly interchange: Segment | undefined
  /** GS. */
  readonly group: Segment | undefined
  /** UNH or ST. */
  readonly message: Segment | undefined
  /** TA1. */
  readonly note: Segment | undefined
  /** The segment behind the header of the message, which names the document. */
  readonly beginning: Segment | undefined
}

/** Segment, element and component of a value. */
type Place = readonly [segment: 'interchange' | 'group' | 'message' | 'note', element: number, component?: number]

/** SAP Help, “Define EDI Extractor”: headers by the place of their value, all with `SAP_` before it. */
const PLACES: Readonly<Record<Standard, Readonly<Record<string, Place>>>> = {
  edifact: {
    EDI_Syntax_Identifier: ['interchange', 1, 1],
    EDI_Syntax_Version_Number: ['interchange', 1, 2],
    EDI_Sender_ID: ['interchange', 2, 1],
    EDI_Sender_ID_Qualifier: ['interchange', 2, 2],
    EDI_Sender_Reverse_Routing_Address: ['interchange', 2, 3],
    EDI_Receiver_ID: ['interchange', 3, 1],
    EDI_Receiver_ID_Qualifier: ['interchange', 3, 2],
    EDI_Receiver_Routing_Address: ['interchange', 3, 3],
    EDI_Interchange_Control_Number: ['interchange', 5],
    EDI_Recipient_Reference_Password: ['interchange', 6, 1],
    EDI_Processing_Priority_Code: ['interchange', 8],
    EDI_Test_Indicator: ['interchange', 11],
    EDI_Message_Control_Number: ['message', 1],
    EDI_Message_Type: ['message', 2, 1],
    EDI_Message_Version: ['message', 2, 2],
    EDI_Message_Release: ['message', 2, 3],
    EDI_Message_Controlling_Agency: ['message', 2, 4],
    EDI_Message_Association_Assign_Code: ['message', 2, 5],
  },
  x12: {
    EDI_Sender_ID: ['interchange', 6],
    EDI_Sender_ID_Qualifier: ['interchange', 5],
    EDI_Receiver_ID: ['interchange', 8],
    EDI_Receiver_ID_Qualifier: ['interchange', 7],
    EDI_Interchange_Control_Number: ['interchange', 13],
    EDI_GS_Sender_ID: ['group', 2],
    EDI_GS_Receiver_ID: ['group', 3],
    EDI_GS_Control_Number: ['group', 6],
    EDI_Message_Version: ['group', 8],
    EDI_Message_Type: ['message', 1],
    EDI_Message_Control_Number: ['message', 2],
    EDI_997_Interchange_Acknowledgement_Code: ['note', 4],
    EDI_997_Interchange_Note_Code: ['note', 5],
    GS_Functional_Id_Code: ['group', 1],
    GS_Responsible_Agency_Code: ['group', 7],
    ISA_Auth_Information_Qualifier: ['interchange', 1],
    ISA_Security_Information_Qualifier: ['interchange', 3],
    ISA_Control_Standards_Identifier: ['interchange', 11],
    ISA_Version_Number: ['interchange', 12],
    ISA_Acknowledgment_Requested: ['interchange', 14],
    ISA_Usage_Indicator: ['interchange', 15],
    ST_Control_Number: ['message', 2],
  },
}

/** Element with the document's number in the segment that begins an ASC X12 transaction set. */
const DOCUMENT_NUMBERS: Readonly<Record<string, number>> = {
  BEG: 3,
  BIG: 2,
  BAK: 3,
  BCH: 3,
  BCA: 3,
  BSN: 2,
  BIA: 3,
  BFR: 2,
  BSS: 2,
  BRA: 1,
}

/** Headers that tell of an interchange and its message: names without `SAP_`, and values; those without a value are not there. */
export function ediHeaders(segments: ServiceSegments): ReadonlyMap<string, string> {
  const { standard, note } = segments
  const found = Object.entries(PLACES[standard]).map(([name, place]) => [name, placedValue(segments, place)] as const)
  const all: (readonly [string, string])[] = [
    ['EDI_Document_Standard', standard === 'x12' ? 'ASC-X12' : 'UN-EDIFACT'],
    ...found,
    ['EDI_Document_Number', documentNumber(segments)],
    ['EDI_Is_TA1_Present', note ? 'True' : ''],
  ]
  return new Map(all.filter(([, value]) => value !== ''))
}

/** @param message the one of several that the headers are for */
export function serviceSegmentsOf({ standard, header, notes }: Interchange, group?: FunctionalGroup, message?: Message): ServiceSegments {
  const [first, second] = message?.segments ?? []
  return { standard, interchange: header, group: group?.header, message: first, note: notes[0], beginning: second }
}

/** Identifiers of ASC X12 are filled with blanks to their length. */
function placedValue(segments: ServiceSegments, [segment, element, component]: Place): string {
  const found = segments[segment]
  return found ? valueAt(found, element, component).trim() : ''
}

function documentNumber({ standard, beginning }: ServiceSegments): string {
  if (!beginning) return ''
  if (standard === 'edifact') return beginning.tag === 'BGM' ? valueAt(beginning, 2) : ''
  const element = DOCUMENT_NUMBERS[beginning.tag]
  return element === undefined ? '' : valueAt(beginning, element)
}
