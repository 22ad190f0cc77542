import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readBasic } from './basic-credentials.ts'
import { Refusal } from './refusals.ts'

const ID = 'sb-0000!b1|it-rt-acme!b2'
const SECRET = 'u$3w+C/T =%:é'
const meant = { clientId: ID, secret: SECRET }
const base64 = (text: string | Uint8Array) => Buffer.from(text as string).toString('base64')

test.each([
  ['raw', 'c2ItMDAwMCFiMXxpdC1ydC1hY21lIWIyOnUkM3crQy9UID0lOsOp'],
  ['form-encoded', 'c2ItMDAwMCUyMWIxJTdDaXQtcnQtYWNtZSUyMWIyOnUlMjQzdyUyQkMlMkZUKyUzRCUyNSUzQSVDMyVBOQ=='],
  ['strictly form-encoded', 'c2IlMkQwMDAwJTIxYjElN0NpdCUyRHJ0JTJEYWNtZSUyMWIyOnUlMjQzdyUyQkMlMkZUKyUzRCUyNSUzQSVDMyVBOQ=='],
])('reads credentials that were sent %s', (_encoding, pair) => {
  expect(readBasic(pair, false)).toContainEqual(meant)
})

test('has one reading when nothing can be an escape', () => {
  expect(readBasic(base64('id:a:b'), false)).toEqual([{ clientId: 'id', secret: 'a:b' }])
})

test('reads raw first', () => {
  expect(readBasic(base64('i%64:a+b'), false)).toEqual([
    { clientId: 'i%64', secret: 'a+b' },
    { clientId: 'id', secret: 'a b' },
  ])
})

test('has the raw reading only when an escape is broken', () => {
  expect(readBasic(base64('id:100%'), false)).toEqual([{ clientId: 'id', secret: '100%' }])
})

test('decodes only when the caller says that it encoded', () => {
  expect(readBasic(base64('id:a%2Bb'), true)).toEqual([{ clientId: 'id', secret: 'a+b' }])
})

test.each([
  ['not base64', '!!!', false, 'not-base64'],
  ['no colon', base64('nothing'), false, 'no-colon'],
  ['not UTF-8', base64(new Uint8Array([0xff, 0x3a, 0x41])), false, 'not-utf8'],
  ['a broken escape that is said to be one', base64('id:100%'), true, 'bad-escape'],
])('refuses %s', (_what, pair, encoded, defect) => {
  expect(() => readBasic(pair, encoded)).toThrow(
    expect.objectContaining({ reason: 'garbled-authorization-header', facts: { scheme: 'basic', defect } }),
  )
})

test('never fails in another way than by refusing, and finds what any client encodes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      try {
        readBasic(text, false)
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(Refusal)
      }
    }),
  )
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (clientId, secret) => {
      const encoded = `${encodeURIComponent(clientId)}:${encodeURIComponent(secret)}`
      expect(readBasic(base64(encoded), false)).toContainEqual({ clientId, secret })
      if (!clientId.includes(':')) expect(readBasic(base64(`${clientId}:${secret}`), false)).toContainEqual({ clientId, secret })
    }),
  )
})
