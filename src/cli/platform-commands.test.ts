import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openServer, type TestServer } from './cli.fixture.ts'

let server: TestServer
beforeAll(async () => {
  server = await openServer()
})
afterAll(() => server.stop())

const done = { code: 0, err: '' }
const failed = (err: string) => ({ code: 1, out: '', err: `sluice: ${err}\n` })

test('client: register, list, show, delete', async () => {
  const register = ['client', 'register', '--id', 'orders', '--subscription', 'iflmap', '--secret', '-', '--token-lifetime', 'none']
  expect(await server.cli(register, { stdin: 'top secret\n' })).toEqual({
    code: 0,
    err: [
      'sluice: warning: The secret has less than 16 characters: it may be guessed\n',
      'sluice: warning: The secret holds a blank: it is lost easily when the secret is copied, and some clients turn it into +\n',
    ].join(''),
    out: [
      'id              orders',
      'name            orders',
      'subscription    iflmap',
      'token lifetime  none',
      'token endpoint  http://auth.example/oauth2/api/v1/token',
      'user            oauth_client_orders',
      'roles           none',
      'secret          top secret',
      '',
      'It has no role yet: sluice role assign ESBMessaging.send --user oauth_client_orders --application iflmap',
      '',
    ].join('\n'),
  })
  expect(await server.cli(['client', 'list'])).toEqual({
    ...done,
    out: 'ID      NAME    SUBSCRIPTION  TOKEN LIFETIME  ROLES\norders  orders  iflmap        none            none\n',
  })
  const shown = JSON.parse((await server.cli(['client', 'show', 'orders', '--json'])).out)
  expect(shown).toEqual({
    clientId: 'orders',
    name: 'orders',
    description: '',
    application: 'iflmap',
    tokenLifetime: null,
    tokenProfile: 'standard',
    dpopBound: false,
    jwks: null,
    tokenUrl: 'http://auth.example/oauth2/api/v1/token',
    user: 'oauth_client_orders',
    roles: [],
    createdAt: '2026-01-01T00:00:00.000Z',
  })
  expect(await server.cli(register, { stdin: 'x' })).toEqual(failed("There is an OAuth client 'orders' already"))
  expect(await server.cli(['client', 'delete', 'orders'])).toEqual({ ...done, out: 'Deleted client orders\n' })
  expect(await server.cli(['client', 'show', 'orders'])).toEqual(failed("There is no OAuth client 'orders'"))
  expect((await server.cli(['client', 'list'])).out).toBe('no clients\n')
})

test('client: tokens of another shape, and bound to a key', async () => {
  const register = ['client', 'register', '--id', 'bound', '--subscription', 'iflmap', '--dpop', '--token-profile', 'rfc9068']
  expect((await server.cli(register)).code).toBe(0)
  expect((await server.cli(['client', 'show', 'bound'])).out).toMatch(/\ntoken profile +rfc9068\nbound by +DPoP\n/)
  expect(JSON.parse((await server.cli(['client', 'show', 'bound', '--json'])).out)).toMatchObject({
    tokenProfile: 'rfc9068',
    dpopBound: true,
  })
  await server.cli(['client', 'delete', 'bound'])
  const wrong = await server.cli(['client', 'register', '--subscription', 'iflmap', '--token-profile', 'short'])
  expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('rfc9068') })
})

test('role: create, assign, list, unassign', async () => {
  const whom = ['--user', 'oauth_client_later', '--application', 'iflmap']
  expect(await server.cli(['role', 'create', 'Orders.send'])).toEqual({ ...done, out: 'Created role Orders.send of iflmap\n' })
  expect(await server.cli(['role', 'assign', 'Orders.send', ...whom])).toEqual({
    code: 0,
    out: 'Assigned Orders.send on iflmap to oauth_client_later\n',
    err: "sluice: warning: There is no OAuth client 'later' yet\n",
  })
  expect(await server.cli(['role', 'list', '--application', 'iflmap'])).toEqual({
    ...done,
    out: [
      'APPLICATION  ROLE               KIND        USERS',
      'iflmap       ESBMessaging.send  predefined',
      'iflmap       Orders.send        custom      oauth_client_later',
      '',
    ].join('\n'),
  })
  expect(await server.cli(['role', 'unassign', 'Orders.send', ...whom])).toEqual({
    ...done,
    out: 'Took Orders.send on iflmap from oauth_client_later\n',
  })
  expect((await server.cli(['role', 'unassign', 'Orders.send', ...whom])).code).toBe(1)
  expect((await server.cli(['role', 'assign', 'None', ...whom])).err).toMatch(
    /^sluice: Application iflmap has no role 'None'\. Roles: ESBMessaging\.send, Orders\.send/,
  )
})

test('instance: create, list, show, update, delete', async () => {
  const file = join(server.folder, 'parameters.json')
  writeFileSync(file, JSON.stringify({ roles: ['QueuesRetry'], 'token-validity': 7200 }))
  const create = ['instance', 'create', 'tools', '--plan', 'api', '--roles', 'MonitoringDataRead, WorkspacePackagesRead', '--params', file]
  const created = await server.cli(create)
  expect({ code: created.code, err: created.err }).toEqual(done)
  expect(created.out.replace(/sb-\S+/, 'ID')).toBe(
    [
      'name            tools',
      'plan            api',
      'client id       ID',
      'roles           MonitoringDataRead, WorkspacePackagesRead',
      'grant-types     client_credentials',
      'redirect-uris   none',
      'token-validity  7200',
      'changed         2026-01-01T00:00:00.000Z',
      '',
      'It has no key yet: sluice key create tools KEY',
      '',
    ].join('\n'),
  )
  expect((await server.cli(['instance', 'list'])).out).toMatch(/^NAME +PLAN +ROLES +CLIENT ID\ntools +api +MonitoringDataRead, Work.* +sb-/)
  expect(await server.cli(['instance', 'update', 'tools'])).toEqual({
    code: 2,
    out: '',
    err: 'sluice: Nothing to change: give --roles or --params\n',
  })
  const updated = await server.cli(['instance', 'update', 'tools', '--params', '-', '--json'], { stdin: '{"token-validity":3600}' })
  expect(JSON.parse(updated.out).parameters).toMatchObject({
    roles: ['MonitoringDataRead', 'WorkspacePackagesRead'],
    'token-validity': 3600,
  })
  expect((await server.cli(['instance', 'show', 'tools'])).out).toContain('token-validity  3600')
  expect(await server.cli(['instance', 'update', 'tools', '--roles', 'None'])).toMatchObject({ code: 1, out: '' })
  expect(await server.cli(['instance', 'delete', 'tools'])).toEqual({ ...done, out: 'Deleted service instance tools\n' })
  expect(await server.cli(['instance', 'show', 'tools'])).toEqual(failed("There is no service instance 'tools'. Instances: none"))
})

test('instance parameters that cannot be read are named', async () => {
  const create = (params: string, stdin = '') =>
    server.cli(['instance', 'create', 'a', '--plan', 'integration-flow', '--params', params], { stdin })
  expect((await create('/nowhere.json')).err).toMatch(/^sluice: The parameter file \/nowhere\.json cannot be read: ENOENT/)
  expect(await create('-', '[]')).toEqual(failed('The parameter file - must hold one JSON object'))
  expect((await create('-', '{')).err).toMatch(/^sluice: The parameter file - cannot be read: /)
})

test('key: create and show print the key alone; list has no secret', async () => {
  await server.cli(['instance', 'create', 'orders', '--plan', 'integration-flow'])
  const created = await server.cli(['key', 'create', 'orders', 'laptop'])
  const key = JSON.parse(created.out)
  expect(created).toMatchObject(done)
  expect(Object.keys(key.oauth)).toEqual(['clientid', 'clientsecret', 'url', 'createdate', 'tokenurl'])
  expect(JSON.parse((await server.cli(['key', 'show', 'orders', 'laptop'])).out)).toEqual(key)
  expect((await server.cli(['key', 'list', 'orders'])).out).toBe(
    'KEY     TYPE             CREATED                   EXPIRES\nlaptop  clientid_secret  2026-01-01T00:00:00.000Z  never\n',
  )
  expect((await server.cli(['key', 'list', 'orders', '--json'])).out).not.toContain(key.oauth.clientsecret)
  expect(await server.cli(['key', 'delete', 'orders', 'laptop'])).toEqual({ ...done, out: 'Deleted key laptop of orders\n' })
  expect(await server.cli(['key', 'show', 'orders', 'laptop'])).toEqual(failed("Service instance 'orders' has no key 'laptop'. Keys: none"))
})

test('endpoints: artifact, URL, role and protocol', async () => {
  expect(await server.cli(['endpoints'])).toEqual({
    ...done,
    out: 'ARTIFACT  URL                                ROLE         PROTOCOL\nOrders    http://127.0.0.1:8080/http/orders  Orders.send  REST\n',
  })
  expect(JSON.parse((await server.cli(['endpoints', '--json'])).out)).toEqual([
    { artifact: 'Orders', url: 'http://127.0.0.1:8080/http/orders', role: 'Orders.send', protocol: 'REST' },
  ])
})

test('a foreign admin token is told as such', async () => {
  expect(await server.cli(['client', 'list'], { env: { SLUICE_ADMIN_TOKEN: 'other' } })).toEqual(
    failed(`${server.url} refused the admin token. Is ${server.folder} the folder of that server? See --data-dir and SLUICE_ADMIN_TOKEN`),
  )
})

test('https works with the authority of the data folder', async () => {
  expect(await server.cli(['client', 'list', '--url', server.httpsUrl])).toEqual({ ...done, out: 'no clients\n' })
})
