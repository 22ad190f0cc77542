import { describe, expect, test } from 'vitest'
import { changesOf, eachStore, type StoreSubject } from './subject.contract.ts'

export function settingContract(subject: StoreSubject): void {
  describe('settings', () => {
    const store = eachStore(subject)

    test('are put, replaced and told', async () => {
      const { settings } = store.current
      const changes = changesOf(store.current)
      expect(await settings.get('demo')).toBeUndefined()
      await settings.put('demo', '')
      expect(await settings.get('demo')).toBe('')
      await settings.put('demo', "it's loaded")
      expect(await settings.get('demo')).toBe("it's loaded")
      expect(changes).toEqual([
        ['settings', 'demo'],
        ['settings', 'demo'],
      ])
    })
  })
}
