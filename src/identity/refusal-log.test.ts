import { expect, test, vi } from 'vitest'
import { ManualClock } from '../kernel/clock.ts'
import { silentLogger } from '../kernel/logger.ts'
import type { RefusalStore } from '../store/refusals.ts'
import { RefusalLog } from './refusal-log.ts'
import { Refusal } from './refusals.ts'
import { httpRequest } from './testing/http-request.fixture.ts'

function open(add: RefusalStore['add'] = async () => {}) {
  const store = { add: vi.fn(add), prune: vi.fn(async () => 0), find: vi.fn(), list: vi.fn(), countCauses: vi.fn() }
  const logger = { ...silentLogger, error: vi.fn() }
  const log = new RefusalLog({ store, clock: new ManualClock(), logger, kept: 100, keptDays: 30 })
  return { log, store, logger }
}

test('writes what was refused in one group', async () => {
  const { log, store } = open()
  const requests = [httpRequest({ target: '/http/a' }), httpRequest({ target: '/http/b?x=1' })]
  for (const request of requests) log.record(request, new Refusal('endpoint-not-found', { resource: request.path }))
  await log.flush()
  expect(store.add).toHaveBeenCalledTimes(1)
  expect(store.add.mock.calls[0]?.[0]).toEqual(
    requests.map((request) => ({
      requestId: request.id,
      time: Date.UTC(2026, 0, 1),
      cause: 'endpoint-not-found',
      status: 404,
      method: 'POST',
      path: request.path,
      remoteAddress: '192.0.2.7',
      clientId: null,
      text: 'There is no endpoint at this address',
      facts: { resource: request.path },
    })),
  )
})

test('a store that fails is logged, and the next group is written', async () => {
  const failures = [new Error('disk full')]
  const { log, store, logger } = open(async () => {
    const failure = failures.shift()
    if (failure) throw failure
  })
  for (let group = 0; group < 2; group++) {
    log.record(httpRequest({}), new Refusal('endpoint-not-found'))
    await log.flush()
  }
  expect(store.add).toHaveBeenCalledTimes(2)
  expect(logger.error).toHaveBeenCalledExactlyOnceWith('Refusals could not be kept', { count: 1, reason: 'disk full' })
})

test('prunes now and then', async () => {
  const { log, store } = open()
  for (let index = 0; index < 10; index++) log.record(httpRequest({}), new Refusal('endpoint-not-found'))
  await log.flush()
  expect(store.prune).toHaveBeenCalledExactlyOnceWith(100, Date.UTC(2025, 11, 2))
})

test('prunes by age when told, with or without a refusal', async () => {
  const { log, store } = open()
  await log.prune()
  expect(store.prune).toHaveBeenCalledExactlyOnceWith(100, Date.UTC(2025, 11, 2))
})
