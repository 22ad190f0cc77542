import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseJson } from './json-parser.ts'
import type { JsonValue } from './json-value.ts'

const text = (value: string): JsonValue => ({ kind: 'text', text: value })
const literal = (value: string): JsonValue => ({ kind: 'text', text: value, isLiteral: true })

describe('parseJson', () => {
  it('keeps order, repeated members and the spelling of numbers', () =>
    expect(parseJson(' {"b": 1.0, "a": [12345678901234567890, -0, 1e+5], "b": true, "2": null, "c": {}, "d": []}\n')).toEqual({
      kind: 'object',
      members: [
        { name: 'b', value: literal('1.0') },
        { name: 'a', value: { kind: 'array', items: [literal('12345678901234567890'), literal('-0'), literal('1e+5')] } },
        { name: 'b', value: literal('true') },
        { name: '2', value: { kind: 'null' } },
        { name: 'c', value: { kind: 'object', members: [] } },
        { name: 'd', value: { kind: 'array', items: [] } },
      ],
    }))

  it.each([
    ['"\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\ud83d\\ude00"', '"\\/\b\f\n\r\tä😀'],
    ['""', ''],
    ['"ä😀"', 'ä😀'],
  ])('reads the string %s', (json, value) => expect(parseJson(json)).toEqual(text(value)))

  it.each([
    ['', 'line 1, column 1 (the text ends here), a value is expected'],
    ['{"a":1', "line 1, column 7 (the text ends here), ',' or '}' is expected"],
    ['{\n  "a": 1,\n  "b" 2\n}', "line 3, column 7, ':' is expected"],
    ['{"a":1,}', 'line 1, column 8, a member name in double quotes is expected'],
    ["{'a':1}", 'line 1, column 2, a member name in double quotes is expected'],
    ['[1 2]', "line 1, column 4, ',' or ']' is expected"],
    ['[1,]', 'line 1, column 4, a value is expected'],
    ['nul', 'line 1, column 1, a value is expected'],
    ['01', 'line 1, column 2, nothing may follow the value'],
    ['{} x', 'line 1, column 4, nothing may follow the value'],
    ['"a', 'line 1, column 3 (the text ends here), the string is not closed, or has a character that must be escaped'],
    ['"a\nb"', 'line 1, column 3, the string is not closed, or has a character that must be escaped'],
    ['"\\x"', "line 1, column 2, '\\x' is no escape"],
    ['"\\u12"', "line 1, column 2, '\\u' needs four hexadecimal digits"],
    ['<a/>', 'line 1, column 1, a value is expected'],
  ])('refuses %j with the place', (json, message) =>
    expect(() => parseJson(json)).toThrow(
      expect.objectContaining({ code: 'processing-failed', message: `The body is not valid JSON: at ${message}` }),
    ),
  )

  it('refuses nesting without end', () =>
    expect(() => parseJson('['.repeat(100_000))).toThrow(
      'The body is not valid JSON: at line 1, column 1001, it is nested deeper than 1000 levels',
    ))

  it('agrees with JSON.parse on every JSON text', () =>
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(undefined, 2), (json, indent) => {
        const value = JSON.parse(json)
        expect(plain(parseJson(JSON.stringify(value, null, indent)))).toEqual(strings(value))
      }),
    ))

  it('accepts exactly what JSON.parse accepts', () => {
    const characters = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      ':',
      ',',
      'a',
      '0',
      '1',
      '-',
      '.',
      'e',
      '\\',
      'u',
      ' ',
      '\n',
      'null',
      'true',
    )
    fc.assert(
      fc.property(fc.string({ unit: characters, maxLength: 12 }), (json) => {
        expect(succeeds(() => parseJson(json))).toBe(succeeds(() => JSON.parse(json)))
      }),
      { numRuns: 2000 },
    )
  })
})

function plain(value: JsonValue): unknown {
  if (value.kind === 'object') return Object.fromEntries(value.members.map((member) => [member.name, plain(member.value)]))
  if (value.kind === 'array') return value.items.map(plain)
  return value.kind === 'null' ? null : value.text
}

function strings(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strings)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, strings(member)]))
  return value === null ? null : typeof value === 'string' ? value : JSON.stringify(value)
}

function succeeds(action: () => unknown): boolean {
  try {
    action()
    return true
  } catch {
    return false
  }
}
