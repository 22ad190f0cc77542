import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SluiceError } from '../kernel/errors.ts'
import type { Condition, Value } from '../store/query.ts'
import { matches } from './condition.ts'
import type { EdmType } from './edm.ts'
import { parseFilter } from './filter.ts'

const TYPES: Readonly<Record<string, EdmType>> = {
  Status: 'Edm.String',
  'Artifact/Id': 'Edm.String',
  nullable: 'Edm.String',
  Size: 'Edm.Int64',
  Rate: 'Edm.Double',
  Open: 'Edm.Boolean',
  Start: 'Edm.DateTime',
}
const typeOf = (path: string) => (Object.hasOwn(TYPES, path) ? TYPES[path] : undefined)
const parse = (text: string) => parseFilter(text, typeOf)

describe('$filter', () => {
  it.each<[string, Condition]>([
    ["Status eq 'DONE'", { op: 'eq', field: 'Status', value: 'DONE' }],
    ["Status ne 'O''Neil'", { op: 'ne', field: 'Status', value: "O'Neil" }],
    ["'DONE' eq Status", { op: 'eq', field: 'Status', value: 'DONE' }],
    ['5 lt Size', { op: 'gt', field: 'Size', value: 5 }],
    ['Size ge 7875L', { op: 'ge', field: 'Size', value: 7875 }],
    ['Rate le -1.5e3', { op: 'le', field: 'Rate', value: -1500 }],
    ['Open', { op: 'eq', field: 'Open', value: true }],
    ['not Open', { op: 'not', condition: { op: 'eq', field: 'Open', value: true } }],
    ['Open eq false', { op: 'eq', field: 'Open', value: false }],
    ['Status eq null', { op: 'eq', field: 'Status', value: null }],
    ["nullable eq 'x'", { op: 'eq', field: 'nullable', value: 'x' }],
    ["Artifact/Id eq 'x'", { op: 'eq', field: 'Artifact/Id', value: 'x' }],
    ["Start gt datetime'2021-02-01T00:00:00'", { op: 'gt', field: 'Start', value: 1612137600000 }],
    ["Start gt datetime'2021-02-01T00:00:00.675'", { op: 'gt', field: 'Start', value: 1612137600675 }],
    ["Start gt datetimeoffset'2021-02-01T01:00:00+01:00'", { op: 'gt', field: 'Start', value: 1612137600000 }],
    ["startswith(Status,'A')", { op: 'startswith', field: 'Status', value: 'A' }],
    ["endswith(Status, 'A') eq true", { op: 'endswith', field: 'Status', value: 'A' }],
    ["substringof('A',Status) eq false", { op: 'not', condition: { op: 'contains', field: 'Status', value: 'A' } }],
    ["(Status eq 'A') ne true", { op: 'not', condition: { op: 'eq', field: 'Status', value: 'A' } }],
    [
      "Open or Status eq 'A' and Size eq 1 or not (Size eq 2)",
      {
        op: 'or',
        conditions: [
          { op: 'eq', field: 'Open', value: true },
          {
            op: 'and',
            conditions: [
              { op: 'eq', field: 'Status', value: 'A' },
              { op: 'eq', field: 'Size', value: 1 },
            ],
          },
          { op: 'not', condition: { op: 'eq', field: 'Size', value: 2 } },
        ],
      },
    ],
    [
      "((Start le datetime'1970-01-01T00:00:01' and Start ge datetime'1970-01-01T00:00') and Artifact/Id eq 'x')",
      {
        op: 'and',
        conditions: [
          {
            op: 'and',
            conditions: [
              { op: 'le', field: 'Start', value: 1000 },
              { op: 'ge', field: 'Start', value: 0 },
            ],
          },
          { op: 'eq', field: 'Artifact/Id', value: 'x' },
        ],
      },
    ],
  ])('reads %s', (text, condition) => {
    expect(parse(text)).toEqual(condition)
  })

  it.each([
    ["Colour eq 'x'", "Invalid filter: property 'Colour' at position 1 does not exist."],
    ["Status eq 'A' and toString eq 'x'", "Invalid filter: property 'toString' at position 19 does not exist."],
    ['Status eq 5', "Invalid filter: 5 at position 11 does not fit property 'Status' of type Edm.String."],
    ["Start gt '2021-02-01'", "Invalid filter: '2021-02-01' at position 10 does not fit property 'Start' of type Edm.DateTime."],
    ["Start gt datetime'yesterday'", "Unknown literal: datetime'yesterday'."],
    ["Start gt datetime'2021-13-01T00:00:00'", "Unknown literal: datetime'2021-13-01T00:00:00'."],
    ['Status', 'Invalid filter: expected a comparison operator at position 7, found the end.'],
    ['Status eq', 'Invalid filter: expected a property or a literal at position 10, found the end.'],
    ["Status like 'x'", "Invalid filter: expected a comparison operator at position 8, found 'like'."],
    ['Status eq Artifact/Id', "Invalid filter: expected a literal at position 11, found 'Artifact/Id'."],
    ["(Status eq 'x'", "Invalid filter: expected ')' at position 15, found the end."],
    ["Status eq 'x')", "Invalid filter: expected the end or an operator at position 14, found ')'."],
    ["Status eq 'x", "Invalid expression: unexpected character ''' at position 11."],
    ["tolower(Status) eq 'x'", "Invalid filter: function 'tolower' at position 1 is not supported."],
    ["startswith(Size,'x')", "Invalid filter: 'Size' at position 12 is no string."],
    ['startswith(Status,5)', "Invalid filter: expected a string at position 19, found '5'."],
    ["substringof(Status,'x')", "Invalid filter: expected a property at position 20, found ''x''."],
    ["startswith(Status,'x') eq 5", "Invalid filter: expected true or false at position 27, found '5'."],
    ['Size eq 1; drop', "Invalid expression: unexpected character ';' at position 10."],
    ['', 'Invalid filter: expected a property or a literal at position 1, found the end.'],
    [`${'('.repeat(60)}Open${')'.repeat(60)}`, 'Invalid filter: nested more than 50 levels deep.'],
    [`${'not '.repeat(60)}Open`, 'Invalid filter: nested more than 50 levels deep.'],
  ])('refuses %s', (text, message) => {
    expect(() => parse(text)).toThrow(new SluiceError('bad-request', message))
  })
})

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`
const comparison = fc.oneof(
  fc.record({
    op: fc.constantFrom('eq', 'ne', 'gt', 'ge', 'lt', 'le'),
    field: fc.constant('Status'),
    value: fc.string({ unit: 'grapheme' }),
  }),
  fc.record({ op: fc.constantFrom('eq', 'ne', 'gt', 'ge', 'lt', 'le'), field: fc.constant('Size'), value: fc.maxSafeInteger() }),
  fc.record({ op: fc.constantFrom('eq', 'le'), field: fc.constant('Start'), value: fc.integer({ min: 0, max: 4e12 }) }),
  fc.record({ op: fc.constantFrom('startswith', 'endswith', 'contains'), field: fc.constant('Artifact/Id'), value: fc.string() }),
) as fc.Arbitrary<Condition>
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    comparison,
    fc.record({ op: fc.constant('not' as const), condition: tie('condition') }),
    fc.record({
      op: fc.constantFrom('and' as const, 'or' as const),
      conditions: fc.array(tie('condition'), { minLength: 2, maxLength: 4 }),
    }),
  ),
}))

function print(node: Condition): string {
  if ('conditions' in node) return node.conditions.map((part) => `(${print(part)})`).join(` ${node.op} `)
  if ('condition' in node) return `not (${print(node.condition)})`
  if (node.op === 'contains') return `substringof(${quoted(node.value)},${node.field})`
  if (node.op === 'startswith' || node.op === 'endswith') return `${node.op}(${node.field},${quoted(node.value)})`
  if (node.field === 'Start') return `Start ${node.op} datetime'${new Date(Number(node.value)).toISOString().slice(0, -1)}'`
  return `${node.field} ${node.op} ${typeof node.value === 'string' ? quoted(node.value) : `${node.value}L`}`
}

describe('properties of the parser', () => {
  it('reads back whatever is printed', () => {
    fc.assert(
      fc.property(condition, (node) => {
        expect(parse(print(node))).toEqual(node)
      }),
    )
  })

  it('answers any text with a condition or a bad request', () => {
    const piece = fc.constantFrom(
      '(',
      ')',
      ',',
      "'",
      'eq',
      'and',
      'not',
      'Status',
      'Size',
      '1',
      'null',
      "datetime'",
      '/',
      ' ',
      'startswith(',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(' ')),
    )
    fc.assert(
      fc.property(text, (input) => {
        try {
          parse(input)
        } catch (error) {
          expect(error).toBeInstanceOf(SluiceError)
          expect((error as SluiceError).code).toBe('bad-request')
        }
      }),
      { numRuns: 500 },
    )
  })

  it('and its negation divide all rows', () => {
    const row = fc.record({
      Status: fc.option(fc.string()),
      Size: fc.option(fc.integer()),
      Start: fc.option(fc.nat()),
      'Artifact/Id': fc.option(fc.string()),
    })
    fc.assert(
      fc.property(condition, row, (node, values) => {
        const at = (field: string): Value => values[field as keyof typeof values]
        expect(matches({ op: 'not', condition: node }, at)).toBe(!matches(node, at))
      }),
    )
  })
})
