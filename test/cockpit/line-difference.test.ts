import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type DifferenceLine,
  lineDifference,
  linesWithSigns,
  withContext,
} from '../../cockpit/src/components/difference/line-difference.ts'
import { lined } from '../../cockpit/src/pages/message/trace/lined.ts'
import { intervalsOf } from '../../cockpit/src/pages/messages/range.ts'
import { problemsOf } from '../../cockpit/src/pages/runtime-artifact/deploy-problems.ts'

const SIGNS = { same: ' ', removed: '-', added: '+' } as const
const drawn = (lines: readonly DifferenceLine[]) => lines.map(({ kind, text }) => SIGNS[kind] + text)

describe('line difference', () => {
  test.each([
    ['', '', []],
    ['', 'a', ['+a']],
    ['a', '', ['-a']],
    ['a\nb\nc', 'a\nb\nc', [' a', ' b', ' c']],
    ['a\nb\nc', 'a\nx\nc', [' a', '-b', '+x', ' c']],
    ['a\nb\nc\nd', 'a\nc\nd\ne', [' a', '-b', ' c', ' d', '+e']],
    ['a\r\nb', 'a\nb', [' a', ' b']],
  ])('%j → %j', (before, after, expected) => expect(drawn(lineDifference(before, after))).toEqual(expected))

  test('of the server is read from its signs', () => {
    expect(linesWithSigns('…\n  - a\n- b\n+ … c\n\n… 3 more lines')).toEqual([
      '…',
      { kind: 'same', text: '- a' },
      { kind: 'removed', text: 'b' },
      { kind: 'added', text: '… c' },
      { kind: 'same', text: '' },
      '… 3 more lines',
    ])
  })

  test('both texts can be read from it', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 }).map((lines) => lines.join('\n'))
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = lineDifference(before, after)
        const side = (other: DifferenceLine['kind']) =>
          lines
            .filter(({ kind }) => kind !== other)
            .map((line) => line.text)
            .join('\n')
        expect([side('added'), side('removed')]).toEqual([before, after])
      }),
    )
  })

  test('texts that are too long to compare are told as replaced, apart from what they share at their ends', () => {
    const numbers = (offset: number) => Array.from({ length: 2000 }, (_, index) => String(index + offset))
    const lines = lineDifference(['same', ...numbers(0), 'end'].join('\n'), ['same', ...numbers(10_000), 'end'].join('\n'))
    expect([lines.length, lines[0], lines.at(-1)]).toEqual([4002, { kind: 'same', text: 'same' }, { kind: 'same', text: 'end' }])
  })

  test('lines far from a change are left out', () => {
    const same = Array.from({ length: 20 }, (_, index) => `line ${index}`)
    const [first, change, last] = withContext(lineDifference(same.join('\n'), same.with(10, 'new').join('\n')))
    expect([first, last]).toEqual([{ omitted: 7 }, { omitted: 6 }])
    expect(change && 'lines' in change && drawn(change.lines)).toEqual([
      ...[' line 7', ' line 8', ' line 9'],
      ...['-line 10', '+new'],
      ...[' line 11', ' line 12', ' line 13'],
    ])
    expect(withContext(lineDifference('a', 'a'))).toEqual([{ omitted: 1 }])
    expect(withContext([])).toEqual([])
  })
})

test.each([
  ['<a><b>1</b> <c/></a>', '<a>\n<b>1</b>\n<c/>\n</a>'],
  ['{"a":[1]}', '{\n  "a": [\n    1\n  ]\n}'],
  ['{broken', '{broken'],
  ['{"a":\n1}', '{"a":\n1}'],
  ['plain', 'plain'],
])('%j is read as %j', (text, expected) => expect(lined(text)).toBe(expected))

test('a deploy error is taken apart', () => {
  const error =
    'Gather in Step_1 (Gather): This step is not supported\nHTTPS sender in MessageFlow_1: urlPath: is empty\nThe address /x is in use by Orders'
  expect(problemsOf(error)).toEqual([
    { construct: 'Gather', element: 'Step_1', name: 'Gather', reason: 'This step is not supported' },
    { construct: 'HTTPS sender', element: 'MessageFlow_1', name: undefined, reason: 'urlPath: is empty' },
    { construct: undefined, element: undefined, name: undefined, reason: 'The address /x is in use by Orders' },
  ])
  expect(problemsOf(null)).toEqual([])
})

test.each([
  [{ since: 3_600_000 * 10, until: undefined }, 3_600_000 * 11, { since: 36_000_000, until: 39_660_000, interval: 60_000 }],
  [{ since: undefined, until: undefined }, 86_400_000 * 40, { since: 864_000_000, until: 3_499_200_000, interval: 43_200_000 }],
  [{ since: 5000, until: 4000 }, 9000, { since: 4000, until: 5000, interval: 1000 }],
])('bars of %o', (range, now, expected) => expect(intervalsOf(range, now)).toEqual(expected))
