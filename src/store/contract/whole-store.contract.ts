import { describe, expect, test } from 'vitest'
import { client } from './clients.contract.ts'
import { messageLog, record } from './message-logs.contract.ts'
import { changesOf, eachStore, type StoreSubject } from './subject.contract.ts'
import { token } from './tokens.contract.ts'

export function wholeStoreContract(subject: StoreSubject): void {
  describe('the store as a whole', () => {
    const store = eachStore(subject)

    test('a listener reads what it is told of', async () => {
      const { clients } = store.current
      const read = new Promise((resolve) => store.current.onChange((_, clientId) => resolve(clients.find(clientId))))
      await clients.create(client(), [])
      expect(await read).toEqual({ client: client(), secrets: [] })
    })

    test('a listener can stop, and one that throws stops nobody', async () => {
      const { settings } = store.current
      store.current.onChange(() => {
        throw new Error('broken listener')
      })
      const kept = changesOf(store.current)
      const stopped: string[] = []
      const stop = store.current.onChange((_, key) => stopped.push(key))
      await settings.put('one', '1')
      stop()
      stop()
      await settings.put('two', '2')
      expect(await settings.get('two')).toBe('2')
      expect(stopped).toEqual(['one'])
      expect(kept.map(([, key]) => key)).toEqual(['one', 'two'])
    })

    test('the same listener twice is told twice until each stops', async () => {
      const keys: string[] = []
      const listener = (_: string, key: string) => keys.push(key)
      const stopFirst = store.current.onChange(listener)
      store.current.onChange(listener)
      await store.current.settings.put('one', '1')
      stopFirst()
      await store.current.settings.put('two', '2')
      expect(keys).toEqual(['one', 'one', 'two'])
    })

    test('writes of all kinds at once do not disturb each other, also when some fail', async () => {
      const { clients, messageLogs, tokens, settings } = store.current
      await clients.create(client({ clientId: 'taken' }), [])
      const rounds = Array.from({ length: 20 }, (_, index) => index)
      const outcomes = await Promise.allSettled(
        rounds.flatMap((index) => [
          clients.create(client({ clientId: `client-${index}` }), []),
          clients.create(client({ clientId: 'TAKEN' }), []),
          messageLogs.write([record({ messageGuid: `guid-${index}` })]),
          tokens.add(token({ hash: `hash-${index}`, clientId: index % 2 === 0 ? 'taken' : 'ghost' })),
          settings.put(`setting-${index}`, String(index)),
        ]),
      )
      expect(outcomes.filter((outcome) => outcome.status === 'rejected')).toHaveLength(30)
      expect(await clients.list()).toHaveLength(21)
      expect(await messageLogs.count()).toBe(20)
      expect(await tokens.list({})).toHaveLength(10)
      expect(await settings.get('setting-19')).toBe('19')
    })

    test('closing twice is no error, and a closed store answers nothing', async () => {
      const opened = await subject.open()
      await opened.close()
      await opened.close()
      const closed = { code: 'unavailable', message: 'The database is closed.' }
      await expect(opened.settings.get('x')).rejects.toMatchObject(closed)
      await expect(opened.settings.put('x', 'y')).rejects.toMatchObject(closed)
      await expect(opened.tokens.find('x')).rejects.toMatchObject(closed)
      await expect(opened.messageLogs.write([record()])).rejects.toMatchObject(closed)
    })

    test('what was begun before closing is finished', async () => {
      const opened = await subject.open()
      const writing = opened.clients.create(client(), [])
      await opened.close()
      expect(await writing).toBeUndefined()
    })

    if (subject.reopen === undefined) return

    test('everything is there after reopening', async () => {
      const { clients, messageLogs, tokens } = store.current
      await clients.create(client(), [])
      await tokens.add(token({ clientId: client().clientId }))
      await messageLogs.write([record()])
      const reopened = await store.reopened()
      expect(await reopened.clients.list()).toEqual([client()])
      expect(await reopened.tokens.find('hash-1')).toEqual(token({ clientId: client().clientId }))
      expect(await reopened.messageLogs.query({})).toEqual([messageLog()])
    })
  })
}
