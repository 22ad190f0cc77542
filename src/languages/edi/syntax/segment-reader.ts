import { SluiceError } from '../../../kernel/errors.ts'
import { type Delimiters, EDIFACT_DELIMITERS, EDIFACT_LEVEL_B_DELIMITERS, readUna } from './delimiters.ts'
import type { ReadSegment } from './segment.ts'

export type Standard = 'edifact' | 'x12'

/** The segments of a text, with the delimiters that it says it uses. */
export interface SegmentText {
  readonly standard: Standard
  readonly delimiters: Delimiters
  /** The six characters behind `UNA`. */
  readonly una: string | undefined
  readonly segments: readonly ReadSegment[]
}

const UNA_LENGTH = 9
const ISA_ELEMENTS = 16
const BLANK = /[\s\ufeff]/

/**
 * Reads EDIFACT (ISO 9735) or ASC X12. Line breaks between segments count for nothing. Throws `processing-failed` when the
 * text is neither, or a segment does not end.
 */
export function readSegments(text: string): SegmentText {
  const start = afterBlanks(text, 0)
  const begin = text.slice(start, start + 3)
  if (begin === 'ISA') return readX12(text, start)
  if (begin === 'UNA' || begin === 'UNB') return readEdifact(text, start)
  const reason = text.startsWith('STX=', start) ? 'TRADACOMS is not supported' : 'it begins with neither UNA, UNB nor ISA'
  throw new SluiceError('processing-failed', `The body is no EDIFACT and no ASC X12 interchange: ${reason}`)
}

function readEdifact(text: string, start: number): SegmentText {
  const una = text.startsWith('UNA', start) ? text.slice(start + 3, start + UNA_LENGTH) : undefined
  if (una !== undefined && una.length < 6) throw new SluiceError('processing-failed', 'The UNA segment is not complete')
  const levelB = text.charAt(start + 3) === EDIFACT_LEVEL_B_DELIMITERS.element
  const delimiters = una !== undefined ? readUna(una) : levelB ? EDIFACT_LEVEL_B_DELIMITERS : EDIFACT_DELIMITERS
  const segments = new SegmentReader(text, una === undefined ? start : start + UNA_LENGTH, delimiters).all()
  return { standard: 'edifact', delimiters, una, segments }
}

/** ISA names its delimiters by using them: behind its tag, as its last element, and behind that. */
function readX12(text: string, start: number): SegmentText {
  const element = text.charAt(start + 3)
  let last = start + 3
  for (let count = 1; count < ISA_ELEMENTS && last >= 0; count++) last = text.indexOf(element, last + 1)
  const component = text.charAt(last + 1)
  const segment = text.charAt(last + 2)
  if (last < 0 || segment === '') throw new SluiceError('processing-failed', 'The ISA segment is not complete')
  const delimiters: Delimiters = { element, component, segment, release: undefined, decimal: '.' }
  return { standard: 'x12', delimiters, una: undefined, segments: new SegmentReader(text, start, delimiters).all() }
}

function afterBlanks(text: string, start: number): number {
  let position = start
  while (position < text.length && BLANK.test(text.charAt(position))) position += 1
  return position
}

class SegmentReader {
  readonly #text: string
  readonly #delimiters: Delimiters
  #position: number

  constructor(text: string, start: number, delimiters: Delimiters) {
    this.#text = text
    this.#delimiters = delimiters
    this.#position = afterBlanks(text, start)
  }

  all(): ReadSegment[] {
    const segments: ReadSegment[] = []
    while (this.#position < this.#text.length) segments.push(this.#segment(segments.length + 1))
    return segments
  }

  #segment(position: number): ReadSegment {
    const start = this.#position
    const isIsa = this.#delimiters.release === undefined && this.#text.startsWith('ISA', start)
    const [[tag = ''] = [], ...elements] = this.#values(position, isIsa ? undefined : this.#delimiters.component)
    this.#position = afterBlanks(this.#text, this.#position)
    return { tag, elements, position, raw: this.#text.slice(start, this.#position) }
  }

  /** @param component `undefined` in ISA, where the separator is a value */
  #values(position: number, component: string | undefined): string[][] {
    const { element, segment, release } = this.#delimiters
    const values: string[][] = [['']]
    for (;;) {
      if (this.#position >= this.#text.length) throw unended(position, values[0]![0]!, segment)
      const character = this.#text.charAt(this.#position++)
      if (character === segment) return values
      const current = values.at(-1)!
      if (character === release) current[current.length - 1] += this.#text.charAt(this.#position++)
      else if (character === element) values.push([''])
      else if (character === component) current.push('')
      else current[current.length - 1] += character
    }
  }
}

const unended = (position: number, tag: string, terminator: string): SluiceError =>
  new SluiceError(
    'processing-failed',
    `Segment ${position} (${tag.slice(0, 3)}) does not end with the segment terminator ${shown(terminator)}`,
  )

const shown = (character: string): string => (/[\x21-\x7e]/.test(character) ? character : `#x${character.charCodeAt(0).toString(16)}`)
