import { expect, it } from 'vitest'
import { Body } from '../engine/body.ts'
import step from './request-reply.ts'
import { compileStep, exchangeOf, runStep } from './step.fixture.ts'

it('goes on with the answer of the receiver', async () => {
  const exchange = await runStep(step, {}, exchangeOf({ body: 'question' }), {
    receiver: async (message) => {
      message.headers.set('asked', message.body.asText())
      message.body = Body.text('answer')
    },
  })
  expect([exchange.headers.get('asked'), exchange.body.asText()]).toEqual(['question', 'answer'])
})

it('does not compile without a receiver channel', async () => {
  await expect(compileStep(step)).rejects.toThrow('No receiver channel is connected')
})
