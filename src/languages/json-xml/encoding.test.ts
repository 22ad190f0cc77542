import { expect, it } from 'vitest'
import { encodeText, isEncoding } from './encoding.ts'

it.each([
  ['UTF-8', [0xc3, 0xa4, 0xe2, 0x82, 0xac]],
  ['utf-16', [0xfe, 0xff, 0x00, 0xe4, 0x20, 0xac]],
  ['UTF-16BE', [0x00, 0xe4, 0x20, 0xac]],
  ['UTF-16LE', [0xe4, 0x00, 0xac, 0x20]],
  ['ISO-8859-1', [0xe4, 0x3f]],
  ['US-ASCII', [0x3f, 0x3f]],
])('encodes as %s', (encoding, bytes) => {
  expect(isEncoding(encoding)).toBe(true)
  expect([...encodeText('ä€', encoding)]).toEqual(bytes)
})

it('refuses an unknown encoding', () => {
  expect(isEncoding('toString')).toBe(false)
  expect(() => encodeText('', 'EBCDIC')).toThrow(
    expect.objectContaining({ code: 'processing-failed', message: 'The encoding EBCDIC is not supported' }),
  )
})
