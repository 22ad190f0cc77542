import { expect, it } from 'vitest'
import { Body } from '../engine/body.ts'
import step from './process-call.ts'
import { compileStep, exchangeOf } from './step.fixture.ts'

it('runs the process on the same message', async () => {
  const processes = {
    Process_11: (exchange: ReturnType<typeof exchangeOf>) => {
      exchange.body = Body.text(`${exchange.body.asText()}!`)
    },
  }
  const run = await compileStep(step, { processId: 'Process_11' }, { processes })
  const exchange = exchangeOf({ body: 'a' })
  expect(await run(exchange)).toBeUndefined()
  expect(exchange.body.asText()).toBe('a!')
})

it('does not compile without a process', async () => {
  await expect(compileStep(step)).rejects.toThrow('No local integration process is chosen')
})
