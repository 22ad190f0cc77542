import { connect } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessToken, basic, DIALECTS, TOKEN_PATHS, testClient } from '../support/client.ts'
import { deploy } from '../support/deploy.ts'
import { content, https } from '../support/flow.ts'
import { rawBytes } from '../support/raw-request.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'

let tenant: TestTenant
/** Whole requests that are in order, and need nobody's rights to be answered. */
let requests: readonly string[]
beforeAll(async () => {
  tenant = await testTenant()
  await deploy(tenant, { id: 'Orders', sender: https('/orders'), steps: [content('orders')] })
  const { host } = new URL(tenant.publicUrl)
  const head = (line: string, ...lines: string[]) => [`${line} HTTP/1.1`, `Host: ${host}`, 'Connection: close', ...lines].join('\r\n')
  const form = 'grant_type=client_credentials&scope='
  const clients = await Promise.all(DIALECTS.map((dialect) => testClient(tenant, dialect)))
  const token = await accessToken(clients[0]!)
  requests = [
    ...clients.map(
      (client) =>
        `${head(`POST ${TOKEN_PATHS[client.dialect]}`, `Authorization: ${basic(client)}`, 'Content-Type: application/x-www-form-urlencoded', `Content-Length: ${form.length}`)}\r\n\r\n${form}`,
    ),
    `${head('POST /http/orders', `Authorization: Bearer ${token}`, 'Transfer-Encoding: chunked')}\r\n\r\n2\r\n{}\r\n0\r\n\r\n`,
    `${head('GET /api/v1/MessageProcessingLogs?$top=1', `Authorization: Bearer ${token}`, 'Accept: application/json')}\r\n\r\n`,
    `${head(`GET ${tenant.publicUrl}/token_keys?zid=x`, 'x-zid: y')}\r\n\r\n`,
  ]
})
afterAll(() => tenant.stop())

const bytes = fc.oneof(
  fc.constantFrom(
    '\r\n',
    '\n',
    '\r',
    '\u0000',
    ' ',
    '\t',
    ':',
    '%',
    '..',
    '//',
    '\\',
    ';',
    ',',
    '"',
    'chunked',
    '-1',
    '99999999999',
    '\u00e9',
    '\uff0e',
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
)
const edit = fc.record({ at: fc.nat(), length: fc.nat(6), text: bytes })

/** How long a server may take that still waits for the rest of a request, milliseconds. */
const PATIENCE = 400

/** The status that came, if one came before the caller gave up. */
function statusOf(bytes: string | Uint8Array): Promise<number | undefined> {
  const { hostname, port } = new URL(tenant.publicUrl)
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname)
    const impatient = setTimeout(() => socket.end(), PATIENCE)
    let said = ''
    socket.on('data', (chunk) => {
      said += chunk.toString('latin1')
    })
    // A server that has answered may close before it took everything.
    socket.on('error', () => {})
    socket.on('end', () => socket.end())
    socket.on('close', () => {
      clearTimeout(impatient)
      resolve(said === '' ? undefined : Number(said.split(' ')[1]))
    })
    socket.write(bytes)
  })
}

test('the requests are in order', async () => {
  expect(await Promise.all(requests.map((request) => rawBytes(tenant, request).then(({ status }) => status)))).toEqual([
    200, 200, 200, 401, 400,
  ])
})

test('a request that was changed in a few places is answered, and not with an error of the server', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(4), fc.array(edit, { minLength: 1, maxLength: 3 }), async (index, edits) => {
      let request = requests[index]!
      for (const { at, length, text } of edits) {
        const place = at % request.length
        request = request.slice(0, place) + text + request.slice(place + length)
      }
      // What an edit took from the body would be waited for.
      const status = await statusOf(`${request}${' '.repeat(64)}\r\n\r\n0\r\n\r\n`)
      if (status !== undefined) expect([200, 304, 400, 401, 403, 404, 405, 408, 411, 412, 413, 415, 417, 429, 431, 501]).toContain(status)
    }),
    { numRuns: 250 },
  )
  expect((await rawBytes(tenant, requests[0]!)).status).toBe(200)
})

test('whatever bytes come, the server goes on', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 200 }), async (noise) => {
      expect([400, undefined]).toContain(await statusOf(Buffer.concat([noise, Buffer.from('\r\n\r\n')])))
    }),
    { numRuns: 60 },
  )
  expect((await rawBytes(tenant, requests[1]!)).status).toBe(200)
})
