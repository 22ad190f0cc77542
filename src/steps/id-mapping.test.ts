import { expect, it } from 'vitest'
import step from './id-mapping.ts'
import { compileStep, exchangeOf, runStep } from './step.fixture.ts'
import { DAY, eachTenant } from './stores.fixture.ts'

const tenant = eachTenant()

const PROPERTIES = { sourceMessageID: '${header.order}', context: 'Warehouse', targetHeader: 'target', visibility: 'local', expire: '2' }

/** The id that a message with this source id gets. */
async function targetOf(order: string, properties: Record<string, string> = {}): Promise<unknown> {
  const exchange = exchangeOf({ headers: { order, system: 'ERP' } })
  const { headers } = await runStep(step, { ...PROPERTIES, ...properties }, exchange, { services: tenant.services })
  return headers.get('target')
}

it('gives one id to one source id and context', async () => {
  const first = await targetOf('4711')
  expect(first).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  expect(await targetOf('4711')).toBe(first)
  expect(await targetOf('4712')).not.toBe(first)
  expect(await targetOf('4711', { context: 'Shop' })).not.toBe(first)
  const byExpression = await targetOf('4711', { context: '${header.system}' })
  expect(await targetOf('4711', { context: 'ERP' })).toBe(byExpression)
})

it('is of its flow, or of all of them', async () => {
  await targetOf('4711')
  await targetOf('4711', { visibility: 'global' })
  const kept = await tenant.store.idMaps.from('4711', 0)
  expect(kept.map(({ mapper, context, qualifier, expiresAt }) => [mapper, context, qualifier, expiresAt])).toEqual([
    ['IDMapper', 'Warehouse', '', 2 * DAY],
    ['IDMapper', 'Warehouse', 'Order_Flow', 2 * DAY],
  ])
})

it('begins anew after the expiration period', async () => {
  const first = await targetOf('4711')
  tenant.clock.advance(2 * DAY)
  expect(await targetOf('4711')).not.toBe(first)
})

it.each([
  ['', {}, 'No message ID could be found using the expression ${header.order}'],
  ['4711', { context: '${header.none}' }, "The context must be a letter and then letters, digits, '_', '~' or '-', not ''"],
])('fails for the source id %j with %j', async (order, properties, reason) => {
  await expect(targetOf(order, properties)).rejects.toThrow(expect.objectContaining({ code: 'processing-failed', message: reason }))
})

it.each([
  [{ sourceMessageID: '' }, 'The source message ID is not given'],
  [{ sourceMessageID: '${nope}' }, "The source message ID: Simple expression '${nope}': unknown function 'nope' at position 1"],
  [{ context: ' ' }, 'The context is not given'],
  [{ context: '1st' }, "The context must be a letter and then letters, digits, '_', '~' or '-', not '1st'"],
  [{ targetHeader: '' }, 'The target header is not given'],
  [{ expire: '0' }, 'The expiration period must be 1 day or more, not 0'],
])('does not compile %j', async (properties, reason) => {
  const compiled = compileStep(step, { ...PROPERTIES, ...properties } as Record<string, string>, { services: tenant.services })
  await expect(compiled).rejects.toThrow(expect.objectContaining({ construct: 'ID Mapping', message: reason }))
})
