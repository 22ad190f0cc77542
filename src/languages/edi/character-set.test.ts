import { describe, expect, test } from 'vitest'
import { decodeCharacters, encodeCharacters, setOfSyntax } from './character-set.ts'

describe('character sets', () => {
  test.each([
    ['UTF-8', 'Ça €', [0xc3, 0x87, 0x61, 0x20, 0xe2, 0x82, 0xac]],
    ['ISO-8859-1', 'Çÿ', [0xc7, 0xff]],
    ['ISO-8859-2', 'Łódź', [0xa3, 0xf3, 0x64, 0xbc]],
    ['ISO-8859-5', 'Дом', [0xb4, 0xde, 0xdc]],
    ['ISO-8859-7', 'Αθ', [0xc1, 0xe8]],
    ['ISO-8859-9', 'Şı', [0xde, 0xfd]],
  ])('%s there and back', (set, text, bytes) => {
    expect([...encodeCharacters(text, set)]).toEqual(bytes)
    expect(decodeCharacters(Uint8Array.from(bytes), set)).toBe(text)
  })

  test('what a set lacks becomes a question mark, and control characters stay', () => {
    expect(Buffer.from(encodeCharacters('€\x85', 'ISO-8859-1')).toString('latin1')).toBe('?\x85')
    expect(decodeCharacters(Uint8Array.of(0x85), 'ISO-8859-1')).toBe('\x85')
  })

  test('refuses other sets', () => {
    expect(() => encodeCharacters('', 'EBCDIC')).toThrow('The encoding EBCDIC is not supported')
    expect(() => decodeCharacters(new Uint8Array(), 'ISO-8859-15')).toThrow('The encoding ISO-8859-15 is not supported')
  })

  test('sets of syntax identifiers', () =>
    expect(['UNOA', 'UNOC', 'UNOD', 'UNOW'].map(setOfSyntax)).toEqual(['ISO-8859-1', 'ISO-8859-1', 'ISO-8859-2', 'UTF-8']))
})
