import { SluiceError } from '../../kernel/errors.ts'

/** Characters that are looked at together, so that small chunks cost no more than large ones. */
const PIECE = 64 * 1024

/** A stream of UTF-8 as pieces of text; a byte order mark is dropped. */
export async function* piecesOfText(stream: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8')
  let piece = ''
  for await (const chunk of stream) {
    piece += decoder.decode(chunk, { stream: true })
    if (piece.length < PIECE) continue
    yield piece
    piece = ''
  }
  yield piece + decoder.decode()
}

/**
 * What stands between separators, in pieces of text; a separator at the end begins no further item.
 *
 * @param limit characters of an item; `too-large` is thrown above
 */
export async function* itemsBetween(pieces: AsyncIterable<string>, separator: Separator, limit: number): AsyncGenerator<string> {
  let rest = ''
  for await (const piece of pieces) {
    const text = rest + piece
    // A separator of two characters may be torn.
    const end = text.length - (separator.mayBeTorn(text) ? 1 : 0)
    const items = separator.split(text.slice(0, end))
    rest = items.pop()! + text.slice(end)
    yield* items
    if (rest.length > limit) {
      throw new SluiceError('too-large', `An item of the body is larger than ${limit} characters, the most that is read into memory`)
    }
  }
  yield* withoutEnd(separator.split(rest))
}

/** Divides a text. */
export interface Separator {
  split(text: string): string[]
  /** Whether the last character may be the beginning of a separator that is known already. */
  mayBeTorn(text: string): boolean
}

/** A separator at the end begins no further item. */
export const withoutEnd = (items: readonly string[]): readonly string[] => (items.at(-1) === '' ? items.slice(0, -1) : items)

/** Items in groups; the last one may be smaller. */
export async function* inGroups(
  items: AsyncIterable<string>,
  size: number,
  join: (group: readonly string[]) => string,
): AsyncGenerator<string> {
  let group: string[] = []
  for await (const item of items) {
    group.push(item)
    if (group.length < size) continue
    yield join(group)
    group = []
  }
  if (group.length > 0) yield join(group)
}

/** Whether a text begins as XML does; and all of its pieces, from the first one on. */
export async function isMarkup(pieces: AsyncIterable<string>): Promise<{ readonly markup: boolean; readonly all: AsyncIterable<string> }> {
  const rest = pieces[Symbol.asyncIterator]()
  let begun = ''
  while (begun.trimStart() === '') {
    const { done, value } = await rest.next()
    if (done) break
    begun += value
  }
  return { markup: begun.trimStart().startsWith('<'), all: joined(begun, rest) }
}

async function* joined(begun: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  yield begun
  yield* { [Symbol.asyncIterator]: () => rest }
}
