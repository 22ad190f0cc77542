import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SluiceError } from '../kernel/errors.ts'
import { formatLiteral, parseLiteral } from './literal.ts'
import { parsePath, parsePredicate } from './resource-path.ts'

describe('paths', () => {
  it.each([
    ['', []],
    ['/', []],
    ['Books', [{ name: 'Books', predicate: undefined }]],
    ['Books()', [{ name: 'Books', predicate: undefined }]],
    [
      "Books('a%2Fb')/$value",
      [
        { name: 'Books', predicate: "'a/b'" },
        { name: '$value', predicate: undefined },
      ],
    ],
    ["Books(Id='it''s/(x)',Version='1')//", [{ name: 'Books', predicate: "Id='it''s/(x)',Version='1'" }]],
    [
      "$links/Configurations('Sender%20Endpoint')",
      [
        { name: '$links', predicate: undefined },
        { name: 'Configurations', predicate: "'Sender Endpoint'" },
      ],
    ],
  ])('cuts %s', (path, segments) => {
    expect(parsePath(path)).toEqual(segments)
  })

  it.each([
    ["Books('x", "Unknown literal: 'x."],
    ["Books('x'", "Unknown literal: 'x'."],
    ['Books(1)x', 'Unknown literal: 1)x.'],
    ['%E0%A4%A', 'The path has an invalid percent-encoding: %E0%A4%A'],
  ])('refuses %s', (path, message) => {
    expect(() => parsePath(path)).toThrow(new SluiceError('bad-request', message))
  })

  it('cuts predicates at commas outside of quotes', () => {
    expect(parsePredicate("Id = 'a,b=c', Version='1'")).toEqual([
      { name: 'Id', literal: "'a,b=c'" },
      { name: 'Version', literal: "'1'" },
    ])
    expect(parsePredicate("'Id=1'")).toEqual([{ name: undefined, literal: "'Id=1'" }])
  })

  it('finds any text again that was written as a key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (first, second) => {
        const path = `Set(A=${formatLiteral(first, 'Edm.String')},B=${formatLiteral(second, 'Edm.String')})/$value`
        const [set, value, ...rest] = parsePath(path)
        expect([set?.name, value?.name, rest]).toEqual(['Set', '$value', []])
        expect(parsePredicate(set?.predicate ?? '').map(({ name, literal }) => [name, parseLiteral(literal).value])).toEqual([
          ['A', first],
          ['B', second],
        ])
      }),
    )
  })

  it('answers any path with segments or a bad request', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (path) => {
        try {
          parsePath(path).flatMap(({ predicate }) => (predicate === undefined ? [] : parsePredicate(predicate)))
        } catch (error) {
          expect((error as SluiceError).code).toBe('bad-request')
        }
      }),
    )
  })
})

describe('literals', () => {
  it.each([
    ["'x'", 'string', 'x'],
    ["''", 'string', ''],
    ['7875L', 'number', 7875],
    ['-1.5', 'number', -1.5],
    ['2M', 'number', 2],
    ['true', 'boolean', true],
    ['null', 'null', null],
    ["datetime'2021-02-01T00:00:00'", 'date', 1612137600000],
  ])('reads %s', (raw, kind, value) => {
    expect(parseLiteral(raw)).toEqual({ kind, value })
  })

  it.each(["'x", "'a'b'", 'abc', '', "[aa1]'", "datetime'2021-02-30'", "datetime'x'"])('refuses %s', (raw) => {
    expect(() => parseLiteral(raw)).toThrow(new SluiceError('bad-request', `Unknown literal: ${raw}.`))
  })

  it('reads back dates and whole numbers', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), (value) => {
        expect(parseLiteral(decodeURIComponent(formatLiteral(value, 'Edm.DateTime'))).value).toBe(value)
        expect(parseLiteral(formatLiteral(value, 'Edm.Int64')).value).toBe(value)
      }),
    )
  })
})
