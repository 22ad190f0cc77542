import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPropertiesFile } from './properties-file.ts'

const read = (content: string) => Object.fromEntries(readPropertiesFile(content, 'parameters.prop'))

describe('readPropertiesFile', () => {
  it.each([
    ['a=b', { a: 'b' }],
    ['a:b', { a: 'b' }],
    ['a b', { a: 'b' }],
    ['a = b ', { a: 'b ' }],
    ['a', { a: '' }],
    ['a=', { a: '' }],
    ['=b', { '': 'b' }],
    ['a==b', { a: '=b' }],
    ['a : = b', { a: '= b' }],
    ['#comment\n! comment\n\n  # indented\na=b', { a: 'b' }],
    ['Sender\\ Address=/a', { 'Sender Address': '/a' }],
    ['a=https\\://host\\:80', { a: 'https://host:80' }],
    ['a\\=b\\:c=d', { 'a=b:c': 'd' }],
    ['a=\\u00fc\\u20ac', { a: 'ü€' }],
    ['a=1\\t2\\n3\\r4\\f5\\\\6\\x', { a: '1\t2\n3\r4\f5\\6x' }],
    ['a=one,\\\r\n   two,\\\n\tthree', { a: 'one,two,three' }],
    ['a=b\\\\\nc=d', { a: 'b\\', c: 'd' }],
    ['a=b\\', { a: 'b' }],
    ['a=b\\\n', { a: 'b' }],
    ['a=# no comment', { a: '# no comment' }],
    ['a=1\ra=2', { a: '2' }],
    ['a=&lt;b&gt;', { a: '&lt;b&gt;' }],
    ['', {}],
  ])('reads %j', (content, expected) => expect(read(content)).toEqual(expected))

  it.each(['\\u12', '\\u12g4', '\\u'])('refuses the escape %s with its line', (broken) =>
    expect(() => read(`# first\nx=1\\\n2\na=${broken}`)).toThrow(
      expect.objectContaining({ code: 'bad-request', message: 'parameters.prop, line 4: \\u needs four hexadecimal digits' }),
    ),
  )

  it('reads back what a Java program stores', () => {
    const map = fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }))
    fc.assert(
      fc.property(map, fc.constantFrom('\n', '\r\n', '\r'), (properties, end) => {
        expect(read(store(properties, end))).toEqual({ ...properties })
      }),
    )
  })

  it('never fails but on a broken unicode escape', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('\\', 'u', '0', 'a', '=', ':', ' ', '\n', '\r', '#', '!', '\t') }), (content) => {
        try {
          expect(readPropertiesFile(content, 'p')).toBeInstanceOf(Map)
        } catch (thrown) {
          expect((thrown as Error).message).toMatch(/^p, line \d+: \\u needs four hexadecimal digits$/)
        }
      }),
    )
  })
})

/** `java.util.Properties.store`. */
function store(properties: Record<string, string>, end: string): string {
  const lines = Object.entries(properties).map(([key, value]) => `${escaped(key, / /g)}=${escaped(value, /^ /)}`)
  return ['#Mon Jan 05 09:00:00 UTC 2026', ...lines, ''].join(end)
}

function escaped(text: string, blanks: RegExp): string {
  const names: Record<string, string> = { '\t': 't', '\n': 'n', '\r': 'r', '\f': 'f' }
  return text
    .replace(/[\\=:#!]/g, '\\$&')
    .replace(blanks, '\\ ')
    .replace(/[\t\n\r\f]/g, (character) => `\\${names[character]}`)
    .replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
