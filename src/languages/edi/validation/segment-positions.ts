import type { Interchange } from '../interchange.ts'
import type { ReadSegment } from '../syntax/segment.ts'

/**
 * Where the segments of an interchange stand in its text: by number in the interchange, the line when segments have lines of
 * their own, else how many segment terminators stand before them (SAP Help, “Define EDI Validator”).
 */
export function segmentPositions(text: string, interchange: Interchange): ReadonlyMap<number, number> {
  const segments = segmentsOf(interchange)
  const hasLines = LINE_BREAK.test(interchange.header.raw)
  const before = text.slice(0, text.length - segments.reduce((length, { raw }) => length + raw.length, 0))
  let position = hasLines ? 1 + breaksIn(before) : interchange.una === undefined ? 0 : 1
  return new Map(
    segments.map((segment) => {
      const entry = [segment.position, position] as const
      position += hasLines ? breaksIn(segment.raw) : 1
      return entry
    }),
  )
}

function segmentsOf({ header, notes, groups, trailer }: Interchange): ReadSegment[] {
  const inGroups = groups.flatMap((group) => [group.header, ...group.messages.flatMap(({ segments }) => segments), group.trailer])
  return [header, ...notes, ...inGroups.filter((segment) => segment !== undefined), trailer]
}

const LINE_BREAK = /\r\n|\r|\n/

const breaksIn = (text: string): number => text.split(LINE_BREAK).length - 1
