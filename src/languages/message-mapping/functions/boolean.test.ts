import { describe, expect, test } from 'vitest'
import { compute, evaluate } from '../fixtures/function-bench.ts'
import { SUPPRESS } from '../value.ts'

describe('boolean functions', () => {
  test.each([
    ['and', ['true', '1'], 'true'],
    ['and', ['TRUE', 'yes'], 'false'],
    ['or', ['false', 'True'], 'true'],
    ['or', ['0', ''], 'false'],
    ['not', ['false'], 'true'],
    ['not', ['1'], 'false'],
    ['equals', ['true', '1'], 'true'],
    ['notEquals', ['true', 'no'], 'true'],
  ])('%s %j gives %s', async (name, values, expected) => expect(await compute(name, {}, ...values)).toBe(expected))
})

const conditions = [['true', 'false', 'true']]
const then = [['a', 'b', 'c']]
const otherwise = [['x', 'y', 'z']]

describe('if', () => {
  test('all inputs move on with every value', async () =>
    expect(await evaluate('iF', {}, [then, conditions, otherwise])).toEqual([['a', 'y', 'c']]))

  test('ifS moves on only in the branch that it takes', async () =>
    expect(await evaluate('iFS', {}, [then, conditions, otherwise])).toEqual([['a', 'x', 'b']]))

  test('ifS does not need the branch that it does not take', async () => {
    expect(await evaluate('iFS', {}, [[['a']], [['true']], [[]]])).toEqual([['a']])
    expect(await evaluate('iFS', {}, [[[]], [['true']], [['x']]])).toEqual([[SUPPRESS]])
  })

  test('each context is decided for itself', async () =>
    expect(await evaluate('iF', {}, [[['a'], ['b']], [['true'], ['false']], { endless: '-' }])).toEqual([['a'], ['-']]))

  test('a suppressed condition suppresses the result', async () =>
    expect(await evaluate('iF', {}, [then, [['true', SUPPRESS, 'false']], otherwise])).toEqual([['a', SUPPRESS, 'z']]))
})

describe('ifWithoutElse', () => {
  test('suppresses for a target', async () =>
    expect(await evaluate('ifWithoutElse', { keepss: 'false' }, [conditions, then], { feedsTarget: true })).toEqual([['a', SUPPRESS, 'c']]))

  test('filters for a function, unless it keeps suppressed values', async () => {
    expect(await evaluate('ifWithoutElse', { keepss: 'false' }, [conditions, then])).toEqual([['a', 'c']])
    expect(await evaluate('ifWithoutElse', { keepss: 'true' }, [conditions, then])).toEqual([['a', SUPPRESS, 'c']])
  })

  test('ifSWithoutElse moves on only when the condition holds', async () => {
    expect(await evaluate('ifSWithoutElse', {}, [conditions, then])).toEqual([['a', 'b']])
    expect(await evaluate('ifSWithoutElse', {}, [conditions, then], { feedsTarget: true })).toEqual([['a', SUPPRESS, 'b']])
  })
})
