import { describe, expect, test } from 'vitest'
import type { FlowLogLevel } from '../log-levels.ts'
import { changesOf, eachStore, type StoreSubject } from './subject.contract.ts'

const traced: FlowLogLevel = { flowId: 'orders', level: 'TRACE', until: 1_767_225_600_000, fallback: 'INFO' }
const silent: FlowLogLevel = { flowId: 'invoices', level: 'NONE', until: null, fallback: 'NONE' }

export function logLevelContract(subject: StoreSubject): void {
  describe('log levels', () => {
    const store = eachStore(subject)

    test('are put, listed by flow, found and replaced', async () => {
      const { logLevels } = store.current
      const changes = changesOf(store.current)
      await logLevels.put(traced)
      await logLevels.put(silent)
      expect(await logLevels.list()).toEqual([silent, traced])
      expect(await logLevels.find('orders')).toEqual(traced)
      expect(await logLevels.find('Orders')).toBeUndefined()
      const debugged: FlowLogLevel = { flowId: 'orders', level: 'DEBUG', until: null, fallback: 'ERROR' }
      await logLevels.put(debugged)
      expect(await logLevels.list()).toEqual([silent, debugged])
      expect(changes).toEqual([
        ['log-levels', 'orders'],
        ['log-levels', 'invoices'],
        ['log-levels', 'orders'],
      ])
    })

    test('are deleted, and told once', async () => {
      const { logLevels } = store.current
      await logLevels.put(traced)
      const changes = changesOf(store.current)
      await logLevels.delete('orders')
      await logLevels.delete('orders')
      expect(await logLevels.list()).toEqual([])
      expect(changes).toEqual([['log-levels', 'orders']])
    })
  })
}
