import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvLine, readCsv } from './csv.ts'

describe('readCsv', () => {
  it.each([
    ['', []],
    ['a', [['a']]],
    [
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a,b\r\n1,2\r3,4',
      [
        ['a', 'b'],
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    [
      ',\n,x,',
      [
        ['', ''],
        ['', 'x', ''],
      ],
    ],
    ['a\n\n\r\nb', [['a'], ['b']]],
    ['"a,b","c""d","e\nf"', [['a,b', 'c"d', 'e\nf']]],
    ['""\n"",', [['', '']]],
    ['a"b,"c"d , "e"', [['a"b', 'cd ', ' "e"']]],
  ])('reads %j', (text, rows) => expect(readCsv(text, ',')).toEqual(rows))

  it('reads with a separator of more than one character', () => expect(readCsv('a;;b;c', ';;')).toEqual([['a', 'b;c']]))

  it('names the line of a quote that is not closed', () =>
    expect(() => readCsv('a,b\r\nc,"d\ne', ',')).toThrow(
      expect.objectContaining({
        code: 'processing-failed',
        message: 'The body is no valid CSV: the quote that opens in line 2 is not closed',
      }),
    ))
})

describe('csvLine', () => {
  it.each([
    [['a', 'b'], 'a;b'],
    [['a;b', 'c"d', 'e\nf', ' g '], '"a;b";"c""d";"e\nf"; g '],
    [[''], ''],
  ])('writes %j', (values, line) => expect(csvLine(values, ';')).toBe(line))

  it('is read back as it was', () =>
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string({ unit: fc.constantFrom('a', ';', '"', '\n', '\r', ' ') }), { minLength: 2, maxLength: 4 }), {
          maxLength: 4,
        }),
        (rows) => {
          expect(readCsv(rows.map((row) => `${csvLine(row, ';')}\n`).join(''), ';')).toEqual(rows)
        },
      ),
    ))
})
