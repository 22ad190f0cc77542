import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ManualClock } from '../kernel/clock.ts'
import { silentLogger } from '../kernel/logger.ts'
import type { AuditEntry, AuditExtent, AuditLogStore } from '../store/audit-log.ts'
import { memoryVault } from '../store/open-vault.ts'
import { openSqliteStore } from '../store/sqlite/open.ts'
import type { Store } from '../store/store.ts'
import { beginAuditLog } from './audit-beginning.ts'
import { type AuditedAction, AuditLog, auditText } from './audit-log.ts'

const DAY = 86_400_000
const START = Date.UTC(2026, 0, 1)

let store: Store
let clock: ManualClock
beforeEach(async () => {
  clock = new ManualClock()
  store = await openSqliteStore({ file: ':memory:', clock })
})
afterEach(() => store.close())

const vault = memoryVault()
const logger = { ...silentLogger, error: vi.fn() }
const open = (auditLog: AuditLogStore = store.auditLog) => new AuditLog({ store: auditLog, vault, clock, logger, keptDays: 365 })

const begin = (isNew: boolean) => beginAuditLog({ store: store.auditLog, vault, clock }, isNew)

const action = (objectName: string, change: Partial<AuditedAction> = {}): AuditedAction => ({
  request: { id: `request-${objectName}`, remoteAddress: '192.0.2.7' },
  user: 'admin',
  userType: 'administrator',
  action: 'create',
  objectType: 'application client',
  objectName,
  ...change,
})

const newestFirst = { orderBy: [{ field: 'sequence', descending: true }] } as const
const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/)
const seal = expect.stringMatching(/^[\w-]{43}$/)

/** A log of so many entries: its beginning, and clients. */
async function filled(count: number): Promise<AuditLog> {
  await begin(true)
  const log = open()
  for (let index = 2; index <= count; index++) log.record(action(`client-${index}`))
  await log.flush()
  return log
}

test('keeps who did what, when and from where', async () => {
  const log = open()
  log.record(action('orders', { details: { roles: ['ESBMessaging.send'] } }))
  expect(await log.query({})).toEqual([
    {
      id: uuid,
      sequence: 1,
      time: START,
      user: 'admin',
      userType: 'administrator',
      action: 'create',
      objectType: 'application client',
      objectName: 'orders',
      remoteAddress: '192.0.2.7',
      requestId: 'request-orders',
      details: { roles: ['ESBMessaging.send'] },
      previous: '',
      seal,
    },
  ])
})

test('speaks the words of the real audit log', () => {
  const text = (change: Partial<AuditEntry>) => auditText({ ...action('x'), ...change } as AuditEntry)
  expect(text({ objectType: 'access token', objectName: '51ddd' })).toBe('Creating access token: 51ddd')
  expect(text({ action: 'update' })).toBe('Updating application client: x')
  expect(text({ action: 'delete', objectType: 'cloud access token', objectName: '51ddd' })).toBe('Deleting cloud access token: 51ddd')
})

test('an entry that cannot be stored stands in the log of the server', async () => {
  const log = open({ ...store.auditLog, append: async () => Promise.reject(new Error('disk full')) })
  log.record(action('orders'))
  await log.flush()
  const { request: _, ...event } = action('orders')
  const expected = { ...event, time: START, remoteAddress: '192.0.2.7', requestId: 'request-orders', details: {} }
  expect(logger.error).toHaveBeenCalledExactlyOnceWith('Audit log entry could not be stored', { reason: 'disk full', ...expected })
})

describe('retention', () => {
  test('takes away what is too old and says so', async () => {
    const log = await filled(2)
    clock.advance(100 * DAY)
    log.record(action('younger'))
    await log.flush()
    await log.prune()
    expect((await log.query(newestFirst)).map(({ objectName }) => objectName)).toEqual(['younger', 'client-2', 'of a new installation'])
    clock.advance(266 * DAY)
    await log.prune()
    const [retention, ...others] = await log.query(newestFirst)
    expect(others.map(({ objectName }) => objectName)).toEqual(['younger'])
    expect(retention).toMatchObject({
      user: 'sluice',
      userType: 'system',
      action: 'delete',
      objectType: 'audit log entries',
      details: { count: 2 },
    })
    expect(auditText(retention!)).toBe('Deleting audit log entries: before 2026-01-02T00:00:00.000Z')
    expect(await log.verify()).toEqual({ intact: true, first: 3, last: 4 })
  })
})

describe('verification', () => {
  /** The log as somebody left it who can change the database and does not have the key. */
  function tampered(
    change: (entries: AuditEntry[]) => AuditEntry[],
    extent: (given: AuditExtent) => AuditExtent | undefined = (given) => given,
  ) {
    const { auditLog } = store
    return open({
      ...auditLog,
      async query(query) {
        const [low, high] = query.where?.op === 'and' ? query.where.conditions : [query.where, undefined]
        const all = change(await auditLog.query({ orderBy: [{ field: 'sequence', descending: false }] }))
        const bounds = [low, high].map((bound) => (bound && 'value' in bound ? Number(bound.value) : Number.MAX_SAFE_INTEGER))
        return all.filter(({ sequence }) => sequence > bounds[0]! && sequence <= bounds[1]!).slice(0, query.limit)
      },
      count: async () => change(await auditLog.query({})).length,
      extent: async () => {
        const given = await auditLog.extent()
        return given && extent(given)
      },
    })
  }
  const same = (entries: AuditEntry[]) => entries
  const changed = (sequence: number, problem: string) => ({ intact: false, sequence, problem })

  test('sees that the whole log was taken away, with the record of its extent', async () => {
    await filled(3)
    const gone = tampered(
      () => [],
      () => undefined,
    )
    expect(await gone.verify()).toEqual(changed(1, 'The log is gone, its beginning included.'))
  })

  test('sees a log that began anew while the server ran, and one that it found gone when it started', async () => {
    const log = open()
    log.record(action('next'))
    expect(await log.verify()).toEqual(changed(1, 'The log does not begin with its beginning: what was before entry 1 is gone.'))
    const other = await openSqliteStore({ file: ':memory:', clock })
    await beginAuditLog({ store: other.auditLog, vault, clock }, false)
    expect(await open(other.auditLog).verify()).toEqual(changed(1, 'The log before this one is gone.'))
    await other.close()
  })

  test('a log begins once, with an entry of the server', async () => {
    for (const isNew of [true, true, false]) await begin(isNew)
    expect(await open().verify()).toEqual({ intact: true, first: 1, last: 1 })
    const [entry] = await open().query({})
    expect([auditText(entry!), entry!.user, entry!.userType]).toEqual(['Creating audit log: of a new installation', 'sluice', 'system'])
  })

  test('a log of which retention has left nothing old is intact', async () => {
    const log = await filled(2)
    clock.advance(400 * DAY)
    await log.prune()
    expect(await log.verify()).toEqual({ intact: true, first: 3, last: 3 })
  })

  test('a log of many pages is intact', async () => {
    expect(await (await filled(2500)).verify()).toEqual({ intact: true, first: 1, last: 2500 })
    expect(await tampered(same).verify()).toEqual({ intact: true, first: 1, last: 2500 })
  })

  test('a log is intact while others write', async () => {
    const log = await filled(10)
    const verifying = log.verify()
    for (let index = 0; index < 10; index++) log.record(action(`more-${index}`))
    const [verdict] = await Promise.all([verifying, log.flush()])
    expect(verdict.intact).toBe(true)
  })

  test.each(['user', 'action', 'objectName', 'remoteAddress', 'time', 'details', 'seal', 'previous'] as const)(
    'sees another %s',
    async (name) => {
      await filled(3)
      const log = tampered((entries) => entries.map((entry) => (entry.sequence === 2 ? { ...entry, [name]: `${entry[name]}x` } : entry)))
      expect(await log.verify()).toEqual(changed(2, 'Entry 2 was changed.'))
    },
  )

  test('sees that an entry is missing, at each place', async () => {
    await filled(3)
    const without = (sequence: number) => tampered((entries) => entries.filter((entry) => entry.sequence !== sequence)).verify()
    expect(await without(1)).toEqual(changed(1, 'Entry 1 is missing.'))
    expect(await without(2)).toEqual(changed(2, 'Entry 2 is missing.'))
    expect(await without(3)).toEqual(changed(3, 'The newest entries are missing, from 3 to 3.'))
  })

  test('sees that everything is missing', async () => {
    await filled(3)
    expect(await tampered(() => []).verify()).toEqual(changed(1, 'The newest entries are missing, from 1 to 3.'))
  })

  test('sees an entry of another place', async () => {
    await filled(3)
    const swapped = tampered(([first, second, third]) => [first!, { ...third!, sequence: 2 }, { ...second!, sequence: 3 }])
    expect(await swapped.verify()).toEqual(changed(2, 'Entry 2 was changed.'))
  })

  test('sees an entry that was added', async () => {
    await filled(2)
    const stranger = (sequence: number) => (entries: AuditEntry[]) =>
      [...entries, { ...entries[1]!, sequence }].sort((a, b) => a.sequence - b.sequence)
    expect(await tampered(stranger(3)).verify()).toEqual(changed(3, 'Entry 3 was added from outside.'))
    expect(await tampered(stranger(0)).verify()).toEqual(changed(0, 'Entry 0 was added from outside.'))
  })

  test('sees that the record of its extent was changed or taken away', async () => {
    await filled(3)
    const [entry] = await store.auditLog.query({ where: { op: 'eq', field: 'sequence', value: 2 } })
    const shorter = tampered(
      (entries) => entries.slice(0, 2),
      (extent) => ({ ...extent, last: 2, lastSeal: entry!.seal }),
    )
    expect(await shorter.verify()).toEqual(changed(1, 'The record of where the log begins and ends was changed.'))
    expect(await tampered(same, () => undefined).verify()).toEqual(changed(1, 'The record of where the log begins and ends is missing.'))
  })

  test('another key does not fit', async () => {
    await filled(1)
    const other = new AuditLog({ store: store.auditLog, vault: memoryVault(), clock, logger, keptDays: 365 })
    expect(await other.verify()).toMatchObject({ intact: false })
  })
})
