import { type Delimiters, writeUna } from '../syntax/delimiters.ts'
import { type Segment, valueAt } from '../syntax/segment.ts'
import { writeSegment } from '../syntax/segment-writer.ts'

/** How segments are written. */
export interface Notation {
  readonly delimiters: Delimiters
  /** Character before the terminator of UNA; `undefined` leaves UNA out. */
  readonly una: string | undefined
  /** Whether ISA gets the separators as values, instead of those that it has. */
  readonly namesSeparators: boolean
  /** Repetition separator that ISA names from version 00402 on. */
  readonly repetition: string
}

/** All segments, without line breaks between them. Throws `processing-failed` when a value cannot be written. */
export function writeInterchange(segments: readonly Segment[], notation: Notation): string {
  const { delimiters, una, namesSeparators } = notation
  const text = segments.map((segment) =>
    writeSegment(namesSeparators && segment.tag === 'ISA' ? named(segment, notation) : segment, delimiters),
  )
  return (una === undefined ? '' : writeUna(delimiters, una)) + text.join('')
}

const FIRST_WITH_REPETITION = 402
const [REPETITION, COMPONENT] = [10, 15]

function named(isa: Segment, { delimiters, repetition }: Notation): Segment {
  const elements = [...isa.elements]
  elements[COMPONENT] = [delimiters.component]
  if (Number(valueAt(isa, 12)) >= FIRST_WITH_REPETITION) elements[REPETITION] = [repetition]
  return { tag: isa.tag, elements }
}
