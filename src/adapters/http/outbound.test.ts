import 'reflect-metadata'

import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { createServer as createHttpsServer } from 'node:https'
import { createServer as createTcpServer } from 'node:net'
import type { Readable } from 'node:stream'
import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib'
import { cryptoProvider, X509CertificateGenerator } from '@peculiar/x509'
import { describe, expect, it, onTestFinished } from 'vitest'
import { closedOrigin, listen, localServer } from './fixtures/stand-ins.ts'
import { type OutboundRequest, type OutboundResponse, sendRequest } from './outbound.ts'

function outbound(url: string, overrides: Partial<OutboundRequest> = {}): OutboundRequest {
  return { method: 'GET', url: new URL(url), headers: {}, body: undefined, timeout: 5000, limit: 1_000_000, ...overrides }
}

const failure = (name: string, message: string | RegExp) => expect.objectContaining({ name, message: expect.stringMatching(message) })

describe('an answer', () => {
  it('has status, text, headers as spelled and body', async () => {
    const { url, received } = await localServer((_request, _count, response) => {
      response.writeHead(404, 'Gone Fishing', [
        'Content-Type',
        'text/plain',
        'X-Multi',
        '1',
        'X-Multi',
        '2',
        'Set-Cookie',
        'a=1',
        'Set-Cookie',
        'b=2',
        'Set-Cookie',
        'c=3',
        'Connection',
        'close',
      ])
      response.end('grüße')
    })
    const answer = await sendRequest(outbound(`${url}/p?q=1`, { method: 'POST', headers: { 'X-A': ['1', '2'] }, body: Buffer.from('hi') }))
    expect([answer.status, answer.statusText, Buffer.from(answer.body).toString()]).toEqual([404, 'Gone Fishing', 'grüße'])
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'Content-Type': 'text/plain',
      'X-Multi': '1, 2',
      'Set-Cookie': ['a=1', 'b=2', 'c=3'],
    })
    expect(received[0]).toMatchObject({ method: 'POST', url: '/p?q=1', body: 'hi', headers: { 'x-a': '1, 2', 'content-length': '2' } })
  })

  it.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'])('comes for %s', async (method) => {
    const { url, received } = await localServer((_request, _count, response) => response.end('body'))
    const answer = await sendRequest(outbound(url, { method }))
    expect([received[0]?.method, Buffer.from(answer.body).toString()]).toEqual([method, method === 'HEAD' ? '' : 'body'])
  })

  it.each([
    ['gzip', gzipSync('unpacked')],
    ['deflate', deflateSync('unpacked')],
    ['br', brotliCompressSync('unpacked')],
  ])('is unpacked from %s', async (encoding, bytes) => {
    const { url } = await localServer((_request, _count, response) => {
      response.writeHead(200, { 'Content-Encoding': encoding, 'Content-Length': bytes.length })
      response.end(bytes)
    })
    const answer = await sendRequest(outbound(url))
    expect(Buffer.from(answer.body).toString()).toBe('unpacked')
    expect([answer.headers.has('content-encoding'), answer.headers.get('content-length')]).toEqual([false, '8'])
  })

  it('is not followed when it is a redirect', async () => {
    const { url, received } = await localServer((_request, _count, response) => response.writeHead(302, { Location: '/other' }).end())
    expect((await sendRequest(outbound(url))).status).toBe(302)
    expect(received).toHaveLength(1)
  })

  it('goes up to the limit', async () => {
    const { url } = await localServer((_request, _count, response) => response.end(Buffer.alloc(1_000_000)))
    expect((await sendRequest(outbound(url))).body.length).toBe(1_000_000)
    const tooLarge = { code: 'processing-failed', message: 'The response body is larger than 999999 bytes' }
    await expect(sendRequest(outbound(url, { limit: 999_999 }))).rejects.toMatchObject(tooLarge)
  })

  it('goes up to the limit after unpacking', async () => {
    const { url } = await localServer((_request, _count, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(Buffer.alloc(1_000_000)))
    })
    await expect(sendRequest(outbound(url, { limit: 10_000 }))).rejects.toThrow('The response body is larger than 10000 bytes')
  })

  it('that is broken gzip is a failure of the connection', async () => {
    const { url } = await localServer((_request, _count, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end('plain')
    })
    await expect(sendRequest(outbound(url))).rejects.toEqual(failure('java.io.IOException', /broke: incorrect header check$/))
  })
})

describe('a large request body', () => {
  it('arrives whole', async () => {
    const { url, received } = await localServer((_request, _count, response) => response.end())
    await sendRequest(outbound(url, { method: 'POST', body: Buffer.alloc(5_000_000, 'x') }))
    expect(received[0]?.body.length).toBe(5_000_000)
  })
})

describe('a streamed answer', () => {
  const large = randomBytes(3_000_000)
  const read = async ({ stream }: OutboundResponse) => Buffer.concat(await (stream as Readable).toArray())

  it.each([
    ['', large],
    ['gzip', gzipSync(large)],
    ['deflate', deflateSync(large)],
    ['br', brotliCompressSync(large, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })],
  ])('comes whole, above the limit too, with encoding %j', async (encoding, bytes) => {
    const { url } = await localServer((_request, _count, response) => {
      response.writeHead(200, { 'Content-Encoding': encoding || 'identity', 'Content-Length': bytes.length }).end(bytes)
    })
    const answer = await sendRequest(outbound(url, { acceptsStream: true, limit: 2_000_000 }))
    expect([answer.body.length, (await read(answer)).equals(large)]).toEqual([0, true])
    expect([answer.headers.get('content-encoding'), answer.headers.get('content-length')]).toEqual(
      encoding === '' ? ['identity', String(large.length)] : [undefined, undefined],
    )
  })

  it.each(['HEAD', 'GET'])('is none when it is small or there is no body: %s', async (method) => {
    const { url } = await localServer((_request, _count, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(method === 'HEAD' ? undefined : gzipSync('small'))
    })
    const answer = await sendRequest(outbound(url, { method, acceptsStream: true }))
    expect([answer.stream, Buffer.from(answer.body).toString()]).toEqual([undefined, method === 'HEAD' ? '' : 'small'])
  })

  it('that stops fails whoever reads it, in time', async () => {
    const { url } = await localServer((_request, _count, response) => {
      response.writeHead(200)
      response.write(large)
    })
    const answer = await sendRequest(outbound(url, { acceptsStream: true, timeout: 100 }))
    await expect(read(answer)).rejects.toEqual(failure('java.util.concurrent.TimeoutException', 'after 100 ms$'))
  })

  it('that breaks fails whoever reads it', async () => {
    const { url } = await localServer((_request, _count, response) => {
      response.writeHead(200)
      response.write(large, () => response.destroy())
    })
    const answer = await sendRequest(outbound(url, { acceptsStream: true }))
    await expect(read(answer)).rejects.toEqual(failure('java.io.IOException', '^The connection to 127.0.0.1:\\d+ broke: '))
  })
})

describe('no answer', () => {
  it('because nothing listens', async () => {
    const origin = await closedOrigin()
    const expected = failure('java.net.ConnectException', `^Connection refused: ${new URL(origin).host}$`)
    await expect(sendRequest(outbound(origin))).rejects.toEqual(expected)
  })

  it('because the host is not known', async () => {
    const expected = failure('java.net.UnknownHostException', '^The host nowhere.invalid is not known$')
    await expect(sendRequest(outbound('http://user:pass@nowhere.invalid/'))).rejects.toEqual(expected)
  })

  it('within the time', async () => {
    const { url } = await localServer(() => {})
    const expected = failure('java.util.concurrent.TimeoutException', `^Request timeout to ${new URL(url).host} after 50 ms$`)
    await expect(sendRequest(outbound(url, { timeout: 50 }))).rejects.toEqual(expected)
  })

  it('to the end within the time', async () => {
    const { url } = await localServer((_request, _count, response) => {
      response.writeHead(200)
      response.write('half')
    })
    await expect(sendRequest(outbound(url, { timeout: 50 }))).rejects.toEqual(
      failure('java.util.concurrent.TimeoutException', 'after 50 ms'),
    )
  })

  it('because the server hangs up', async () => {
    const server = createTcpServer((socket) => socket.once('data', () => socket.destroy()))
    await new Promise<void>((started) => server.listen(0, '127.0.0.1', started))
    onTestFinished(() => new Promise<void>((stopped) => server.close(() => stopped())))
    const { port } = server.address() as { port: number }
    const expected = failure('java.io.IOException', `^The connection to 127.0.0.1:${port} broke: `)
    await expect(sendRequest(outbound(`http://127.0.0.1:${port}`, { method: 'POST', body: Buffer.from('x') }))).rejects.toEqual(expected)
  })

  it('because the certificate is not trusted', async () => {
    const url = await listen(
      createHttpsServer(await selfSigned(), (_request, response) => response.end()),
      'https',
    )
    const expected = failure(
      'javax.net.ssl.SSLHandshakeException',
      `^TLS handshake with ${new URL(url).host} failed: self-signed certificate`,
    )
    await expect(sendRequest(outbound(url))).rejects.toEqual(expected)
  })

  it('because the server does not speak TLS', async () => {
    const { url } = await localServer((_request, _count, response) => response.end())
    const expected = failure('javax.net.ssl.SSLHandshakeException', 'TLS handshake with')
    await expect(sendRequest(outbound(url.replace('http', 'https')))).rejects.toEqual(expected)
  })
})

async function selfSigned(): Promise<{ key: string; cert: string }> {
  const pair = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
    publicKeyEncoding: { type: 'spki', format: 'der' },
  })
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const keys = {
    privateKey: await cryptoProvider.get().subtle.importKey('pkcs8', pair.privateKey, algorithm, true, ['sign']),
    publicKey: await cryptoProvider.get().subtle.importKey('spki', pair.publicKey, algorithm, true, ['verify']),
  }
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=127.0.0.1',
    keys,
    signingAlgorithm: algorithm,
    notAfter: new Date(Date.now() + 60_000),
  })
  const key = `-----BEGIN PRIVATE KEY-----\n${pair.privateKey.toString('base64')}\n-----END PRIVATE KEY-----`
  return { key, cert: certificate.toString('pem') }
}
