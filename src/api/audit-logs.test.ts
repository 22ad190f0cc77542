import { createSecretKey } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { type AuditEvent, sealWith } from '../store/audit-log.ts'
import { API, aTenant, d, failure, type Tenant } from './tenant.fixture.ts'

const event = (id: string, change: Partial<AuditEvent> = {}): AuditEvent => ({
  id,
  time: Date.UTC(2026, 0, 1),
  user: 'admin',
  userType: 'administrator',
  action: 'create',
  objectType: 'application client',
  objectName: 'orders',
  remoteAddress: '192.0.2.7',
  requestId: 'request-1',
  details: { secret: 'nothing of this is shown' },
  ...change,
})

let tenant: Tenant
beforeEach(async () => {
  tenant = await aTenant(['AuthGroup_Administrator'])
  await tenant.store.auditLog.append(
    [
      event('a'),
      event('b', {
        time: Date.UTC(2026, 0, 2),
        user: 'oauth_client_orders',
        userType: 'client',
        objectType: 'access token',
        objectName: '51ddd',
      }),
      event('c', { time: Date.UTC(2026, 0, 2), action: 'delete' }),
    ],
    sealWith(createSecretKey(Buffer.from('key'))),
  )
})

const idsOf = async (query: string) =>
  d(await tenant.call('GET', `/AuditLogs?${query}`)).results.map(({ ChangeId }: { ChangeId: string }) => ChangeId)

test('an entry has the columns of the contract and nothing more', async () => {
  expect(d(await tenant.call('GET', "/AuditLogs('b')"))).toEqual({
    __metadata: { id: `${API}/AuditLogs('b')`, uri: `${API}/AuditLogs('b')`, type: 'com.sap.hci.api.AuditLog' },
    ChangeId: 'b',
    Action: 'create',
    Timestamp: `/Date(${Date.UTC(2026, 0, 2)})/`,
    UserName: 'oauth_client_orders',
    ObjName: '51ddd',
    ObjType: 'access token',
    Source: '192.0.2.7',
    NodeType: 'TMN',
    UserType: 'client',
    CustomerVisible: 'true',
  })
  expect(failure(await tenant.call('GET', "/AuditLogs('none')")).status).toBe(404)
})

test('newest first, entries of one moment in the order in which they came', async () => {
  expect(await idsOf('')).toEqual(['c', 'b', 'a'])
  expect(await idsOf('$orderby=Timestamp asc')).toEqual(['a', 'b', 'c'])
  expect(await idsOf('$orderby=ObjType desc,Timestamp asc')).toEqual(['a', 'c', 'b'])
})

test('the store filters, counts and pages', async () => {
  expect(await idsOf("$filter=Timestamp gt datetime'2026-01-01T12:00:00'")).toEqual(['c', 'b'])
  expect(await idsOf("$filter=Timestamp lt datetime'2026-01-01T12:00:00' or UserName eq 'oauth_client_orders'")).toEqual(['b', 'a'])
  expect(await idsOf("$filter=ObjType eq 'access token' and startswith(Source,'192.')")).toEqual(['b'])
  expect(await idsOf('$top=1&$skip=1')).toEqual(['b'])
  const counted = d(await tenant.call('GET', '/AuditLogs?$inlinecount=allpages&$top=0'))
  expect([counted.__count, counted.results]).toEqual(['3', []])
  expect((await tenant.call('GET', '/AuditLogs/$count')).body).toBe('3')
})

test('what is the same for all entries cannot be asked for', async () => {
  expect(failure(await tenant.call('GET', "/AuditLogs?$filter=NodeType eq 'TMN'"))).toEqual({
    status: 400,
    text: "AuditLogs cannot be filtered or sorted by 'NodeType'.",
  })
})

test.each(['POST', 'PUT', 'DELETE'])('%s is not offered', async (method) => {
  const target = method === 'POST' ? '/AuditLogs' : "/AuditLogs('a')"
  expect(failure(await tenant.call(method, target, '{}')).status).toBe(405)
  expect(await tenant.store.auditLog.count()).toBe(3)
})

test('monitoring alone does not show it', async () => {
  const { call } = await aTenant(['MonitoringDataRead'])
  expect(failure(await call('GET', '/AuditLogs')).status).toBe(403)
})

test.each([
  [new Set<string>(), 'client'],
  ['all', 'administrator'],
] as const)('who has the name of the administrator is not him: with the roles %s a change is that of a %s', async (roles, userType) => {
  const audited: unknown[] = []
  const { call } = await aTenant(undefined, {
    authorize: async () => ({ user: 'admin', bearer: true, roles }),
    audit: { write: async (action) => void audited.push(action) },
  })
  expect((await call('POST', '/SecureParameters', { Name: 'Vault', SecureParam: 'f00d' })).status).toBe(202)
  expect(audited).toMatchObject([{ user: 'admin', userType, action: 'create', objectType: 'secure parameter', objectName: 'Vault' }])
})

test('changes through the API stand in the log before they are told', async () => {
  const audited: unknown[] = []
  const { call } = await aTenant(undefined, {
    audit: {
      async write({ request: { remoteAddress: _, ...request }, ...action }) {
        audited.push({ ...action, request })
        await Promise.resolve()
        audited.push('written')
      },
    },
  })
  const credential = { Name: 'ERP', Kind: 'default', User: 'buyer', Password: 'f00d' }
  expect((await call('POST', '/UserCredentials', credential)).status).toBe(202)
  expect((await call('POST', '/UserCredentials', credential)).status).toBe(409)
  expect((await call('GET', '/UserCredentials')).status).toBe(200)
  expect((await call('DELETE', "/UserCredentials('ERP')")).status).toBe(202)
  const change = { user: 'tester', userType: 'client', objectType: 'user credential', objectName: 'ERP' }
  expect(audited).toMatchObject([{ ...change, action: 'create' }, 'written', { ...change, action: 'delete' }, 'written'])
  expect(JSON.stringify(audited)).not.toContain('f00d')
})
