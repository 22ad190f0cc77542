import { describe, expect, test } from 'vitest'
import type { OneTimeId } from '../replays.ts'
import { eachStore, type StoreSubject } from './subject.contract.ts'

const once = (change: Partial<OneTimeId> = {}): OneTimeId => ({ kind: 'dpop-proof', id: 'jti-1', expiresAt: 2000, ...change })

export function replayContract(subject: StoreSubject): void {
  describe('replays', () => {
    const store = eachStore(subject)

    test('an id is good once, whatever its expiry says the second time', async () => {
      const { replays } = store.current
      expect(await replays.spend(once())).toBe(true)
      expect(await replays.spend(once())).toBe(false)
      expect(await replays.spend(once({ expiresAt: 9000 }))).toBe(false)
    })

    test('tells ids apart exactly, and kinds', async () => {
      const { replays } = store.current
      for (const other of [once(), once({ id: 'JTI-1' }), once({ id: '' }), once({ kind: 'client-assertion' })]) {
        expect(await replays.spend(other)).toBe(true)
      }
    })

    test('of many at once one is the first', async () => {
      const { replays } = store.current
      const answers = await Promise.all(Array.from({ length: 10 }, () => replays.spend(once())))
      expect(answers.filter((first) => first)).toEqual([true])
    })

    test('forgets what expired and nothing else', async () => {
      const { replays } = store.current
      for (const expiresAt of [1999, 2000, 2001]) await replays.spend(once({ id: `until-${expiresAt}`, expiresAt }))
      expect([await replays.deleteExpired(2000, 1), await replays.deleteExpired(2000)]).toEqual([1, 1])
      expect(await replays.spend(once({ id: 'until-2000' }))).toBe(true)
      expect(await replays.spend(once({ id: 'until-2001' }))).toBe(false)
    })

    if (subject.reopen === undefined) return

    test('remembers over a restart', async () => {
      await store.current.replays.spend(once())
      expect(await (await store.reopened()).replays.spend(once())).toBe(false)
    })
  })
}
