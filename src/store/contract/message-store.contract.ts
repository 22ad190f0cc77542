import { describe, expect, test } from 'vitest'
import type { MessageStoreRecord } from '../message-store.ts'
import { eachStore, type StoreSubject } from './subject.contract.ts'

const record = (id: string, change: Partial<MessageStoreRecord['entry']> = {}): MessageStoreRecord => ({
  entry: { id, messageGuid: 'guid-1', storeId: 'Persist1', time: 10, contentType: 'text/xml', ...change },
  content: Buffer.from(`payload of ${id}`),
  properties: [{ name: 'order', value: '4711' }],
  attachments: [],
})

const attachment = (id: string, text: string) => ({
  id,
  name: `${id}.txt`,
  contentType: 'text/plain',
  properties: [{ name: 'Content-Disposition', value: 'attachment' }],
  content: Buffer.from(text),
})

export function messageStoreContract(subject: StoreSubject): void {
  describe('the message store', () => {
    const store = eachStore(subject)

    test('keeps an entry with everything that belongs to it', async () => {
      const { messageStore } = store.current
      const written = { ...record('e1'), attachments: [attachment('b', 'two'), attachment('a', 'one')] }
      await messageStore.write(written)
      const { content: _, ...known } = written.attachments[0]!
      expect(await messageStore.find('e1')).toEqual({ ...written.entry, hasAttachments: true })
      expect(Buffer.from((await messageStore.content('e1'))!).toString()).toBe('payload of e1')
      expect(await messageStore.properties('e1')).toEqual([{ name: 'order', value: '4711' }])
      expect((await messageStore.attachments('e1')).map(({ id }) => id)).toEqual(['b', 'a'])
      const found = (await messageStore.attachment('b'))!
      expect([found.attachment, Buffer.from(found.content).toString()]).toEqual([{ ...known, entryId: 'e1' }, 'two'])
    })

    test('entries of a message come oldest first', async () => {
      const { messageStore } = store.current
      for (const each of [record('late', { time: 12 }), record('b'), record('a'), record('other', { messageGuid: 'guid-2' })]) {
        await messageStore.write(each)
      }
      expect((await messageStore.ofMessage('guid-1')).map(({ id, hasAttachments }) => [id, hasAttachments])).toEqual([
        ['a', false],
        ['b', false],
        ['late', false],
      ])
    })

    test('writes an entry as a whole or not at all', async () => {
      const { messageStore } = store.current
      const broken = { ...record('e1'), attachments: [attachment('a', 'one'), attachment('a', 'two')] }
      await expect(messageStore.write(broken)).rejects.toMatchObject({ code: 'conflict', message: 'Message store entry e1 exists already' })
      expect([await messageStore.find('e1'), await messageStore.attachment('a'), await messageStore.content('e1')]).toEqual([
        undefined,
        undefined,
        undefined,
      ])
      expect([await messageStore.properties('e1'), await messageStore.attachments('e1')]).toEqual([[], []])
    })

    test('forgets the oldest first, up to a limit', async () => {
      const { messageStore } = store.current
      for (const [id, time] of Object.entries({ second: 2, first: 1, third: 3 })) await messageStore.write(record(id, { time }))
      const left = async () => Promise.all(['first', 'second', 'third'].map(async (id) => (await messageStore.find(id))?.id))
      expect(await messageStore.deleteBefore(3, 1)).toBe(1)
      expect(await left()).toEqual([undefined, 'second', 'third'])
      expect(await messageStore.deleteBefore(3, 5)).toBe(1)
      expect(await left()).toEqual([undefined, undefined, 'third'])
    })

    test('forgets what is old with all its parts', async () => {
      const { messageStore } = store.current
      await messageStore.write({ ...record('old', { time: 9 }), attachments: [attachment('a', 'one')] })
      await messageStore.write(record('young'))
      expect(await messageStore.deleteBefore(10)).toBe(1)
      expect([await messageStore.find('old'), await messageStore.attachment('a')]).toEqual([undefined, undefined])
      expect((await messageStore.find('young'))?.id).toBe('young')
    })
  })
}
