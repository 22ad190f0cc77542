import { beforeAll, describe, expect, test } from 'vitest'
import { selfSigned } from '../../src/identity/testing/certificate.fixture.ts'
import { accessToken, DIALECTS, TOKEN_PATHS } from '../support/client.ts'
import { clientDenied, containerDenied, flowDenied, nothingPresented, roleMissing, serverDenied, tokenDenied } from './answers.ts'
import { basicLine, bearer, expectDenied, expectReached, FORM, openArena, send, testThatNothingElseRan } from './arena.ts'

const arena = openArena()

const GRANT = 'grant_type=client_credentials'
const UNREADABLE = { ...serverDenied(400, 'The request is not HTTP as this server reads it'), cause: 'request-unreadable' }
const NOTHING = { ...nothingPresented, cause: 'no-authorization-header' }

/** Of a caller who may call `/http/orders` and nothing else. */
let good: string
beforeAll(async () => {
  good = bearer(await accessToken(arena.clients.get('neo')!))
})

const orders = (...headers: string[]) => ({ line: 'POST /http/orders', headers, body: '{}' })

describe('X40 two Authorization headers', () => {
  const text = 'The request has more than one Authorization header'
  const denied = { ...flowDenied('invalid_request', text, 400), cause: 'several-authorization-headers' }

  test.each<[string, () => string[]]>([
    ['the same twice', () => [good, good]],
    ['a good one first', () => [good, bearer('f00d')]],
    ['a good one last', () => [bearer('f00d'), good]],
    ['of two schemes', () => [good, basicLine(arena.clients.get('neo')!)]],
    ['in two cases', () => [good, good.replace('Authorization', 'AUTHORIZATION')]],
    ['with an empty one', () => ['Authorization:', good]],
  ])('X40 on a flow: %s', async (_what, headers) => {
    await expectDenied(arena, orders(...headers()), denied)
  })

  test.each(DIALECTS)('X40 at the token endpoint of %s', async (dialect) => {
    const header = basicLine(arena.clients.get(dialect)!)
    const attack = { line: `POST ${TOKEN_PATHS[dialect]}?${GRANT}`, headers: [header, header] }
    await expectDenied(arena, attack, { ...tokenDenied(dialect, 400, 'invalid_request', text), cause: 'several-authorization-headers' })
  })
})

test('X41 two Host headers', async () => {
  const { host } = new URL(arena.tenant.publicUrl)
  const denied = { ...serverDenied(400, 'The request has several Host headers'), cause: 'several-host-headers' }
  for (const hosts of [
    [host, host],
    [host, 'evil.test'],
    ['evil.test', host],
  ]) {
    await expectDenied(arena, orders(...hosts.map((name) => `Host: ${name}`), good), denied)
    const attack = { line: `POST /oauth/token?${GRANT}`, headers: hosts.map((name) => `Host: ${name}`) }
    await expectDenied(arena, attack, denied)
  }
})

describe('X42 a request within a request', () => {
  const inner = () => `POST /http/orders HTTP/1.1\r\nHost: a\r\n${good}\r\nContent-Length: 2\r\n\r\n{}`
  const chunked = () => `0\r\n\r\n${inner()}`

  test.each<[string, string[], () => string]>([
    ['a length and chunks', ['Content-Length: 6', 'Transfer-Encoding: chunked'], chunked],
    ['chunks and a length', ['Transfer-Encoding: chunked', 'Content-Length: 6'], chunked],
    ['two lengths', ['Content-Length: 0', 'Content-Length: 200'], inner],
    ['a length that is two', ['Content-Length: 0, 200'], inner],
    ['a length with a sign', ['Content-Length: +2'], inner],
    ['a length in hex', ['Content-Length: 0x2'], inner],
    ['a length beyond all numbers', ['Content-Length: 99999999999999999999999'], inner],
    ['an unknown coding', ['Transfer-Encoding: xchunked'], chunked],
    ['chunks that are not the last coding', ['Transfer-Encoding: chunked, identity'], chunked],
    ['a blank before the colon', ['Content-Length : 0'], inner],
    ['a blank before the colon of the coding', ['Transfer-Encoding : chunked'], chunked],
    ['a folded header', ['X: a', ' Content-Length: 0'], inner],
    ['a bare line feed', ['X: a\nContent-Length: 0'], inner],
    ['a bare carriage return', ['X: a\rContent-Length: 0'], inner],
    ['NUL in a value', ['X: a\u0000b'], inner],
    ['NUL in a name', ['X\u0000: a'], inner],
    ['a header without a name', [': a'], inner],
    ['a chunk without a size', ['Transfer-Encoding: chunked'], () => `x\r\n${inner()}\r\n0\r\n\r\n`],
  ])('X42 %s', async (_what, headers, body) => {
    const smuggled = { line: 'POST /http/orders', headers, body: body() }
    await expectDenied(arena, smuggled, UNREADABLE)
  })

  test.each([
    'GET /http/orders HTTP/1.1 HTTP/1.1',
    'GET\t/http/orders',
    'get /http/orders',
    'G\u0000T /http/orders',
    'FOO /http/orders',
    '/http/orders',
  ])('X42 the request line %j', async (line) => {
    await expectDenied(arena, { line, headers: [good] }, UNREADABLE)
  })
})

test('X42 a chunk that is longer than its size ends what can be read of the connection', async () => {
  const body = `2\r\n{}POST /http/orders HTTP/1.1\r\nHost: a\r\n${good}\r\nContent-Length: 2\r\n\r\n{}\r\n0\r\n\r\n`
  await expectDenied(arena, { ...orders('Transfer-Encoding: chunked'), body }, NOTHING)
})

describe('X43 more than 2000 headers', () => {
  const filler = Array.from({ length: 2300 }, () => 'a:b')

  test('do not hide the one that comes last', async () => {
    await expectReached(arena, orders(...filler, good), 'orders')
    await expectDenied(arena, orders(...filler, bearer('a.b.c')), { ...malformed(), cause: 'token-malformed' })
  })

  test('do not hide a second one', async () => {
    const text = 'The request has more than one Authorization header'
    const denied = { ...flowDenied('invalid_request', text, 400), cause: 'several-authorization-headers' }
    await expectDenied(arena, orders(good, ...filler, bearer('f00d')), denied)
    const hosts = { ...serverDenied(400, 'The request has several Host headers'), cause: 'several-host-headers' }
    await expectDenied(arena, orders(`Host: ${new URL(arena.tenant.publicUrl).host}`, ...filler, 'Host: evil.test', good), hosts)
  })
})

const malformed = () => flowDenied('invalid_token', 'The token is malformed')

describe('X44 what only a trusted proxy may say', () => {
  test('a certificate, a user or a tenant in a header is nothing', async () => {
    const { pem } = await selfSigned()
    const certificate = encodeURIComponent(pem)
    for (const name of ['X-Forwarded-Client-Cert', 'X-SSL-Client-Cert', 'SSL-Client-Cert', 'x_forwarded_client_cert', 'ssl_client_cert']) {
      await expectDenied(arena, orders(`${name}: ${certificate}`), NOTHING)
    }
    for (const name of [
      'X-Forwarded-User',
      'X-Remote-User',
      'Remote_User',
      'X-Authenticated-User',
      'X_Authorization',
      'Proxy-Authorization',
      'X-Approuter-Authorization',
    ]) {
      await expectDenied(arena, orders(`${name}: ${good.replace('Authorization: ', '')}`), NOTHING)
    }
  })

  test('a certificate in a header authenticates no client, and takes nothing away from one', async () => {
    const { pem } = await selfSigned()
    const client = arena.clients.get('cloud-foundry')!
    const forged = `X-Forwarded-Client-Cert: ${encodeURIComponent(pem)}`
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: client.id }).toString()
    const answer = await send(arena.tenant, { line: 'POST /oauth/token', headers: [FORM, forged], body })
    const text = JSON.parse(answer.body).error_description
    const { error } = JSON.parse(answer.body)
    await expectDenied(
      arena,
      { line: 'POST /oauth/token', headers: [FORM, forged], body },
      { ...clientDenied('cloud-foundry', text, error), cause: await causeOf(answer) },
    )
    expect(answer.status).toBe(401)
    expect((await send(arena.tenant, { line: `POST /oauth/token?${GRANT}`, headers: [basicLine(client), forged] })).status).toBe(200)
  })

  test('forwarded hosts and schemes change no address', async () => {
    const headers = [
      'X-Forwarded-Host: evil.test',
      'X-Forwarded-Proto: https',
      'X-Forwarded-Port: 1',
      'Forwarded: host=evil.test;proto=https',
      'X-Forwarded-Prefix: /evil',
    ]
    const { body } = await send(arena.tenant, { line: 'GET /.well-known/openid-configuration', headers })
    expect(body).toBe((await send(arena.tenant, { line: 'GET /.well-known/openid-configuration' })).body)
    expect(body).not.toContain('evil')
  })

  const causeOf = async ({ headers }: { headers: Readonly<Record<string, string>> }) => {
    const { publicUrl, adminToken } = arena.tenant
    const kept = await fetch(`${publicUrl}/admin/v1/refusals/${headers['x-request-id']}`, {
      headers: { authorization: `Bearer ${adminToken}` },
    })
    return ((await kept.json()) as { cause: string }).cause
  }
})

describe('X45 a whole URL as target', () => {
  test('is the path when it names this host', async () => {
    const { publicUrl } = arena.tenant
    await expectReached(arena, { ...orders(good), line: `POST ${publicUrl}/http/orders` }, 'orders')
    const denied = { ...roleMissing('Invoices.send'), cause: 'role-missing' }
    await expectDenied(arena, { ...orders(good), line: `POST ${publicUrl}/http/invoices` }, denied)
  })

  test.each([
    'http://evil.test/http/orders',
    'http://evil.test@HOST/http/orders',
    'http://HOST@evil.test/http/orders',
    'http://HOST.evil.test/http/orders',
    'http://HOST:1/http/orders',
    'https://evil.test/http/orders',
    'HTTP://evil.test/http/orders',
  ])('X45 %s', async (target) => {
    const url = target.replace('HOST', new URL(arena.tenant.publicUrl).host)
    const text = 'The request target names another host than the Host header'
    await expectDenied(arena, { ...orders(good), line: `POST ${url}` }, { ...serverDenied(400, text), cause: 'target-of-another-host' })
  })

  test.each(['*', 'http/orders', 'ftp://evil.test/http/orders', 'javascript:alert(1)'])('X45 %s is no path', async (target) => {
    const answer = await send(arena.tenant, { line: `OPTIONS ${target}`, headers: [good] })
    expect(answer.status).toBe(400)
    const cause = answer.body.startsWith('The request target must') ? 'target-not-a-path' : 'request-unreadable'
    const text = { 'target-not-a-path': 'The request target must be a path', 'request-unreadable': UNREADABLE.body.trim() }[cause]
    await expectDenied(arena, { line: `OPTIONS ${target}`, headers: [good] }, { ...serverDenied(400, text), cause })
  })
})

describe('X48 methods', () => {
  test.each(['X-HTTP-Method-Override: GET', 'X-HTTP-Method: GET', 'X-Method-Override: GET', '_method: GET'])(
    'X48 %s does nothing',
    async (header) => {
      await expectDenied(arena, orders(header), NOTHING)
      await expectDenied(
        arena,
        { line: 'POST /http/invoices', headers: [good, header], body: '{}' },
        { ...roleMissing('Invoices.send'), cause: 'role-missing' },
      )
      for (const dialect of DIALECTS) {
        const attack = {
          line: `GET ${TOKEN_PATHS[dialect]}?${GRANT}`,
          headers: [basicLine(arena.clients.get(dialect)!), header.replace('GET', 'POST')],
        }
        const text = "Request method 'GET' not supported"
        await expectDenied(arena, attack, {
          ...tokenDenied(dialect, 405, 'method_not_allowed', text, { allow: 'POST' }),
          cause: 'method-not-allowed',
        })
      }
    },
  )

  test.each(['HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND', 'GET'])(
    'X48 %s asks for the role as POST does',
    async (method) => {
      const without = method === 'HEAD' ? { ...NOTHING, body: '' } : NOTHING
      await expectDenied(arena, { line: `${method} /http/orders` }, without)
      const page = roleMissing('Invoices.send')
      const denied = { ...page, ...(method === 'HEAD' && { body: '' }), cause: 'role-missing' }
      await expectDenied(arena, { line: `${method} /http/invoices`, headers: [good] }, denied)
    },
  )

  test.each(['HEAD', 'OPTIONS', 'TRACE', 'PROPFIND'])('X48 %s opens nothing of the management and the admin API', async (method) => {
    for (const path of [
      '/api/v1/MessageProcessingLogs',
      '/admin/v1/clients',
      '/v3/service_instances',
      '/broker/v2/catalog',
      '/authorization/v1/accounts/x/users/roles',
    ]) {
      const { status } = await send(arena.tenant, { line: `${method} ${path}` })
      expect([path, status]).toEqual([path, 401])
    }
  })

  test('X48 TRACE gives nothing back', async () => {
    const { status, body } = await send(arena.tenant, { line: 'TRACE /http/orders', headers: ['X-Secret: f00d'] })
    expect([status, body.includes('f00d')]).toEqual([401, false])
  })

  test('X48 an address of no flow is told to who is known, and to nobody else', async () => {
    await expectDenied(arena, { line: 'GET /http/nothing', headers: [good] }, { ...containerDenied(404), cause: 'endpoint-not-found' })
    await expectDenied(arena, { line: 'GET /http/nothing' }, NOTHING)
  })
})

testThatNothingElseRan(arena)
