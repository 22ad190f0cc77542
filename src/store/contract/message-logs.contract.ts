import { describe, expect, test } from 'vitest'
import type { MessageLogQuery, MessageLogRecord, StoredMessageDetails, StoredMessageLog } from '../message-logs.ts'
import { aggregate } from './aggregates.contract.ts'
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
      expect(await messageLogs.customHeaders({ name: 'order', value: '1' })).toEqual([])
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
      const order = { name: 'order', value: '4711' }
      const found = [
        { ...header('4', 'order', '4711'), messageGuid: 'a' },
        { ...header('1', 'order', '4711'), messageGuid: 'b' },
        { ...header('2', 'order', '4711'), messageGuid: 'b' },
      ]
      expect(await messageLogs.customHeaders(order)).toEqual(found)
      expect(await messageLogs.customHeaders(order, { limit: 1, offset: 1 })).toEqual([found[1]])
      expect(await messageLogs.customHeaders({ ...order, value: '471%' })).toEqual([])
    })

    test('are found and counted by custom header with the rest of the question', async () => {
      const { messageLogs } = store.current
      const order = { name: 'order', value: '4711' }
      const customHeaders = [
        { id: '1', ...order },
        { id: '2', ...order },
      ]
      await messageLogs.write([
        record({ messageGuid: 'a', end: 1 }, { customHeaders }),
        record({ messageGuid: 'b', end: 2, status: 'FAILED' }, { customHeaders }),
        record({ messageGuid: 'c', end: 3 }, { customHeaders: [{ ...customHeaders[0]!, name: 'Order' }] }),
      ])
      const orderBy = [{ field: 'end', descending: true }] as const
      const failed = { op: 'eq', field: 'status', value: 'FAILED' } as const
      const found = (query: MessageLogQuery) => messageLogs.query(query).then((logs) => logs.map((log) => log.messageGuid))
      expect(await found({ orderBy, customHeader: order })).toEqual(['b', 'a'])
      expect(await found({ orderBy, customHeader: order, limit: 1, offset: 1 })).toEqual(['a'])
      expect(await found({ orderBy, customHeader: order, where: failed })).toEqual(['b'])
      expect(await messageLogs.count(undefined, order)).toBe(2)
      expect(await messageLogs.count(failed, order)).toBe(1)
    })

    test('are found by a header that many carry, each once and in order', async () => {
      const { messageLogs } = store.current
      const region = { name: 'region', value: 'EU' }
      const group = Array.from({ length: 2500 }, (_, index) => {
        const customHeaders = [
          { id: `${index}`, ...region },
          { id: `${index}-again`, ...region },
        ]
        return record({ messageGuid: `guid-${index}`, start: index, end: index }, { customHeaders: index % 10 === 0 ? [] : customHeaders })
      })
      await messageLogs.write(group)
      const latest = { orderBy: [{ field: 'end', descending: true }], limit: 3, offset: 9 } as const
      const guids = (await messageLogs.query({ ...latest, customHeader: region })).map((log) => log.messageGuid)
      expect(guids).toEqual(['guid-2489', 'guid-2488', 'guid-2487'])
      expect(await messageLogs.count(undefined, region)).toBe(2250)
    })

    test('the oldest are removed with all that belongs to them, up to a limit', async () => {
      const { messageLogs, runs } = store.current
      const details = {
        customHeaders: [{ id: 'h', name: 'order', value: '1' }],
        attachments: [attachment('x', 'b', Buffer.from('x'))],
        adapterAttributes: [{ id: 'x1', adapterId: 'HTTPS', name: 'Path', value: '/orders' }],
        error: { text: 'boom', elementId: 'e', type: 't' },
      }
      const run = { id: 'run', start: 1, stop: 2, logLevel: 'INFO', overallState: 'FAILED', processId: 'node' } as const
      await messageLogs.write([
        record({ messageGuid: 'a', end: 30 }),
        { ...record({ messageGuid: 'b', end: 10 }, details), run: { run, steps: [], trace: undefined } },
        record({ messageGuid: 'c', end: 20, status: 'FAILED' }),
        record({ messageGuid: 'd', end: 31 }),
        record({ messageGuid: 'open', start: 5, end: null, status: 'PROCESSING' }),
      ])
      const left = async () => (await messageLogs.query({})).map((log) => log.messageGuid).toSorted()
      expect(await messageLogs.deleteBefore(31, 1)).toBe(1)
      expect(await left()).toEqual(['a', 'c', 'd', 'open'])
      expect(await messageLogs.customHeaders({ name: 'order', value: '1' })).toEqual([])
      expect(await messageLogs.attachment('x')).toBeUndefined()
      expect(await runs.find('run')).toBeUndefined()
      expect(await messageLogs.deleteBefore(31, 100)).toBe(2)
      expect(await left()).toEqual(['d', 'open'])
      expect(await messageLogs.deleteBefore(31, 100)).toBe(0)
    })

    test('counts follow every change', async () => {
      const { messageLogs } = store.current
      const count = (status: string) => messageLogs.count({ op: 'eq', field: 'status', value: status })
      const counts = async () => [await messageLogs.count(), await count('COMPLETED'), await count('FAILED'), await count('PROCESSING')]
      await messageLogs.write([record({ messageGuid: 'a', end: null, status: 'PROCESSING' }), record({ messageGuid: 'b' })])
      expect(await counts()).toEqual([2, 1, 0, 1])
      await messageLogs.write([record({ messageGuid: 'a' }), record({ messageGuid: 'a', status: 'FAILED' }), record({ messageGuid: 'c' })])
      expect(await counts()).toEqual([3, 2, 1, 0])
      await messageLogs.write([
        record({ messageGuid: 'b', status: 'FAILED' }),
        record({ messageGuid: 'd', end: null, status: 'PROCESSING' }),
      ])
      expect(await counts()).toEqual([4, 1, 2, 1])
      await messageLogs.failInterrupted(messageLog().start + 1)
      expect(await counts()).toEqual([4, 1, 3, 0])
      expect(await messageLogs.deleteBefore(messageLog().start + 2, 10)).toBe(1)
      expect(await counts()).toEqual([3, 1, 2, 0])
    })

    test('are counted per interval of their start', async () => {
      const { messageLogs } = store.current
      const hour = 3_600_000
      const since = 100 * hour
      const at = (messageGuid: string, start: number, change: Partial<StoredMessageLog> = {}) =>
        record({ messageGuid, start, end: start + 1, ...change })
      await messageLogs.write([
        at('before', since - 1),
        at('first', since),
        at('same hour', since + hour - 1, { flowId: 'other' }),
        at('failed', since + 10, { status: 'FAILED' }),
        at('third', since + 2 * hour),
        at('open', since + 2 * hour + 5, { end: null, status: 'PROCESSING' }),
        at('after', since + 3 * hour),
      ])
      const hours = { since, until: since + 3 * hour, interval: hour }
      const first = { from: since, status: 'COMPLETED', messages: 2 }
      const failed = { from: since, status: 'FAILED', messages: 1 }
      const last = [
        { from: since + 2 * hour, status: 'COMPLETED', messages: 1 },
        { from: since + 2 * hour, status: 'PROCESSING', messages: 1 },
      ]
      expect(await messageLogs.perInterval(hours)).toEqual([first, failed, ...last])
      expect(await messageLogs.perInterval({ ...hours, flowId: 'other' })).toEqual([{ ...first, messages: 1 }])
      expect(await messageLogs.perInterval({ since: since + 1, until: since + hour, interval: 10 })).toEqual([
        { from: since + 1, status: 'FAILED', messages: 1 },
        { from: since + 1 + 3_599_990, status: 'COMPLETED', messages: 1 },
      ])
      expect(await messageLogs.perInterval({ since: 0, until: hour, interval: hour })).toEqual([])
    })

    test('what was in process is failed, with an error unless it has one', async () => {
      const { messageLogs } = store.current
      const error = { text: 'boom', elementId: 'e', type: 't' }
      await messageLogs.write([
        record({ messageGuid: 'done' }),
        record({ messageGuid: 'open', end: null, status: 'PROCESSING' }),
        record({ messageGuid: 'retry', end: null, status: 'RETRY' }, { error }),
        record({ messageGuid: 'collecting', end: null, status: 'PROCESSING' }),
      ])
      await store.current.aggregates.put(aggregate({ messageGuid: 'collecting' }))
      expect(await messageLogs.failInterrupted(99)).toBe(2)
      expect(await messageLogs.find('done')).toEqual(messageLog({ messageGuid: 'done' }))
      expect(await messageLogs.find('open')).toEqual(messageLog({ messageGuid: 'open', end: 99, status: 'FAILED' }))
      expect(await messageLogs.find('collecting')).toEqual(messageLog({ messageGuid: 'collecting', end: null, status: 'PROCESSING' }))
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
