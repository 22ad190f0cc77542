import { connect } from 'node:net'
import { beforeAll, describe, expect, test } from 'vitest'
import { accessToken, DIALECTS, type TestClient, TOKEN_PATHS, testClient } from '../support/client.ts'
import { clientDenied, nothingPresented, tokenDenied } from './answers.ts'
import {
  basicLine,
  bearer,
  expectDenied,
  expectKept,
  expectReached,
  FORM,
  openArena,
  send,
  stateOf,
  testThatNothingElseRan,
  withoutMessages,
} from './arena.ts'
import { partOf } from './forge.ts'

const arena = openArena()

const GRANT = 'grant_type=client_credentials'
const MEGABYTE = 1024 * 1024

describe.each(DIALECTS)('%s', (dialect) => {
  let client: TestClient
  beforeAll(() => {
    client = arena.clients.get(dialect)!
  })

  const path = TOKEN_PATHS[dialect]
  const ask = (body: string, query = '', headers: readonly string[] = []) => ({
    line: `POST ${path}${query}`,
    headers: [basicLine(client), FORM, ...headers],
    body,
  })
  const invalid = (text: string, error = 'invalid_request') => tokenDenied(dialect, 400, error, text)
  const twice = (name: string) => ({ ...invalid(`Parameter ${name} must not be sent more than once`), cause: 'parameter-repeated' })

  test.each<[string, string, string, string]>([
    ['in the body', `${GRANT}&${GRANT}`, '', 'grant_type'],
    ['in the query', '', `?${GRANT}&${GRANT}`, 'grant_type'],
    ['in both, differently', GRANT, '?grant_type=password', 'grant_type'],
    ['by an escape in its name', `${GRANT}&%67rant_type=password`, '', 'grant_type'],
    ['by an escape of every letter', `${GRANT}&%67%72%61%6e%74%5f%74%79%70%65=password`, '', 'grant_type'],
    ['empty the second time', `${GRANT}&grant_type=`, '', 'grant_type'],
    ['empty the first time', `grant_type=&${GRANT}`, '', 'grant_type'],
    ['scope', `${GRANT}&scope=&scope=uaa.resource`, '', 'scope'],
    ['client_id', `${GRANT}&client_id=a&client_id=b`, '', 'client_id'],
    ['client_secret', `${GRANT}&client_secret=a&client_secret=b`, '', 'client_secret'],
    ['client_assertion', `${GRANT}&client_assertion=a&client_assertion=b`, '', 'client_assertion'],
    ['token_format', `${GRANT}&token_format=jwt&token_format=opaque`, '', 'token_format'],
    ['one that nobody knows', `${GRANT}&__proto__=a&__proto__=b`, '', '__proto__'],
    ['one whose name is markup', `${GRANT}&<b>"=a&<b>"=b`, '', '?b??'],
  ])('X30 a parameter that is there twice: %s', async (_what, body, query, name) => {
    await expectDenied(arena, ask(body, query), twice(name))
  })

  test.each([
    'grant_type[]=client_credentials',
    'grant_type[0]=client_credentials',
    'grant_type.x=client_credentials',
    'GRANT_TYPE=client_credentials',
    'grant_type%00=client_credentials',
    ' grant_type=client_credentials',
    '+grant_type=client_credentials',
    'grant%5Ftype%3Dclient_credentials',
  ])('X30 %s is another parameter', async (body) => {
    await expectDenied(arena, ask(body), { ...invalid('Missing grant type'), cause: 'grant-missing' })
  })

  test.each([
    'grant_type=client_credentials;grant_type=password',
    'grant_type=client_credentials%26grant_type=password',
    'grant_type=client_credentials%00',
    'grant_type=client_credentials%20',
    'grant_type=+client_credentials',
    'grant_type=CLIENT_CREDENTIALS',
    'grant_type=client%C2%ADcredentials',
    'grant_type=__proto__',
    'grant_type=constructor',
    'grant_type=toString',
  ])('X30 %s is another grant', async (body) => {
    await expectDenied(arena, ask(body), { ...invalid('Unsupported grant type', 'unsupported_grant_type'), cause: 'grant-unknown' })
  })

  test.each([
    '__proto__=x',
    '__proto__[polluted]=x',
    'constructor=x',
    'constructor.prototype.polluted=x',
    'hasOwnProperty=x',
    'toString=x',
  ])('X30 %s does nothing at all', async (extra) => {
    const answer = await send(arena.tenant, ask(`${GRANT}&${extra}`))
    expect(answer.status).toBe(200)
    expect(Object.keys(JSON.parse(answer.body))).not.toContain('polluted')
    expect('polluted' in {}).toBe(false)
  })

  test.each<[string, string]>([
    ['a tab', 'uaa.resource%09x'],
    ['a line break', 'uaa.resource%0D%0ASet-Cookie:%20a=b'],
    ['a quote', 'a%22b'],
    ['a backslash', 'a%5Cb'],
    ['NUL', 'a%00'],
    ['a letter beyond ASCII', '%C3%A9'],
    ['DEL', 'a%7F'],
    ['two blanks', 'a%20%20b'],
  ])('X31 %s in the scope', async (_what, scope) => {
    const answer = await send(arena.tenant, ask(`${GRANT}&scope=${scope}`))
    const { error, error_description: text } = JSON.parse(answer.body)
    expect(text).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/)
    expect(answer.headers['set-cookie']).toBeUndefined()
    await expectDenied(arena, ask(`${GRANT}&scope=${scope}`), { ...invalid(text, error), cause: 'scope-malformed' })
    expect(error).toBe('invalid_scope')
  })

  test('X31 markup in the scope stays text, in JSON and in XML', async () => {
    const attack = ask(`${GRANT}&scope=%3Cscript%3E`)
    await expectDenied(arena, attack, { ...invalid('Invalid scope: <script>', 'invalid_scope'), cause: 'scope-unknown' })
    const xml = { ...attack, headers: [...attack.headers, 'Accept: application/xml'] }
    const headers = { ...invalid('').headers, 'content-type': 'application/xml;charset=UTF-8' }
    const body = '<oauth><error_description>Invalid scope: &lt;script&gt;</error_description><error>invalid_scope</error></oauth>'
    await expectDenied(arena, xml, { status: 400, headers, body, cause: 'scope-unknown' })
  })

  test('X33 a body of more than 1 MB, with its length, without one, and after 100-continue', async () => {
    const large = `${GRANT}&x=${'x'.repeat(MEGABYTE)}`
    const denied = {
      ...tokenDenied(dialect, 413, 'invalid_request', `The body is larger than ${MEGABYTE} bytes`),
      cause: 'token-request-too-large',
    }
    await expectDenied(arena, ask(large), denied)
    const chunked = `${large.length.toString(16)}\r\n${large}\r\n0\r\n\r\n`
    await expectDenied(arena, ask(chunked, '', ['Transfer-Encoding: chunked']), denied)
    await expectDenied(arena, ask(large, '', ['Expect: 100-continue']), denied)
  })

  test('X33 many slow bodies hold up nobody, and end in nothing', async () => {
    const before = stateOf(arena.tenant)
    const { hostname, port, host } = new URL(arena.tenant.publicUrl)
    const slow = Array.from({ length: 200 }, () => {
      const socket = connect(Number(port), hostname)
      socket.on('error', () => {})
      socket.write(`POST ${path} HTTP/1.1\r\nHost: ${host}\r\n${basicLine(client)}\r\n${FORM}\r\nContent-Length: 100000\r\n\r\n${GRANT}`)
      return socket
    })
    await Promise.all(slow.map((socket) => new Promise((resolve) => socket.once('connect', resolve))))
    await expectReached(arena, { line: 'POST /http/orders', headers: [bearer(await accessToken(client, 'jwt'))], body: '{}' }, 'orders')
    for (const socket of slow) socket.destroy()
    expect(withoutMessages(stateOf(arena.tenant))).toEqual(withoutMessages(before))
  })

  test('X33 trailers are no headers: credentials there do not count', async () => {
    const body = `${GRANT.length.toString(16)}\r\n${GRANT}\r\n0\r\n${basicLine(client)}\r\n\r\n`
    const attack = { line: `POST ${path}`, headers: [FORM, 'Transfer-Encoding: chunked', 'Trailer: Authorization'], body }
    const text =
      dialect === 'neo'
        ? 'Client authentication with HTTP Basic is required'
        : 'An Authentication object was not found in the SecurityContext'
    const denied = clientDenied(dialect, text, dialect === 'neo' ? 'invalid_client' : 'unauthorized')
    await expectDenied(arena, attack, { ...denied, cause: 'no-authorization-header' }, [client.secret])
    const call = { ...attack, line: 'POST /http/orders' }
    await expectDenied(arena, call, { ...nothingPresented, cause: 'no-authorization-header' }, [client.secret])
  })

  test.each<[string, string]>([
    ['multipart/form-data; boundary=x', `--x\r\nContent-Disposition: form-data; name="grant_type"\r\n\r\nclient_credentials\r\n--x--\r\n`],
    ['application/json', '{"grant_type":"client_credentials"}'],
    ['text/plain', GRANT],
    ['application/x-www-form-urlencoded-not', GRANT],
    ['application/xml', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'],
  ])('X34 a body of type %s', async (type, body) => {
    const attack = { line: `POST ${path}`, headers: [basicLine(client), `Content-Type: ${type}`], body }
    const answer = await send(arena.tenant, attack)
    expect(JSON.parse(answer.body).error_description).toContain('application/x-www-form-urlencoded')
    await expectDenied(arena, attack, { ...invalid(JSON.parse(answer.body).error_description), cause: 'body-not-a-form' })
  })
})

describe('X32 authorities', () => {
  const ask = (authorities: string) => ({
    line: `POST ${TOKEN_PATHS['cloud-foundry']}`,
    headers: [basicLine(arena.clients.get('cloud-foundry')!), FORM],
    body: `${GRANT}&authorities=${encodeURIComponent(authorities)}`,
  })

  test('names of claims stay within az_attr', async () => {
    const client = arena.clients.get('cloud-foundry')!
    const plain = partOf(await accessToken(client, 'jwt'), 1)
    const az_attr = { zid: 'x', scope: '*', client_id: 'admin', aud: 'x', exp: '9999999999', rev_sig: 'x', toString: 'x' }
    const answer = await send(arena.tenant, ask(JSON.stringify({ az_attr })))
    const claims = partOf(JSON.parse(answer.body).access_token, 1)
    expect(claims.az_attr).toEqual(az_attr)
    for (const name of ['zid', 'scope', 'client_id', 'aud', 'rev_sig', 'iss', 'authorities']) expect(claims[name]).toEqual(plain[name])
    expect(Number(claims.exp) - Number(claims.iat)).toBe(3600)
  })

  test.each([
    '{"az_attr":{"a":{"b":"c"}}}',
    '{"az_attr":{"a":["b"]}}',
    '{"az_attr":{"__proto__":"polluted"}}',
    '{"__proto__":{"az_attr":{"a":"b"}}}',
    '{"az_attr":"x"}',
    '{"az_attr":[]}',
    `${'['.repeat(2000)}`,
    '[]',
    'null',
    '{',
  ])('%s adds nothing', async (authorities) => {
    const answer = await send(arena.tenant, ask(authorities))
    expect(answer.status).toBe(200)
    const body = JSON.parse(answer.body)
    expect(body).not.toHaveProperty('az_attr')
    expect(partOf(body.access_token, 1)).not.toHaveProperty('az_attr')
    expect('polluted' in {}).toBe(false)
  })

  test('what is huge is refused', async () => {
    const text = 'The parameter authorities is larger than 4096 characters'
    const denied = { ...tokenDenied('cloud-foundry', 400, 'invalid_request', text), cause: 'authorities-too-large' }
    await expectDenied(arena, ask(JSON.stringify({ az_attr: { a: 'x'.repeat(5000) } })), denied)
  })
})

describe('X16 X17 the size of a token', () => {
  const many = Array.from({ length: 90 }, (_, index) => `Orders.of.the.far.away.plant.number.${index}`)
  const rolesOf = async (count: number) => {
    for (const role of many) await arena.tenant.platform.roles.create('iflmap', role).catch(() => {})
    return ['ESBMessaging.send', ...many.slice(0, count)]
  }
  const ask = (client: TestClient) => ({ line: `POST ${TOKEN_PATHS['cloud-foundry']}?${GRANT}`, headers: [basicLine(client)] })

  test('X16 one of many kB opens the flow', async () => {
    const client = await testClient(arena.tenant, 'cloud-foundry', { roles: await rolesOf(60) })
    const token = await accessToken(client, 'jwt')
    expect(token.length).toBeGreaterThan(10_000)
    await expectReached(arena, { line: 'POST /http/orders', headers: [bearer(token)], body: '{}' }, 'orders')
  })

  test('X16 headers of more than 16 kB are refused, and the record says what it may be', async () => {
    const attack = { line: 'POST /http/orders', headers: [bearer(`a.${'b'.repeat(17_000)}.c`)], body: '{}' }
    const text = 'The request line and headers are larger than 16384 bytes'
    const denied = { status: 431, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: `${text}\n`, cause: 'headers-too-large' }
    await expectDenied(arena, attack, { ...denied, why: 'A token with many scopes does that' }, ['bbbbbbbb'])
  })

  test('X17 a JWT that no server would read is not issued', async () => {
    const client = await testClient(arena.tenant, 'cloud-foundry', { roles: await rolesOf(90) })
    const text = 'The token would be larger than 15360 bytes, ask for fewer scopes'
    const denied = { ...tokenDenied('cloud-foundry', 400, 'invalid_scope', text), cause: 'token-too-large' }
    await expectDenied(arena, ask(client), denied, [client.secret])
    expect((await accessToken(client, 'opaque')).length).toBe(32)
  })

  test('X17 a scope parameter as large as a body may be', async () => {
    const client = arena.clients.get('cloud-foundry')!
    const scope = Array.from({ length: 20_000 }, (_, index) => `s${index}`).join('+')
    const answer = await send(arena.tenant, {
      line: `POST ${TOKEN_PATHS['cloud-foundry']}`,
      headers: [basicLine(client), FORM],
      body: `${GRANT}&scope=${scope}`,
    })
    expect([answer.status, JSON.parse(answer.body)]).toEqual([400, { error: 'invalid_scope', error_description: 'Invalid scope: s0' }])
    const kept = await expectKept(arena.tenant, answer, { cause: 'scope-unknown' })
    expect(JSON.stringify(kept).length).toBeLessThan(3000)
  })
})

testThatNothingElseRan(arena)
