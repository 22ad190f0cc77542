import { describe, expect, test } from 'vitest'
import { evaluate } from '../fixtures/function-bench.ts'
import { NIL } from '../value.ts'

describe('constants', () => {
  test('const has its value in every context', async () =>
    expect(await evaluate('const', { value: 'EUR' }, [])).toEqual([['EUR'], ['EUR'], ['EUR']]))

  test('CopyValue takes the value at a position of each context, counted from 0', async () =>
    expect(await evaluate('CopyValue', { nnumber: '1' }, [[['a', 'b', 'c'], ['d']]])).toEqual([['b'], []]))

  test('xsiNil and isNil', async () => {
    expect(await evaluate('xsiNil', {}, [])).toEqual([[NIL], [NIL], [NIL]])
    expect(await evaluate('isNil', {}, [[['', NIL]]])).toEqual([['false', 'true']])
  })
})
