import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readManifest } from '../../iflow/manifest.ts'
import { readPropertiesFile } from '../../iflow/properties-file.ts'
import { formatManifest, withBundleVersion } from './manifest-file.ts'
import { setProperty } from './properties-text.ts'

describe('parameters.prop', () => {
  it.each([
    ['in its line', '#c\nA=1\nB=2\n', 'A', '3', '#c\nA=3\nB=2\n'],
    ['with the line ends of the file', 'A=1\r\nB=2\r\n', 'B', '3', 'A=1\r\nB=3\r\n'],
    ['at the end when it is new', 'A=1', 'B', '2', 'A=1\nB=2\n'],
    ['into an empty file', '', 'A b', ' x', 'A\\ b=\\ x\n'],
    ['over several lines', 'A=1\\\n  2\nB=2\n', 'A', '3', 'A=3\nB=2\n'],
    ['not into comments, even odd ones', '#A=1 \\\nA=2\n', 'A', '3', '#A=1 \\\nA=3\n'],
    ['everywhere when the key is double', 'A=1\nA=2\n', 'A', '3', 'A=3\nA=3\n'],
    ['with escapes', 'A=1\n', 'A', 'https://h:1/?a=b#c\t\n€', 'A=https\\://h\\:1/?a\\=b\\#c\\t\\n\\u20ac\n'],
  ])('takes a value %s', (_name, text, key, value, expected) => {
    expect(setProperty(text, key, value)).toBe(expected)
  })

  it('gives back any value under any key, and keeps all others', () => {
    const anyText = fc.string({ unit: 'grapheme' })
    fc.assert(
      fc.property(fc.array(fc.tuple(anyText, anyText)), anyText, anyText, (pairs, key, value) => {
        const text = pairs.reduce((file, [name, content]) => setProperty(file, name, content), '#first\n')
        const expected = new Map(pairs).set(key, value)
        expect(readPropertiesFile(setProperty(text, key, value), 'x')).toEqual(expected)
      }),
    )
  })
})

describe('MANIFEST.MF', () => {
  it('is folded at 72 bytes and read back', () => {
    const header = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => !/[\p{Cc}\u2028\u2029]/u.test(text) && text.trim() === text)
    fc.assert(
      fc.property(header, (name) => {
        const bytes = formatManifest({
          'Manifest-Version': '1.0',
          'Bundle-SymbolicName': 'id',
          'Bundle-Name': name.repeat(9),
          'Bundle-Version': '1.0.0',
        })
        expect(
          Buffer.from(bytes)
            .toString('latin1')
            .split('\r\n')
            .every((line) => line.length <= 72),
        ).toBe(true)
        expect(readManifest(bytes)).toMatchObject({ id: 'id', name: name.repeat(9), version: '1.0.0' })
      }),
    )
  })

  it.each([
    ['in the middle', 'A: 1\r\nBundle-Version: 1.0.0\r\nB: 2\r\n', 'A: 1\r\nBundle-Version: 2.0.0\r\nB: 2\r\n'],
    ['with plain line feeds', 'Bundle-Version: 1.0.0\nB: 2\n', 'Bundle-Version: 2.0.0\nB: 2\n'],
    ['folded', 'Bundle-Version: 1\r\n .0.0\r\nB: 2\r\n', 'Bundle-Version: 2.0.0\r\nB: 2\r\n'],
    ['missing', 'A: 1\r\n\r\n', 'A: 1\r\nBundle-Version: 2.0.0\r\n'],
    ['the same', 'Bundle-Version: 2.0.0\r\nB: 2\r\n', 'Bundle-Version: 2.0.0\r\nB: 2\r\n'],
  ])('gets another version when it is %s', (_name, before, after) => {
    expect(Buffer.from(withBundleVersion(Buffer.from(before), '2.0.0')).toString()).toBe(after)
  })
})
