import { describe, expect, test } from 'vitest'
import contentModifier from './content-modifier.ts'
import { exchangeOf, runStep } from './step.fixture.ts'
import { DAY, eachTenant } from './stores.fixture.ts'

const tenant = eachTenant()
const row = (type: string, name: string, value: string, fallback = '') =>
  `<row><cell id='Action'>Create</cell><cell id='Type'>${type}</cell><cell id='Value'>${value}</cell><cell id='Default'>${fallback}</cell><cell id='Name'>${name}</cell></row>`
const variable = (name: string, flowId: string, value: string) =>
  tenant.store.variables.put({ name, flowId, value, updatedAt: 0, retainUntil: DAY })

async function propertiesOf(...rows: string[]): Promise<Record<string, unknown>> {
  const exchange = await runStep(contentModifier, { propertyTable: rows.join('') }, exchangeOf(), { services: tenant.services })
  return Object.fromEntries(exchange.properties)
}

describe('Content Modifier rows of stored values', () => {
  test('variables are those of the flow or of all flows', async () => {
    await variable('since', 'Order_Flow', 'mine')
    await variable('since', '', 'global')
    await variable('other', 'Other_Flow', 'not mine')
    expect(
      await propertiesOf(
        row('persisted variables', 'a', 'since'),
        row('global persisted variables', 'b', ' since '),
        row('persisted variables', 'c', 'other', 'default'),
      ),
    ).toEqual({ a: 'mine', b: 'global', c: 'default' })
  })

  test.each([
    ['persisted variables', 'The local variable since does not exist or is expired'],
    ['global persisted variables', 'The global variable since does not exist or is expired'],
    ['numberRange', 'Number range since does not exist'],
  ])('%s that are missing fail the message', async (type, reason) => {
    await expect(propertiesOf(row(type, 'a', 'since'))).rejects.toThrow(reason)
  })

  test('an expired variable is missing', async () => {
    await variable('since', '', 'old')
    tenant.clock.advance(DAY)
    expect(await propertiesOf(row('global persisted variables', 'a', 'since', 'default'))).toEqual({ a: 'default' })
  })

  test('every row of a number range draws a number', async () => {
    const range = { name: 'Invoices', description: '', minValue: '1', maxValue: '99', currentValue: '7', fieldLength: 4, rotate: false }
    await tenant.store.numberRanges.create({ ...range, deployedBy: 'me', deployedOn: 0 })
    expect(await propertiesOf(row('numberRange', 'a', 'Invoices'), row('numberRange', 'b', 'Invoices'))).toEqual({ a: '0007', b: '0008' })
  })

  test('a correlation id keeps its number', async () => {
    const range = {
      description: '',
      minValue: '1',
      maxValue: '99',
      currentValue: '7',
      fieldLength: 0,
      rotate: false,
      deployedBy: 'me',
      deployedOn: 0,
    }
    for (const name of ['Invoices', 'Orders']) await tenant.store.numberRanges.create({ ...range, name })
    const rows = ['Invoices:4711', 'Invoices:4712', 'Invoices: 4711', 'Orders:4711', 'Invoices:${property.a}', 'Invoices'].map(
      (value, index) => row('numberRange', 'abcdef'[index]!, value),
    )
    expect(await propertiesOf(...rows)).toEqual({ a: '7', b: '8', c: '7', d: '7', e: '9', f: '10' })
    expect(await propertiesOf(row('numberRange', 'a', 'Invoices:4712'))).toEqual({ a: '8' })
    await expect(propertiesOf(row('numberRange', 'a', 'Invoices:${nope}'))).rejects.toThrow(
      "Property a: Simple expression '${nope}': unknown function 'nope'",
    )
  })
})
