import { createHash, randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { Pool } from 'undici'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { content, https, type StepSketch } from '../support/flow.ts'
import { useStage } from './stage.ts'

const MEGABYTE = 1024 * 1024

const stage = useStage({ bufferLimitMb: 1 })

let receiver: Server
let origin: string
/** Bodies that the receiver got. */
const received: Buffer[] = []

/** It sends back what it gets. */
beforeAll(async () => {
  receiver = createServer(async (request, response) => {
    const body = await buffer(request)
    received.push(body)
    response.setHeader('X-Encoding', request.headers['transfer-encoding'] ?? 'length').end(body)
  })
  await new Promise<void>((started) => receiver.listen(0, '127.0.0.1', started))
  origin = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`
})
afterAll(() => {
  receiver.closeAllConnections()
  receiver.close()
})

const send = (): StepSketch => ({
  activity: 'ExternalCall',
  channel: { ComponentType: 'HTTP', httpAddressWithoutQuery: `${origin}/in`, httpMethod: 'POST' },
})
const step = (activity: string, properties: Record<string, string>): StepSketch => ({ activity, properties })

/** Status and error text of the message that was answered. */
async function outcomeOf(answer: Response): Promise<{ status: unknown; error: string }> {
  const { MessageGuid, Status } = await stage.logOf(answer)
  const error = await stage.api('GET', `MessageProcessingLogs('${MessageGuid}')/ErrorInformation/$value`)
  return { status: Status, error: Status === 'FAILED' ? await error.text() : '' }
}

test('a body that is larger than any step may read goes there and back', async () => {
  await stage.deploy({
    id: 'Through',
    sender: https('/through'),
    steps: [
      content('', { 'X-Kind': 'large' }),
      step('Encoder', { encoderType: 'Base64 Encode' }),
      step('Encoder', { encoderType: 'GZIP Compress' }),
      step('Decoder', { encoderType: 'GZIP Decompress' }),
      step('Decoder', { encoderType: 'Base64 Decode' }),
      send(),
    ],
  })
  const body = randomBytes(5 * MEGABYTE)
  const answer = await stage.call('/through', body)
  const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
  expect([answer.status, answer.headers.get('X-Encoding'), digest(new Uint8Array(await answer.arrayBuffer()))]).toEqual([
    200,
    'chunked',
    digest(body),
  ])
  expect(digest(received.at(-1)!)).toBe(digest(body))
  expect(await outcomeOf(answer)).toEqual({ status: 'COMPLETED', error: '' })
})

test('a step that must read it refuses: 413, and the log says why', async () => {
  await stage.deploy({ id: 'Reads', sender: https('/reads'), steps: [content('${body}!')] })
  const answer = await stage.call('/reads', Buffer.alloc(1.5 * MEGABYTE))
  expect(answer.status).toBe(413)
  expect(await outcomeOf(answer)).toEqual({
    status: 'FAILED',
    error: expect.stringContaining('The body is larger than 1048576 bytes, the most that a step may read into memory\nIn step'),
  })
})

test('an answer that a step must read and cannot is no fault of the caller', async () => {
  await stage.deploy({ id: 'Answer', sender: https('/answer'), steps: [send(), content('${body}!')] })
  const answer = await stage.call('/answer', Buffer.alloc(1.5 * MEGABYTE))
  expect([answer.status, (await outcomeOf(answer)).status]).toEqual([500, 'FAILED'])
})

test('a splitter sends its items one by one', async () => {
  await stage.deploy({
    id: 'Split',
    sender: https('/split'),
    steps: [
      step('Splitter', { splitType: 'Camel', exprType: 'XPath', splitExprValue: '/orders/order', Streaming: 'true' }),
      content('${property.CamelSplitIndex} ${property.CamelSplitSize}: ${body}'),
      send(),
    ],
  })
  const orders = `<orders>${`<order><note>${'x'.repeat(99_986)}</note></order>`.repeat(20)}</orders>`
  received.length = 0
  const answer = await stage.call('/split', orders)
  expect([answer.status, received.length, new Set(received.map(({ length }) => length))]).toEqual([
    204,
    20,
    new Set([100_018, 100_019, 100_021]),
  ])
  expect(String(received.at(-1)).slice(0, 10)).toBe('19 20: <or')
  expect(await outcomeOf(answer)).toEqual({ status: 'COMPLETED', error: '' })
})

test('a body that nobody read does not stand before the next call of its connection', async () => {
  const connection = new Pool(stage.tenant.publicUrl, { connections: 1 })
  const request = { method: 'POST', headers: { authorization: stage.authorization }, body: Buffer.alloc(8 * MEGABYTE) } as const
  for (const [path, status] of [
    ['/http/reads', 413],
    ['/http/reads', 413],
    ['/http/through', 200],
  ] as const) {
    const { statusCode, body } = await connection.request({ ...request, path })
    await body.dump()
    expect(statusCode).toBe(status)
  }
  await connection.close()
})
