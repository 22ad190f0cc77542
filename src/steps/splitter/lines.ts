import { grouped, type Parts } from '../../languages/xml-split/xml-split.ts'
import { inGroups, itemsBetween, type Separator, withoutEnd } from './pieces.ts'

const LINE_BREAK: Separator = { split: (text) => text.split(/\r\n|\n|\r/), mayBeTorn: (text) => text.endsWith('\r') }

/** Splits into lines; the first one is a header and stands in every part. */
export function splitWithHeaderLine(text: string, grouping: number): Parts {
  const [header, ...lines] = linesOf(text)
  return grouped(lines, grouping, (group) => [header, ...group].join('\n'))
}

/** The same for a text that does not fit into memory, piece by piece. */
export async function* streamWithHeaderLine(pieces: AsyncIterable<string>, grouping: number, limit: number): AsyncGenerator<string> {
  const lines = itemsBetween(pieces, LINE_BREAK, limit)
  const header = await lines.next()
  if (!header.done) yield* inGroups(lines, grouping, (group) => [header.value, ...group].join('\n'))
}

export const splitIntoLines = (text: string, grouping: number): Parts => grouped(linesOf(text), grouping, (group) => group.join('\n'))

/** The same for a text that does not fit into memory, piece by piece. */
export const streamLines = (pieces: AsyncIterable<string>, grouping: number, limit: number): AsyncIterable<string> =>
  inGroups(itemsBetween(pieces, LINE_BREAK, limit), grouping, (group) => group.join('\n'))

/** Splits at every place of a text that is no markup. */
export const splitAtToken = (text: string, token: string, grouping: number): Parts =>
  grouped(withoutEnd(text.split(token)), grouping, (group) => group.join(token))

/** The same for a text that does not fit into memory, piece by piece. */
export function streamAtToken(pieces: AsyncIterable<string>, token: string, grouping: number, limit: number): AsyncIterable<string> {
  const separator: Separator = { split: (text) => text.split(token), mayBeTorn: () => false }
  return inGroups(itemsBetween(pieces, separator, limit), grouping, (group) => group.join(token))
}

const linesOf = (text: string): readonly string[] => withoutEnd(LINE_BREAK.split(text))
