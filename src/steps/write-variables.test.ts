import { describe, expect, test } from 'vitest'
import { compileStep, exchangeOf, runStep } from './step.fixture.ts'
import { DAY, eachTenant } from './stores.fixture.ts'
import writeVariables from './write-variables.ts'

const tenant = eachTenant()
const rows = (...all: string[][]) => all.map((cells) => `<row>${cells.map((cell) => `<cell>${cell}</cell>`).join('')}</row>`).join('')
const run = (variable: string, exchange = exchangeOf()) =>
  runStep(writeVariables, { variable, encrypt: 'false', expire: '90' }, exchange, { services: tenant.services })
const compileRows = (variable: string) => compileStep(writeVariables, { variable })

describe('Write Variables', () => {
  test('writes values of every type for the flow or for all, for 400 days', async () => {
    tenant.clock.advance(1000)
    const exchange = exchangeOf({
      body: '<o><id>5</id></o>',
      headers: { h: 'from header' },
      properties: { p: 'from property', name: 'named' },
    })
    await run(
      rows(
        ['constant', '', 'constant', 'c', 'local'],
        ['expression', 'java.lang.String', 'expression', "'${property.p}'", 'global'],
        ['header', '', 'header', 'h', 'local'],
        ['property', '', 'property', 'p', 'local'],
        ['xpath', 'java.lang.Integer', 'xpath', '/o/id', 'local'],
        ['${property.name}', '', 'constant', 'n', 'global'],
        ['nothing', '', 'property', 'none', 'local'],
        ['', '', 'constant', 'ignored', 'local'],
      ),
      exchange,
    )
    const retained = { updatedAt: 1000, retainUntil: 1000 + 400 * DAY }
    expect(await tenant.store.variables.list(1000)).toEqual(
      [
        { name: 'constant', flowId: 'Order_Flow', value: 'c' },
        { name: 'expression', flowId: '', value: "'from property'" },
        { name: 'header', flowId: 'Order_Flow', value: 'from header' },
        { name: 'named', flowId: '', value: 'n' },
        { name: 'nothing', flowId: 'Order_Flow', value: '' },
        { name: 'property', flowId: 'Order_Flow', value: 'from property' },
        { name: 'xpath', flowId: 'Order_Flow', value: '5' },
      ].map((variable) => ({ ...variable, ...retained })),
    )
  })

  test('asks for encryption unless it is switched off', async () => {
    await runStep(writeVariables, { variable: rows(['v', '', 'constant', 'x', 'local']) }, exchangeOf(), { services: tenant.services })
    expect(await tenant.store.variables.list(0)).toMatchObject([{ name: 'v', encrypted: true }])
  })

  test('takes cells by their ids', async () => {
    const cells = { type: 'expression', name: 'v', scope: 'global', value: '${property.p}', datatype: 'java.lang.String' }
    const row = Object.entries(cells).map(([id, value]) => `<cell id='${id}'>${value}</cell>`)
    await run(`<row>${row.join('')}</row>`, exchangeOf({ properties: { p: 'x' } }))
    expect(await tenant.store.variables.list(0)).toMatchObject([{ name: 'v', flowId: '', value: 'x' }])
  })

  test('a name that is empty fails the message', async () => {
    await expect(run(rows(['${header.none}', '', 'constant', 'x', 'local']))).rejects.toThrow('The variable ${header.none} has no name')
  })

  test.each([
    [rows(['v', '', 'magic', 'x', 'local']), 'Variable v: this type is unknown'],
    [rows(['v', '', 'expression', '${', 'local']), 'Variable v: '],
    [rows(['${', '', 'constant', 'x', 'local']), 'Variable ${: '],
  ])('does not deploy with %s', async (variable, reason) => {
    await expect(compileRows(variable)).rejects.toThrow(reason)
  })
})
