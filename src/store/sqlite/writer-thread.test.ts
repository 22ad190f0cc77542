import { createSecretKey } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lineLogger } from '../../kernel/logger.ts'
import { type AuditEvent, chain, sealWith } from '../audit-log.ts'
import { client } from '../contract/clients.contract.ts'
import { record } from '../contract/message-logs.contract.ts'
import { token } from '../contract/tokens.contract.ts'
import type { Store } from '../store.ts'
import { openSqliteStore } from './open.ts'
import { ThreadedWriter } from './threaded-writer.ts'
import type { Writer } from './writer.ts'
import { WriterThread } from './writer-thread.ts'

const folder = mkdtempSync(join(tmpdir(), 'sluice-writer-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('on a thread', () => {
  const { clientId } = client()
  let store: Store
  beforeAll(async () => {
    store = await openSqliteStore({ file: join(folder, 'thread.db'), writerThread: 'at-once' })
    await store.clients.create(client(), [])
  })
  afterAll(() => store.close())

  test('a token is there when it was written, and ends those that it replaces', async () => {
    await store.tokens.add(token({ clientId, hash: 'first' }))
    expect(await store.tokens.find('first')).toEqual(token({ clientId, hash: 'first' }))
    const ended: string[] = []
    const stop = store.onChange((topic, key) => topic === 'tokens' && ended.push(key))
    await store.tokens.add(token({ clientId, hash: 'second' }), { replacesPrevious: true })
    stop()
    expect([await store.tokens.find('first'), ended]).toEqual([undefined, ['first']])
  })

  test('a token that is refused does not refuse the others of its group', async () => {
    const tokens = [...['one', 'two', 'one'].map((hash) => token({ clientId, hash })), token({ clientId: 'ghost', hash: 'three' })]
    const outcomes = await Promise.allSettled(tokens.map((each) => store.tokens.add(each)))
    const codes = outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason.code : 'written'))
    expect(codes).toEqual(['written', 'written', 'conflict', 'not-found'])
  })

  test('entries of the audit log are sealed there as they would be here', async () => {
    const seal = sealWith(createSecretKey(Buffer.from('key')))
    const events = ['a', 'b'].map((id) => auditEvent(id))
    await store.auditLog.append(events, seal)
    expect(await store.auditLog.query({})).toEqual(chain(events, { last: 0, lastSeal: '' }, seal))
    await expect(store.auditLog.append([auditEvent('a')], seal)).rejects.toMatchObject({ code: 'conflict' })
  })

  test('message logs keep their attachments, also those that are a part of larger bytes', async () => {
    const { log, details } = record()
    const content = Buffer.from('before-content-after').subarray(7, 14)
    const attachment = { id: 'x', messageGuid: log.messageGuid, name: 'a', contentType: 'text/plain', size: 7, time: 1, content }
    await store.messageLogs.write([{ log, details: { ...details, attachments: [attachment] } }])
    const stored = await store.messageLogs.attachment('x')
    expect(Buffer.from(stored!.content).toString()).toBe('content')
  })
})

test('under load a thread takes over, and nothing is lost on the way', async () => {
  const store = await openSqliteStore({ file: join(folder, 'load.db') })
  const { clientId } = client()
  await store.clients.create(client(), [])
  for (let round = 0; round < 600; round++) await store.tokens.add(token({ clientId, hash: `hash-${round}` }))
  expect(await store.tokens.list({ clientId })).toHaveLength(600)
  await store.close()
  await store.close()
})

test('a thread that cannot work is told and given up; its writes are done in place', async () => {
  const lines: string[] = []
  const inPlace: Writer = { write: async () => undefined as never }
  const writer = new ThreadedWriter({
    file: join(folder, 'no', 'such', 'folder.db'),
    inPlace,
    logger: lineLogger((line) => lines.push(line)),
  })
  await writer.start()
  expect(await writer.write('tokens', [])).toBeUndefined()
  expect(lines.join()).toContain('The thread that writes to the database stopped')
  await writer.close()
})

test('a write that the thread does not survive is rejected', async () => {
  await (await openSqliteStore({ file: join(folder, 'defect.db') })).close()
  const causes: unknown[] = []
  const thread = new WriterThread(join(folder, 'defect.db'), (cause) => causes.push(cause))
  await thread.ready
  expect([causes, thread.isReady]).toEqual([[], true])
  const failure = { code: 'unavailable', message: 'The database could not be written.' }
  await expect(thread.write('tokens', [{ row: undefined as never, replacesPrevious: false }])).rejects.toMatchObject(failure)
  expect([causes.length, thread.isReady]).toEqual([1, false])
  await expect(thread.write('tokens', [])).rejects.toMatchObject(failure)
})

const auditEvent = (id: string): AuditEvent => ({
  id,
  time: 1,
  user: 'orders',
  userType: 'client',
  action: 'create',
  objectType: 'access token',
  objectName: 'abcde',
  remoteAddress: '127.0.0.1',
  requestId: 'request',
  details: { format: 'opaque' },
})
