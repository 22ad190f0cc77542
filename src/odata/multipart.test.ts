import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { boundaryOf, MAX_PARTS, readMultipart, writeMultipart } from './multipart.ts'

const plain = (text: string, boundary = 'b') =>
  readMultipart(Buffer.from(text), boundary).map(({ headers, body }) => [Object.fromEntries(headers), Buffer.from(body).toString()])

describe('reading multipart', () => {
  it.each([
    ['CRLF', '--b\r\nA: 1\r\n\r\nx\r\n--b\r\n\r\ny\r\n--b--\r\n'],
    ['LF', '--b\nA: 1\n\nx\n--b\n\ny\n--b--'],
    ['text around, and space behind delimiters', 'hello\r\n--b \r\nA:1\r\n\r\nx\r\n--b\t\r\n\r\ny\r\n--b-- \r\nbye\r\n--b\r\n'],
    ['an empty line missing', '--b\r\nA: 1\r\nx\r\n--b\r\ny\r\n--b--'],
  ])('with %s', (_name, text) => {
    expect(plain(text)).toEqual([
      [{ a: '1' }, 'x'],
      [{}, 'y'],
    ])
  })

  it('keeps longer boundaries inside, joins repeated headers and takes empty parts', () => {
    expect(plain('--b\nAccept: a\nACCEPT: b\n\n--bb\nx\n--bb--\n\n--b\n--b\n\n\n--b--')).toEqual([
      [{ accept: 'a, b' }, '--bb\nx\n--bb--\n'],
      [{}, ''],
      [{}, ''],
    ])
  })

  it.each([
    ['nothing', '', 'The first delimiter --b is missing.'],
    ['another boundary', '--c\r\n\r\n--c--', 'The first delimiter --b is missing.'],
    ['a cut end', '--b\r\n\r\nx\r\n--b\r\n\r\ny', 'The closing delimiter --b-- is missing.'],
    ['too many parts', '--b\n\n'.repeat(MAX_PARTS + 2), 'There are more than 1000 parts.'],
  ])('refuses %s', (_name, text, message) => {
    expect(() => plain(text)).toThrow(message)
  })
})

test.each([
  ['multipart/mixed; boundary=batch(36522ad7)', 'batch(36522ad7)'],
  ['Multipart/Mixed ;charset=x; Boundary="a b?"', 'a b?'],
])('boundary of %s', (contentType, boundary) => {
  expect(boundaryOf(contentType)).toBe(boundary)
})

test.each([
  ['multipart/mixed', 'The content type multipart/mixed has no boundary.'],
  ['multipart/mixed; boundary=""', "The boundary '' is not valid."],
  [`multipart/mixed; boundary=${'x'.repeat(71)}`, `The boundary '${'x'.repeat(71)}' is not valid.`],
  ['multipart/mixed; boundary=a[b', "The boundary 'a[b' is not valid."],
])('no boundary in %s', (contentType, message) => {
  expect(() => boundaryOf(contentType)).toThrow(message)
})

const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/)
const value = fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.replace(/[\r\n]/g, '').trim())
const body = fc.oneof(
  fc.uint8Array({ maxLength: 60 }),
  fc
    .array(fc.constantFrom('--', '-', '\r\n', '\n', '\r', 'b', ' ', ':', 'a: 1', '--b', '--bb'), { maxLength: 12 })
    .map((pieces) => Buffer.from(pieces.join(''))),
)
const message = fc.record({ headers: fc.array(fc.tuple(name, value), { maxLength: 3 }).map((pairs) => new Map(pairs)), body })
const boundary = fc.stringMatching(/^[\w'()+,./:=?-]{1,70}$/).map((text) => `=_${text}`.slice(0, 70))

test('what is written is read', () => {
  fc.assert(
    fc.property(fc.array(message, { maxLength: 5 }), boundary, (parts, mark) => {
      fc.pre(parts.length > 0 && parts.every((part) => !Buffer.from(part.body).includes(`--${mark}`)))
      const read = readMultipart(writeMultipart(parts, boundaryOf(`multipart/mixed; boundary="${mark}"`)), mark)
      expect(read.map((part) => [[...part.headers], [...part.body]])).toEqual(parts.map((part) => [[...part.headers], [...part.body]]))
    }),
  )
})

test('a value cannot add a header', () => {
  const written = writeMultipart([{ headers: new Map([['a', '1\r\nb: 2']]), body: new Uint8Array() }], 'x')
  expect(written.toString()).toBe('--x\r\na: 1 b: 2\r\n\r\n\r\n--x--\r\n')
})
