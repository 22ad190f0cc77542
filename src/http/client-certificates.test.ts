import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { Agent, request as httpsRequest } from 'node:https'
import { connect as connectNetwork } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Duplex } from 'node:stream'
import { text } from 'node:stream/consumers'
import { type ConnectionOptions, connect, type SecureVersion } from 'node:tls'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { selfSigned, type TestAuthority, type TestCertificate, testAuthority } from '../identity/testing/certificate.fixture.ts'
import type { ClientCertificate, HttpRequest } from '../kernel/http.ts'
import { silentLogger } from '../kernel/logger.ts'
import { ClientCertificates } from './client-certificates.ts'
import { localCertificate, type ServerCertificate } from './local-ca.ts'
import { type RunningServer, startServer } from './server.ts'

const folder = mkdtempSync(join(tmpdir(), 'sluice-certificates-'))
const agents: Agent[] = []
const servers: RunningServer[] = []
let certificate: ServerCertificate
let authority: TestAuthority
let mine: TestCertificate
let seen: HttpRequest

beforeAll(async () => {
  certificate = await localCertificate(folder, ['127.0.0.1'], Date.now())
  authority = await testAuthority()
  mine = await authority.issue()
})
afterEach(async () => {
  for (const agent of agents.splice(0)) agent.destroy()
  for (const server of servers.splice(0)) await server.stop()
})
afterAll(() => rmSync(folder, { recursive: true }))

/** A server that remembers what it was asked. */
async function open(options: ConstructorParameters<typeof ClientCertificates>[0] = {}): Promise<RunningServer> {
  const handler = async (request: HttpRequest) => {
    seen = request
    return { status: 200, headers: {}, body: 'ok' }
  }
  const server = await startServer({
    mounts: [{ prefix: '/http', path: 'normalised', handler }],
    host: '127.0.0.1',
    port: 0,
    httpsPort: 0,
    certificate,
    clientCertificates: new ClientCertificates(options),
    logger: silentLogger,
    onRefusal: () => {},
  })
  servers.push(server)
  return server
}

const identity = ({ pem: cert, keyPem: key }: TestCertificate) => ({ cert, key })

/** Calls the https listener; a connection is kept alive for the next call of the same agent. */
async function callTls(server: RunningServer, options: ConnectionOptions = {}, headers: Record<string, string | string[]> = {}) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1, ca: certificate.authorityPem, ...options })
  agents.push(agent)
  const call = async () => send(httpsRequest({ agent, host: '127.0.0.1', port: server.httpsPort, path: '/http/a', headers }))
  const status = await call()
  return { status, again: call }
}

const callPlain = (server: RunningServer, headers: Record<string, string | string[]>) =>
  send(httpRequest({ host: '127.0.0.1', port: server.port, path: '/http/a', headers }))

function send(request: ReturnType<typeof httpRequest>): Promise<number> {
  return new Promise((resolve, reject) => {
    request.once('error', reject)
    request.once('response', async (response) => {
      await text(response)
      resolve(response.statusCode ?? 0)
    })
    request.end()
  })
}

const plain = (certificate: ClientCertificate | undefined) =>
  certificate && { der: Buffer.from(certificate.der), trusted: certificate.trusted }

describe('the https listener', () => {
  test('asks for a certificate and does without', async () => {
    const server = await open()
    expect((await callTls(server)).status).toBe(200)
    expect(seen.clientCertificate).toBeUndefined()
    expect(seen.secure).toBe(true)
  })

  test.each<[string, () => Promise<TestCertificate>, boolean]>([
    ['issued by a trusted authority', async () => mine, true],
    ['self-signed', () => selfSigned(), false],
    ['of another authority of the same name', async () => (await testAuthority()).issue(), false],
    ['that has expired', () => authority.issue({ notBefore: 0, notAfter: 1000 }), true],
    ['for servers only', () => authority.issue({ usage: 'server' }), false],
  ])('hands a certificate on as it is: one %s', async (_, make, trusted) => {
    const server = await open({ authorities: [(await testAuthority('CN=Other')).pem + authority.pem] })
    const presented = await make()
    expect((await callTls(server, identity(presented))).status).toBe(200)
    expect(plain(seen.clientCertificate)).toEqual({ der: presented.der, trusted })
  })

  test.each(['TLSv1.2', 'TLSv1.3'] as SecureVersion[])('%s: the certificate stays with its connection', async (version) => {
    const server = await open({ authorities: [authority.pem] })
    const { again } = await callTls(server, { ...identity(mine), maxVersion: version, minVersion: version })
    const first = seen.clientCertificate
    await again()
    expect(seen.clientCertificate).toBe(first)
    await callTls(server, { maxVersion: version, minVersion: version })
    expect(seen.clientCertificate).toBeUndefined()
  })

  test.each(['TLSv1.2', 'TLSv1.3'] as SecureVersion[])(
    '%s: a resumed session has the certificate of its first handshake',
    async (version) => {
      const server = await open({ authorities: [authority.pem] })
      const options = { ca: certificate.authorityPem, host: '127.0.0.1', port: server.httpsPort, maxVersion: version, minVersion: version }
      const session = await sessionOf({ ...options, ...identity(mine) })
      const other = await selfSigned()
      const socket = connect({ ...options, ...identity(other), session })
      const reused = once(socket, 'secureConnect').then(() => socket.isSessionReused())
      socket.end('GET /http/a HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n')
      await text(socket)
      expect(await reused).toBe(true)
      expect(plain(seen.clientCertificate)).toEqual({ der: mine.der, trusted: true })
    },
  )

  test('does not let a client change the certificate within a connection', async () => {
    const server = await open({ authorities: [authority.pem] })
    const { cert, key } = identity(mine)
    const options = { ca: certificate.authorityPem, host: '127.0.0.1', port: server.httpsPort, maxVersion: 'TLSv1.2', cert, key } as const
    const refused = new Promise((resolve) => {
      const socket = connect(options, () => socket.renegotiate({}, (error) => resolve(error)))
      socket.once('error', resolve)
    })
    expect(await refused).toBeInstanceOf(Error)
  })

  test('names no authorities, so that clients keep no certificate back', async () => {
    const bytes = await handshakeOf(await open({ authorities: [authority.pem] }))
    expect(bytes.includes('Sluice local authority')).toBe(true)
    expect(bytes.includes('Test authority')).toBe(false)
  })
})

/** What the server sends in a handshake of TLS 1.2, which is not encrypted up to the end. */
async function handshakeOf({ httpsPort }: RunningServer): Promise<Buffer> {
  const chunks: Buffer[] = []
  const network = connectNetwork(httpsPort, '127.0.0.1')
  const observed = new Duplex({ read() {}, write: (chunk, _, done) => void network.write(chunk, done) })
  network.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    observed.push(chunk)
  })
  const socket = connect({ socket: observed, ca: certificate.authorityPem, host: '127.0.0.1', maxVersion: 'TLSv1.2', ...identity(mine) })
  await once(socket, 'secureConnect')
  network.destroy()
  return Buffer.concat(chunks)
}

/** The TLS session of a connection that made one call. */
function sessionOf(options: ConnectionOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = connect(options)
    let latest: Buffer | undefined
    socket.on('session', (session) => {
      latest = session
    })
    socket.once('error', reject)
    socket.once('end', () => (latest ? resolve(latest) : reject(new Error('no session'))))
    socket.resume()
    socket.write('GET /http/a HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n')
  })
}

describe('a trusted proxy', () => {
  const trusting = () => open({ authorities: [authority.pem], trustedProxies: ['10.0.0.0/8', '127.0.0.1'] })
  const HEADER = 'x-forwarded-client-cert'

  test.each<[string, () => string]>([
    ['PEM, URL-encoded', () => encodeURIComponent(mine.pem)],
    ['PEM on one line', () => mine.pem.replaceAll('\n', ' ')],
    ['DER in base64', () => mine.der.toString('base64')],
  ])('forwards the certificate as %s', async (_, value) => {
    expect(await callPlain(await trusting(), { [HEADER]: value() })).toBe(200)
    expect(plain(seen.clientCertificate)).toEqual({ der: mine.der, trusted: true })
    expect(seen.headers[HEADER]).toBeUndefined()
  })

  test('is not believed about the authority', async () => {
    const forged = await selfSigned()
    await callPlain(await trusting(), { [HEADER]: forged.der.toString('base64') })
    expect(plain(seen.clientCertificate)).toEqual({ der: forged.der, trusted: false })
  })

  test.each(['not base64 !', '%ZZ%41', '%41', 'QUJD'])('forwards what is no certificate: %s', async (value) => {
    await callPlain(await trusting(), { [HEADER]: value })
    expect(seen.clientCertificate?.trusted).toBe(false)
  })

  test('forwards nothing for a caller without certificate', async () => {
    await callPlain(await trusting(), { [HEADER]: '' })
    expect(seen.clientCertificate).toBeUndefined()
    await callPlain(await trusting(), {})
    expect(seen.clientCertificate).toBeUndefined()
  })

  test('must replace the header, not add one', async () => {
    expect(await callPlain(await trusting(), { [HEADER]: [mine.der.toString('base64'), 'eA=='] })).toBe(400)
  })

  test('has a certificate of its own that says nothing about the caller', async () => {
    await callTls(await trusting(), identity(mine))
    expect(seen.clientCertificate).toBeUndefined()
  })

  test('can use another header', async () => {
    const server = await open({ trustedProxies: ['127.0.0.1'], header: 'X-SSL-Client-Cert' })
    await callPlain(server, { 'x-ssl-client-cert': mine.der.toString('base64'), [HEADER]: 'forged' })
    expect(plain(seen.clientCertificate)).toEqual({ der: mine.der, trusted: false })
    expect([seen.headers['x-ssl-client-cert'], seen.headers[HEADER]]).toEqual([undefined, undefined])
  })

  test.each([
    ['https', true],
    ['http', false],
  ])('says that the caller came by %s', async (proto, secure) => {
    await callPlain(await trusting(), { 'x-forwarded-proto': proto })
    expect(seen.secure).toBe(secure)
  })
})

describe('the address of the caller', () => {
  test.each<[string, string | string[], string]>([
    ['is what the proxy says', '192.0.2.7', '192.0.2.7'],
    ['is the last stranger’s: what stands before it a stranger wrote', '203.0.113.9, 192.0.2.7', '192.0.2.7'],
    ['passes over other trusted proxies', ['192.0.2.7', '10.1.1.1, 127.0.0.1'], '192.0.2.7'],
    ['can be of IPv6', '2001:db8::7', '2001:db8::7'],
    ['is the proxy’s own when there is no other', '10.1.1.1', '127.0.0.1'],
    ['is the proxy’s own when what it says is none', '192.0.2.7, unknown', '127.0.0.1'],
    ['is the proxy’s own when it says nothing', '', '127.0.0.1'],
  ])('%s', async (_what, forwarded, expected) => {
    const server = await open({ trustedProxies: ['127.0.0.1', '10.0.0.0/8'] })
    await callPlain(server, { 'x-forwarded-for': forwarded })
    expect(seen.remoteAddress).toBe(expected)
  })

  test('X44 is that of the connection for everybody else', async () => {
    await callPlain(await open({ trustedProxies: ['10.0.0.0/8'] }), { 'x-forwarded-for': '192.0.2.7' })
    expect(seen.remoteAddress).toBe('127.0.0.1')
  })
})

describe('A25 everybody else', () => {
  test.each(['x-forwarded-client-cert', 'x-ssl-client-cert', 'ssl-client-cert', 'X-My-Cert'])('sends %s in vain', async (name) => {
    const server = await open({ authorities: [authority.pem], trustedProxies: ['10.0.0.0/8', '::1'], header: 'x-my-cert' })
    await callPlain(server, { [name]: mine.der.toString('base64'), 'x-forwarded-proto': 'https', 'x-other': 'kept' })
    expect(seen.clientCertificate).toBeUndefined()
    expect(seen.secure).toBe(false)
    expect([seen.headers[name.toLowerCase()], seen.headerValues[name.toLowerCase()], seen.headers['x-other']]).toEqual([
      undefined,
      undefined,
      'kept',
    ])
  })

  test('keeps the certificate of the connection', async () => {
    const forged = await selfSigned()
    await callTls(await open({ authorities: [authority.pem] }), identity(mine), {
      'x-forwarded-client-cert': forged.der.toString('base64'),
    })
    expect(plain(seen.clientCertificate)).toEqual({ der: mine.der, trusted: true })
  })
})

describe('settings that cannot be used', () => {
  test.each([
    [{ authorities: ['nothing'] }, 'The file of client authorities must hold certificates in PEM'],
    [
      { authorities: ['-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----\n'] },
      'Certificate 1 in the file of client authorities cannot be read',
    ],
    [
      { trustedProxies: ['proxy.example'] },
      "The trusted proxy 'proxy.example' is no address and no network, such as 10.1.2.3 or 10.0.0.0/8",
    ],
    [{ trustedProxies: ['10.0.0.0/99'] }, "The trusted proxy '10.0.0.0/99' is no address and no network, such as 10.1.2.3 or 10.0.0.0/8"],
  ])('%j', (options, message) => {
    expect(() => new ClientCertificates(options)).toThrow(expect.objectContaining({ code: 'bad-request', message }))
  })

  test('a certificate that is no authority', () => {
    expect(() => new ClientCertificates({ authorities: [authority.pem + mine.pem] })).toThrow(
      'Certificate 2 in the file of client authorities is no authority: C=DE, O=Acme, CN=acme',
    )
  })
})
