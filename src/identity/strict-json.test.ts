import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseStrictObject } from './strict-json.ts'

test.each([
  '',
  '1',
  'null',
  '[]',
  '"{}"',
  '{',
  '{"a":1,"a":1}',
  '{"a":1,"\\u0061":2}',
  '{"x":[{"a":1,"b":{},"a":2}]}',
  '{"__proto__":1,"__proto__":2}',
  `${'['.repeat(100_000)}`,
])('refuses %.40s', (text) => {
  expect(parseStrictObject(text)).toBeUndefined()
})

test.each(['{}', '{"a":{"a":[{"a":1},{"a":2}]},"b":"a\\":,{}[]"}', '{"a":"b","b":"a"}', '{"__proto__":1}'])('reads %s', (text) => {
  expect(JSON.stringify(parseStrictObject(text))).toBe(text)
})

test('reads what any serializer writes', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      expect(JSON.stringify(parseStrictObject(JSON.stringify(value)))).toBe(JSON.stringify(value))
    }),
  )
})
