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

    test('keeps what is there when only a missing value is put', async () => {
      const { settings } = store.current
      const changes = changesOf(store.current)
      await Promise.all(['one', 'two', 'three'].map((value) => settings.putIfMissing('name', value)))
      const kept = await settings.get('name')
      expect(['one', 'two', 'three']).toContain(kept)
      await settings.putIfMissing('name', 'four')
      expect(await settings.get('name')).toBe(kept)
      expect(changes).toEqual([['settings', 'name']])
    })
  })
}
