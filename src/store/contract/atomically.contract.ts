import { createSecretKey } from 'node:crypto'
import { describe, expect, test, vi } from 'vitest'
import { sealWith } from '../audit-log.ts'
import { client } from './clients.contract.ts'
import { record } from './message-logs.contract.ts'
import { changesOf, eachStore, type StoreSubject } from './subject.contract.ts'
import { token } from './tokens.contract.ts'

export function atomicallyContract(subject: StoreSubject): void {
  describe('a unit of work', () => {
    const store = eachStore(subject)
    const failing = new Error('no further')

    test('keeps all that it did, gives back what the work came to, and tells it once it is true', async () => {
      const changes = changesOf(store.current)
      const seen: number[] = []
      const result = await store.current.atomically(async ({ settings, clients, tokens, messageLogs, auditLog }) => {
        await settings.put('one', '1')
        await clients.create(client(), [])
        await tokens.add(token({ clientId: client().clientId }))
        await messageLogs.write([record()])
        await auditLog.append([], sealWith(createSecretKey(Buffer.from('key'))))
        seen.push(changes.length)
        return [await settings.get('one'), (await tokens.find('hash-1'))?.clientId, await messageLogs.count()]
      })
      expect([result, seen]).toEqual([['1', client().clientId, 1], [0]])
      expect(changes).toEqual([
        ['settings', 'one'],
        ['clients', client().clientId],
      ])
      expect([await store.current.settings.get('one'), await store.current.messageLogs.count()]).toEqual(['1', 1])
    })

    test('keeps nothing when the work fails, and tells nothing', async () => {
      await store.current.settings.put('kept', 'before')
      const changes = changesOf(store.current)
      const work = store.current.atomically(async ({ settings, clients, tokens, messageLogs }) => {
        await settings.put('kept', 'after')
        await clients.create(client(), [])
        await tokens.add(token({ clientId: client().clientId }))
        await messageLogs.write([record()])
        throw failing
      })
      await expect(work).rejects.toBe(failing)
      const { settings, clients, tokens, messageLogs } = store.current
      expect([await settings.get('kept'), await clients.list(), await tokens.list({}), await messageLogs.count()]).toEqual([
        'before',
        [],
        [],
        0,
      ])
      expect(changes).toEqual([])
    })

    test('goes on after a change that was refused, which has changed nothing', async () => {
      const { accessPolicies } = store.current
      const policy = { roleName: 'Taken', description: '' }
      await accessPolicies.create(policy, [])
      await store.current.atomically(async (contents) => {
        await expect(contents.accessPolicies.create(policy, [])).rejects.toMatchObject({ code: 'conflict' })
        await expect(contents.tokens.add(token({ clientId: 'ghost' }))).rejects.toMatchObject({ code: 'not-found' })
        await contents.settings.put('after', 'yes')
      })
      expect(await store.current.settings.get('after')).toBe('yes')
    })

    test('takes questions and changes at once', async () => {
      const names = Array.from({ length: 20 }, (_, index) => `setting-${index}`)
      await store.current.atomically(({ settings, numberRanges, design }) =>
        Promise.all([...names.map((name) => settings.put(name, name)), numberRanges.list(), design.packages()]),
      )
      expect(await Promise.all(names.map((name) => store.current.settings.get(name)))).toEqual(names)
    })

    test('is not part of what others do meanwhile, whether it is kept or not', async () => {
      let others: Promise<unknown> = Promise.resolve()
      const work = store.current.atomically(async ({ settings }) => {
        await settings.put('inside', '1')
        const { settings: outside, tokens, revocations, messageLogs } = store.current
        others = Promise.all([
          outside.get('inside'),
          tokens.find('hash-1'),
          revocations.issuedUntil('c'),
          outside.put('outside', '2'),
          messageLogs.write([record()]),
        ])
        await settings.put('inside', '3')
        throw failing
      })
      await expect(work).rejects.toBe(failing)
      expect(await others).toEqual([undefined, undefined, undefined, undefined, undefined])
      expect([await store.current.settings.get('outside'), await store.current.messageLogs.count()]).toEqual(['2', 1])
    })

    test('comes one after the other', async () => {
      await store.current.settings.put('sum', '0')
      const add = () =>
        store.current.atomically(async ({ settings }) => {
          const sum = Number(await settings.get('sum'))
          await Promise.resolve()
          await settings.put('sum', String(sum + 1))
        })
      await Promise.all(Array.from({ length: 10 }, add))
      expect(await store.current.settings.get('sum')).toBe('10')
    })

    test('has no contents after its end', async () => {
      const ended = { code: 'unavailable', message: 'The unit of work has ended.' }
      const { settings, tokens, design } = await store.current.atomically(async (contents) => contents)
      await expect(settings.put('late', '1')).rejects.toMatchObject(ended)
      await expect(design.deleteArtifact('late')).rejects.toMatchObject(ended)
      await expect(tokens.add(token())).rejects.toMatchObject(ended)
      expect(await store.current.settings.get('late')).toBeUndefined()
    })

    test('is undone when it takes too long, and what it does then is refused', async () => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
      try {
        let late: Promise<unknown> = Promise.resolve()
        const work = store.current.atomically(async ({ settings }) => {
          await settings.put('slow', '1')
          // Waits for itself: the store answers nobody else before the work has ended.
          late = store.current.settings.get('slow').then(() => settings.put('late', '2'))
          vi.advanceTimersByTime(10_000)
          await late
        })
        await expect(work).rejects.toMatchObject({
          code: 'unavailable',
          message: 'The changes took longer than 10 seconds. None of them was kept.',
        })
        await expect(late).rejects.toMatchObject({ code: 'unavailable' })
        expect([await store.current.settings.get('slow'), await store.current.settings.get('late')]).toEqual([undefined, undefined])
      } finally {
        vi.useRealTimers()
      }
    })
  })
}
