import { SluiceError } from '../../../kernel/errors.ts'
import type { XmlWriter } from '../../json-xml/xml-writer.ts'
import { type FieldDefinition, isComposite, type SegmentDefinition, type ValueType } from '../structure/definition.ts'
import { describeFault } from '../structure/fault.ts'
import type { Matched } from '../structure/match-message.ts'
import type { Segment } from '../syntax/segment.ts'
import type { Standard } from '../syntax/segment-reader.ts'

/** How segments become elements. */
export interface ElementOptions {
  readonly standard: Standard
  /** Whether segments, composites and data elements without a value are written. */
  readonly includeEmpty: boolean
  /** What stands in a number of the segments, and becomes a dot; `undefined` leaves numbers as they are. */
  readonly decimal: string | undefined
  /** In ASC X12 a simple data element may contain the component separator. */
  readonly component: string
}

/** Writes a group or a segment of a message with all in it. Throws `processing-failed` for values that the structure does not have. */
export function writeMatched(xml: XmlWriter, node: Matched, options: ElementOptions): void {
  if (node.kind === 'segment') {
    writeSegmentElement(xml, node.definition, node.segment, node.position, options)
    return
  }
  xml.startElement(node.definition.name)
  for (const child of node.children) writeMatched(xml, child, options)
  xml.endElement()
}

/** @param position number of the segment in its message, for errors */
export function writeSegmentElement(
  xml: XmlWriter,
  { name, tag, fields }: SegmentDefinition,
  segment: Segment,
  position: number,
  options: ElementOptions,
): void {
  const { elements } = segment
  if (elements.every(isEmpty) && !options.includeEmpty) return
  if (elements.slice(fields.length).some((components) => !isEmpty(components))) {
    throw new SluiceError('processing-failed', describeFault({ kind: 'elements-too-many', position, tag, element: fields.length + 1 }))
  }
  xml.startElement(name)
  for (const [index, components] of elements.slice(0, fields.length).entries()) {
    const field = fields[index]!
    if (isEmpty(components) && !options.includeEmpty) continue
    if (countOf(field, options) < filled(components)) {
      throw new SluiceError(
        'processing-failed',
        describeFault({ kind: 'elements-too-many', position, tag, element: index + 1, name: field.name }),
      )
    }
    writeField(xml, field, components, options)
  }
  xml.endElement()
}

function writeField(xml: XmlWriter, { name, content }: FieldDefinition, components: readonly string[], options: ElementOptions): void {
  if (!isComposite(content)) {
    writeValue(xml, name, components.join(options.component), content, options)
    return
  }
  xml.startElement(name)
  for (const [index, value] of components.entries()) {
    const component = content[index]
    if (component && (value !== '' || options.includeEmpty)) writeValue(xml, component.name, value, component.content, options)
  }
  xml.endElement()
}

function writeValue(xml: XmlWriter, name: string, value: string, { isNumber }: ValueType, { decimal }: ElementOptions): void {
  xml.startElement(name)
  xml.text(isNumber && decimal !== undefined ? value.replace(decimal, '.') : value)
  xml.endElement()
}

/** How many components a field takes. */
function countOf({ content }: FieldDefinition, { standard }: ElementOptions): number {
  if (isComposite(content)) return content.length
  return standard === 'x12' ? Number.POSITIVE_INFINITY : 1
}

const isEmpty = (components: readonly string[]): boolean => components.every((value) => value === '')

const filled = (components: readonly string[]): number => components.findLastIndex((value) => value !== '') + 1
