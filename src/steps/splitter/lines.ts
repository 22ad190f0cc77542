import { grouped, type Parts } from '../../languages/xml-split/xml-split.ts'

/** Splits into lines; the first one is a header and stands in every part. */
export function splitWithHeaderLine(text: string, grouping: number): Parts {
  const [header, ...lines] = linesOf(text)
  return grouped(lines, grouping, (group) => [header, ...group].join('\n'))
}

export const splitIntoLines = (text: string, grouping: number): Parts => grouped(linesOf(text), grouping, (group) => group.join('\n'))

/** Splits at every place of a text that is no markup. */
export const splitAtToken = (text: string, token: string, grouping: number): Parts =>
  grouped(withoutEnd(text.split(token)), grouping, (group) => group.join(token))

const linesOf = (text: string): readonly string[] => withoutEnd(text.split(/\r\n|\n|\r/))

/** A separator at the end begins no further item. */
const withoutEnd = (items: readonly string[]): readonly string[] => (items.at(-1) === '' ? items.slice(0, -1) : items)
