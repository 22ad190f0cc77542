import { describe, expect, test } from 'vitest'
import { compute, evaluate } from '../fixtures/function-bench.ts'
import { NIL, NULL, SUPPRESS } from '../value.ts'

describe('text functions', () => {
  test.each([
    ['substring', { start: '0', count: '10' }, ['2026-01-15T08:00'], '2026-01-15'],
    ['substring', { start: '2', count: '10' }, ['abc'], 'c'],
    ['substring', { start: '5', count: '1' }, ['abc'], ''],
    ['concat', { delimeter: '/' }, ['a', 'b'], 'a/b'],
    ['concat', {}, ['a', ''], 'a'],
    ['stringEquals', {}, ['a', 'a'], 'true'],
    ['stringEquals', {}, ['a', 'A'], 'false'],
    ['indexOf2', {}, ['Hello', 'l'], '2'],
    ['indexOf2', {}, ['Hello', 'x'], '-1'],
    ['indexOf3', {}, ['Hello', 'l', '3'], '3'],
    ['lastIndexOf2', {}, ['Hello', 'l'], '3'],
    ['lastIndexOf3', {}, ['Hello', 'l', '2'], '2'],
    ['lastIndexOf3', {}, ['Hello', 'H', '-1'], '-1'],
    ['compare', {}, ['a', 'c'], '-2'],
    ['compare', {}, ['abc', 'a'], '2'],
    ['compare', {}, ['a', 'a'], '0'],
    ['replaceString', {}, ['a//b//', '//', '$&'], 'a$&b$&'],
    ['replaceString', {}, ['ab', '', 'x'], 'ab'],
    ['length', {}, ['Hello'], '5'],
    ['endWith', {}, ['Hello', 'lo'], 'true'],
    ['startWith2', {}, ['Hello', 'He'], 'true'],
    ['startWith3', {}, ['Hello', 'llo', '2'], 'true'],
    ['toUpperCase', {}, ['straße'], 'STRASSE'],
    ['toLowerCase', {}, ['ABC'], 'abc'],
    ['trim', {}, [' \t a b\n '], 'a b'],
    ['trim', {}, ['\u00a0a'], '\u00a0a'],
  ])('%s %j %j gives %j', async (name, settings, values, expected) =>
    expect(await compute(name, settings as Record<string, string>, ...values)).toBe(expected),
  )

  test('a position that is no whole number fails the value, not the mapping', async () =>
    expect(await compute('indexOf3', {}, 'a', 'b', 'x')).toEqual({ failed: "'x' is not a whole number" }))
})

describe('queues of different lengths', () => {
  test('the shorter one repeats its last value within a context', async () =>
    expect(
      await evaluate('concat', {}, [
        [['a', 'b', 'c'], ['d']],
        [['1', '2'], ['3']],
      ]),
    ).toEqual([['a1', 'b2', 'c2'], ['d3']]))

  test('a constant serves every context', async () =>
    expect(await evaluate('concat', {}, [[['a'], [], ['b', 'c']], { endless: '!' }])).toEqual([['a!'], [], ['b!', 'c!']]))

  test('a context that is missing in one queue is empty', async () =>
    expect(await evaluate('concat', {}, [[['a'], ['b']], [['1']]])).toEqual([['a1'], []]))

  test('constants alone have no end', async () =>
    expect(await evaluate('concat', {}, [{ endless: 'a' }, { endless: 'b' }])).toEqual([['ab'], ['ab'], ['ab']]))

  test('a suppressed value stays suppressed; nil and null are empty text', async () =>
    expect(await evaluate('length', {}, [[['a', SUPPRESS, NIL, NULL]]])).toEqual([['1', SUPPRESS, '0', '0']]))
})
