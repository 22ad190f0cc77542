import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, get as httpsGet } from 'node:https'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RefusedRequest } from '../identity/refusal-log.ts'
import { SluiceError } from '../kernel/errors.ts'
import type { HttpRequest, HttpResponse } from '../kernel/http.ts'
import { silentLogger } from '../kernel/logger.ts'
import { ClientCertificates } from './client-certificates.ts'
import { localCertificate, type ServerCertificate } from './local-ca.ts'
import { type RunningServer, type ServerOptions, startServer } from './server.ts'

const folder = mkdtempSync(join(tmpdir(), 'sluice-http-'))
let server: RunningServer
let certificate: ServerCertificate
const refused: [RefusedRequest, string][] = []
let handle: (request: HttpRequest) => Promise<HttpResponse>

beforeAll(async () => {
  certificate = await localCertificate(folder, ['localhost', '127.0.0.1'], Date.now())
  const handler = (request: HttpRequest) => handle(request)
  server = await startServer({
    mounts: [
      { prefix: '/http', path: 'normalised', handler },
      { prefix: '/api/v1', path: 'encoded', handler },
    ],
    host: '127.0.0.1',
    port: 0,
    httpsPort: 0,
    certificate,
    clientCertificates: new ClientCertificates(),
    logger: silentLogger,
    onRefusal: (request, refusal) => refused.push([request, refusal.reason]),
  })
})
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true })
})

/** Sends bytes as they are and returns the whole answer. */
async function raw(request: string): Promise<string> {
  const socket = connect(server.port, '127.0.0.1')
  socket.end(request)
  return text(socket)
}

const ok = (body: HttpResponse['body'], headers = {}): HttpResponse => ({ status: 200, headers, body })

describe('requests', () => {
  test('reach the owner of the path with everything that was sent', async () => {
    handle = async (request) =>
      ok(
        JSON.stringify({
          ...request,
          id: typeof request.id,
          body: await text(request.body),
          headers: request.headers['x-a'],
          headerValues: request.headerValues['x-a'],
        }),
      )
    const answer = await fetch(`http://127.0.0.1:${server.port}/http/caf%C3%A9?x=%2F`, {
      method: 'POST',
      headers: [
        ['X-A', '1'],
        ['x-a', '2'],
      ],
      body: 'hello',
    })
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    expect(await answer.json()).toEqual({
      id: 'string',
      method: 'POST',
      target: '/http/caf%C3%A9?x=%2F',
      path: '/http/café',
      query: 'x=%2F',
      headers: '1, 2',
      headerValues: ['1, 2'],
      body: 'hello',
      remoteAddress: '127.0.0.1',
      secure: false,
    })
  })

  test('an encoded mount gets the path as it was sent', async () => {
    handle = async (request) => ok(request.path)
    const answer = await fetch(`http://127.0.0.1:${server.port}/api/v1/Configurations('a%2Fb')`)
    expect(await answer.text()).toBe("/api/v1/Configurations('a%2Fb')")
  })

  test('duplicate Authorization headers stay apart', async () => {
    handle = async (request) => ok(JSON.stringify(request.headerValues.authorization))
    const answer = await raw('GET /http/a HTTP/1.1\r\nHost: a\r\nAuthorization: x\r\nAuthorization: y\r\nConnection: close\r\n\r\n')
    expect(answer).toContain('["x","y"]')
  })

  test.each([
    ['two Host headers', 'GET /http/a HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n', '400'],
    ['another host in the target', 'GET http://b/http/a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', '400'],
    ['a dot segment', 'GET /http/x/../a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', '400'],
    ['a path nobody owns', 'GET /nowhere HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', '404'],
    ['content length and chunks', 'POST /http/a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n', '400'],
    ['headers beyond 16 kB', `GET /http/a HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(17_000)}\r\n\r\n`, '431'],
  ])('%s', async (_, request, status) => {
    handle = async () => ok('reached')
    const answer = await raw(request)
    expect(answer.slice(9, 12)).toBe(status)
    expect(answer).not.toContain('reached')
  })
})

describe('refusals that no owner of a path answers are told, without the query', () => {
  test.each([
    ['GET /http/a HTTP/1.1\r\nHost: a\r\nHost: b', 'several-host-headers', '/http/a'],
    ['GET http://b/http/a?token=x HTTP/1.1\r\nHost: a', 'target-of-another-host', 'http://b/http/a'],
    ['GET /http/x/../a?token=x HTTP/1.1\r\nHost: a', 'path-ambiguous', '/http/x/../a'],
    ['GET /nowhere?token=x HTTP/1.1\r\nHost: a', 'address-not-found', '/nowhere'],
    ['OPTIONS * HTTP/1.1\r\nHost: a', 'target-not-a-path', '*'],
  ])('%j', async (head, cause, path) => {
    refused.length = 0
    const answer = await raw(`${head}\r\nConnection: close\r\n\r\n`)
    const [, id] = /x-request-id: (\S+)/i.exec(answer)!
    const method = head.split(' ')[0]
    expect(refused).toEqual([[{ id, method, path, remoteAddress: '127.0.0.1' }, cause]])
  })

  test.each([
    [
      'POST /http/a?token=x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked',
      400,
      'request-unreadable',
      'POST',
      '/http/a',
    ],
    [`GET /http/a?token=x HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(17_000)}`, 431, 'headers-too-large', 'GET', '/http/a'],
    ['\u0016\u0003\u0001\u0002', 400, 'request-unreadable', '', ''],
  ])('what the parser cannot read (%#)', async (head, status, cause, method, path) => {
    refused.length = 0
    const answer = await raw(`${head}\r\n\r\n`)
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [\\w ]+\\r\\nContent-Type: text/plain; charset=utf-8\\r\\nx-request-id: `))
    const [, id] = /x-request-id: (\S+)/i.exec(answer)!
    expect(refused).toEqual([[{ id, method, path, remoteAddress: '127.0.0.1' }, cause]])
  })

  test('a connection that closes within a request is told nothing, and there is nothing to tell', async () => {
    refused.length = 0
    expect(await raw('POST /http/a HTTP/1.1\r\nHost: a\r\nContent-Le')).toBe('')
    expect(refused).toEqual([])
  })

  test('what an owner throws is no refusal unless it is one', async () => {
    refused.length = 0
    handle = async () => {
      throw new SluiceError('conflict', 'It exists')
    }
    await fetch(`http://127.0.0.1:${server.port}/http/a`)
    expect(refused).toEqual([])
  })
})

describe('answers', () => {
  test.each([
    ['text', 'héllo', '6'],
    ['bytes', new Uint8Array([1, 2, 3]), '3'],
    ['nothing', null, '0'],
  ])('%s has its length', async (_, body, length) => {
    handle = async () => ok(body)
    const answer = await fetch(`http://127.0.0.1:${server.port}/http/a`)
    expect(answer.headers.get('content-length')).toBe(length)
  })

  test('a stream is sent in chunks', async () => {
    handle = async () => ok(Readable.from(['a', 'b']))
    expect(await (await fetch(`http://127.0.0.1:${server.port}/http/a`)).text()).toBe('ab')
  })

  test('HEAD has the headers and no body', async () => {
    handle = async () => ok('four')
    const answer = await raw('HEAD /http/a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
    expect(answer).toMatch(/Content-Length: 4/i)
    expect(answer).not.toContain('four')
  })

  test('an error that nobody rendered is one line without its private part', async () => {
    handle = async () => {
      throw new SluiceError('conflict', 'It exists', { detail: 'private' })
    }
    const answer = await fetch(`http://127.0.0.1:${server.port}/http/a`)
    expect([answer.status, await answer.text()]).toEqual([409, 'It exists\n'])
  })

  test('a defect says nothing about itself', async () => {
    handle = async () => {
      throw new TypeError('secret of the process')
    }
    const answer = await fetch(`http://127.0.0.1:${server.port}/http/a`)
    expect([answer.status, await answer.text()]).toEqual([500, 'Internal server error\n'])
  })
})

test('https answers under the local authority', async () => {
  handle = async (request) => ok(String(request.secure))
  const agent = new Agent({ ca: certificate.authorityPem })
  const body = await new Promise<string>((resolve, reject) => {
    httpsGet(`https://localhost:${server.httpsPort}/http/a`, { agent, family: 4 }, (answer) => resolve(text(answer))).on('error', reject)
  })
  expect(body).toBe('true')
})

test('the certificate is kept until a name is missing', async () => {
  const again = await localCertificate(folder, ['localhost', '127.0.0.1'], Date.now())
  expect(again).toEqual(certificate)
  const wider = await localCertificate(folder, ['localhost', '127.0.0.1', 'sluice.example'], Date.now())
  expect(wider.certificatePem).not.toBe(certificate.certificatePem)
  expect(wider.authorityPem).toBe(certificate.authorityPem)
})

test('a port in use is named with the way out', async () => {
  const { port } = server
  const listeners = { mounts: [], host: '127.0.0.1', port, httpsPort: 0, certificate, clientCertificates: new ClientCertificates() }
  const options = { ...listeners, logger: silentLogger, onRefusal: () => {} }
  await expect(startServer(options)).rejects.toThrow(
    `127.0.0.1:${server.port} is in use. Choose another with SLUICE_PORT or SLUICE_HTTPS_PORT.`,
  )
})

test('a refusal that comes through a trusted proxy is told with the address of the caller', async () => {
  const seen: string[] = []
  const proxied = await startOther({
    clientCertificates: new ClientCertificates({ trustedProxies: ['127.0.0.1'] }),
    onRefusal: ({ remoteAddress }, { reason }) => seen.push(`${remoteAddress} ${reason}`),
  })
  await fetch(`http://127.0.0.1:${proxied.port}/nowhere`, { headers: { 'x-forwarded-for': '192.0.2.7' } })
  await proxied.stop()
  expect(seen).toEqual(['192.0.2.7 address-not-found'])
})

/** A server of its own, to be stopped. */
const startOther = (options: Partial<ServerOptions> = {}): Promise<RunningServer> =>
  startServer({
    mounts: [{ prefix: '/http', path: 'normalised', handler: (request) => handle(request) }],
    host: '127.0.0.1',
    port: 0,
    httpsPort: 0,
    certificate,
    clientCertificates: new ClientCertificates(),
    logger: silentLogger,
    onRefusal: () => {},
    ...options,
  })

test('stopping does not wait for the next request of a connection whose last one was answered before it was read', async () => {
  handle = async () => ok('early')
  const other = await startOther()
  const socket = connect(other.port, '127.0.0.1')
  socket.write('POST /http/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nfirst')
  const [answer] = (await once(socket, 'data')) as [Buffer]
  const stopped = other.stop()
  socket.write('later')
  await stopped
  expect(String(answer)).toContain('HTTP/1.1 200 OK\r\n')
})

test('stopping waits for the request in flight', async () => {
  let release = () => {}
  const reached = new Promise<void>((resolve) => {
    handle = () =>
      new Promise((answer) => {
        release = () => answer(ok('late'))
        resolve()
      })
  })
  const other = await startOther()
  const answer = fetch(`http://127.0.0.1:${other.port}/http/a`)
  await reached
  const stopped = other.stop()
  release()
  expect(await (await answer).text()).toBe('late')
  await stopped
})
