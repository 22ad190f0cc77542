import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { base64Decoded, base64Encoded, decodeBase64, encodeBase64 } from './base64.ts'

/** The bytes in chunks of one size. */
async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size)
}

const through = (chunks: AsyncGenerator<Uint8Array>): Promise<Buffer> => buffer(Readable.from(chunks))

describe('base64', () => {
  it.each([
    ['', ''],
    ['f', 'Zg=='],
    ['fo', 'Zm8='],
    ['foo', 'Zm9v'],
    ['foobar', 'Zm9vYmFy'],
  ])('of %j is %s (RFC 4648 §10)', (text, encoded) => {
    expect(encodeBase64(Buffer.from(text))).toBe(encoded)
    expect(decodeBase64(encoded).toString()).toBe(text)
  })

  it.each([
    ['Zm9v\r\nYmFy\r\n', 'foobar'],
    ['Zm9v YmE', 'fooba'],
    ['Zg==Zm9v', 'f'],
    ['-_-_', '\u00fb\u00ff\u00bf'],
  ])('reads %j', (encoded, text) => expect(decodeBase64(encoded).toString('latin1')).toBe(text))

  it.each([1, 2, 3, 5, 7, 64])('is the same in chunks of %i', async (size) => {
    const bytes = randomBytes(500)
    const encoded = await through(base64Encoded(chunksOf(bytes, size)))
    expect(encoded.toString()).toBe(bytes.toString('base64'))
    const lines = Buffer.from(encoded.toString().replaceAll(/.{76}/g, '$&\r\n'))
    expect(await through(base64Decoded(chunksOf(lines, size)))).toEqual(bytes)
  })

  it('ends at the padding, in chunks too', async () => {
    expect((await through(base64Decoded(chunksOf(Buffer.from('Zg==Zm9v'), 3)))).toString()).toBe('f')
    expect((await through(base64Decoded(chunksOf(Buffer.from('Zm9vYg'), 4)))).toString()).toBe('foob')
  })
})
