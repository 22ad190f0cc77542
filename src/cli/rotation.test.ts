import { afterAll, beforeAll, expect, test } from 'vitest'
import { openServer, type TestServer } from './cli.fixture.ts'

let server: TestServer
beforeAll(async () => {
  server = await openServer()
  await server.cli(['client', 'register', '--id', 'orders', '--subscription', 'iflmap'])
  await server.cli(['instance', 'create', 'shop', '--plan', 'integration-flow'])
  await server.cli(['key', 'create', 'shop', 'laptop'])
})
afterAll(() => server.stop())

const idsOf = async (owner: string): Promise<Record<string, string>> => {
  const secrets = JSON.parse((await server.cli(['secret', 'list', owner, '--json'])).out) as { id: string; state: string }[]
  return Object.fromEntries(secrets.map(({ id, state }) => [state, id]))
}

test.each(['orders', 'shop/laptop'])('secret: rotate that of %s', async (owner) => {
  const added = await server.cli(['secret', 'add', owner, '--length', '20', '--expires', '2026-02-01'])
  const { current, waiting } = await idsOf(owner)
  expect(added.out).toMatch(
    new RegExp(`^id      ${waiting}\nsecret  [A-Za-z0-9]{20}\n\nWhen the caller has it: sluice secret promote ${owner}\n$`),
  )
  expect([added.code, added.err]).toEqual([0, ''])
  const list = (await server.cli(['secret', 'list', owner])).out.split('\n').map((line) => line.split(/\s+/))
  expect(list[0]).toEqual(['ID', 'STATE', 'CREATED', 'EXPIRES', 'LAST', 'USED'])
  expect(list).toContainEqual([waiting, 'waiting', '2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z', 'never'])
  expect(await server.cli(['secret', 'promote', owner])).toEqual({
    code: 0,
    out: `Promoted ${waiting}. When no caller uses the other one: sluice secret delete ${owner}\n`,
    err: '',
  })
  expect(await server.cli(['secret', 'promote', owner])).toMatchObject({
    code: 2,
    err: expect.stringMatching(/ has no waiting secret\. Name one: /),
  })
  expect(await server.cli(['secret', 'delete', owner])).toEqual({ code: 0, out: `Deleted secret ${current} of ${owner}\n`, err: '' })
  expect(await server.cli(['secret', 'delete', owner, waiting!])).toMatchObject({
    code: 1,
    err: expect.stringContaining('client secret is either empty or client has only one secret.'),
  })
})

test('secret: a chosen one comes from stdin, with warnings', async () => {
  expect(await server.cli(['secret', 'add', 'orders', '--secret', '-', '--json'], { stdin: 'a+b\n' })).toMatchObject({
    code: 0,
    err: [
      'sluice: warning: The secret has less than 16 characters: it may be guessed\n',
      "sluice: warning: The secret holds '+': some clients and servers turn it into a blank\n",
    ].join(''),
  })
})

test.each([
  [['secret', 'list', 'a/b/c'], "'a/b/c' is neither a client id nor INSTANCE/KEY"],
  [['secret', 'list', 'shop/'], "'shop/' is neither a client id nor INSTANCE/KEY"],
  [['secret', 'add', 'orders', '--expires', 'soon'], 'Give a day as 2027-01-31 or a moment as 2027-01-31T12:00:00Z.'],
  [['secret', 'add', 'orders', '--length', 'long'], 'Give a whole number.'],
  [['signing-key', 'list', '--subaccount', 'acme'], 'Allowed choices are neo, cloud-foundry.'],
  [['signing-key', 'list'], "required option '--subaccount <dialect>' not specified"],
])('wrong use: sluice %j', async (argv, text) => {
  expect(await server.cli(argv)).toMatchObject({ code: 2, err: expect.stringContaining(text) })
})

test('signing-key: add, enable, delete', async () => {
  const key = (step: string, ...more: string[]) => server.cli(['signing-key', step, '--subaccount', 'neo', ...more])
  expect((await key('list')).out).toBe('no keys until the first token is signed\n')
  await key('add', 'first')
  expect(await key('add', 'second')).toEqual({
    code: 0,
    out: [
      'Added. Enable it when clients know it',
      '',
      'KEY ID  STATE    CREATED                   ENABLED                   NEXT',
      'first   active   2026-01-01T00:00:00.000Z  2026-01-01T00:00:00.000Z',
      'second  waiting  2026-01-01T00:00:00.000Z                            enable from 2026-01-01T00:30:00.000Z',
      '',
    ].join('\n'),
    err: '',
  })
  expect(await key('enable')).toMatchObject({ code: 1, err: expect.stringContaining('Use force to enable it now') })
  expect((await key('enable', '--force')).out).toMatch(/^Enabled\. The other key stays until its tokens have ended\n/)
  expect((await key('enable')).out).toMatch(/^Nothing to do: that was done before\n/)
  expect((await key('delete', '--force')).out).toBe(
    'Deleted\n\nKEY ID  STATE   CREATED                   ENABLED                   NEXT\nsecond  active  2026-01-01T00:00:00.000Z  2026-01-01T00:00:00.000Z\n',
  )
  expect(JSON.parse((await key('list', '--json')).out)).toHaveLength(1)
})

test('expiring: what ends soon, exit code 0', async () => {
  const rotated = { code: 0, out: expect.stringContaining('sluice secret add shop/laptop'), err: '' }
  expect(await server.cli(['expiring', '--within', '31'])).toEqual(rotated)
  expect(await server.cli(['expiring', '--within', '1'])).toEqual({ code: 0, out: 'nothing expires within 1 days\n', err: '' })
})
