import type { Element } from 'slimdom'
import { SluiceError } from '../../../kernel/errors.ts'
import { child, children } from '../../message-mapping/elements.ts'
import type { ServiceSegments } from '../headers.ts'
import type { MessageKey } from '../interchange.ts'
import type { GroupDefinition, PartDefinition } from '../structure/definition.ts'
import { serviceSegment } from '../structure/envelope.ts'
import { type Segment, valueAt } from '../syntax/segment.ts'
import { readSegmentElement, type TakeValue } from './segment-values.ts'

/** Interchange or message in XML, before its schema is known. */
export interface EdiDocument {
  readonly root: Element
  readonly key: MessageKey
}

const AS_IT_IS: TakeValue = (value) => value

/** Looks for the message `M_…` and its headers. Throws `processing-failed` when the document is no EDI message. */
export function openEdiDocument(root: Element): EdiDocument {
  const message = isMessage(root) ? root : messagesIn(root)[0]
  if (!message) throw new SluiceError('processing-failed', `The element ${root.localName} contains no EDI message, no element M_…`)
  return { root, key: keyOf(root, message.localName.slice('M_'.length)) }
}

/** The service segments around messages and the first one in them, by tag; of several messages or groups those of the first. */
function serviceSegments(root: Element): ReadonlyMap<string, Segment> {
  const found = new Map<string, Segment>()
  for (const element of serviceElements(root)) {
    const definition = serviceSegment(tagOf(element))
    if (definition && !found.has(definition.tag)) found.set(definition.tag, readSegmentElement(element, definition, AS_IT_IS))
  }
  return found
}

/** What headers are read from; the segment that names the document is read by its elements alone. */
export function serviceSegmentsIn({ root, key: { standard } }: EdiDocument): ServiceSegments {
  const service = serviceSegments(root)
  const at = (edifact: string, x12: string): Segment | undefined => service.get(standard === 'edifact' ? edifact : x12)
  return {
    standard,
    interchange: at('UNB', 'ISA'),
    group: service.get('GS'),
    message: at('UNH', 'ST'),
    note: service.get('TA1'),
    beginning: undefined,
  }
}

/** All segments in their order; UNA is not among them. Throws `processing-failed` naming the element that has no place. */
export function readEdiDocument({ root }: EdiDocument, definition: GroupDefinition, take: TakeValue, includeEmpty: boolean): Segment[] {
  const segments = isMessage(root) ? readGroup(root, definition, take) : readEnvelope(root, definition, take)
  return includeEmpty
    ? segments
    : segments.filter(({ elements }) => elements.some((components) => components.some((value) => value !== '')))
}

/** The six characters of UNA; `undefined` when it is not there. */
export const unaOf = ({ root }: EdiDocument): string | undefined => child(root, 'S_UNA')?.textContent ?? undefined

const isMessage = ({ localName }: Element): boolean => localName.startsWith('M_')

const tagOf = ({ localName }: Element): string => localName.slice('S_'.length)

function messagesIn(root: Element): Element[] {
  return children(root).flatMap((element) => (isMessage(element) ? [element] : element.localName === GROUP ? messagesIn(element) : []))
}

const GROUP = 'FunctionalGroup'

function serviceElements(parent: Element): Element[] {
  if (isMessage(parent)) return children(parent).slice(0, 1)
  return children(parent).flatMap((element) => (isMessage(element) || element.localName === GROUP ? serviceElements(element) : [element]))
}

function keyOf(root: Element, type: string): MessageKey {
  const service = serviceSegments(root)
  const header = service.get('UNH')
  const group = service.get('GS')
  if (!header) return { standard: 'x12', type, version: group ? valueAt(group, 8) : '', release: '', association: '' }
  const [, version = '', release = '', , association = ''] = header.elements[1] ?? []
  return { standard: 'edifact', type, version, release, association }
}

function readEnvelope(root: Element, definition: GroupDefinition, take: TakeValue): Segment[] {
  return children(root).flatMap((element) => {
    const { localName } = element
    if (isMessage(element)) return readGroup(element, definition, take)
    if (localName === GROUP) return readEnvelope(element, definition, take)
    if (localName === 'S_UNA') return []
    const service = localName.startsWith('S_') ? serviceSegment(tagOf(element)) : undefined
    if (!service) throw new SluiceError('processing-failed', `The element ${root.localName} must not contain ${localName}`)
    return [readSegmentElement(element, service, take)]
  })
}

/** Child elements go to the parts of the definition in their order. */
function readGroup(element: Element, { parts }: GroupDefinition, take: TakeValue): Segment[] {
  let index = 0
  let count = 0
  return children(element).flatMap((part) => {
    const place = placeOf(part, parts, index, count)
    if (place < 0) throw new SluiceError('processing-failed', `The element ${element.localName} must not contain ${part.localName} here`)
    count = place === index ? count + 1 : 1
    index = place
    const definition = parts[place]!
    return definition.kind === 'group' ? readGroup(part, definition, take) : [readSegmentElement(part, definition, take)]
  })
}

/** Of several parts with one name, which have different definitions, the first that has what the element contains. */
function placeOf(element: Element, parts: readonly PartDefinition[], index: number, count: number): number {
  const hasRoom = (at: number): boolean => at > index || (at === index && count < parts[at]!.maximum)
  const places = [...parts.keys()].filter((at) => hasRoom(at) && parts[at]!.name === element.localName)
  return places.find((at) => accepts(element, parts[at]!)) ?? places[0] ?? -1
}

function accepts(element: Element, part: PartDefinition): boolean {
  const inner = children(element)
  if (part.kind === 'segment') return inner.every(({ localName }) => part.fields.some(({ name }) => name === localName))
  return inner.every((each) => part.parts.some((definition) => definition.name === each.localName && accepts(each, definition)))
}
