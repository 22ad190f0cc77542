import { describe, expect, test } from 'vitest'
import { exchangeOf } from '../../exchange.fixture.ts'
import { evaluate, type QueueSketch, type Settings } from '../fixtures/function-bench.ts'
import { NULL, SUPPRESS } from '../value.ts'

type Row = [name: string, settings: Settings, inputs: QueueSketch[], expected: unknown[][]]

describe('node functions', () => {
  test.each<Row>([
    ['createIf', {}, [[['true', 'false'], ['1'], []]], [['', SUPPRESS], [''], []]],
    ['removeContexts', {}, [[['a', 'b'], [], ['c']]], [['a', 'b', 'c']]],
    ['replaceValue', { value: 'x' }, [[['a', SUPPRESS], ['b']]], [['x', SUPPRESS], ['x']]],
    ['exists', {}, [[['a', 'b'], [], [SUPPRESS]]], [['true', 'true'], ['false'], ['false']]],
    ['collapseContexts', {}, [[['a', 'b'], [], ['c']]], [['a', '', 'c']]],
    ['collapseContexts', {}, [[[SUPPRESS], [SUPPRESS, 'b']]], [['', 'b']]],
    ['mapWithDefault', { default_value: '-' }, [[['a'], [], [SUPPRESS]]], [['a'], ['-'], ['-']]],
    ['mapWithDefault', { default_value: '-' }, [[[NULL], ['']]], [['-'], ['']]],
  ])('%s %j of %j gives %j', async (name, settings, inputs, expected) => expect(await evaluate(name, settings, inputs)).toEqual(expected))
})

describe('SplitByValue', () => {
  test.each<Row>([
    ['SplitByValue', { type: '0' }, [[['a', 'b'], ['c']]], [['a'], ['b'], ['c']]],
    ['SplitByValue', { type: '0' }, [[[], ['a']]], [[], ['a']]],
    ['SplitByValue', { type: '1' }, [[['a', 'a', 'b'], ['b']]], [['a', 'a'], ['b'], ['b']]],
    [
      'SplitByValue',
      { type: '2' },
      [[['a', '', 'b', '']]],
      [
        ['a', ''],
        ['b', ''],
      ],
    ],
  ])('%s %j of %j gives %j', async (name, settings, inputs, expected) => expect(await evaluate(name, settings, inputs)).toEqual(expected))

  test('undoes removeContexts for single values', async () => {
    const [flat] = await evaluate('removeContexts', {}, [[['a'], ['b'], ['c']]])
    expect(await evaluate('SplitByValue', {}, [[flat as string[]]])).toEqual([['a'], ['b'], ['c']])
  })

  test('refuses an unknown kind', async () =>
    await expect(evaluate('SplitByValue', { type: '7' }, [[['a']]])).rejects.toThrow('type has the unknown value 7'))
})

describe('useOneAsMany', () => {
  // The order type (one for each order) goes with each item, in the contexts that the third input has.
  test('repeats the value of a context for each value of the second queue', async () =>
    expect(
      await evaluate('useOneAsMany', {}, [
        [['external'], ['internal']],
        [['i1', 'i2'], ['i3']],
        [['i1'], ['i2'], ['i3']],
      ]),
    ).toEqual([['external'], ['external'], ['internal']]))

  test('without context changes in the third queue all values share a context', async () =>
    expect(await evaluate('useOneAsMany', {}, [[['E'], ['I']], [['1', '2'], ['3']], [['1', '2', '3']]])).toEqual([['E', 'E', 'I']]))

  test('a context without values takes none', async () =>
    expect(
      await evaluate('useOneAsMany', {}, [
        [['E'], ['I']],
        [[], ['3']],
        [[], ['3']],
      ]),
    ).toEqual([[], ['I']]))

  test('fails where the first queue has not exactly one value', async () => {
    const failed = (much: string) => ({
      failed: `Too ${much} values in the first queue of the function useOneAsMany: each of its contexts must have one value, and there must be as many as in the second queue`,
    })
    expect(await evaluate('useOneAsMany', {}, [[['a', 'b']], [['1']], [['1']]])).toEqual([[failed('many')]])
    expect(await evaluate('useOneAsMany', {}, [[['a']], [['1'], ['2']], [['1'], ['2']]])).toEqual([['a'], [failed('few')]])
  })
})

describe('formatByExample', () => {
  test('gives the values the contexts of the example', async () => {
    expect(await evaluate('formatByExample', {}, [[['a', 'b', 'c']], [['1'], ['2', '3']]])).toEqual([['a'], ['b', 'c']])
    expect(
      await evaluate('formatByExample', {}, [
        [['a'], ['b']],
        [[], ['1', '2']],
      ]),
    ).toEqual([[], ['a', 'b']])
  })

  test('a constant as example puts each value into a context of its own', async () =>
    expect(await evaluate('formatByExample', {}, [[['a', 'b']], { endless: 'x' }])).toEqual([['a'], ['b']]))

  test('fails when there are more or fewer values', async () =>
    expect(await evaluate('formatByExample', {}, [[['a', 'b']], [['1']]])).toEqual(
      new Array(3).fill([{ failed: 'The function formatByExample has 2 values to put into contexts of 1 values: both must be as many' }]),
    ))
})

describe('sorting', () => {
  const sort = (type: string, asc = 'true'): Settings => ({ comparator: { type }, order: { asc } })

  test.each<Row>([
    [
      'sort',
      sort('cs'),
      [
        [
          ['b', 'B', 'a'],
          ['2', '10'],
        ],
      ],
      [
        ['B', 'a', 'b'],
        ['10', '2'],
      ],
    ],
    ['sort', sort('ci'), [[['b', 'B', 'a']]], [['a', 'b', 'B']]],
    ['sort', sort('num'), [[['10', '2', '-1']]], [['-1', '2', '10']]],
    ['sort', sort('num', 'false'), [[['10', '2', '-1']]], [['10', '2', '-1']]],
    [
      'sortByKey',
      sort('num'),
      [
        [
          ['3', '1', '2'],
          ['2', '1'],
        ],
        [
          ['c', 'a', 'b'],
          ['y', 'x'],
        ],
      ],
      [
        ['a', 'b', 'c'],
        ['x', 'y'],
      ],
    ],
  ])('%s %j of %j gives %j', async (name, settings, inputs, expected) => expect(await evaluate(name, settings, inputs)).toEqual(expected))

  test('refuses an unknown comparator', async () =>
    await expect(evaluate('sort', sort('magic'), [[['a']]])).rejects.toThrow('The sort comparator magic is not known'))
})

describe('values of the message', () => {
  const run = { exchange: exchangeOf({ headers: { Plant: 1000 }, properties: { region: 'EU' } }) }

  test('come by name, in each context', async () => {
    expect(await evaluate('getHeader', {}, [{ endless: 'plant' }], { run })).toEqual([['1000'], ['1000'], ['1000']])
    expect(await evaluate('getProperty', {}, [[['region'], ['other']]], { run })).toEqual([['EU'], [NULL]])
  })
})
