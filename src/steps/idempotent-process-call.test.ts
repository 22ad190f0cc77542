import { describe, expect, test } from 'vitest'
import { Ending } from '../engine/define-step.ts'
import type { Exchange } from '../engine/exchange.ts'
import { Transaction } from '../engine/transaction.ts'
import { MessageEnded } from '../engine/walk.ts'
import idempotentProcessCall from './idempotent-process-call.ts'
import { compileStep, exchangeOf, runStep } from './step.fixture.ts'
import { DAY, eachTenant } from './stores.fixture.ts'

const tenant = eachTenant()
const message = (id = '1') => exchangeOf({ headers: { id } })

function run(
  exchange: Exchange,
  process: (exchange: Exchange) => void | Promise<void>,
  properties: Record<string, string> = {},
  node = 'Step_1',
) {
  const all = { processId: 'Process_2', sourceMessageID: '${header.id}', ...properties }
  return runStep(idempotentProcessCall, all, exchange, { services: tenant.services, processes: { Process_2: process }, node: { id: node } })
}

/** What the process saw of the duplicate property at each call. */
function recorder() {
  const calls: unknown[] = []
  return { calls, process: ({ properties }: Exchange) => void calls.push(properties.get('CamelDuplicateMessage') ?? 'new') }
}

describe('Idempotent Process Call', () => {
  test('runs the process once for an id and tells duplicates', async () => {
    const { calls, process } = recorder()
    await run(message(), process)
    const duplicate = await run(message(), process)
    const other = await run(message('2'), process)
    expect([calls, duplicate.properties.get('CamelDuplicateMessage'), other.properties.has('CamelDuplicateMessage')]).toEqual([
      ['new', 'new'],
      true,
      false,
    ])
  })

  test('can run it for duplicates too, and forgets what an earlier call said', async () => {
    const { calls, process } = recorder()
    const exchange = message()
    for (const id of ['1', '1', '2']) {
      exchange.headers.set('id', id)
      await run(exchange, process, { skipOnDuplicate: 'false' })
    }
    expect(calls).toEqual(['new', true, 'new'])
  })

  test('steps do not share ids, and after 90 days an id is new', async () => {
    const { calls, process } = recorder()
    await run(message(), process)
    await run(message(), process, {}, 'Step_2')
    tenant.clock.advance(90 * DAY)
    await run(message(), process)
    expect(calls).toEqual(['new', 'new', 'new'])
  })

  test('an id counts only when the process ended well', async () => {
    const { calls, process } = recorder()
    const failing = () => {
      throw new Error('receiver is down')
    }
    await expect(run(message(), failing)).rejects.toThrow('receiver is down')
    await run(message(), process)
    expect([calls, await tenant.store.processingMarks.list('lock', 0)]).toEqual([['new'], []])
  })

  test('an id counts when the process ends the whole message, unless that was cancelled', async () => {
    const ends = () => {
      throw new MessageEnded(Ending.terminate)
    }
    const cancelled = message('2')
    cancelled.log.cancelled = true
    await expect(run(message(), ends)).rejects.toBeInstanceOf(MessageEnded)
    await expect(run(cancelled, ends)).rejects.toBeInstanceOf(MessageEnded)
    expect((await tenant.store.processingMarks.list('idempotent', 0)).map(({ entry }) => entry)).toEqual(['1'])
  })

  test('a message with an id that is in process fails', async () => {
    const second = recorder()
    await run(message(), async () => {
      await expect(run(message(), second.process)).rejects.toThrow("Another message with the ID '1' is in process")
    })
    expect(second.calls).toEqual([])
  })

  test('an id is forgotten when the transaction around it is rolled back', async () => {
    const { calls, process } = recorder()
    const exchange = message()
    exchange.transaction = new Transaction({ stores: tenant.store, clock: tenant.clock, timeoutMinutes: 30 })
    await run(exchange, process)
    await exchange.transaction.rollback()
    await run(message(), process)
    expect(calls).toEqual(['new', 'new'])
  })

  test('a message without id fails', async () => {
    await expect(run(message(''), () => {})).rejects.toThrow('No message ID could be found using the expression ${header.id}')
  })

  test.each([
    [{}, 'No local integration process is chosen'],
    [{ processId: 'Process_2' }, 'There is no message ID'],
    [{ processId: 'Process_2', sourceMessageID: '${' }, 'Message ID: '],
  ])('does not deploy with %j', async (properties, reason) => {
    await expect(compileStep(idempotentProcessCall, properties as Record<string, string>)).rejects.toThrow(reason)
  })
})
