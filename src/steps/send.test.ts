import { expect, it } from 'vitest'
import { Body } from '../engine/body.ts'
import step from './send.ts'
import { compileStep, exchangeOf, runStep } from './step.fixture.ts'

it('sends a copy and goes on with the message as it was', async () => {
  const sent: string[] = []
  const exchange = await runStep(step, {}, exchangeOf({ body: 'news', headers: { a: '1' } }), {
    receiver: async (message) => {
      sent.push(message.body.asText())
      message.headers.set('a', '2')
      message.properties.set('b', 'x')
      message.body = Body.text('answer')
    },
  })
  expect(sent).toEqual(['news'])
  expect([exchange.body.asText(), exchange.headers.get('a'), exchange.properties.has('b')]).toEqual(['news', '1', false])
})

it('waits for the receiver and passes its failure on', async () => {
  const receiver = async () => {
    throw new Error('unreachable')
  }
  await expect(runStep(step, {}, exchangeOf(), { receiver })).rejects.toThrow('unreachable')
})

it('does not compile without a receiver channel', async () => {
  await expect(compileStep(step)).rejects.toThrow('No receiver channel is connected')
})
