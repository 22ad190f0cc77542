import { SluiceError } from '../../../kernel/errors.ts'
import type { Delimiters } from './delimiters.ts'
import type { Segment } from './segment.ts'

/**
 * Writes a segment with its terminator; empty components and elements at an end are left out. Throws `processing-failed` when
 * a value contains a delimiter and the standard has no release character.
 */
export function writeSegment({ tag, elements }: Segment, delimiters: Delimiters): string {
  const escaped = tag === 'ISA' ? (value: string): string => value : escapeWith(delimiters, tag)
  const values = elements.map((components) => withoutEnd(components.map(escaped)).join(delimiters.component))
  return [tag, ...withoutEnd(values)].join(delimiters.element) + delimiters.segment
}

function escapeWith({ element, component, segment, release }: Delimiters, tag: string): (value: string) => string {
  const special = [element, component, segment, ...(release === undefined ? [] : [release])]
  return (value) => {
    if (!special.some((character) => value.includes(character))) return value
    if (release !== undefined)
      return [...value].map((character) => (special.includes(character) ? release + character : character)).join('')
    throw new SluiceError('processing-failed', `A value of the segment ${tag} contains a separator, which cannot be escaped here`)
  }
}

function withoutEnd(values: readonly string[]): readonly string[] {
  let length = values.length
  while (length > 0 && values[length - 1] === '') length -= 1
  return values.slice(0, length)
}
