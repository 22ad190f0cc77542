import { Readable } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Parts } from '../../languages/xml-split/xml-split.ts'
import { splitAtToken, splitIntoLines, splitWithHeaderLine, streamAtToken, streamLines, streamWithHeaderLine } from './lines.ts'
import { isMarkup, piecesOfText } from './pieces.ts'

const all = ({ count, part }: Parts): string[] => Array.from({ length: count }, (_, index) => part(index))
const LIMIT = 1000

const listOf = (items: AsyncIterable<string>): Promise<string[]> => Readable.from(items).toArray()

/** Texts of few characters, so that separators are met and torn often. */
const pieces = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', ';', '\r', '\n', '\r\n'), maxLength: 6 }), { maxLength: 8 })
const size = fc.integer({ min: 1, max: 3 })

describe('a text in pieces', () => {
  it.each([
    ['lines', splitIntoLines, streamLines],
    ['lines behind a header', splitWithHeaderLine, streamWithHeaderLine],
    [
      'tokens',
      (text: string, grouping: number) => splitAtToken(text, ';;', grouping),
      (stream: AsyncIterable<string>, grouping: number) => streamAtToken(stream, ';;', grouping, LIMIT),
    ],
  ])('has the %s of the whole, wherever it is cut', async (_name, whole, streamed) => {
    await fc.assert(
      fc.asyncProperty(pieces, size, async (cut, grouping) => {
        expect(await listOf(streamed(Readable.from(cut), grouping, LIMIT))).toEqual(all(whole(cut.join(''), grouping)))
      }),
    )
  })

  it('is refused when an item is larger than the limit', async () => {
    const lines = streamLines(Readable.from(['a\n', 'x'.repeat(30), 'x'.repeat(30)]), 1, 50)
    const message = 'An item of the body is larger than 50 characters, the most that is read into memory'
    await expect(listOf(lines)).rejects.toMatchObject({ code: 'too-large', message })
  })
})

describe('pieces', () => {
  it('are whole characters without a byte order mark', async () => {
    const bytes = Buffer.from('\ufeffgrüße 😀')
    const torn = Array.from(bytes, (_, index) => bytes.subarray(index, index + 1))
    expect((await listOf(piecesOfText(Readable.from(torn)))).join('')).toBe('grüße 😀')
  })

  it('come before the end of the stream', async () => {
    const text = 'x'.repeat(50_000)
    const lengths = (await listOf(piecesOfText(Readable.from([text, text, text].map((each) => Buffer.from(each)))))).map(
      ({ length }) => length,
    )
    expect(lengths).toEqual([100_000, 50_000])
  })

  it.each([
    [[' ', '\n', '<a/>'], true],
    [['<', 'a/>'], true],
    [[' ', 'a<'], false],
    [[' '], false],
    [[], false],
  ])('of %j are markup: %s', async (texts, expected) => {
    const { markup, all: again } = await isMarkup(Readable.from(texts))
    expect([markup, (await listOf(again)).join('')]).toEqual([expected, texts.join('')])
  })
})
