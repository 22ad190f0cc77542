import type { Segment } from '../syntax/segment.ts'
import type { Standard } from '../syntax/segment-reader.ts'
import { type FieldDefinition, isComposite, type ValueType } from './definition.ts'
import type { Fault, FaultKind } from './fault.ts'
import type { Matched, MatchedSegment } from './match-message.ts'

/** How numbers and dates are written. */
export interface Notation {
  readonly standard: Standard
  /** What stands between the digits of a number. */
  readonly decimal: string
}

/** What is wrong with the values below a node, in the order of the segments. */
export function checkValues(node: Matched, notation: Notation, around: readonly string[] = []): Fault[] {
  const path = [...around, node.definition.name]
  if (node.kind === 'group') return node.children.flatMap((child) => checkValues(child, notation, path))
  const { fields } = node.definition
  const faults = fields.flatMap((field, index) =>
    checkField(field, node.segment.elements[index] ?? [], notation, placed(node, path, index + 1)),
  )
  return isTooLong(node.segment, fields) ? [...faults, placed(node, path, fields.length + 1)('elements-too-many')] : faults
}

/** @param name of the data element or composite @param component number and name in a composite */
type Report = (kind: FaultKind, name?: string, component?: { readonly number: number; readonly name: string }) => Fault

const placed =
  ({ position, segment }: MatchedSegment, path: readonly string[], element: number): Report =>
  (kind, name, component) => ({
    kind,
    position,
    tag: segment.tag,
    path: [...path, ...(name === undefined ? [] : [name]), ...(component === undefined ? [] : [component.name])],
    element,
    ...(component === undefined ? {} : { component: component.number }),
    ...(name === undefined ? {} : { name: component?.name ?? name }),
  })

const isTooLong = ({ elements }: Segment, fields: readonly FieldDefinition[]): boolean =>
  elements.slice(fields.length).some((components) => components.some((value) => value !== ''))

function checkField(
  { name, isRequired, content }: FieldDefinition,
  components: readonly string[],
  notation: Notation,
  report: Report,
): Fault[] {
  if (components.every((value) => value === '')) return isRequired ? [report('element-missing', name)] : []
  const definitions = isComposite(content) ? content : [{ name, isRequired: true, content }]
  const faults = definitions.flatMap((definition, index) => {
    const value = components[index] ?? ''
    const kind = value === '' ? (definition.isRequired ? 'element-missing' : undefined) : faultOf(value, definition, notation)
    return kind === undefined ? [] : [report(kind, name, isComposite(content) ? { number: index + 1, name: definition.name } : undefined)]
  })
  const isOver = components.slice(definitions.length).some((value) => value !== '')
  return isOver ? [...faults, report('elements-too-many', name)] : faults
}

function faultOf(value: string, { name, content }: { name: string; content: ValueType }, notation: Notation): FaultKind | undefined {
  const { isNumber, minimum, maximum, codes } = content
  const fault = isNumber ? numberFault(value.replace(notation.decimal, '.'), notation.standard) : undefined
  if (fault) return fault
  const length = isNumber ? value.replace(/\D/g, '').length : [...value].length
  if (length < minimum) return 'value-too-short'
  if (length > maximum) return 'value-too-long'
  if (codes && !codes.has(value)) return 'code-unknown'
  return notation.standard === 'x12' && name.startsWith(X12_DATE) && !isDate(value) ? 'date-invalid' : undefined
}

/** ASC X12 has numbers that begin with the decimal sign. */
function numberFault(value: string, standard: Standard): FaultKind | undefined {
  if (/^[+-]?\d+\.?\d*$/.test(value)) return undefined
  if (!/^[+-]?\.\d+$/.test(value)) return 'value-no-number'
  return standard === 'edifact' ? 'decimal-without-digit' : undefined
}

/** Data element 373 of ASC X12, which schemas describe as text. */
const X12_DATE = 'D_373'

/** Of the form YYMMDD or YYYYMMDD. */
function isDate(value: string): boolean {
  const [, century = '20', year = '', month = '', day = ''] = /^(\d\d)?(\d\d)(\d\d)(\d\d)$/.exec(value) ?? []
  const date = new Date(Date.UTC(Number(century + year), Number(month) - 1, Number(day)))
  return year !== '' && date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
}
