import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AdapterContext } from '../engine/define-adapter.ts'
import { CompileFailure } from '../engine/errors.ts'
import { Exchange } from '../engine/exchange.ts'
import { readConfig } from '../engine/fields.ts'
import { MessageLog } from '../engine/message-log.ts'
import type { Delivery, Inbox, IncomingMessage, MessageIdentity, PollTrigger } from '../engine/poll.ts'
import { ManualClock } from '../kernel/clock.ts'
import type { DataStoreEntry } from '../store/data-stores.ts'
import { openSqliteStore } from '../store/sqlite/open.ts'
import type { Store } from '../store/store.ts'
import dataStoreSender from './data-store-sender.ts'

const MINUTE = 60_000
const CONFIG = { storageName: 'Orders', visibility: 'global' }

let store: Store
let clock: ManualClock
let inbox: TestInbox

/** Delivers like the runtime, to a flow that fails for the bodies in `failing`. */
class TestInbox implements Inbox {
  closed = false
  readonly failing = new Set<string>()
  readonly delivered: { readonly body: string; readonly headers: Record<string, unknown> }[] = []
  readonly identities: (MessageIdentity | undefined)[] = []
  during: () => Promise<void> = async () => {}

  async deliver({ identity, retries, fill }: IncomingMessage): Promise<Delivery> {
    expect(retries).toBe(true)
    const known = identity ?? { messageGuid: `guid-${this.delivered.length}`, correlationId: 'c', start: clock.now(), retries: 0 }
    const exchange = new Exchange(new MessageLog({ ...known, flowId: 'Flow', flowName: 'Flow' }), clock.now())
    await fill(exchange)
    const body = exchange.body.asText()
    this.delivered.push({ body, headers: Object.fromEntries(exchange.headers) })
    this.identities.push(identity)
    await this.during()
    const failure = this.failing.has(body) ? new Error('broken') : undefined
    await exchange.completion.end(failure === undefined)
    const { messageGuid, correlationId, start } = known
    return { identity: { messageGuid, correlationId, start, retries: known.retries }, failure }
  }

  announce(): void {
    throw new Error('Entries are not announced')
  }

  get bodies(): string[] {
    return this.delivered.map(({ body }) => body)
  }
}

beforeEach(async () => {
  store = await openSqliteStore({ file: ':memory:' })
  clock = new ManualClock(0)
  inbox = new TestInbox()
})
afterEach(() => store.close())

function compileSender(properties: Record<string, string>): PollTrigger {
  const context = {
    flow: { id: 'Flow', services: { stores: store, clock } },
    fail: (construct: string, reason: string) => {
      throw new CompileFailure(construct, `${construct}: ${reason}`)
    },
  } as unknown as AdapterContext
  return dataStoreSender.compile(readConfig(dataStoreSender.fields, new Map(Object.entries(properties))), context) as PollTrigger
}

const poll = (properties: Record<string, string> = CONFIG) => compileSender(properties).poll(inbox)

const entry = (id: string, change: Partial<DataStoreEntry> = {}): DataStoreEntry => ({
  ...{ storeName: 'Orders', flowId: '', type: '', id, messageId: 'writer', createdAt: clock.now() },
  ...{ dueAt: 1e12, retainUntil: 1e12, headers: {} },
  ...change,
})
const put = (id: string, change: Partial<DataStoreEntry> = {}, overwrite = false) =>
  store.dataStores.put(entry(id, change), Buffer.from(`body of ${id}`), overwrite)
const left = async () => (await store.dataStores.entries({}, clock.now())).map(({ id }) => id)

describe('Data Store sender', () => {
  it('processes every entry once, oldest first, and deletes it', async () => {
    await put('late', { createdAt: 2 })
    await put('early', { createdAt: 1, headers: { order: '4711' } })
    await put('other', { storeName: 'Else' })
    await put('own', { flowId: 'Flow' })
    await put('aggregated', { type: 'Aggregator' })
    await poll()
    await poll()
    expect(inbox.delivered).toEqual([
      { body: 'body of early', headers: { order: '4711', SapDataStoreId: 'early', SAP_DataStoreRetries: 0 } },
      { body: 'body of late', headers: { SapDataStoreId: 'late', SAP_DataStoreRetries: 0 } },
    ])
    expect(await left()).toEqual(['other', 'own', 'aggregated'])
    await poll({ storageName: 'Orders', visibility: 'local' })
    expect(inbox.bodies.slice(2)).toEqual(['body of own'])
  })

  it('goes on as long as there are entries', async () => {
    for (let index = 0; index < 50; index++) await put(`e${index}`, { createdAt: index })
    let more = true
    inbox.during = async () => {
      if (more) await put('more', { createdAt: 99 })
      more = false
    }
    await poll()
    expect([inbox.bodies.length, inbox.bodies.at(-1), await left()]).toEqual([51, 'body of more', []])
  })

  it('tries an entry again after the retry interval, with its identity, while others go on', async () => {
    await put('bad', { createdAt: 0 })
    await put('good', { createdAt: 1 })
    inbox.failing.add('body of bad')
    await poll()
    expect([inbox.bodies, await left()]).toEqual([['body of bad', 'body of good'], ['bad']])
    clock.advance(MINUTE - 1)
    await poll()
    expect(inbox.bodies).toHaveLength(2)
    clock.advance(1)
    await poll()
    clock.advance(MINUTE)
    inbox.failing.clear()
    await poll()
    const first = { messageGuid: 'guid-0', correlationId: 'c', start: 0 }
    expect(inbox.identities).toEqual([
      undefined,
      undefined,
      { ...first, retries: 1, retryAt: MINUTE },
      { ...first, retries: 2, retryAt: 2 * MINUTE },
    ])
    expect([inbox.delivered.map(({ headers }) => headers.SAP_DataStoreRetries), await left()]).toEqual([[0, 0, 1, 2], []])
  })

  it('doubles the retry interval up to the longest', async () => {
    await put('bad')
    inbox.failing.add('body of bad')
    const times: number[] = []
    for (let retry = 0; retry < 6; retry++) {
      const before = clock.now()
      await poll({ ...CONFIG, RetryInterval: '3', ExponentialBackoff: '1', MaxRetryInterval: '20' })
      const { retryAt } = (await store.dataStores.retryOf(entry('bad')))!
      times.push((retryAt - before) / MINUTE)
      clock.advance(retryAt - before)
    }
    expect(times).toEqual([3, 6, 12, 20, 20, 20])
  })

  it('takes no entry that another node has, until its lock is too old', async () => {
    await put('e')
    const lock = { kind: 'lock', vendor: 'SAP', component: 'DataStoreConsumer', source: 'Orders', entry: 'e' } as const
    let held: unknown
    inbox.during = async () => {
      held = await store.processingMarks.find(lock, clock.now())
      await poll()
    }
    inbox.failing.add('body of e')
    await poll({ ...CONFIG, file_lock_timeout: '5' })
    expect([inbox.bodies.length, held]).toEqual([1, { ...lock, createdAt: 0, expiresAt: 5 * MINUTE }])
    expect(await store.processingMarks.find(lock, clock.now())).toBeUndefined()
    await store.processingMarks.claim({ ...lock, createdAt: clock.now(), expiresAt: 10 * MINUTE })
    clock.advance(10 * MINUTE - 1)
    await poll()
    expect(inbox.bodies).toHaveLength(1)
    inbox.during = async () => {}
    clock.advance(1)
    await poll()
    expect(inbox.bodies).toHaveLength(2)
  })

  it('shares entries among consumers', async () => {
    for (let index = 0; index < 12; index++) await put(`e${index}`)
    await Promise.all([poll(), poll(), poll()])
    expect([inbox.bodies.toSorted(), await left()]).toEqual([Array.from({ length: 12 }, (_, index) => `body of e${index}`).toSorted(), []])
  })

  it.each([false, true])('leaves an entry alone that took its place meanwhile (failed: %s)', async (failed) => {
    await put('e')
    if (failed) inbox.failing.add('body of e')
    inbox.during = async () => {
      inbox.closed = true
      await put('e', { messageId: 'another writer' }, true)
    }
    await poll()
    expect([await left(), await store.dataStores.retryOf(entry('e'))]).toEqual([['e'], undefined])
  })

  it('ends soon when the flow is taken down', async () => {
    await put('a')
    await put('b')
    inbox.during = async () => {
      inbox.closed = true
    }
    await poll()
    expect(await left()).toEqual(['b'])
  })

  it('polls as often as it is told', () => {
    expect([compileSender(CONFIG).interval, compileSender({ ...CONFIG, PollDelay: '300' }).interval]).toEqual([10_000, 300_000])
  })

  it.each([
    [{ storageName: '' }, 'Data Store Name: It is empty'],
    [{ storageName: 'My Orders' }, "Data Store Name: 'My Orders' contains blanks"],
    [{ storageName: 'x'.repeat(41) }, `Data Store Name: '${'x'.repeat(41)}' is longer than 40 characters`],
    [{ PollDelay: '0' }, 'Poll Interval: It must be 1 to 300, not 0'],
    [{ RetryInterval: '1441' }, 'Retry Interval: It must be 1 to 1440, not 1441'],
    [{ ExponentialBackoff: '1', MaxRetryInterval: '9' }, 'Maximum Retry Interval: It must be 10 to 1440, not 9'],
    [{ file_lock_timeout: '301' }, 'Lock Timeout: It must be 1 to 300, not 301'],
    [{ visibility: 'all' }, "visibility must be one of local, global, not 'all'"],
  ])('%j does not compile', (properties, reason) => {
    expect(() => compileSender({ ...CONFIG, ...properties } as Record<string, string>)).toThrow(reason)
  })

  it('overlooks the longest interval when it does not count', () => {
    expect(compileSender({ ...CONFIG, MaxRetryInterval: '1' }).kind).toBe('poll')
  })
})
