import { describe, expect, test } from 'vitest'
import type { MessageLogRecord, StoredMessageDetails, StoredMessageLog } from '../message-logs.ts'
import { eachStore, type StoreSubject } from './subject.contract.ts'

export const messageLog = (change: Partial<StoredMessageLog> = {}): StoredMessageLog => ({
  messageGuid: 'AGpshQj-Ymkt69khneBQIZ4WEwRg',
  correlationId: 'correlation',
  flowId: 'orders',
  flowName: 'Orders',
  packageId: 'pkg',
  packageName: 'Package',
  status: 'COMPLETED',
  customStatus: 'COMPLETED',
  logLevel: 'INFO',
  start: 1_767_225_600_000,
  end: 1_767_225_600_123,
  sender: 'Sender',
  receiver: 'Receiver',
  applicationMessageId: '',
  applicationMessageType: '',
  ...change,
})

export const record = (log: Partial<StoredMessageLog> = {}, details: Partial<MessageLogRecord['details']> = {}): MessageLogRecord => ({
  log: messageLog(log),
  details: { customHeaders: [], attachments: [], adapterAttributes: [], error: null, ...details },
})

const attachment = (id: string, messageGuid: string, content: Uint8Array) => ({
  id,
  messageGuid,
  name: `name of ${id}`,
  contentType: 'text/plain',
  size: content.length,
  time: 7,
  content,
})

const stored = ({ content: _, ...rest }: ReturnType<typeof attachment>) => rest

const NONE = { customHeaders: [], attachments: [], adapterAttributes: [], error: null }

export function messageLogContract(subject: StoreSubject): void {
  describe('message logs', () => {
    const store = eachStore(subject)

    test('are written in groups and found by guid', async () => {
      const { messageLogs } = store.current
      await messageLogs.write([record(), record({ messageGuid: 'b', end: null, status: 'PROCESSING' })])
      expect(await messageLogs.find(messageLog().messageGuid)).toEqual(messageLog())
      expect(await messageLogs.find('b')).toEqual(messageLog({ messageGuid: 'b', end: null, status: 'PROCESSING' }))
      expect(await messageLogs.find('B')).toBeUndefined()
      await messageLogs.write([])
      expect(await messageLogs.count()).toBe(2)
    })

    test('give details of many guids in the order in which they were added', async () => {
      const { messageLogs } = store.current
      const details = {
        customHeaders: [
          { id: 'h2', name: 'order', value: '2' },
          { id: 'h1', name: 'order', value: '1' },
        ],
        attachments: [attachment('z', 'a', Buffer.from('zz')), attachment('y', 'a', new Uint8Array(0))],
        adapterAttributes: [{ id: 'x1', adapterId: 'HTTPS', name: 'Path', value: '/orders' }],
        error: { text: 'boom\nat step', elementId: 'CallActivity_1', type: 'java.lang.Exception' },
      }
      await messageLogs.write([record({ messageGuid: 'a' }, details), record({ messageGuid: 'b' }), record({ messageGuid: 'c' })])
      expect(await messageLogs.details(['b', 'missing', 'a', 'a'])).toEqual(
        new Map<string, StoredMessageDetails>([
          ['a', { ...details, attachments: details.attachments.map(stored) }],
          ['b', NONE],
        ]),
      )
      expect(await messageLogs.details([])).toEqual(new Map())
    })

    test('give details of more guids than a statement has parameters', async () => {
      const { messageLogs } = store.current
      await messageLogs.write([record({ messageGuid: 'last' })])
      const guids = [...Array.from({ length: 40_000 }, (_, index) => `g${index}`), 'last']
      expect([...(await messageLogs.details(guids)).keys()]).toEqual(['last'])
    })

    test('give an attachment with its content', async () => {
      const { messageLogs } = store.current
      const bytes = attachment('bytes', 'a', Buffer.from([0, 255, 10, 13]))
      const empty = attachment('empty', 'a', new Uint8Array(0))
      await messageLogs.write([record({ messageGuid: 'a' }, { attachments: [bytes, empty] })])
      const found = await messageLogs.attachment('bytes')
      expect(found?.attachment).toEqual(stored(bytes))
      expect([...found!.content]).toEqual([0, 255, 10, 13])
      expect((await messageLogs.attachment('empty'))?.content).toHaveLength(0)
      expect(await messageLogs.attachment('none')).toBeUndefined()
    })

    test('a guid that exists is replaced with its details', async () => {
      const { messageLogs } = store.current
      const begun = {
        customHeaders: [{ id: 'h1', name: 'order', value: '1' }],
        attachments: [attachment('old', 'a', Buffer.from('old'))],
        adapterAttributes: [{ id: 'x1', adapterId: 'HTTPS', name: 'Path', value: '/orders' }],
        error: { text: 'boom', elementId: 'e', type: 't' },
      }
      await messageLogs.write([record({ messageGuid: 'a', end: null, status: 'PROCESSING' }, begun), record({ messageGuid: 'b' })])
      const ended = { customHeaders: [{ id: 'h2', name: 'order', value: '2' }] }
      await messageLogs.write([record({ messageGuid: 'a' }, ended)])
      expect(await messageLogs.find('a')).toEqual(messageLog({ messageGuid: 'a' }))
      expect((await messageLogs.details(['a'])).get('a')).toEqual({ ...NONE, ...ended })
      expect(await messageLogs.attachment('old')).toBeUndefined()
      expect(await messageLogs.withCustomHeader('order', '1')).toEqual([])
      expect(await messageLogs.count()).toBe(2)
    })

    test('the last record of a guid in a group wins', async () => {
      const { messageLogs } = store.current
      const kept = { attachments: [attachment('same', messageLog().messageGuid, Buffer.from('2'))] }
      await messageLogs.write([
        record({ end: null }, { attachments: [attachment('same', messageLog().messageGuid, Buffer.from('1'))] }),
        record({}, kept),
      ])
      expect(await messageLogs.query({})).toEqual([messageLog()])
      expect(Buffer.from((await messageLogs.attachment('same'))!.content).toString()).toBe('2')
    })

    test('a group is written as a whole or not at all', async () => {
      const { messageLogs } = store.current
      await messageLogs.write([record({ messageGuid: 'a' }, { attachments: [attachment('x', 'a', Buffer.from('x'))] })])
      const group = [
        record({ messageGuid: 'b' }),
        record({ messageGuid: 'a', status: 'FAILED' }),
        record({ messageGuid: 'c' }, { attachments: [attachment('y', 'c', Buffer.from('y')), attachment('y', 'c', Buffer.from('z'))] }),
      ]
      await expect(messageLogs.write(group)).rejects.toMatchObject({
        code: 'conflict',
        message: 'A message log attachment with this id exists already',
      })
      expect(await messageLogs.query({})).toEqual([messageLog({ messageGuid: 'a' })])
      expect((await messageLogs.details(['a'])).get('a')?.attachments).toHaveLength(1)
    })

    test('are found by custom header, name and value exactly', async () => {
      const { messageLogs } = store.current
      const header = (id: string, name: string, value: string) => ({ id, name, value })
      await messageLogs.write([
        record({ messageGuid: 'b' }, { customHeaders: [header('1', 'order', '4711'), header('2', 'order', '4711')] }),
        record({ messageGuid: 'a' }, { customHeaders: [header('3', 'order', '4712'), header('4', 'order', '4711')] }),
        record({ messageGuid: 'c' }, { customHeaders: [header('5', 'Order', '4711'), header('6', 'invoice', '4711')] }),
      ])
      expect(await messageLogs.withCustomHeader('order', '4711')).toEqual(['a', 'b'])
      expect(await messageLogs.withCustomHeader('order', '471%')).toEqual([])
    })

    test('what was in process is failed, with an error unless it has one', async () => {
      const { messageLogs } = store.current
      const error = { text: 'boom', elementId: 'e', type: 't' }
      await messageLogs.write([
        record({ messageGuid: 'done' }),
        record({ messageGuid: 'open', end: null, status: 'PROCESSING' }),
        record({ messageGuid: 'retry', end: null, status: 'RETRY' }, { error }),
      ])
      expect(await messageLogs.failInterrupted(99)).toBe(2)
      expect(await messageLogs.find('done')).toEqual(messageLog({ messageGuid: 'done' }))
      expect(await messageLogs.find('open')).toEqual(messageLog({ messageGuid: 'open', end: 99, status: 'FAILED' }))
      const details = await messageLogs.details(['done', 'open', 'retry'])
      expect([...details.values()].map((item) => item.error)).toEqual([
        null,
        { text: 'Sluice stopped while the message was in process.', elementId: '', type: 'Interrupted' },
        error,
      ])
      expect(await messageLogs.failInterrupted(100)).toBe(0)
    })
  })
}
