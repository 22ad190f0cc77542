import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Frame, FrameSplitter } from './frame.ts'
import { ValueReader } from './value-reader.ts'
import { ValueWriter } from './value-writer.ts'

test('frames come out whole however the bytes are cut', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'grapheme', maxLength: 1_000 }), { minLength: 1, maxLength: 5 }),
      fc.array(fc.nat(4_000)),
      (texts, cuts) => {
        const bytes = Buffer.concat(texts.map((text, index) => frameOf(text, index)))
        const frames: Frame[] = []
        const splitter = new FrameSplitter((frame) => frames.push(frame))
        for (const chunk of cut(bytes, cuts)) splitter.push(chunk)
        expect(frames.map(({ kind, id, content }) => [kind, id, readerOf(content).string()])).toEqual(
          texts.map((text, index) => [7, index, text]),
        )
      },
    ),
  )
})

function frameOf(text: string, id: number): Buffer {
  const writer = new ValueWriter({})
  writer.string(text)
  return Buffer.from(writer.frame(7, id))
}

const readerOf = (content: Buffer) =>
  new ValueReader(content, () => {
    throw new Error('no object was written')
  })

function cut(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [0, ...cuts.map((place) => place % bytes.length).sort((a, b) => a - b), bytes.length]
  return places.slice(1).map((place, index) => bytes.subarray(places[index], place))
}
