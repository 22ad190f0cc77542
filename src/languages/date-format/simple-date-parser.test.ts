import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileDateFormat } from './simple-date-format.ts'
import { compileDateParser } from './simple-date-parser.ts'

const iso = (pattern: string, text: string, isLenient?: boolean) => new Date(compileDateParser(pattern, isLenient)(text)).toISOString()

describe('compileDateParser', () => {
  test.each([
    ['yyyyMMdd', '20260115', '2026-01-15T00:00:00.000Z'],
    ['yyyy-MM-ddHH:mm:ss', '2026-01-1508:09:10', '2026-01-15T08:09:10.000Z'],
    ["yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", '2026-01-15T08:09:10.123Z', '2026-01-15T08:09:10.123Z'],
    ['dd.MM.yyyy', '5.1.2026 and more', '2026-01-05T00:00:00.000Z'],
    ['d MMM yyyy', '5 Jan 2026', '2026-01-05T00:00:00.000Z'],
    ['EEE, d MMMM yyyy', 'Thursday, 15 january 2026', '2026-01-15T00:00:00.000Z'],
    ['hh:mm a', '12:30 AM', '1970-01-01T00:30:00.000Z'],
    ['hh:mm a', '01:30 PM', '1970-01-01T13:30:00.000Z'],
    ['kk', '24', '1970-01-01T00:00:00.000Z'],
    ['yyyy-MM-dd HH:mmX', '2026-01-15 08:00+02:00', '2026-01-15T06:00:00.000Z'],
    ['yyyy-MM-dd HH:mm Z', '2026-01-15 08:00 -0530', '2026-01-15T13:30:00.000Z'],
    ['yyyy-MM-dd HH:mm z', '2026-01-15 08:00 GMT', '2026-01-15T08:00:00.000Z'],
    ['yy', '69', '1969-01-01T00:00:00.000Z'],
    ['yy', '30', '2030-01-01T00:00:00.000Z'],
    ["''yyyy''", "'2026'", '2026-01-01T00:00:00.000Z'],
    ['yyyyMMdd', '20261332', '2027-02-01T00:00:00.000Z'],
  ])('reads %s: %s', (pattern, text, expected) => expect(iso(pattern, text)).toBe(expected))

  test.each([
    ['yyyyMMdd', '', true],
    ['yyyyMMdd', '2026', true],
    ['d MMM', '5 Foo', true],
    ['HH:mm a', '10:00 xx', true],
    ['yyyy z', '2026 somewhere', true],
    ['yyyyMMdd', '20260230', false],
  ])('refuses %s: %s (lenient %s)', (pattern, text, isLenient) =>
    expect(() => compileDateParser(pattern, isLenient)(text)).toThrow(`Unparseable date: "${text}" does not have the format ${pattern}`),
  )

  test('refuses a pattern that cannot be read', () => {
    expect(() => compileDateParser('yyyy-b')).toThrow('Date format yyyy-b holds the letter b, which cannot be read')
    expect(() => compileDateParser("yyyy'T")).toThrow("The quote in date format yyyy'T does not end")
  })

  test('reads what the formatter writes', () => {
    const pattern = "yyyy-MM-dd'T'HH:mm:ss.SSSX"
    const [write, read] = [compileDateFormat(pattern), compileDateParser(pattern)]
    fc.assert(fc.property(fc.integer({ min: 0, max: Date.UTC(9999, 0) }), (instant) => read(write(instant)) === instant))
  })
})
