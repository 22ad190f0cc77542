import { expect, it } from 'vitest'
import { parseTable } from './table.ts'

it.each([
  ['', []],
  [' \n', []],
  ["<row><cell id='Name'>a</cell><cell id='Value'>&lt;b/&gt; &amp; c</cell></row>", [{ Name: 'a', Value: '<b/> & c' }]],
  ['<row><cell>a</cell><cell/></row>\n<row><cell>b</cell></row>', [{ 0: 'a', 1: '' }, { 0: 'b' }]],
])('reads %j', (raw, rows) => expect(parseTable(raw)).toEqual(rows))

it('refuses what is not well-formed', () =>
  expect(() => parseTable('<row><cell>a & b</cell></row>')).toThrow(
    expect.objectContaining({ code: 'deploy-failed', message: 'The table value is not well-formed' }),
  ))
