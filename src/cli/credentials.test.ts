import { afterAll, beforeAll, expect, test } from 'vitest'
import { openServer, type TestServer } from './cli.fixture.ts'

let server: TestServer
beforeAll(async () => {
  server = await openServer()
})
afterAll(() => server.stop())

const entity = (key: string) => server.managementApi.entities.get(key)

test('user credentials are created, then replaced', async () => {
  const set = (password: string) => server.cli(['credential', 'set', 'user', 'Shop', '--user', 'reader', '--password', password])
  expect(await set('one')).toEqual({ code: 0, out: 'Set user credential Shop\n', err: '' })
  expect(entity("UserCredentials('Shop')")).toEqual({ Name: 'Shop', Kind: 'default', Description: '', User: 'reader', Password: 'one' })
  await set('two')
  expect(entity("UserCredentials('Shop')")?.Password).toBe('two')
  expect(server.managementApi.requests.filter((line) => !line.startsWith('GET'))).toEqual([
    'POST UserCredentials',
    "PUT UserCredentials('Shop')",
  ])
})

test('OAuth 2.0 client credentials take their secret from stdin', async () => {
  const argv = ['credential', 'set', 'oauth2', 'Bank', '--token-url', 'https://bank.example/token', '--client-id', 'flow']
  const options = ['--client-secret', '-', '--client-authentication', 'body', '--scope', 'read write', '--description', 'of the bank']
  expect((await server.cli([...argv, ...options], { stdin: 's3cret\n' })).code).toBe(0)
  expect(entity("OAuth2ClientCredentials('Bank')")).toEqual({
    Name: 'Bank',
    Description: 'of the bank',
    TokenServiceUrl: 'https://bank.example/token',
    ClientId: 'flow',
    ClientSecret: 's3cret',
    ClientAuthentication: 'body',
    Scope: 'read write',
    ScopeContentType: 'urlencoded',
  })
})

test('a secure parameter needs a value', async () => {
  const argv = ['credential', 'set', 'secure-parameter', 'ApiKey']
  expect((await server.cli([...argv, '--value', 'k-1', '--json'])).out).toBe('{\n  "name": "ApiKey",\n  "kind": "secure-parameter"\n}\n')
  expect(entity("SecureParameters('ApiKey')")).toEqual({ Name: 'ApiKey', Description: '', SecureParam: 'k-1' })
  const usage = (err: string) => ({ code: 2, out: '', err: `sluice: ${err}\n` })
  expect(await server.cli(argv)).toEqual(usage('Give --value, or --value - to read it from stdin'))
  expect(await server.cli([...argv, '--value', '-'], { stdin: '\n' })).toEqual(usage('--value is empty'))
})

test('all kinds are listed by name, and deleted by name alone', async () => {
  const { sets, entities } = server.managementApi
  sets.set('UserCredentials', [{ Name: 'Shop', Description: null, User: 'reader' }])
  sets.set('OAuth2ClientCredentials', [
    { Name: 'Bank', Description: 'of the bank', ClientId: 'flow', TokenServiceUrl: 'https://b.example' },
  ])
  sets.set('SecureParameters', [{ Name: 'ApiKey', Description: '' }])
  expect(await server.cli(['credential', 'list'])).toEqual({
    code: 0,
    out: [
      'NAME    KIND              USER OR CLIENT             DESCRIPTION',
      'ApiKey  secure-parameter',
      'Bank    oauth2            flow at https://b.example  of the bank',
      'Shop    user              reader',
      '',
    ].join('\n'),
    err: '',
  })
  expect(JSON.parse((await server.cli(['credential', 'list', '--json'])).out)[1]).toEqual({
    name: 'Bank',
    kind: 'oauth2',
    principal: 'flow at https://b.example',
    description: 'of the bank',
  })
  expect(await server.cli(['credential', 'delete', 'ApiKey'])).toEqual({
    code: 0,
    out: 'Deleted secure-parameter credential ApiKey\n',
    err: '',
  })
  expect(entities.has("SecureParameters('ApiKey')")).toBe(false)
  expect(await server.cli(['credential', 'delete', 'None'])).toEqual({
    code: 1,
    out: '',
    err: "sluice: There is no credential 'None'. See: sluice credential list\n",
  })
})
