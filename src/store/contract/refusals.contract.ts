import { describe, expect, test } from 'vitest'
import type { StoredRefusal } from '../refusals.ts'
import { eachStore, type StoreSubject } from './subject.contract.ts'

const refusal = (change: Partial<StoredRefusal> = {}): StoredRefusal => ({
  requestId: 'r1',
  time: 10,
  cause: 'role-missing',
  status: 403,
  method: 'POST',
  path: '/http/orders',
  remoteAddress: '::1',
  clientId: 'orders',
  text: 'Forbidden',
  facts: { needed: 'ESBMessaging.send', held: [], token: { expiresAt: null } },
  ...change,
})

export function refusalContract(subject: StoreSubject): void {
  describe('refusals', () => {
    const store = eachStore(subject)
    const idsOf = async (filter: Partial<Parameters<typeof store.current.refusals.list>[0]>) =>
      (await store.current.refusals.list({ limit: 100, ...filter })).map((item) => item.requestId)

    test('are found by request id', async () => {
      const { refusals } = store.current
      await refusals.add([refusal(), refusal({ requestId: 'r2', clientId: null })])
      expect(await refusals.find('r1')).toEqual(refusal())
      expect(await refusals.find('r2')).toEqual(refusal({ requestId: 'r2', clientId: null }))
      expect(await refusals.find('r3')).toBeUndefined()
    })

    test('are listed newest first by each filter', async () => {
      await store.current.refusals.add([
        refusal({ requestId: 'b', time: 2 }),
        refusal({ requestId: 'c', time: 3, cause: 'wrong-secret' }),
        refusal({ requestId: 'a', time: 1, clientId: 'stock' }),
        refusal({ requestId: 'd', time: 3, clientId: null }),
      ])
      expect(await idsOf({})).toEqual(['d', 'c', 'b', 'a'])
      expect(await idsOf({ limit: 2 })).toEqual(['d', 'c'])
      expect(await idsOf({ limit: 0 })).toEqual([])
      expect(await idsOf({ cause: 'wrong-secret' })).toEqual(['c'])
      expect(await idsOf({ clientId: 'stock' })).toEqual(['a'])
      expect(await idsOf({ since: 2 })).toEqual(['d', 'c', 'b'])
      expect(await idsOf({ since: 2, clientId: 'orders', cause: 'role-missing' })).toEqual(['b'])
    })

    test('are listed page by page, also where several have one time', async () => {
      await store.current.refusals.add([
        refusal({ requestId: 'a', time: 1 }),
        refusal({ requestId: 'b', time: 2 }),
        refusal({ requestId: 'c', time: 2, cause: 'wrong-secret' }),
        refusal({ requestId: 'd', time: 3 }),
      ])
      expect(await idsOf({ before: 'd', limit: 1 })).toEqual(['c'])
      expect(await idsOf({ before: 'c' })).toEqual(['b', 'a'])
      expect(await idsOf({ before: 'd', cause: 'role-missing' })).toEqual(['b', 'a'])
      expect(await idsOf({ before: 'a' })).toEqual([])
      expect(await idsOf({ before: 'gone' })).toEqual([])
    })

    test('are counted by cause', async () => {
      const { refusals } = store.current
      expect(await refusals.countCauses()).toEqual([])
      await refusals.add(['b', 'a', 'c', 'c'].map((cause, index) => refusal({ requestId: `r${index}`, cause })))
      expect(await refusals.countCauses()).toEqual([
        { cause: 'c', count: 2 },
        { cause: 'a', count: 1 },
        { cause: 'b', count: 1 },
      ])
      await refusals.add([refusal({ requestId: 'r4', time: 20, cause: 'b' })])
      expect(await refusals.countCauses(20)).toEqual([{ cause: 'b', count: 1 }])
    })

    test('are added together or not at all', async () => {
      const { refusals } = store.current
      await refusals.add([refusal()])
      await expect(refusals.add([refusal({ requestId: 'new' }), refusal()])).rejects.toMatchObject({
        code: 'conflict',
        message: 'The refusal of request r1 exists already',
      })
      expect(await idsOf({})).toEqual(['r1'])
      await refusals.add([])
    })

    test('are pruned to the newest', async () => {
      const { refusals } = store.current
      await refusals.add([1, 2, 3, 3, 4].map((time, index) => refusal({ requestId: `r${index}`, time })))
      expect(await refusals.prune(5, 0)).toBe(0)
      expect(await refusals.prune(2, 0)).toBe(3)
      expect(await idsOf({})).toEqual(['r4', 'r3'])
      expect(await refusals.prune(0, 0)).toBe(2)
      expect(await idsOf({})).toEqual([])
    })

    test('are pruned when they are too old, however few there are', async () => {
      const { refusals } = store.current
      await refusals.add([1, 2, 3, 4].map((time) => refusal({ requestId: `r${time}`, time })))
      expect(await refusals.prune(100, 3)).toBe(2)
      expect(await idsOf({})).toEqual(['r4', 'r3'])
      expect(await refusals.prune(1, 3)).toBe(1)
      expect(await idsOf({})).toEqual(['r4'])
    })
  })
}
