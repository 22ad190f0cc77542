import { describe, expect, test } from 'vitest'
import type { IdMapping } from '../id-maps.ts'
import { eachStore, type StoreSubject } from './subject.contract.ts'

const mapping = (change: Partial<IdMapping> = {}): IdMapping => ({
  fromId: 'KEY1',
  mapper: 'XI',
  context: 'order',
  qualifier: '',
  toId: 'TO1',
  expiresAt: 30,
  ...change,
})

export function idMapContract(subject: StoreSubject): void {
  describe('id maps', () => {
    const store = eachStore(subject)

    test('everybody gets the id of the first', async () => {
      const { idMaps } = store.current
      const answers = await Promise.all(Array.from({ length: 6 }, (_, index) => idMaps.map(mapping({ toId: `TO${index}` }), 15)))
      expect(answers).toEqual(Array.from({ length: 6 }, () => 'TO0'))
      expect(await idMaps.from('KEY1', 15)).toEqual([mapping({ toId: 'TO0' })])
    })

    test('are read from both sides', async () => {
      const { idMaps } = store.current
      const [own, second, other] = [mapping(), mapping({ mapper: 'SOAP', toId: 'TO2' }), mapping({ fromId: 'KEY2' })]
      for (const each of [own, second, other]) await idMaps.map(each, 15)
      expect(await idMaps.from('KEY1', 15)).toEqual([second, own])
      expect(await idMaps.to('TO1', 15)).toEqual([own, other])
      expect([await idMaps.from('key1', 15), await idMaps.to('TO3', 15)]).toEqual([[], []])
    })

    test('what expired is mapped anew, and swept away', async () => {
      const { idMaps } = store.current
      await idMaps.map(mapping(), 15)
      expect(await idMaps.from('KEY1', 30)).toEqual([])
      expect(await idMaps.map(mapping({ toId: 'NEW', expiresAt: 60 }), 30)).toBe('NEW')
      expect(await idMaps.from('KEY1', 31)).toEqual([mapping({ toId: 'NEW', expiresAt: 60 })])
      expect([await idMaps.deleteExpired(59), await idMaps.deleteExpired(60)]).toEqual([0, 1])
    })
  })
}
