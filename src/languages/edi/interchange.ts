import { SluiceError } from '../../kernel/errors.ts'
import { type ReadSegment, valueAt } from './syntax/segment.ts'
import { readSegments, type SegmentText, type Standard } from './syntax/segment-reader.ts'

/** A message of EDIFACT or a transaction set of ASC X12, from its header UNH or ST to its trailer UNT or SE. */
export interface Message {
  readonly segments: readonly ReadSegment[]
}

/** Messages in a functional group; EDIFACT messages without a group stand in one without header and trailer. */
export interface FunctionalGroup {
  readonly header: ReadSegment | undefined
  readonly messages: readonly Message[]
  readonly trailer: ReadSegment | undefined
}

export interface Interchange extends Omit<SegmentText, 'segments'> {
  /** UNB or ISA. */
  readonly header: ReadSegment
  /** TA1 segments, which acknowledge another interchange. */
  readonly notes: readonly ReadSegment[]
  readonly groups: readonly FunctionalGroup[]
  /** UNZ or IEA. */
  readonly trailer: ReadSegment
}

interface Tags {
  readonly interchange: readonly [header: string, trailer: string]
  readonly group: readonly [header: string, trailer: string]
  readonly message: readonly [header: string, trailer: string]
}

const TAGS: Readonly<Record<Standard, Tags>> = {
  edifact: { interchange: ['UNB', 'UNZ'], group: ['UNG', 'UNE'], message: ['UNH', 'UNT'] },
  x12: { interchange: ['ISA', 'IEA'], group: ['GS', 'GE'], message: ['ST', 'SE'] },
}

/** Reads one interchange. Throws `processing-failed` naming the segment at which its envelopes do not fit together. */
export function readInterchange(text: string): Interchange {
  const { segments, ...rest } = readSegments(text)
  return { ...rest, ...new EnvelopeReader(rest.standard, segments).interchange() }
}

class EnvelopeReader {
  readonly #standard: Standard
  readonly #tags: Tags
  readonly #segments: readonly ReadSegment[]
  #next = 0

  constructor(standard: Standard, segments: readonly ReadSegment[]) {
    this.#standard = standard
    this.#tags = TAGS[standard]
    this.#segments = segments
  }

  interchange(): Pick<Interchange, 'header' | 'notes' | 'groups' | 'trailer'> {
    const [first, last] = this.#tags.interchange
    const header = this.#take(first)
    const notes = this.#while('TA1', () => this.#take('TA1'))
    const groups: FunctionalGroup[] = []
    while (!this.#at(last)) groups.push(this.#group())
    const trailer = this.#take(last)
    const beyond = this.#segments[this.#next]
    if (beyond?.tag === first) throw new SluiceError('processing-failed', 'The body has more than one interchange')
    if (beyond) throw unexpected(beyond, `nothing behind ${last}`)
    return { header, notes, groups, trailer }
  }

  #group(): FunctionalGroup {
    const [first, last] = this.#tags.group
    if (!this.#at(first) && this.#standard === 'edifact') return { header: undefined, messages: this.#messages(), trailer: undefined }
    return { header: this.#take(first), messages: this.#messages(), trailer: this.#take(last) }
  }

  #messages(): Message[] {
    const [first] = this.#tags.message
    if (!this.#at(first)) this.#take(first)
    return this.#while(first, () => this.#message())
  }

  #message(): Message {
    const [first, last] = this.#tags.message
    const segments = [this.#take(first)]
    const ends = new Set([first, ...this.#tags.group, ...this.#tags.interchange])
    while (!this.#at(last)) {
      const segment = this.#segments[this.#next]
      if (!segment || ends.has(segment.tag)) this.#take(last)
      else segments.push(this.#take(segment.tag))
    }
    segments.push(this.#take(last))
    return { segments }
  }

  #while<T>(tag: string, take: () => T): T[] {
    const taken: T[] = []
    while (this.#at(tag)) taken.push(take())
    return taken
  }

  #at(tag: string): boolean {
    return this.#segments[this.#next]?.tag === tag
  }

  #take(tag: string): ReadSegment {
    const segment = this.#segments[this.#next]
    if (!segment) throw new SluiceError('processing-failed', `The interchange ends without the segment ${tag}`)
    if (segment.tag !== tag) throw unexpected(segment, tag)
    this.#next += 1
    return segment
  }
}

const unexpected = ({ position, tag }: ReadSegment, expected: string): SluiceError =>
  new SluiceError('processing-failed', `Segment ${position} is ${tag}, but ${expected} is expected`)

/** What a message is, as schemas are chosen by it. */
export interface MessageKey {
  readonly standard: Standard
  /** `ORDERS`, `850` */
  readonly type: string
  /** `D`; of ASC X12 version and release together, `004010`. */
  readonly version: string
  /** `96A`; empty for ASC X12. */
  readonly release: string
  /** `EAN008`; empty when there is none. */
  readonly association: string
}

export function messageKey(standard: Standard, group: ReadSegment | undefined, { segments }: Message): MessageKey {
  const header = segments[0]!
  if (standard === 'x12') {
    return { standard, type: valueAt(header, 1), version: group ? valueAt(group, 8) : '', release: '', association: '' }
  }
  const [type = '', version = '', release = '', , association = ''] = header.elements[1] ?? []
  return { standard, type, version, release, association }
}
