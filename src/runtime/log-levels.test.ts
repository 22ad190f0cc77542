import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ManualClock } from '../kernel/clock.ts'
import { silentLogger } from '../kernel/logger.ts'
import { openSqliteStore } from '../store/sqlite/open.ts'
import type { Store } from '../store/store.ts'
import { LogLevels } from './log-levels.ts'

const MINUTE = 60_000

describe('LogLevels', () => {
  const clock = new ManualClock()
  let store: Store
  let levels: LogLevels
  const open = (traceMinutes = 10) => new LogLevels({ store, clock, logger: silentLogger, traceMinutes })
  const deploy = (id: string, type: 'INTEGRATION_FLOW' | 'SCRIPT_COLLECTION' = 'INTEGRATION_FLOW') =>
    store.runtimeArtifacts.put(
      { id, type, version: '1', name: `Name of ${id}`, packageId: 'p', status: 'STARTED', error: null, deployedBy: 'me', deployedOn: 0 },
      new Uint8Array(0),
    )

  beforeEach(async () => {
    store = await openSqliteStore({ file: ':memory:', clock })
    levels = open()
    await deploy('Orders')
  })
  afterEach(() => store.close())

  test('a flow logs at INFO until it is told otherwise', async () => {
    await deploy('Scripts', 'SCRIPT_COLLECTION')
    expect(levels.levelOf('Orders')).toBe('INFO')
    const lasting = { flowId: 'Orders', flowName: 'Name of Orders', until: null }
    expect(await levels.list()).toEqual([{ ...lasting, level: 'INFO', fallback: 'INFO' }])
    expect(await levels.set('Orders', 'NONE')).toEqual({ ...lasting, level: 'NONE', fallback: 'NONE' })
    expect(levels.levelOf('Orders')).toBe('NONE')
    expect(await levels.list()).toEqual([{ ...lasting, level: 'NONE', fallback: 'NONE' }])
  })

  test('TRACE falls back after its time to the level before, DEBUG after a day', async () => {
    await levels.set('Orders', 'ERROR')
    const traced = await levels.set('Orders', 'TRACE')
    expect([traced.until! - clock.now(), traced.fallback]).toEqual([10 * MINUTE, 'ERROR'])
    const debugged = await levels.set('Orders', 'DEBUG')
    expect([debugged.until! - clock.now(), debugged.fallback]).toEqual([24 * 60 * MINUTE, 'ERROR'])
    await levels.set('Orders', 'TRACE')
    clock.advance(10 * MINUTE - 1)
    expect(levels.levelOf('Orders')).toBe('TRACE')
    clock.advance(1)
    expect(levels.levelOf('Orders')).toBe('ERROR')
    expect(await levels.list()).toEqual([{ flowId: 'Orders', flowName: 'Name of Orders', level: 'ERROR', until: null, fallback: 'ERROR' }])
  })

  test('the time can be said, 0 is for ever', async () => {
    expect((await levels.set('Orders', 'TRACE', 2)).until! - clock.now()).toBe(2 * MINUTE)
    expect(await levels.set('Orders', 'TRACE', 0)).toMatchObject({ until: null, fallback: 'TRACE' })
    clock.advance(1_000_000 * MINUTE)
    expect(levels.levelOf('Orders')).toBe('TRACE')
    expect(await open(0).set('Orders', 'TRACE')).toMatchObject({ until: null })
  })

  test('says what cannot be set', async () => {
    await deploy('Scripts', 'SCRIPT_COLLECTION')
    const missing = { code: 'not-found', message: 'No integration flow Scripts is deployed' }
    await expect(levels.set('Scripts', 'INFO')).rejects.toMatchObject(missing)
    await expect(levels.set('Ghost', 'INFO')).rejects.toMatchObject({ code: 'not-found' })
    const untimed = { code: 'bad-request', message: 'Only DEBUG and TRACE can be set for a time, not INFO' }
    await expect(levels.set('Orders', 'INFO', 5)).rejects.toMatchObject(untimed)
  })

  test('levels outlive the process, and not the undeployment', async () => {
    await levels.set('Orders', 'DEBUG', 0)
    const restarted = open()
    await restarted.load()
    expect(restarted.levelOf('Orders')).toBe('DEBUG')
    await restarted.forget('Orders')
    expect([restarted.levelOf('Orders'), await store.logLevels.list()]).toEqual(['INFO', []])
  })

  test('what is set elsewhere is heard of', async () => {
    const other = open()
    await other.set('Orders', 'NONE')
    await expect.poll(() => levels.levelOf('Orders')).toBe('NONE')
    await other.forget('Orders')
    await expect.poll(() => levels.levelOf('Orders')).toBe('INFO')
  })
})
