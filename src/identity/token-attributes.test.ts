import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readAttributes } from './token-attributes.ts'

test('reads a map of texts', () => {
  expect(readAttributes('{"az_attr":{"region":"emea","zid":"x"}}')).toEqual({ region: 'emea', zid: 'x' })
  expect(readAttributes('{"az_attr":{}, "other":1}')).toEqual({})
  expect(readAttributes(undefined)).toBeUndefined()
})

test.each([
  ['no JSON', '{az_attr'],
  ['no object', '"az_attr"'],
  ['nothing of that name', '{"region":"emea"}'],
  ['X32 nested values', '{"az_attr":{"a":{"b":"c"}}}'],
  ['a list', '{"az_attr":["a"]}'],
  ['a number', '{"az_attr":{"a":1}}'],
  ['null', '{"az_attr":null}'],
  ['X32 __proto__', '{"az_attr":{"__proto__":"polluted"}}'],
  ['X32 __proto__ around it', '{"__proto__":{"az_attr":{"a":"b"}}}'],
  ['names that occur twice', '{"az_attr":{"a":"b","a":"c"}}'],
])('ignores %s', (_what, authorities) => {
  expect(readAttributes(authorities)).toBeUndefined()
})

test('X32 refuses what is huge', () => {
  const authorities = JSON.stringify({ az_attr: { a: 'x'.repeat(5000) } })
  expect(() => readAttributes(authorities)).toThrow('The parameter authorities is larger than 4096 characters')
})

test('whatever comes, every value is a text and no prototype was changed', () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      const attributes = readAttributes(`{"az_attr":${json}}`) ?? {}
      expect(Object.values(attributes).every((value) => typeof value === 'string')).toBe(true)
      expect(Object.getPrototypeOf(attributes)).toBe(Object.prototype)
    }),
  )
})
