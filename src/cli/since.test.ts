import { expect, test } from 'vitest'
import { UsageError } from './io.ts'
import { momentOf, queryOf } from './since.ts'

const NOW = Date.UTC(2026, 0, 1, 12)

test.each([
  ['30s', '2026-01-01T11:59:30.000Z'],
  ['90m', '2026-01-01T10:30:00.000Z'],
  ['24h', '2025-12-31T12:00:00.000Z'],
  ['7d', '2025-12-25T12:00:00.000Z'],
  ['2025-06-01', '2025-06-01T00:00:00.000Z'],
  ['2025-06-01T08:00:00+02:00', '2025-06-01T06:00:00.000Z'],
])('%s is %s', (since, moment) => {
  expect(momentOf(since, NOW)).toBe(moment)
})

test.each(['yesterday', '7w', '-1h', ''])("'%s' is refused", (since) => {
  expect(() => momentOf(since, NOW)).toThrow(UsageError)
})

test('a query has what is given', () => {
  expect(queryOf({ client: 'sb-1!b1|it!b2', cause: undefined, limit: '5' })).toBe('?client=sb-1%21b1%7Cit%21b2&limit=5')
  expect(queryOf({ cause: undefined })).toBe('')
})
