import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openServer, type TestServer } from './cli.fixture.ts'

let server: TestServer
let keyFile: string
const neo = ['--id', 'orders', '--secret', 'chosen', '--dialect', 'neo']

/** A Neo client and a service key that may call `/http/orders`; the key points to this server. */
beforeAll(async () => {
  server = await openServer()
  await server.roles.create('iflmap', 'Orders.send')
  await server.clients.register({ name: 'Orders', application: 'iflmap', clientId: 'orders', secret: 'chosen' })
  await server.assignments.assign({ user: 'oauth_client_orders', application: 'iflmap', role: 'Orders.send' })
  await server.instances.create({ name: 'orders', plan: 'integration-flow', parameters: { roles: ['Orders.send'] } })
  keyFile = await writeKey('orders')
})
afterAll(() => server.stop())

async function writeKey(instance: string): Promise<string> {
  const { credentials } = await server.keys.create(instance, 'laptop', undefined)
  const { clientid, clientsecret } = credentials.oauth
  const file = join(server.folder, `${instance}.json`)
  const oauth = { clientid, clientsecret, url: server.url, createdate: credentials.oauth.createdate, tokenurl: `${server.url}/oauth/token` }
  writeFileSync(file, JSON.stringify({ oauth }))
  return file
}

describe('token', () => {
  test('prints the access token alone, in the format of the dialect or the one asked for', async () => {
    const opaque = /^[0-9a-f]{32}\n$/
    const jwt = /^[\w-]+\.[\w-]+\.[\w-]+\n$/
    const token = async (...argv: string[]) => (await server.cli(['token', ...argv])).out
    expect(await token('--key', keyFile)).toMatch(jwt)
    expect(await token('--key', keyFile, '--format', 'opaque')).toMatch(opaque)
    expect(await token(...neo)).toMatch(opaque)
    expect(await token(...neo, '--format', 'opaque')).toMatch(opaque)
    expect(await token(...neo, '--format', 'jwt')).toMatch(jwt)
  })

  test('prints the whole answer as JSON', async () => {
    const { out } = await server.cli(['token', '--key', keyFile, '--json', '--scope', 'uaa.resource'])
    expect(JSON.parse(out)).toEqual({
      access_token: expect.any(String),
      token_type: 'bearer',
      expires_in: 3599,
      scope: 'uaa.resource',
      jti: expect.stringMatching(/^[0-9a-f]{32}$/),
      size: expect.any(Number),
    })
  })

  test('reads a key and a secret from stdin', async () => {
    const key = JSON.stringify({ oauth: JSON.parse((await server.cli(['key', 'show', 'orders', 'laptop'])).out).oauth })
    const here = key.replaceAll('http://auth.example', server.url)
    expect((await server.cli(['token', '--key', '-'], { stdin: here })).code).toBe(0)
    const argv = ['token', '--id', 'orders', '--secret', '-', '--dialect', 'neo']
    expect((await server.cli(argv, { stdin: 'chosen\n' })).code).toBe(0)
    expect(await server.cli(['token', '--id', 'orders', '--dialect', 'neo'])).toEqual({
      code: 2,
      out: '',
      err: 'sluice: Give --secret, or --secret - to read it from stdin\n',
    })
  })

  test('tells why there is none, and how to learn more', async () => {
    const { code, out, err } = await server.cli(['token', '--id', 'orders', '--secret', 'wrong', '--dialect', 'neo'])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    const [reason, hint] = err.split('\n')
    expect(reason).toMatch(/^sluice: HTTP 401 Unauthorized: invalid_client: /)
    const requestId = /^Request id (\S+)\. Why: sluice explain (\S+)$/.exec(hint!)!
    expect(requestId[1]).toBe(requestId[2])
    const explained = await server.cli(['explain', requestId[1]!])
    expect(explained.out).toMatch(/^call +POST \/oauth2\/api\/v1\/token\n/)
    expect(explained.out).toContain('\ncause    wrong-secret\n')
    expect(explained.out).not.toContain('chosen')
  })

  test.each([
    [
      '{}',
      /^sluice: The service key .* cannot be read: it has no oauth\.clientid, oauth\.url, oauth\.tokenurl, and oauth\.clientsecret or oauth\.certificate with oauth\.key\n$/,
    ],
    ['{', /^sluice: The service key .* cannot be read: /],
  ])('refuses the key %s', async (content, text) => {
    const file = join(server.folder, 'broken.json')
    writeFileSync(file, content)
    const { code, err } = await server.cli(['token', '--key', file])
    expect(code).toBe(1)
    expect(err).toMatch(text)
  })
})

describe('call', () => {
  const call = (...argv: string[]) => server.cli(['call', '/http/orders', ...argv])

  test('gets without and posts with a body, whose type is seen from it', async () => {
    expect(JSON.parse((await call('--key', keyFile)).out)).toEqual({ method: 'GET', body: '' })
    const sent = async (...argv: string[]) => JSON.parse((await call(...neo, ...argv)).out)
    expect(await sent('-d', '{"a":1}')).toEqual({ method: 'POST', type: 'application/json', body: '{"a":1}' })
    expect(await sent('-d', '<a/>')).toEqual({ method: 'POST', type: 'application/xml', body: '<a/>' })
    expect(await sent('-d', 'a')).toEqual({ method: 'POST', type: 'text/plain', body: 'a' })
    expect(await sent('-d', '')).toEqual({ method: 'POST', type: 'text/plain', body: '' })
  })

  test('takes method, headers and a body file', async () => {
    const file = join(server.folder, 'body.xml')
    writeFileSync(file, '<order/>')
    const argv = ['-X', 'put', '-H', 'X-Colour: red: dark', '-H', 'content-type: text/xml', '-d', `@${file}`]
    expect(JSON.parse((await call('--key', keyFile, ...argv)).out)).toEqual({
      method: 'PUT',
      type: 'text/xml',
      colour: 'red: dark',
      body: '<order/>',
    })
    expect((await call('--key', keyFile, '-d', '@/nowhere')).err).toMatch(/^sluice: The body file \/nowhere cannot be read: ENOENT/)
  })

  test('calls a whole URL and prints status, headers and body as JSON', async () => {
    const { out } = await server.cli(['call', `${server.url}/http/orders`, '--key', keyFile, '--json'])
    expect(JSON.parse(out)).toMatchObject({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: '{"method":"GET","body":""}',
    })
  })

  test('prints body, status, request id and the way to the explanation of a refusal', async () => {
    server.clock.advance(1)
    await server.instances.create({ name: 'tools', plan: 'api', parameters: { roles: ['MonitoringDataRead'] } })
    const { code, out, err } = await server.cli(['call', '/http/orders', '--key', await writeKey('tools')])
    expect(code).toBe(1)
    expect(out).toContain('is not issued for these clientIds')
    expect(err).toMatch(/^sluice: HTTP 401 Unauthorized\nRequest id (\S+)\. Why: sluice explain \1\n$/)
    const last = JSON.parse((await server.cli(['explain', 'last', '--json'])).out)
    expect(last).toMatchObject({ path: '/http/orders', status: 401, needed: ['Orders.send'] })
    expect(err).toContain(last.requestId)
    expect(await server.cli(['explain'])).toEqual(await server.cli(['explain', last.requestId]))
  })

  test('ends the line after the body on a terminal only', async () => {
    const onTerminal = await server.cli(['call', '/http/orders', '--key', keyFile], { tty: true })
    expect([onTerminal.out, (await call('--key', keyFile)).out]).toEqual(['{"method":"GET","body":""}\n', '{"method":"GET","body":""}'])
  })

  test('points a failed message to its log', async () => {
    const { code, out, err } = await call('--key', keyFile, '-d', 'fail')
    expect(code).toBe(1)
    expect(out).toContain('An internal server error occured')
    expect(err).toBe('sluice: HTTP 500 Internal Server Error\nMessage AGpshQ. Its log: sluice logs AGpshQ\n')
  })
})

describe('explain', () => {
  const url = () => `${server.url}/http/orders`

  test('says what a token may do, without a call', async () => {
    const token = (await server.cli(['token', ...neo])).out.trim()
    expect(await server.cli(['explain', '--token', token, '--url', url()])).toEqual({
      code: 0,
      out: 'Accepted: oauth_client_orders with roles Orders.send\n',
      err: '',
    })
    const { out } = await server.cli(['explain', '--token', '-', '--url', url(), '--json'], { stdin: token })
    expect(JSON.parse(out)).toEqual({ accepted: true, user: 'oauth_client_orders', clientId: 'orders', roles: ['Orders.send'] })
  })

  test('says what a token may not do, and the fix', async () => {
    await server.clients.register({ name: 'Guest', application: 'iflmap', clientId: 'guest', secret: 'chosen' })
    const token = (await server.cli(['token', '--id', 'guest', '--secret', 'chosen', '--dialect', 'neo'])).out.trim()
    const { code, out } = await server.cli(['explain', '--token', token, '--url', url()])
    expect(code).toBe(0)
    expect(out).toMatch(/^answer +403 /)
    expect(out).toMatch(/\ncause +no-roles\nneeded +Orders\.send\nheld +none\n/)
    expect(out).toContain('\nFix: sluice role assign Orders.send --user oauth_client_guest --application iflmap\n')
  })

  test.each([
    [['--token', 'x'], 2, 'Give the whole URL that the token is for with --url'],
    [['--token', 'x', '--url', '/http/orders'], 2, 'Give the whole URL that the token is for with --url'],
    [['some-id', '--token', 'x'], 2, 'Give a request id or a token, not both'],
    [['unknown'], 1, 'No refused call has the request id unknown: it was not refused, or is too old'],
  ])('%j is refused', async (argv, code, text) => {
    expect(await server.cli(['explain', ...argv])).toEqual({ code, out: '', err: `sluice: ${text}\n` })
  })
})
