import { expect, test } from 'vitest'
import { facts, printable, table } from './table.ts'

const ESCAPE = '\u001b[2Jx\r\n2026-01-01 admin\u009b1m\u2028\u202egnp.exe'
const SHOWN = '\\u{1b}[2Jx\\u{d}\\u{a}2026-01-01 admin\\u{9b}1m\\u{2028}\\u{202e}gnp.exe'

test('names from outside give no orders to the terminal, and make no lines of their own', () => {
  expect(printable(ESCAPE)).toBe(SHOWN)
  expect(table(['user'], [[ESCAPE]])).toBe(`USER\n${SHOWN}\n`)
  expect(facts({ user: ESCAPE })).toBe(`user  ${SHOWN}\n`)
})

test.each(['Größe', '通知', '👩‍🚀', 'a b  c', 'it\\u{d}'])('%s stays as it is', (text) => {
  expect(printable(text)).toBe(text)
})

test('columns are as wide as what they show', () => {
  expect(
    table(
      ['a', 'b'],
      [
        ['\t', '1'],
        ['x', '2'],
      ],
    ),
  ).toBe('A      B\n\\u{9}  1\nx      2\n')
  expect(table(['a'], [], 'nothing')).toBe('nothing\n')
})
