import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { readSettings } from '../../src/config/read-settings.ts'
import { silentLogger } from '../../src/kernel/logger.ts'
import type { AuditEntryView } from '../../src/platform/admin/audit.ts'
import { startTenant } from '../../src/tenant.ts'
import { sluice } from '../support/cli.ts'
import { accessToken, basic, DIALECTS, testClient } from '../support/client.ts'
import { testTenant } from '../support/tenant.ts'
import { askForToken, bearer, useStage } from './stage.ts'

const stage = useStage()

async function admin(method: string, path: string, body?: unknown): Promise<Response> {
  const { publicUrl, adminToken } = stage.tenant
  const headers = { authorization: `Bearer ${adminToken}`, ...(body !== undefined && { 'content-type': 'application/json' }) }
  const answer = await fetch(`${publicUrl}${path}`, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) })
  if (answer.status >= 400) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`)
  return answer
}

const entries = async (query = ''): Promise<AuditEntryView[]> => (await admin('GET', `/admin/v1/audit?limit=1000${query}`)).json() as never

const entryOf = async (answer: Response): Promise<AuditEntryView | undefined> =>
  (await entries()).find(({ requestId }) => requestId === answer.headers.get('x-request-id'))

describe.each(DIALECTS)('%s: token events', (dialect) => {
  test.each(['jwt', 'opaque'])('a token is issued (%s)', async (format) => {
    const client = await testClient(stage.tenant, dialect)
    const wanted = dialect === 'neo' && format === 'opaque' ? '' : `&token_format=${format}`
    const url = `${client.tokenUrl}?grant_type=client_credentials${wanted}`
    const answer = await fetch(url, { method: 'POST', headers: { authorization: basic(client) } })
    const { access_token: token } = (await answer.json()) as { access_token: string }
    const id = format === 'opaque' ? token : JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString('utf8')).jti
    const entry = await entryOf(answer)
    expect(entry).toMatchObject({
      user: client.id,
      userType: 'client',
      action: 'create',
      objectType: 'access token',
      objectName: id.slice(0, 5),
      text: `Creating access token: ${id.slice(0, 5)}`,
      remoteAddress: '127.0.0.1',
      details: { format, grantType: 'client_credentials' },
    })
    for (const secret of [token, id, client.secret]) expect(JSON.stringify(entry)).not.toContain(secret)
  })

  test('a token is refused', async () => {
    const client = await testClient(stage.tenant, dialect)
    const answer = await askForToken(client, { id: client.id, secret: 'f00d' })
    const entry = await entryOf(answer)
    expect(entry).toMatchObject({
      user: client.id,
      action: 'refuse',
      text: `Refusing access token: ${client.id}`,
      details: { cause: 'wrong-secret' },
    })
    expect(JSON.stringify(entry)).not.toContain('f00d')
  })

  test('a token is revoked', async () => {
    const client = await testClient(stage.tenant, dialect)
    const token = await accessToken(client, 'opaque')
    await admin('POST', '/admin/v1/tokens/revoke', { token })
    const [entry] = await entries('&action=delete')
    expect(entry).toMatchObject({
      user: 'admin',
      objectType: 'cloud access token',
      text: `Deleting cloud access token: ${client.id} / ${token.slice(0, 5)}`,
    })
    expect(JSON.stringify(await entries())).not.toContain(token)
  })
})

test('administrative events, through every API, without a secret', async () => {
  const before = (await entries()).length
  const changes: [string, string, unknown?][] = [
    ['POST', '/admin/v1/clients', { name: 'Audited', application: 'iflmap', clientId: 'audited', secret: 'f00d f00d f00d f00d' }],
    ['POST', '/admin/v1/assignments', { user: 'oauth_client_audited', application: 'iflmap', role: 'ESBMessaging.send' }],
    ['POST', '/admin/v1/instances', { name: 'audited', plan: 'integration-flow', parameters: { roles: ['ESBMessaging.send'] } }],
    ['POST', '/admin/v1/instances/audited/keys', { name: 'key' }],
    ['GET', '/admin/v1/instances/audited/keys/key'],
    ['PATCH', '/admin/v1/instances/audited', { parameters: { roles: ['Invoices.send'] } }],
    ['DELETE', '/admin/v1/instances/audited/keys/key'],
    ['DELETE', '/admin/v1/instances/audited'],
    ['DELETE', '/admin/v1/clients/audited'],
    ['PUT', '/admin/v1/entitlements/it-rt/api'],
    ['POST', '/api/v1/SecureParameters', { Name: 'Vault', SecureParam: 'f00d f00d' }],
    ['POST', "/api/v1/DeployIntegrationDesigntimeArtifact?Id='Orders'&Version='active'"],
    ['DELETE', "/api/v1/IntegrationRuntimeArtifacts('Orders')"],
  ]
  for (const [method, path, body] of changes) await admin(method, path, body)
  const told = (await entries(`&after=${before}`)).filter(({ user }) => user === 'admin')
  expect(told.map(({ text }) => text)).toEqual([
    'Creating application client: audited',
    'Creating role assignment: iflmap / ESBMessaging.send / oauth_client_audited',
    'Creating service instance: audited',
    'Creating service key: audited / key',
    'Reading service key: audited / key',
    'Updating service instance: audited',
    'Deleting service key: audited / key',
    'Deleting service instance: audited',
    'Deleting application client: audited',
    'Creating entitlement: it-rt / api',
    'Creating secure parameter: Vault',
    'Deploying integration designtime artifact: Orders / active',
    'Undeploying integration runtime artifact: Orders',
  ])
  expect(JSON.stringify(told)).not.toContain('f00d f00d')
  expect(told.find(({ action }) => action === 'update')?.details).toEqual({ roles: ['Invoices.send'] })
})

test('AuditLogs of the management API shows it to the tenant administrator, and to nobody else', async () => {
  const administrator = await testClient(stage.tenant, 'cloud-foundry', { application: 'tmn', roles: ['AuthGroup_Administrator'] })
  const auditor = await testClient(stage.tenant, 'neo', { application: 'tmn', roles: ['IntegrationOperationServer.read', 'AuditLog.Read'] })
  const monitor = await testClient(stage.tenant, 'cloud-foundry', { application: 'tmn', roles: ['MonitoringDataRead'] })
  const read = async (client: typeof administrator, query = '') =>
    fetch(`${stage.tenant.publicUrl}/api/v1/AuditLogs?$format=json&$top=1000${query}`, { headers: { authorization: await bearer(client) } })
  for (const client of [administrator, auditor]) {
    const answer = await read(client, "&$filter=Timestamp gt datetime'2020-01-01T00:00:00' and ObjType eq 'access token'")
    expect(answer.status).toBe(200)
    const { d } = (await answer.json()) as { d: { results: Record<string, unknown>[] } }
    expect(d.results.length).toBeGreaterThan(0)
    expect(d.results[0]).toMatchObject({ ObjType: 'access token', Source: '127.0.0.1', NodeType: 'TMN', CustomerVisible: 'true' })
  }
  expect((await read(monitor)).status).toBe(403)
})

test('the log survives a restart, and tampering with the database shows', async () => {
  const tenant = await testTenant()
  try {
    const client = await testClient(tenant, 'neo')
    for (let index = 0; index < 3; index++) await accessToken(client)
    expect((await sluice(tenant, ['audit', 'verify'])).out).toBe('Intact: entries 1 to 4\n')
    await tenant.suspend()
    const database = new Sqlite(join(tenant.dataDir, 'sluice.db'))
    expect(() => database.prepare("update audit_log set user = 'nobody' where sequence = 2").run()).toThrow('the audit log is append-only')
    database.prepare('drop trigger audit_log_is_append_only').run()
    database.prepare("update audit_log set user = 'nobody' where sequence = 2").run()
    database.close()
    const flags = { dataDir: tenant.dataDir, port: 0, httpsPort: 0 }
    const again = await startTenant(readSettings(flags, {}).settings, silentLogger)
    try {
      expect(await sluice({ ...tenant, ...again }, ['audit', 'verify'])).toEqual({
        code: 1,
        out: '',
        err: 'sluice: The audit log was tampered with at entry 2. Entry 2 was changed.\n',
      })
    } finally {
      await again.stop()
    }
  } finally {
    await tenant.stop()
  }
})

test('a log that is taken away as a whole is missed, for good', async () => {
  const tenant = await testTenant()
  try {
    await accessToken(await testClient(tenant, 'neo'))
    await tenant.suspend()
    const database = new Sqlite(join(tenant.dataDir, 'sluice.db'))
    for (const name of ['audit_log', 'audit_log_extent']) database.prepare(`delete from ${name}`).run()
    database.close()
    const flags = { dataDir: tenant.dataDir, port: 0, httpsPort: 0 }
    for (let start = 0; start < 2; start++) {
      const again = await startTenant(readSettings(flags, {}).settings, silentLogger)
      try {
        const err = 'sluice: The audit log was tampered with at entry 1. The log before this one is gone.\n'
        expect(await sluice({ ...tenant, ...again }, ['audit', 'verify'])).toEqual({ code: 1, out: '', err })
      } finally {
        await again.stop()
      }
    }
  } finally {
    await tenant.stop()
  }
})
