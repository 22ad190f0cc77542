import { expect, test } from 'vitest'
import { Body } from '../engine/body.ts'
import persist from './persist.ts'
import { compileStep, exchangeOf, runStep } from './step.fixture.ts'
import { eachTenant } from './stores.fixture.ts'

const tenant = eachTenant()

test('keeps the message as it was at the step, when the message has ended', async () => {
  tenant.clock.advance(1000)
  const exchange = exchangeOf({ body: 'first', headers: { 'Content-Type': 'text/plain', order: 1 } })
  exchange.attachments.set('note', { contentType: 'text/csv', content: Buffer.from('a,b'), headers: new Map([['x', 'y']]) })
  await runStep(persist, { stepid: 'Received', enableEncrypt: 'false' }, exchange, { services: tenant.services })
  exchange.body = Body.text('later')
  exchange.headers.set('order', 2)
  const { messageStore } = tenant.store
  expect(await messageStore.ofMessage('AGguid')).toEqual([])
  await exchange.completion.run()
  const [entry, ...others] = await messageStore.ofMessage('AGguid')
  expect([entry, others]).toEqual([
    { id: entry?.id, messageGuid: 'AGguid', storeId: 'Received', time: 1000, contentType: 'text/plain', hasAttachments: true },
    [],
  ])
  expect(Buffer.from((await messageStore.content(entry!.id))!).toString()).toBe('first')
  expect(await messageStore.properties(entry!.id)).toEqual([
    { name: 'Content-Type', value: 'text/plain' },
    { name: 'order', value: '1' },
  ])
  expect(await messageStore.attachments(entry!.id)).toMatchObject([
    { name: 'note', contentType: 'text/csv', properties: [{ name: 'x', value: 'y' }] },
  ])
})

test('asks for encryption unless it is switched off', async () => {
  const exchange = await runStep(persist, { stepid: 'Received' }, exchangeOf(), { services: tenant.services })
  await exchange.completion.run()
  expect(await tenant.store.messageStore.ofMessage('AGguid')).toMatchObject([{ encrypted: true }])
})

test('does not deploy without Step ID', async () => {
  await expect(compileStep(persist)).rejects.toThrow('The step has no Step ID')
})
