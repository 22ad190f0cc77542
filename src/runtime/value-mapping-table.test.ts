import { describe, expect, test } from 'vitest'
import type { MappedValue } from '../iflow/value-mapping.ts'
import { ValueMappingTable } from './value-mapping-table.ts'

const entry = (agency: string, value: string, isDefault = false): MappedValue => ({ agency, schema: 'Unit', value, isDefault })
const erp = (value: string) => ({ agency: 'ERP', schema: 'Unit', value })
const shop = { agency: 'Shop', schema: 'Unit' }

function tableOf(...groups: MappedValue[][]): ValueMappingTable {
  const table = new ValueMappingTable()
  table.put('Units', groups)
  return table
}

describe('ValueMappingTable', () => {
  test('maps in both directions and knows nothing else', async () => {
    const table = tableOf([entry('ERP', 'EA'), entry('Shop', 'piece')])
    expect(await table.find(erp('EA'), shop)).toBe('piece')
    expect(await table.find({ ...shop, value: 'piece' }, { agency: 'ERP', schema: 'Unit' })).toBe('EA')
    expect(await table.find(erp('KG'), shop)).toBeUndefined()
    expect(await table.find(erp('EA'), { agency: 'Shop', schema: 'Other' })).toBeUndefined()
  })

  test('takes the first of several groups, or the default', async () => {
    expect(
      await tableOf([entry('ERP', 'EA'), entry('Shop', 'one')], [entry('ERP', 'EA'), entry('Shop', 'two')]).find(erp('EA'), shop),
    ).toBe('one')
    const table = tableOf([entry('ERP', 'EA'), entry('Shop', 'one')], [entry('ERP', 'EA'), entry('Shop', 'two', true)])
    expect(await table.find(erp('EA'), shop)).toBe('two')
  })

  test('forgets an artifact that is undeployed', async () => {
    const table = tableOf([entry('ERP', 'EA'), entry('Shop', 'piece')])
    table.delete('Units')
    expect(await table.find(erp('EA'), shop)).toBeUndefined()
  })
})
