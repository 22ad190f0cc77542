/** What can be wrong with a message. */
export type FaultKind =
  | 'segment-missing'
  | 'segment-unknown'
  | 'segment-misplaced'
  | 'segment-repeated'
  | 'group-repeated'
  | 'element-missing'
  | 'elements-too-many'
  | 'value-too-short'
  | 'value-too-long'
  | 'value-no-number'
  | 'decimal-without-digit'
  | 'code-unknown'
  | 'date-invalid'

export interface Fault {
  readonly kind: FaultKind
  /** Number of the segment in its message, from 1; where it is missing, the number of the one that stands there. */
  readonly position: number
  readonly tag: string
  /** Names in the schema from the message down to what is wrong: `M_ORDERS`, `G_SG1`, `S_NAD`, `C_C082`, `D_3039`. */
  readonly path: readonly string[]
  /** Name of the group, `G_SG1`. */
  readonly group?: string
  /** Number of the data element in its segment, from 1. */
  readonly element?: number
  /** Number of the component in a composite, from 1. */
  readonly component?: number
  /** Name of the data element or component in the schema, `D_1004`. */
  readonly name?: string
}

const TEXTS: Readonly<Record<FaultKind, string>> = {
  'segment-missing': 'the mandatory segment is missing',
  'segment-unknown': 'the segment is not defined in the message',
  'segment-misplaced': 'the segment is not expected here',
  'segment-repeated': 'the segment occurs too often',
  'group-repeated': 'the segment group occurs too often',
  'element-missing': 'the mandatory data element is missing',
  'elements-too-many': 'there are more data elements or components than defined',
  'value-too-short': 'the value is too short',
  'value-too-long': 'the value is too long',
  'value-no-number': 'the value is not a number',
  'decimal-without-digit': 'no digit stands before the decimal sign',
  'code-unknown': 'the value is not one of the codes',
  'date-invalid': 'the value is not a date',
}

/** One sentence without a value of the message: `Segment 4 (DTM), element 1.2 (D_2380): the value is too long`. */
export function describeFault({ kind, position, tag, group, element, component, name }: Omit<Fault, 'path'>): string {
  const place = element === undefined ? '' : `, element ${element}${component === undefined ? '' : `.${component}`}`
  const label = name === undefined ? '' : ` (${name})`
  const inGroup = kind === 'group-repeated' ? ` in ${group}` : ''
  return `Segment ${position} (${tag})${inGroup}${place}${label}: ${TEXTS[kind]}`
}
