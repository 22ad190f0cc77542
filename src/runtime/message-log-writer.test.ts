import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { MessageLog } from '../engine/message-log.ts'
import { silentLogger } from '../kernel/logger.ts'
import type { MessageLogRecord, MessageLogStore } from '../store/message-logs.ts'
import { MessageLogWriter } from './message-log-writer.ts'

const clock = { now: () => Date.now() }
const log = (messageGuid: string) =>
  new MessageLog({ messageGuid, correlationId: 'c', flowId: 'f', flowName: 'F', packageId: 'p', packageName: 'P', start: clock.now() })

describe('MessageLogWriter', () => {
  let groups: MessageLogRecord[][]
  let write: (group: readonly MessageLogRecord[]) => Promise<void>
  let writer: MessageLogWriter

  beforeEach(() => {
    vi.useFakeTimers({ now: 1000 })
    groups = []
    write = async (group) => void groups.push([...group])
    writer = new MessageLogWriter({ store: { write: (group) => write(group) } as MessageLogStore, clock, logger: silentLogger })
  })
  afterEach(() => vi.useRealTimers())

  test('messages that end close together are written in one group', async () => {
    for (const guid of ['a', 'b']) writer.end(log(guid))
    expect(groups).toEqual([])
    await vi.advanceTimersByTimeAsync(5)
    expect(groups.map((group) => group.map((record) => record.log.messageGuid))).toEqual([['a', 'b']])
  })

  test('flush writes at once and waits', async () => {
    writer.end(log('a'))
    await writer.flush()
    expect(groups.length).toBe(1)
  })

  test('what is shown before it runs is written once, and not kept at NONE', async () => {
    writer.announce(log('a'))
    writer.announce(new MessageLog({ messageGuid: 'b', correlationId: 'c', flowId: 'f', flowName: 'F', start: 0, logLevel: 'NONE' }))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(groups.map((group) => group.map((record) => [record.log.messageGuid, record.log.status, record.log.end]))).toEqual([
      [['a', 'PROCESSING', null]],
    ])
  })

  test('the record says everything about the message', async () => {
    const message = log('a')
    message.status = 'FAILED'
    message.end = 1005
    message.error = { text: 'broken', elementId: 'e', type: 'StepError' }
    message.customHeaders.push({ name: 'order', value: '7' })
    message.attachments.push({ id: 'att', name: 'payload', contentType: 'text/plain', content: Buffer.from('abc'), time: 1001 })
    writer.end(message)
    await writer.flush()
    expect(groups[0]?.[0]).toEqual({
      log: {
        messageGuid: 'a',
        correlationId: 'c',
        flowId: 'f',
        flowName: 'F',
        packageId: 'p',
        packageName: 'P',
        status: 'FAILED',
        customStatus: 'FAILED',
        logLevel: 'INFO',
        start: 1000,
        end: 1005,
        sender: '',
        receiver: '',
        applicationMessageId: '',
        applicationMessageType: '',
      },
      details: {
        customHeaders: [{ id: expect.any(String), name: 'order', value: '7' }],
        attachments: [
          { id: 'att', messageGuid: 'a', name: 'payload', contentType: 'text/plain', content: Buffer.from('abc'), size: 3, time: 1001 },
        ],
        adapterAttributes: [],
        error: { text: 'broken', elementId: 'e', type: 'StepError' },
      },
    })
  })

  test('a long message shows as in process, then as ended', async () => {
    const message = log('a')
    writer.begin(message)
    await vi.advanceTimersByTimeAsync(1010)
    message.status = 'COMPLETED'
    writer.end(message)
    await writer.flush()
    expect(groups.map((group) => group.map((record) => record.log.status))).toEqual([['PROCESSING'], ['COMPLETED']])
  })

  test('knows what is in process, and shows nothing of it at NONE', async () => {
    const silent = new MessageLog({
      messageGuid: 's',
      correlationId: 'c',
      flowId: 'f',
      flowName: 'F',
      start: clock.now(),
      logLevel: 'NONE',
    })
    writer.begin(silent)
    expect([writer.running('s'), writer.running('a')]).toEqual([silent, undefined])
    await vi.advanceTimersByTimeAsync(3000)
    silent.status = 'FAILED'
    writer.end(silent)
    await writer.flush()
    expect([writer.running('s'), groups]).toEqual([undefined, []])
  })

  test('a group that cannot be written does not stop the next', async () => {
    write = async () => {
      throw new Error('disk full')
    }
    writer.end(log('a'))
    await writer.flush()
    write = async (group) => void groups.push([...group])
    writer.end(log('b'))
    await writer.stop()
    expect(groups.map((group) => group.map((record) => record.log.messageGuid))).toEqual([['b']])
  })
})
