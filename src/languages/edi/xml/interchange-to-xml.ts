import { SluiceError } from '../../../kernel/errors.ts'
import { XmlWriter } from '../../json-xml/xml-writer.ts'
import type { FunctionalGroup, Interchange, Message } from '../interchange.ts'
import { groupElement, serviceSegment } from '../structure/envelope.ts'
import { describeFault } from '../structure/fault.ts'
import { type MatchedGroup, matchMessage } from '../structure/match-message.ts'
import type { MessageStructure } from '../structure/read-structure.ts'
import { type ReadSegment, valueAt } from '../syntax/segment.ts'
import { type ElementOptions, writeMatched, writeSegmentElement } from './segment-elements.ts'

export interface XmlOptions {
  /** Whether interchange and group are written around the messages. */
  readonly hasEnvelope: boolean
  readonly includeEmpty: boolean
  /** Whether numbers get a dot as decimal sign. */
  readonly decimalDot: boolean
}

/** The message of this structure alone, or in its interchange. Throws `processing-failed` naming the segment that has no place. */
export function interchangeToXml(interchange: Interchange, structure: MessageStructure, options: XmlOptions): string {
  const { standard, delimiters } = interchange
  const decimal = options.decimalDot && delimiters.decimal !== '.' ? delimiters.decimal : undefined
  const writer = new InterchangeWriter(structure, {
    standard,
    includeEmpty: options.includeEmpty,
    decimal,
    component: delimiters.component,
  })
  if (options.hasEnvelope) return writer.interchange(interchange)
  const [message, ...others] = interchange.groups.flatMap(({ messages }) => messages)
  if (!message || others.length > 0) {
    throw new SluiceError('processing-failed', 'Without its envelopes an interchange must have exactly one message')
  }
  return writer.message(message)
}

class InterchangeWriter {
  readonly #xml = new XmlWriter()
  readonly #structure: MessageStructure
  readonly #options: ElementOptions

  constructor(structure: MessageStructure, options: ElementOptions) {
    this.#structure = structure
    this.#options = options
  }

  message(message: Message): string {
    const root = this.#match(message)
    this.#startRoot(root.definition.name, this.#structure.namespace)
    for (const child of root.children) writeMatched(this.#xml, child, this.#options)
    this.#xml.endElement()
    return this.#xml.toString()
  }

  interchange({ una, header, notes, groups, trailer }: Interchange): string {
    this.#startRoot('Interchange', this.#structure.interchangeNamespace)
    if (una !== undefined) this.#una(una)
    const version = groups[0]?.header ? valueAt(groups[0].header, 8) : ''
    for (const segment of [header, ...notes]) this.#service(segment, version)
    for (const group of groups) this.#group(group)
    this.#service(trailer)
    this.#xml.endElement()
    return this.#xml.toString()
  }

  #group({ header, messages, trailer }: FunctionalGroup): void {
    const element = groupElement(this.#options.standard, this.#structure.hasGroupElement)
    if (element) this.#xml.startElement(element)
    if (header) this.#service(header)
    for (const message of messages) writeMatched(this.#xml, this.#match(message), this.#options)
    if (trailer) this.#service(trailer)
    if (element) this.#xml.endElement()
  }

  #match({ segments }: Message): MatchedGroup {
    const { root, faults } = matchMessage(this.#structure.message, segments)
    const fatal = faults.find(({ kind }) => kind !== 'segment-missing')
    if (fatal) throw new SluiceError('processing-failed', `${this.#structure.message.name}: ${describeFault(fatal)}`)
    return root
  }

  #service(segment: ReadSegment, version?: string): void {
    writeSegmentElement(this.#xml, serviceSegment(segment.tag, version)!, segment, segment.position, this.#options)
  }

  #una(characters: string): void {
    this.#xml.startElement('S_UNA')
    this.#xml.text(characters)
    this.#xml.endElement()
  }

  #startRoot(name: string, namespace: string): void {
    this.#xml.startElement(namespace === '' ? name : `ns0:${name}`)
    if (namespace !== '') this.#xml.attribute('xmlns:ns0', namespace)
  }
}
