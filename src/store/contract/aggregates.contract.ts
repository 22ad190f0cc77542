import { describe, expect, test } from 'vitest'
import type { Aggregate } from '../aggregates.ts'
import { eachStore, type StoreSubject } from './subject.contract.ts'

export const aggregate = (change: Partial<Aggregate> = {}): Aggregate => ({
  flowId: 'Flow',
  stepId: 'Aggregator_1',
  correlation: '4711',
  storeName: 'Orders',
  messageGuid: 'guid-1',
  correlationId: 'correlation-1',
  start: 10,
  announcedAt: null,
  messages: 1,
  lastNumber: null,
  completedBy: null,
  dueAt: 70,
  retries: 0,
  message: '{}',
  ...change,
})

export function aggregateContract(subject: StoreSubject): void {
  describe('aggregates', () => {
    const store = eachStore(subject)
    const guids = (found: readonly Aggregate[]) => found.map(({ messageGuid }) => messageGuid)

    test('of each step and correlation one takes messages', async () => {
      const { aggregates } = store.current
      await aggregates.put(aggregate())
      await aggregates.put(aggregate({ messages: 2, lastNumber: 3 }))
      await expect(aggregates.put(aggregate({ messageGuid: 'guid-2' }))).rejects.toMatchObject({
        code: 'conflict',
        message: 'An open aggregate of 4711 exists already',
      })
      await aggregates.put(aggregate({ messageGuid: 'other step', stepId: 'Aggregator_2' }))
      expect(await aggregates.open(aggregate(), '4711')).toEqual(aggregate({ messages: 2, lastNumber: 3 }))
      expect(await aggregates.open(aggregate(), '4712')).toBeUndefined()
      await aggregates.put(aggregate({ completedBy: 'predicate' }))
      expect(await aggregates.open(aggregate(), '4711')).toBeUndefined()
      await aggregates.put(aggregate({ messageGuid: 'guid-2' }))
      expect(await aggregates.find('guid-1')).toEqual(aggregate({ completedBy: 'predicate' }))
      expect([await aggregates.delete('guid-1'), await aggregates.delete('guid-1'), await aggregates.find('guid-1')]).toEqual([
        true,
        false,
        undefined,
      ])
    })

    test('are found when they are due, and while nobody was told of them', async () => {
      const { aggregates } = store.current
      await aggregates.put(aggregate({ messageGuid: 'late', correlation: 'a', dueAt: 71, start: 12 }))
      await aggregates.put(aggregate({ messageGuid: 'first', correlation: 'b', dueAt: 60, start: 11 }))
      await aggregates.put(aggregate({ messageGuid: 'complete', correlation: 'c', dueAt: 70, start: 11, completedBy: 'timeout' }))
      await aggregates.put(aggregate({ messageGuid: 'elsewhere', flowId: 'Other', dueAt: 1 }))
      expect([
        guids(await aggregates.due(aggregate(), 59, 9)),
        guids(await aggregates.due(aggregate(), 70, 9)),
        guids(await aggregates.due(aggregate(), 71, 1)),
      ]).toEqual([[], ['first', 'complete'], ['first']])
      expect(guids(await aggregates.unannounced(aggregate()))).toEqual(['first', 'late'])
      await aggregates.put(aggregate({ messageGuid: 'first', correlation: 'b', announcedAt: 13 }))
      expect(guids(await aggregates.unannounced(aggregate()))).toEqual(['late'])
    })
  })
}
