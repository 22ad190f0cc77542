import { describe, expect, test } from 'vitest'
import type { ValueMappings } from '../../../engine/services.ts'
import { evaluate } from '../fixtures/function-bench.ts'

const table = { EA: 'piece', '': 'none' }

describe('FixValues', () => {
  test.each([
    ['0', ['EA', '', 'KG'], ['piece', 'none', 'KG']],
    ['1', ['EA', 'KG'], ['piece', 'default']],
    ['2', ['EA', 'KG'], ['piece', { failed: "The table of fixed values has no entry for 'KG'" }]],
  ])('with the strategy %s maps %j to %j', async (vmstrategy, keys, expected) =>
    expect(await evaluate('FixValues', { table, vmstrategy, vmdefault: 'default' }, [[keys]])).toEqual([expected]),
  )
})

describe('valuemap', () => {
  const settings = { agency1: 'ERP', schema1: 'Unit', agency2: 'Shop', schema2: 'Measure' }

  test('asks for each value once and keeps the contexts', async () => {
    const asked: unknown[] = []
    const valueMappings: ValueMappings = {
      async find(source, target) {
        asked.push([source, target])
        return source.value === 'EA' ? 'piece' : undefined
      },
    }
    expect(await evaluate('valuemap', { ...settings, vmstrategy: '0' }, [[['EA', 'KG'], ['EA']]], { run: { valueMappings } })).toEqual([
      ['piece', 'KG'],
      ['piece'],
    ])
    expect(asked).toEqual([
      [
        { agency: 'ERP', schema: 'Unit', value: 'EA' },
        { agency: 'Shop', schema: 'Measure' },
      ],
      [
        { agency: 'ERP', schema: 'Unit', value: 'KG' },
        { agency: 'Shop', schema: 'Measure' },
      ],
    ])
  })

  test('a missing value fails, or takes the default', async () => {
    expect(await evaluate('valuemap', { ...settings, vmstrategy: '2' }, [[['KG']]])).toEqual([
      [{ failed: "There is no value mapping of 'KG' from ERP Unit to Shop Measure" }],
    ])
    expect(await evaluate('valuemap', { ...settings, vmstrategy: '1', vmdefault: '01' }, [{ endless: 'KG' }])).toEqual([
      ['01'],
      ['01'],
      ['01'],
    ])
  })
})
