import { describe, expect, test } from 'vitest'
import { sluice } from '../support/cli.ts'
import { accessToken, basic, DIALECTS, type TestClient, testClient } from '../support/client.ts'
import { rawRequest } from '../support/raw-request.ts'
import type { TestTenant } from '../support/tenant.ts'
import { expectStored } from './expect-refusal.ts'
import { bearer, useStage } from './stage.ts'

const stage = useStage()

const FORMATS = ['jwt', 'opaque'] as const
const CASES = DIALECTS.flatMap((dialect) => FORMATS.map((format) => [dialect, format] as const))

/** Gives a client exactly these roles, the way of its dialect. */
async function give({ platform }: TestTenant, client: TestClient, roles: readonly string[]): Promise<void> {
  if (client.dialect === 'cloud-foundry') {
    await platform.instances.update(client.instance, { roles: [...roles] })
    return
  }
  for (const { application, role, user } of await platform.assignments.list({ user: client.user })) {
    await platform.assignments.unassign({ application, role, user })
  }
  for (const role of roles) await platform.assignments.assign({ user: client.user, application: 'iflmap', role })
}

async function remove({ platform }: TestTenant, client: TestClient): Promise<void> {
  if (client.dialect === 'neo') return platform.clients.delete(client.id)
  await platform.keys.delete(client.instance, 'key')
  return platform.instances.delete(client.instance)
}

const statusOf = async (path: string, authorization: string) => (await stage.call(path, authorization)).status

describe.each(CASES)('%s, %s: a change counts from the next request on, for the token that is there', (dialect, format) => {
  test('a role is given, taken and given again (X10)', async () => {
    const client = await testClient(stage.tenant, dialect)
    const authorization = await bearer(client, format)
    for (const [roles, orders, invoices] of [
      [['ESBMessaging.send'], 200, 403],
      [['ESBMessaging.send', 'Invoices.send'], 200, 200],
      [['Invoices.send'], 403, 200],
      [['ESBMessaging.send'], 200, 403],
    ] as const) {
      await give(stage.tenant, client, roles)
      expect([await statusOf('/http/orders', authorization), await statusOf('/http/invoices', authorization)]).toEqual([orders, invoices])
      expect([await statusOf('/http/orders', basic(client)), await statusOf('/http/invoices', basic(client))]).toEqual([orders, invoices])
    }
  })

  test('the client goes (X11)', async () => {
    const client = await testClient(stage.tenant, dialect)
    const authorization = await bearer(client, format)
    expect(await statusOf('/http/orders', authorization)).toBe(200)
    await remove(stage.tenant, client)
    expect(await statusOf('/http/orders', authorization)).toBe(401)
    expect(await statusOf('/http/orders', basic(client))).toBe(401)
  })
})

describe.each(FORMATS)('neo, %s', (format) => {
  test('a custom role is deleted, and holding it ends with it', async () => {
    const { roles } = stage.tenant.platform
    await roles.create('iflmap', 'Passing.send')
    const client = await testClient(stage.tenant, 'neo', { roles: ['Passing.send', 'ESBMessaging.send'] })
    const authorization = await bearer(client, format)
    const verdict = async () => (await stage.tenant.platform.assignments.list({ user: client.user })).map(({ role }) => role)
    expect(await verdict()).toEqual(['ESBMessaging.send', 'Passing.send'])
    await roles.delete('iflmap', 'Passing.send')
    expect(await verdict()).toEqual(['ESBMessaging.send'])
    expect(await statusOf('/http/orders', authorization)).toBe(200)
  })
})

describe.each(FORMATS)('cloud-foundry, %s', (format) => {
  test('the grant is taken from the instance', async () => {
    const client = await testClient(stage.tenant, 'cloud-foundry')
    const authorization = await bearer(client, format)
    await stage.tenant.platform.instances.update(client.instance, { 'grant-types': ['authorization_code'] })
    const answer = await stage.call('/http/orders', authorization)
    expect(answer.status).toBe(401)
    await expectStored(stage.tenant, answer.headers.get('x-request-id')!, {
      status: 401,
      cause: 'grant-withdrawn',
      needed: ['ESBMessaging.send'],
      clientId: client.id,
      why: 'may no longer use',
      fix: `sluice instance update ${client.instance}`,
    })
    await stage.tenant.platform.instances.update(client.instance, { 'grant-types': ['client_credentials'] })
    expect(await statusOf('/http/orders', authorization)).toBe(200)
  })

  test('a narrowed token stays narrow, whatever its client is given', async () => {
    const client = await testClient(stage.tenant, 'cloud-foundry', { roles: ['ESBMessaging.send', 'Invoices.send'] })
    const owner = client.id.split('|')[1]
    const narrowTo = async (scope: string) => {
      const parameters = new URLSearchParams({ grant_type: 'client_credentials', token_format: format, scope })
      const answer = await fetch(client.tokenUrl, { method: 'POST', headers: { authorization: basic(client) }, body: parameters })
      return (await answer.json()) as { access_token: string; scope: string }
    }
    const { access_token: token, scope } = await narrowTo(`${owner}.Invoices.send`)
    expect(scope).toBe(`${owner}.Invoices.send`)
    const narrow = `Bearer ${token}`
    expect([await statusOf('/http/invoices', narrow), await statusOf('/http/orders', narrow)]).toEqual([200, 403])
    await give(stage.tenant, client, ['ESBMessaging.send'])
    expect([await statusOf('/http/invoices', narrow), await statusOf('/http/orders', narrow)]).toEqual([403, 403])
    await give(stage.tenant, client, ['ESBMessaging.send', 'Invoices.send'])
    const answer = await stage.call('/http/orders', narrow)
    await expectStored(stage.tenant, answer.headers.get('x-request-id')!, {
      status: 403,
      cause: 'role-not-in-token',
      needed: ['ESBMessaging.send'],
      held: ['Invoices.send'],
      clientId: client.id,
      why: 'asked for with fewer scopes',
      fix: 'without the scope parameter',
    })
    expect(await statusOf('/http/invoices', narrow)).toBe(200)
  })
})

describe('sluice access decides as the server does', () => {
  const dryRun = (client: TestClient, endpoint: string, ...more: string[]) =>
    sluice(stage.tenant, ['access', '--client', client.id, '--endpoint', endpoint, '--json', ...more])

  test.each(DIALECTS)('%s: for flows and the management API, with cause and roles', async (dialect) => {
    const sender = await testClient(stage.tenant, dialect, { roles: ['Invoices.send'] })
    const roles = dialect === 'neo' ? ['IntegrationOperationServer.read'] : ['MonitoringDataRead']
    const reader = await testClient(stage.tenant, dialect, { application: 'tmn', roles })
    const paths = [
      '/http/orders',
      '/http/ORDERS',
      '/http/Invoices/',
      '/http/protected',
      '/http/nothing',
      '/http/a%2fb',
      '/http/a/../orders',
    ]
    const api = [
      '/api/v1/MessageProcessingLogs',
      '/api/v1/MessageProcessingLogs/$count',
      '/api/v1/IntegrationPackages',
      '/api/v1/',
      '/api/v1/AuditLogs',
    ]
    for (const client of [sender, reader]) {
      const authorization = `Bearer ${await accessToken(client)}`
      for (const path of [...paths, ...api]) {
        const status = await rawStatus(path, authorization)
        const { code, out } = await dryRun(client, path)
        const [{ allowed, status: foretold }] = JSON.parse(out)
        const passes = status === 200
        expect([client.id, path, allowed, code, foretold]).toEqual([client.id, path, passes, passes ? 0 : 1, passes ? undefined : status])
      }
    }
  })

  /** A client library would fold the dots. */
  async function rawStatus(path: string, authorization: string): Promise<number> {
    return (await rawRequest(stage.tenant, `GET ${path}`, [`Authorization: ${authorization}`])).status
  }

  test('the matrix has every client, endpoint and area', async () => {
    const client = await testClient(stage.tenant, 'neo', { clientId: 'matrix', roles: ['Invoices.send'] })
    const { out } = await sluice(stage.tenant, ['access', '--client', client.id])
    expect(out).toMatch(/^matrix +neo +endpoint +\/invoices +yes +Invoices\.send$/m)
    expect(out).toMatch(/^matrix +neo +endpoint +\/orders +no +role-of-another-flow$/m)
    expect(out).toMatch(/^matrix +neo +area +view message logs +no +wrong-subscription$/m)
    const all = JSON.parse((await sluice(stage.tenant, ['access', '--json'])).out)
    const clients = (await stage.tenant.store.clients.list()).length
    const names = new Set(all.map(({ target }: { target: { name: string } }) => target.name))
    expect(all).toHaveLength(clients * names.size)
  })

  test('the methods of the management API differ', async () => {
    const client = await testClient(stage.tenant, 'cloud-foundry', { application: 'tmn', roles: ['WorkspacePackagesRead'] })
    expect((await dryRun(client, '/api/v1/IntegrationPackages')).code).toBe(0)
    const { code, out } = await dryRun(client, '/api/v1/IntegrationPackages', '--method', 'POST')
    expect([code, JSON.parse(out)[0].needed]).toEqual([1, ['WorkspacePackagesEdit']])
  })
})
