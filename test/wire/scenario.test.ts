import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { CATALOGUE_PATH } from '../../src/demo/catalogue.ts'
import { sluice } from '../support/cli.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'

const EXAMPLE = fileURLToPath(new URL('../../examples/product-details', import.meta.url))
const ORDER = '{"productIdentifier":"HT-2000"}'
const PRODUCT = {
  ProductID: 'HT-2000',
  Name: '7 inch Portable Player',
  Category: 'Players',
  Price: '249.99',
  CurrencyCode: 'EUR',
  Description: 'Plays films on the way, with a mount for the head rest',
}

let tenant: TestTenant
beforeAll(async () => {
  tenant = await testTenant()
})
afterAll(() => tenant.stop())

/** What is said beside the result: warnings, and the size of a token. */
const NOTES = /^(?:sluice: warning: .*\n|\d+ bytes, .*\n)*$/

/** What a command printed; it must have worked and said nothing else. */
async function done(argv: readonly string[], stdin = ''): Promise<string> {
  const { code, out, err } = await sluice(tenant, argv, stdin)
  expect({ argv, code, err }).toEqual({ argv, code: 0, err: expect.stringMatching(NOTES) })
  return out
}

const json = async (argv: readonly string[]) => JSON.parse(await done([...argv, '--json']))

/** Reason and next command of a command that was refused. */
async function refused(argv: readonly string[]): Promise<{ err: string; requestId: string }> {
  const { code, err } = await sluice(tenant, argv)
  expect(code).toBe(1)
  return { err, requestId: /^Request id ([\w-]+)\. Why: sluice explain \1$/m.exec(err)?.[1] ?? '' }
}

test('before anything is deployed, lists are empty and a wrong file is named', async () => {
  expect(await done(['endpoints'])).toBe('no endpoints\n')
  expect(await sluice(tenant, ['deploy', 'nowhere.zip'])).toEqual({
    code: 1,
    out: '',
    err: 'sluice: nowhere.zip: there is no such file or folder\n',
  })
})

describe('neo', () => {
  const call = ['call', '/http/product-details', '--dialect', 'neo', '--id', 'shop', '--secret', 'correct horse', '-d', ORDER]

  test('1 a client for flows and one for the API', async () => {
    const register = ['client', 'register', '--name', 'Shop', '--subscription', 'iflmap', '--id', 'shop', '--token-lifetime', '30']
    const out = await done([...register, '--secret', '-'], 'correct horse')
    expect(out).toContain('sluice role assign ESBMessaging.send --user oauth_client_shop --application iflmap')
    await done(['client', 'register', '--subscription', 'tmn', '--id', 'monitor', '--secret', 'battery staple'])
    expect(await json(['client', 'list'])).toMatchObject([
      { clientId: 'monitor', application: 'tmn', tokenLifetime: 60, roles: [] },
      { clientId: 'shop', application: 'iflmap', tokenLifetime: 30, roles: [] },
    ])
  })

  test('5 the example flow, whose parameter names the catalogue', async () => {
    const parameter = `Catalogue Address=${tenant.publicUrl}${CATALOGUE_PATH}`
    const out = await done(['deploy', EXAMPLE, '--param', parameter])
    expect(out).toContain('Deployed ProductDetails\n')
    expect(out).toContain(`${tenant.publicUrl}/http/product-details`)
    expect(await json(['endpoints'])).toEqual([
      { artifact: 'ProductDetails', url: `${tenant.publicUrl}/http/product-details`, role: 'ESBMessaging.send', protocol: 'REST' },
    ])
    expect(await json(['list'])).toMatchObject([{ id: 'ProductDetails', version: '1.0.0', status: 'STARTED' }])
  })

  test('without step 2 the call is refused, and explain says what to do', async () => {
    const { err, requestId } = await refused(call)
    expect(err).toMatch(/^sluice: HTTP 403 Forbidden\n/)
    const explained = await done(['explain', requestId])
    expect(explained).toMatch(/^cause +no-roles$/m)
    expect(explained).toContain('Fix: sluice role assign ESBMessaging.send --user oauth_client_shop --application iflmap\n')
    expect(await done(['explain'])).toBe(explained)
  })

  test('2 the role, with the command that explain gave', async () => {
    const fix = /^Fix: sluice (.*)$/m.exec(await done(['explain']))![1]!
    await done(fix.split(' '))
    await done(['role', 'assign', 'IntegrationOperationServer.read', '--user', 'oauth_client_monitor', '--application', 'tmn'])
    expect(await json(['client', 'show', 'shop'])).toMatchObject({ roles: [{ application: 'iflmap', role: 'ESBMessaging.send' }] })
  })

  test('3 and 4 the token endpoint, and a token from it', async () => {
    expect(await json(['client', 'show', 'shop'])).toMatchObject({ tokenUrl: `${tenant.publicUrl}/oauth2/api/v1/token` })
    const access = ['token', '--dialect', 'neo', '--id', 'shop', '--secret', 'correct horse']
    expect(await done(access)).toMatch(/^[0-9a-f]{32}\n$/)
    expect(await done([...access, '--format', 'jwt'])).toMatch(/^eyJ[\w-]+\.[\w-]+\.[\w-]+\n$/)
    expect(await json(access)).toEqual({ access_token: expect.any(String), token_type: 'Bearer', expires_in: 1800, scope: '', size: 32 })
  })

  test('6 the call', async () => {
    expect(JSON.parse(await done(call))).toEqual({ Product: PRODUCT })
  })

  test('7 its log, as the administrator and with the client of tmn', async () => {
    const log = await newestLog('ProductDetails')
    expect(log).toMatchObject({ flow: 'ProductDetails', status: 'COMPLETED', customStatus: 'COMPLETED' })
    expect(await json(['logs', log.guid])).toMatchObject({ guid: log.guid, error: '' })
    const path = `/api/v1/MessageProcessingLogs('${log.guid}')?$select=Status`
    const access = ['--dialect', 'neo', '--id', 'monitor', '--secret', 'battery staple']
    const read = await done(['call', path, ...access, '-H', 'Accept: application/json'])
    expect(JSON.parse(read)).toMatchObject({ d: { Status: 'COMPLETED' } })
  })

  test('a token can be tried in thought', async () => {
    const token = (await done(['token', '--dialect', 'neo', '--id', 'monitor', '--secret', 'battery staple'])).trim()
    const flow = `${tenant.publicUrl}/http/product-details`
    const verdict = await done(['explain', '--token', token, '--url', flow])
    expect(verdict).toMatch(/^cause +wrong-subscription$/m)
    const shop = (await done(['token', '--dialect', 'neo', '--id', 'shop', '--secret', 'correct horse'])).trim()
    expect(await done(['explain', '--token', shop, '--url', flow])).toBe('Accepted: oauth_client_shop with roles ESBMessaging.send\n')
  })
})

describe('cloud-foundry', () => {
  const file = (name: string): string => join(tenant.dataDir, name)
  const call = (key: string): string[] => ['call', '/http/product-details', '--key', file(key), '-d', ORDER]

  test('1 and 2 instances with their roles, and keys', async () => {
    await done(['instance', 'create', 'shop', '--plan', 'integration-flow', '--roles', 'ESBMessaging.send'])
    await done(['instance', 'create', 'monitor', '--plan', 'api', '--roles', 'MonitoringDataRead'])
    await writeFile(file('shop.json'), await done(['key', 'create', 'shop', 'laptop']))
    await writeFile(file('monitor.json'), await done(['key', 'create', 'monitor', 'laptop']))
    expect(await json(['instance', 'list'])).toMatchObject([
      { name: 'monitor', plan: 'api', parameters: { roles: ['MonitoringDataRead'], 'token-validity': 43_200 } },
      { name: 'shop', plan: 'integration-flow', parameters: { roles: ['ESBMessaging.send'], 'token-validity': 3600 } },
    ])
  })

  test('3 and 4 the token endpoint in the key, and a token from it', async () => {
    expect(JSON.parse(await done(['key', 'show', 'shop', 'laptop']))).toEqual({
      oauth: {
        clientid: expect.stringMatching(/^sb-[0-9a-f-]{36}!b\d+\|it-rt-[\w-]+!b\d+$/),
        clientsecret: expect.stringMatching(/^[0-9a-f-]{36}\$[\w-]{43}=$/),
        url: tenant.publicUrl,
        createdate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        tokenurl: `${tenant.publicUrl}/oauth/token`,
      },
    })
    expect(await done(['token', '--key', file('shop.json')])).toMatch(/^eyJ[\w-]+\.[\w-]+\.[\w-]+\n$/)
    expect(await done(['token', '--key', file('shop.json'), '--format', 'opaque'])).toMatch(/^[0-9a-f]{32}\n$/)
  })

  test('5 and 6 deploying again changes the running flow, and the call works', async () => {
    await done(['deploy', EXAMPLE, '--param', `Catalogue Address=${tenant.publicUrl}${CATALOGUE_PATH}`])
    expect(JSON.parse(await done(call('shop.json')))).toEqual({ Product: PRODUCT })
  })

  test('7 its log with the key of plan api', async () => {
    const log = await newestLog('ProductDetails')
    const path = `/api/v1/MessageProcessingLogs?$filter=MessageGuid eq '${log.guid}'&$select=Status,IntegrationFlowName`
    const read = await done(['call', encodeURI(path), '--key', file('monitor.json'), '-H', 'Accept: application/json'])
    expect(JSON.parse(read).d.results).toMatchObject([{ Status: 'COMPLETED', IntegrationFlowName: 'ProductDetails' }])
  })

  test('the key of plan api on the flow is refused, and explain names the plan', async () => {
    const { requestId } = await refused(call('monitor.json'))
    const explained = await done(['explain', requestId])
    expect(explained).toMatch(/^answer +401 Jwt token with audience \[uaa, .*\] is not issued for these clientIds: \[sb-it-rt-.*\]\.$/m)
    expect(explained).toMatch(/^cause +wrong-audience-api-plan$/m)
    expect(explained).toContain("of instance 'monitor' has the plan api")
  })

  test('an undeployed flow has no address', async () => {
    await done(['undeploy', 'ProductDetails'])
    expect(await json(['endpoints'])).toEqual([])
    const { requestId } = await refused(call('shop.json'))
    expect(await done(['explain', requestId])).toMatch(/^cause +endpoint-not-found$/m)
  })
})

test('a failed message is logged with the step that failed', async () => {
  await done(['deploy', EXAMPLE, '--param', 'Catalogue Address=http://127.0.0.1:1/nowhere'])
  const call = ['call', '/http/product-details', '--dialect', 'neo', '--id', 'shop', '--secret', 'correct horse', '-d', ORDER]
  const { code, err } = await sluice(tenant, call)
  expect(code).toBe(1)
  const guid = /^Message (\S+)\. Its log: sluice logs \1$/m.exec(err)?.[1]
  const log = await newestLog('ProductDetails', 'FAILED')
  expect(log.guid).toBe(guid)
  expect((await json(['logs', guid!])).error).toContain('Read the product')
})

/** The newest message; logs are written in groups, a moment after the answer. */
function newestLog(flow: string, status = 'COMPLETED'): Promise<{ guid: string }> {
  const read = async () => {
    const [log] = await json(['logs', '--flow', flow, '--status', status, '--limit', '1'])
    if (log === undefined) throw new Error(`${flow} has no message in status ${status}`)
    return log
  }
  return vi.waitFor(read, { interval: 5 })
}
