import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openServer, type TestServer } from './cli.fixture.ts'

let server: TestServer
const neo = ['--id', 'orders', '--secret', 'chosen', '--dialect', 'neo']

beforeAll(async () => {
  server = await openServer()
  await server.roles.create('iflmap', 'Orders.send')
  for (const clientId of ['orders', 'other']) {
    await server.clients.register({ name: clientId, application: 'iflmap', clientId, secret: 'chosen' })
    await server.assignments.assign({ user: `oauth_client_${clientId}`, application: 'iflmap', role: 'Orders.send' })
  }
})
afterAll(() => server.stop())
beforeEach(async () => {
  for (const { hash } of await server.store.tokens.list({})) await server.store.tokens.revoke(hash)
  // Tokens that were called back by their client stay so, and the next ones are of a later second.
  server.clock.advance(5000)
})

const token = async (...more: string[]) => (await server.cli(['token', ...neo, ...more])).out.trim()
const call = (accessToken: string) =>
  fetch(`${server.url}/http/orders`, { method: 'POST', headers: { authorization: `Bearer ${accessToken}` } })
const tokens = (...argv: string[]) => server.cli(['tokens', ...argv])
const listed = async (...argv: string[]): Promise<{ id: string; prefix: string }[]> =>
  JSON.parse((await tokens('list', '--json', ...argv)).out)

describe('token', () => {
  test('tells the size of what it prints, where it is not in the way', async () => {
    expect(await server.cli(['token', ...neo])).toEqual({ code: 0, out: expect.any(String), err: '32 bytes, opaque\n' })
    const { out, err } = await server.cli(['token', ...neo, '--format', 'jwt'])
    expect(err).toBe(`${out.trim().length} bytes, a JWT\n`)
    expect(JSON.parse((await server.cli(['token', ...neo, '--json'])).out)).toMatchObject({ size: 32 })
  })
})

test('client update --token-lifetime moves the end of opaque tokens, for those who look at them too', async () => {
  const value = await token()
  const inspect = async () => {
    const headers = { authorization: `Basic ${Buffer.from('orders:chosen').toString('base64')}` }
    const body = new URLSearchParams({ token: value })
    return (await fetch(`${server.url}/oauth/introspect`, { method: 'POST', headers, body })).json() as Promise<Record<string, number>>
  }
  const update = (lifetime: string) => server.cli(['client', 'update', 'orders', '--token-lifetime', lifetime])
  expect((await update('5')).out).toMatch(/^token lifetime +5 min$/m)
  const { iat, exp } = await inspect()
  expect(exp! - iat!).toBe(300)
  expect((await call(value)).status).toBe(200)
  server.clock.advance(300_000)
  expect((await call(value)).status).toBe(401)
  expect((await update('none')).out).toMatch(/^token lifetime +none$/m)
  expect([(await call(value)).status, await inspect()]).toEqual([401, { active: false }])
  await update('60')
  expect((await update('soon')).err).toContain('Give whole minutes or none.')
})

test('client update changes name, description and token profile, one by one', async () => {
  const shown = async (...change: string[]) => JSON.parse((await server.cli(['client', 'update', 'orders', '--json', ...change])).out)
  const before = JSON.parse((await server.cli(['client', 'show', 'orders', '--json'])).out)
  expect(await shown('--name', 'Shop')).toEqual({ ...before, name: 'Shop' })
  expect(await shown('--description', 'Of the shop')).toEqual({ ...before, name: 'Shop', description: 'Of the shop' })
  expect(await shown('--token-profile', 'compact')).toMatchObject({ name: 'Shop', tokenProfile: 'compact' })
  expect(await shown('--name', before.name, '--description', '', '--token-profile', 'standard')).toEqual(before)
})

describe('tokens list', () => {
  test('says when there are none', async () => {
    await token('--format', 'jwt')
    expect(await tokens('list')).toEqual({ code: 0, out: 'no opaque tokens\n', err: '' })
  })

  test('shows five characters of each, never more', async () => {
    const value = await token()
    const [found] = await listed()
    expect(await tokens('list')).toEqual({
      code: 0,
      err: '',
      out: expect.stringMatching(
        new RegExp(
          `^ID +TOKEN +CLIENT +SUBACCOUNT +ISSUED +EXPIRES\n${found!.id.slice(0, 12)} +${value.slice(0, 5)}… +orders +neo +\\S+Z +\\S+Z\n$`,
        ),
      ),
    })
    expect((await tokens('list', '--json')).out).not.toContain(value)
  })

  test('of a client, a user or a subaccount', async () => {
    await token()
    await server.cli(['token', '--id', 'other', '--secret', 'chosen', '--dialect', 'neo'])
    expect(await listed('--client', 'other')).toMatchObject([{ clientId: 'other', user: 'oauth_client_other' }])
    expect(await listed('--user', 'oauth_client_orders')).toMatchObject([{ clientId: 'orders' }])
    expect(await listed('--subaccount', 'neo')).toHaveLength(2)
    expect(await listed('--subaccount', 'cloud-foundry')).toEqual([])
  })
})

describe('tokens revoke', () => {
  test('one by the beginning of its id', async () => {
    const [gone, kept] = [await token(), await token()]
    const { id } = (await listed()).find(({ prefix }) => prefix === gone.slice(0, 5))!
    expect(await tokens('revoke', id.slice(0, 12))).toEqual({
      code: 0,
      out: `Revoked token ${gone.slice(0, 5)}… of client orders\n`,
      err: '',
    })
    expect([(await call(gone)).status, (await call(kept)).status]).toEqual([401, 200])
  })

  test('every one of a client, JWTs too', async () => {
    const values = [await token(), await token('--format', 'jwt')]
    expect(await tokens('revoke', '--client', 'orders')).toEqual({
      code: 0,
      out: 'Revoked every token of client orders: 1 opaque, and all JWTs that there may be\n',
      err: '',
    })
    for (const value of values) expect((await call(value)).status).toBe(401)
    expect((await call(await token('--format', 'jwt'))).status).toBe(200)
  })

  test('every one of a user', async () => {
    const value = await token()
    expect(JSON.parse((await tokens('revoke', '--user', 'oauth_client_orders', '--json')).out)).toEqual({ clientId: 'orders', opaque: 1 })
    expect((await call(value)).status).toBe(401)
  })

  test('one by its value, also from stdin', async () => {
    const [opaque, jwt] = [await token(), await token('--format', 'jwt')]
    expect((await tokens('revoke', '--token', opaque)).out).toBe('Revoked a token of client orders\n')
    expect((await server.cli(['tokens', 'revoke', '--token', '-'], { stdin: `${jwt}\n` })).code).toBe(0)
    for (const value of [opaque, jwt]) expect((await call(value)).status).toBe(401)
  })

  test('a JWT by its id', async () => {
    const jwt = await token('--format', 'jwt')
    const { jti } = JSON.parse(Buffer.from(jwt.split('.')[1]!, 'base64url').toString())
    expect((await tokens('revoke', '--jti', jti)).out).toBe(`The JWT with the id ${jti} is good for nothing from now on\n`)
    expect((await call(jwt)).status).toBe(401)
  })

  test.each<[string, string[], number, RegExp]>([
    ['nothing', [], 2, /Give an id of sluice tokens list, or one of/],
    ['two things', ['--client', 'a', '--jti', 'b'], 2, /or one of/],
    ['an id that there is not', ['ffffff'], 1, /No opaque token has an id that begins with 'ffffff'/],
    ['a client that there is not', ['--client', 'nobody'], 1, /There is no OAuth client 'nobody'/],
    ['a user that there is not', ['--user', 'nobody'], 1, /No OAuth client acts as the user 'nobody'/],
    ['a token that is none', ['--token', 'nonsense'], 1, /There is no such token: /],
  ])('refuses %s', async (_what, argv, code, text) => {
    expect(await tokens('revoke', ...argv)).toEqual({ code, out: '', err: expect.stringMatching(text) })
  })

  test('refuses a beginning that several ids have', async () => {
    for (let count = 0; count < 17; count++) await token()
    const ids = (await listed()).map(({ id }) => id[0]!)
    const twice = ids.find((first, index) => ids.indexOf(first) !== index)!
    expect((await tokens('revoke', twice)).err).toMatch(/Several tokens have an id that begins with/)
  })
})
