import { beforeEach, describe, expect, test } from 'vitest'
import type { Need } from './principal.ts'
import { basicAuth, httpRequest } from './testing/http-request.fixture.ts'
import { openTenant, refusalOf, type Tenant } from './testing/tenant.fixture.ts'

let tenant: Tenant
beforeEach(async () => {
  tenant = await openTenant()
})

const flow = (role: string): Need => ({ application: 'iflmap', roles: { cloudFoundry: [role], neo: [role] }, resource: '/http/orders' })
const SEND = flow('ESBMessaging.send')
const LOGS: Need = {
  application: 'tmn',
  roles: { cloudFoundry: ['MonitoringDataRead'], neo: ['IntegrationOperationServer.read', 'NodeManager.read'] },
  resource: 'MessageProcessingLogs',
}

const call = (authorization: string | readonly string[] | undefined, need: Need, target = '/http/orders') =>
  tenant.identity.guard.authorize(httpRequest({ target, headers: { authorization } }), need)
const bearer = (token: string, need: Need) => call(`Bearer ${token}`, need)
const refused = async (...parts: Parameters<typeof call>) => {
  const { reason, status, message, facts } = await refusalOf(call(...parts))
  return { reason, status, message, facts }
}

describe.each([
  ['neo', 'opaque', ''],
  ['neo', 'JWT', '&token_format=jwt'],
  ['cloud-foundry', 'opaque', '&token_format=opaque'],
  ['cloud-foundry', 'JWT', ''],
] as const)('a %s %s token', (dialect, _format, more) => {
  const newClient = (roles: readonly string[], application: 'iflmap' | 'tmn' = 'iflmap', changes = {}) =>
    dialect === 'neo'
      ? tenant.registerClient('sender', { roles, application, ...changes })
      : tenant.createInstance('orders', application, roles, changes)
  const tokenOf = (client: { clientId: string; secret: string }) => tenant.token(client, dialect, more)

  test('R01 R02 opens an integration flow for the role, whatever the case of the scheme', async () => {
    const client = await newClient(['ESBMessaging.send'])
    const token = await tokenOf(client)
    for (const scheme of ['Bearer', 'bearer', 'BEARER']) {
      expect(await call(`${scheme} ${token}`, SEND)).toEqual({
        kind: 'client',
        user: dialect === 'neo' ? 'oauth_client_sender' : client.clientId,
        clientId: client.clientId,
        subaccountId: dialect === 'neo' ? tenant.neo.id : tenant.cloudFoundry.id,
        dialect,
        instanceId: dialect === 'neo' ? null : expect.any(String),
        authentication: 'bearer',
        roles: new Set(['ESBMessaging.send']),
        rolesOutsideToken: [],
      })
    }
  })

  test('opens the management API for its roles', async () => {
    const roles = dialect === 'neo' ? LOGS.roles.neo : LOGS.roles.cloudFoundry
    const token = await tokenOf(await newClient(roles, 'tmn'))
    expect([...(await bearer(token, LOGS)).roles]).toEqual(roles)
  })

  test('R06 is refused without the role', async () => {
    const client = await newClient([])
    expect(await refused(`Bearer ${await tokenOf(client)}`, SEND)).toMatchObject({
      reason: 'no-roles',
      status: 403,
      facts: {
        clientId: client.clientId,
        dialect,
        application: 'iflmap',
        resource: '/http/orders',
        needed: ['ESBMessaging.send'],
        held: [],
      },
    })
  })

  test('is refused with the general role where a custom role is needed', async () => {
    const token = await tokenOf(await newClient(['ESBMessaging.send']))
    expect(await refused(`Bearer ${token}`, flow('Orders.write'))).toMatchObject({
      reason: 'role-missing',
      facts: { needed: ['Orders.write'], held: ['ESBMessaging.send'] },
    })
  })

  test('is refused with the custom role of another flow', async () => {
    const token = await tokenOf(await newClient(['Invoices.write']))
    expect(await refused(`Bearer ${token}`, flow('Orders.write'))).toMatchObject({
      reason: 'role-of-another-flow',
      status: 403,
      facts: { needed: ['Orders.write'], held: ['Invoices.write'] },
    })
  })

  test('X10 ends with the role, at once', async () => {
    const client = await newClient(['ESBMessaging.send'])
    const token = await tokenOf(client)
    await bearer(token, SEND)
    if (dialect === 'neo') {
      const [assignment] = await tenant.store.roles.assignments({})
      if (assignment) await tenant.store.roles.unassign(assignment)
    } else {
      const found = await tenant.store.clients.find(client.clientId)
      if (found) await tenant.store.clients.update({ ...found.client, roles: [] })
    }
    expect(await refused(`Bearer ${token}`, SEND)).toMatchObject({ reason: 'no-roles' })
  })

  test('X11 ends with its client, at once', async () => {
    const client = await newClient(['ESBMessaging.send'])
    const token = await tokenOf(client)
    await bearer(token, SEND)
    await tenant.store.clients.delete(client.clientId)
    expect(await refused(`Bearer ${token}`, SEND)).toMatchObject({
      reason: token.includes('.') ? 'client-deleted' : 'token-unknown',
      status: 401,
    })
  })

  test('R05 is refused when it has expired, to the millisecond', async () => {
    const client = await newClient(['ESBMessaging.send'])
    const token = await tokenOf(client)
    tenant.clock.advance(3_600_000 - 1)
    await bearer(token, SEND)
    tenant.clock.advance(1)
    expect(await refused(`Bearer ${token}`, SEND)).toEqual({
      reason: 'token-expired',
      status: 401,
      message: 'Jwt expired at 2026-01-01T01:00:00.000Z, time now: 2026-01-01T01:00:00.000Z',
      facts: {
        scheme: 'bearer',
        clientId: client.clientId,
        application: 'iflmap',
        resource: '/http/orders',
        needed: ['ESBMessaging.send'],
        expiredAt: '2026-01-01T01:00:00.000Z',
        checkedAt: '2026-01-01T01:00:00.000Z',
      },
    })
  })
})

describe('Neo', () => {
  test('X09 refuses a client of the other subscription', async () => {
    const tmn = await tenant.registerClient('reader', { application: 'tmn', roles: LOGS.roles.neo })
    const iflmap = await tenant.registerClient('sender', { roles: ['ESBMessaging.send'] })
    expect(await refused(`Bearer ${await tenant.token(tmn, 'neo')}`, SEND)).toMatchObject({
      reason: 'wrong-subscription',
      status: 401,
      facts: { clientApplication: 'tmn', application: 'iflmap' },
    })
    expect(await refused(basicAuth(iflmap.clientId, iflmap.secret), LOGS)).toMatchObject({
      reason: 'wrong-subscription',
      status: 401,
      facts: { scheme: 'basic', clientApplication: 'iflmap', application: 'tmn', needed: LOGS.roles.neo },
    })
  })

  test('needs all roles and names the ones that are there', async () => {
    const client = await tenant.registerClient('reader', { application: 'tmn', roles: ['NodeManager.read'] })
    expect(await refused(basicAuth(client.clientId, client.secret), LOGS)).toMatchObject({
      reason: 'role-missing',
      facts: { needed: LOGS.roles.neo, held: ['NodeManager.read'] },
    })
  })

  test('finds a role that was assigned for the wrong application', async () => {
    const client = await tenant.registerClient('sender')
    await tenant.assign('sender', 'ESBMessaging.send', 'tmn')
    expect(await refused(basicAuth(client.clientId, client.secret), SEND)).toMatchObject({
      reason: 'no-roles',
      facts: { user: 'oauth_client_sender', heldElsewhere: ['ESBMessaging.send'] },
    })
  })

  test('a role that is assigned counts for tokens that were issued before', async () => {
    const token = await tenant.token(await tenant.registerClient('sender'), 'neo', '&token_format=jwt')
    await refused(`Bearer ${token}`, SEND)
    await tenant.assign('sender', 'ESBMessaging.send')
    expect([...(await bearer(token, SEND)).roles]).toEqual(['ESBMessaging.send'])
  })

  test('group roles hold what their persona may', async () => {
    const client = await tenant.registerClient('reader', { application: 'tmn', roles: ['AuthGroup.ReadOnly'] })
    expect((await call(basicAuth(client.clientId, client.secret), LOGS)).authentication).toBe('basic')
  })

  test('a token without lifetime lives until the next one, in whatever format', async () => {
    const client = await tenant.registerClient('sender', { roles: ['ESBMessaging.send'], tokenLifetime: null })
    const first = await tenant.token(client, 'neo')
    tenant.clock.advance(179 * 86_400_000)
    await bearer(first, SEND)
    const second = await tenant.token(client, 'neo')
    expect((await refused(`Bearer ${first}`, SEND)).reason).toBe('token-unknown')
    await bearer(second, SEND)
    await tenant.token(client, 'neo', '&token_format=jwt')
    expect((await refused(`Bearer ${second}`, SEND)).reason).toBe('token-unknown')
  })

  test('a token without lifetime ends after 180 days all the same', async () => {
    const client = await tenant.registerClient('sender', { roles: ['ESBMessaging.send'], tokenLifetime: null })
    const token = await tenant.token(client, 'neo')
    tenant.clock.advance(180 * 86_400_000)
    expect((await refused(`Bearer ${token}`, SEND)).reason).toBe('token-expired')
  })

  test('a client registered anew under the same id does not get the tokens of the old one', async () => {
    const token = await tenant.token(await tenant.registerClient('sender', { roles: ['ESBMessaging.send'] }), 'neo', '&token_format=jwt')
    await tenant.store.clients.delete('sender')
    tenant.clock.advance(1000)
    await tenant.registerClient('sender')
    expect((await refused(`Bearer ${token}`, SEND)).reason).toBe('client-deleted')
  })
})

describe('Cloud Foundry', () => {
  test('X08 refuses the token of an api key on an integration flow, in the words of the real service', async () => {
    const client = await tenant.createInstance('mgmt', 'tmn', ['MonitoringDataRead'])
    const owner = String(client.clientId.split('|')[1])
    const number = owner.slice(owner.indexOf('!b'))
    const refusal = await refused(`Bearer ${await tenant.token(client, 'cloud-foundry')}`, SEND)
    expect(refusal).toMatchObject({ reason: 'wrong-audience-api-plan', status: 401 })
    expect(refusal.message).toBe(
      `Jwt token with audience [uaa, ${owner}.IntegrationOperationServer, ${owner}.NodeManager, ${owner}.Roles, ${client.clientId}]` +
        ` is not issued for these clientIds: [sb-it-rt-acme${number}, it-rt-acme${number}].`,
    )
  })

  test('X08 refuses the token of an integration-flow key on the management API with 403', async () => {
    const client = await tenant.createInstance('orders', 'iflmap', ['ESBMessaging.send'])
    const refusal = await refused(`Bearer ${await tenant.token(client, 'cloud-foundry')}`, LOGS)
    expect(refusal).toMatchObject({ reason: 'wrong-audience-integration-flow-plan', status: 403 })
  })

  test('refuses Basic of an api key on an integration flow', async () => {
    const client = await tenant.createInstance('mgmt', 'tmn', ['MonitoringDataRead'])
    expect(await refused(basicAuth(client.clientId, client.secret), SEND)).toMatchObject({
      reason: 'wrong-audience-api-plan',
      facts: { scheme: 'basic', audience: [client.clientId] },
    })
  })

  test('a narrowed token opens what it was narrowed to, and nothing else', async () => {
    const client = await tenant.createInstance('orders', 'iflmap', ['ESBMessaging.send', 'Orders.read'])
    const owner = String(client.clientId.split('|')[1])
    const token = await tenant.token(client, 'cloud-foundry', `&scope=${encodeURIComponent(`${owner}.Orders.read`)}`)
    expect([...(await bearer(token, flow('Orders.read'))).roles]).toEqual(['Orders.read'])
    expect(await refused(`Bearer ${token}`, SEND)).toMatchObject({ reason: 'role-not-in-token', status: 403 })
    const bare = await tenant.token(client, 'cloud-foundry', '&scope=uaa.resource')
    expect((await refused(`Bearer ${bare}`, SEND)).reason).toBe('role-not-in-token')
  })

  test.each(['jwt', 'opaque'])('a role that is newer than the token counts, but not for a token that was narrowed (%s)', async (format) => {
    const client = await tenant.createInstance('orders', 'iflmap', ['ESBMessaging.send'])
    const narrowed = (scope: string) => tenant.token(client, 'cloud-foundry', `&token_format=${format}&scope=${encodeURIComponent(scope)}`)
    const owner = client.clientId.split('|')[1]
    const whole = await tenant.token(client, 'cloud-foundry', `&token_format=${format}`)
    const narrow = await narrowed(`${owner}.ESBMessaging.send`)
    await bearer(whole, SEND)
    const found = await tenant.store.clients.find(client.clientId)
    if (found) await tenant.store.clients.update({ ...found.client, roles: ['ESBMessaging.send', 'Orders.read'] })
    expect((await bearer(whole, flow('Orders.read'))).roles).toEqual(new Set(['ESBMessaging.send', 'Orders.read']))
    expect((await refused(`Bearer ${narrow}`, flow('Orders.read'))).reason).toBe('role-not-in-token')
    expect((await bearer(narrow, SEND)).rolesOutsideToken).toEqual(['Orders.read'])
    expect((await bearer(await narrowed(`${owner}.Orders.read`), flow('Orders.read'))).rolesOutsideToken).toEqual(['ESBMessaging.send'])
  })

  test.each(['jwt', 'opaque'])('a grant that is withdrawn ends the tokens that came from it (%s)', async (format) => {
    const client = await tenant.createInstance('orders', 'iflmap', ['ESBMessaging.send'])
    const token = await tenant.token(client, 'cloud-foundry', `&token_format=${format}`)
    await bearer(token, SEND)
    const found = await tenant.store.clients.find(client.clientId)
    if (found) await tenant.store.clients.update({ ...found.client, grantTypes: ['authorization_code'] })
    expect(await refused(`Bearer ${token}`, SEND)).toMatchObject({ reason: 'grant-withdrawn', status: 401 })
    if (found) await tenant.store.clients.update(found.client)
    await bearer(token, SEND)
  })

  test('a token ends with the newest secret that there was when it was issued', async () => {
    const client = await tenant.createInstance('orders', 'iflmap', ['ESBMessaging.send'])
    const old = await tenant.token(client, 'cloud-foundry')
    tenant.clock.advance(1000)
    await tenant.addKey(client.clientId, 'second')
    await bearer(old, SEND)
    const newer = await tenant.token(client, 'cloud-foundry', '&token_format=opaque')
    await tenant.store.clients.deleteSecret('orders-key')
    expect(await refused(`Bearer ${old}`, SEND)).toMatchObject({
      reason: 'token-revoked',
      status: 401,
      message: 'revocable signature mismatch',
    })
    await bearer(newer, SEND)
  })

  test('editing packages implies reading them, and groups hold their templates', async () => {
    const read: Need = { application: 'tmn', roles: { cloudFoundry: ['WorkspacePackagesRead'], neo: [] }, resource: 'IntegrationPackages' }
    const editor = await tenant.createInstance('edit', 'tmn', ['WorkspacePackagesEdit'])
    const developer = await tenant.createInstance('dev', 'tmn', ['AuthGroup_IntegrationDeveloper'])
    for (const client of [editor, developer]) {
      await bearer(await tenant.token(client, 'cloud-foundry'), read)
      await call(basicAuth(client.clientId, client.secret), read)
    }
    expect((await refused(basicAuth(editor.clientId, editor.secret), LOGS)).reason).toBe('role-missing')
  })
})

describe('Basic with id and secret', () => {
  test('opens an integration flow in both dialects', async () => {
    const neo = await tenant.registerClient('sender', { roles: ['ESBMessaging.send'] })
    const cloudFoundry = await tenant.createInstance('orders', 'iflmap', ['ESBMessaging.send'])
    for (const { clientId, secret } of [neo, cloudFoundry]) {
      expect(await call(basicAuth(clientId, secret), SEND)).toMatchObject({ clientId, authentication: 'basic' })
      expect(await call(basicAuth(encodeURIComponent(clientId), encodeURIComponent(secret)), SEND)).toMatchObject({ clientId })
    }
  })

  test.each([
    ['a wrong secret', 'sender', 'wrong', 'wrong-secret', 'sender'],
    ['an unknown client', 'nobody', 's3cret', 'unknown-client', 'nobody'],
  ])('refuses %s', async (_what, id, secret, reason, clientId) => {
    await tenant.registerClient('sender')
    expect(await refused(basicAuth(id, secret), SEND)).toMatchObject({
      reason,
      status: 401,
      message: 'Bad credentials',
      facts: { scheme: 'basic', clientId, needed: ['ESBMessaging.send'] },
    })
  })

  test('X24 does not keep a secret that stands in the place of the id', async () => {
    await tenant.registerClient('sender')
    const refusal = await refused(basicAuth('s3cret', 'sender'), SEND)
    expect(refusal).toMatchObject({ reason: 'unknown-client', facts: { clientId: 'sender', defect: 'swapped' } })
    expect(JSON.stringify(refusal)).not.toContain('s3cret')
  })

  test('is for clients of the grant client_credentials', async () => {
    const client = await tenant.registerClient('people', { grantTypes: ['authorization_code'] })
    expect(await refused(basicAuth(client.clientId, client.secret), SEND)).toMatchObject({ reason: 'basic-not-allowed', status: 401 })
  })
})

describe('a header that cannot be used', () => {
  test.each<[string, string | readonly string[] | undefined, string, number, object]>([
    ['R03: none', undefined, 'no-authorization-header', 401, {}],
    ['empty', '', 'garbled-authorization-header', 401, { scheme: 'other', defect: 'no-scheme' }],
    ['R04: Bearer alone', 'Bearer', 'garbled-authorization-header', 401, { scheme: 'bearer', defect: 'no-token' }],
    ['R04: two words', 'Bearer a b', 'garbled-authorization-header', 401, { scheme: 'bearer', defect: 'characters-that-no-token-has' }],
    ['Basic alone', 'Basic', 'garbled-authorization-header', 401, { scheme: 'basic', defect: 'no-credentials' }],
    ['Basic without base64', 'Basic {}', 'garbled-authorization-header', 401, { scheme: 'basic', defect: 'not-base64' }],
    ['another scheme', 'Digest a=b', 'unsupported-scheme', 401, { scheme: 'other', value: 'Digest' }],
    ['R11 X40: two', ['Bearer a', 'Bearer b'], 'several-authorization-headers', 400, {}],
  ])('%s', async (_what, header, reason, status, facts) => {
    const rest = { application: 'iflmap', resource: '/http/orders', needed: ['ESBMessaging.send'] }
    expect(await refused(header, SEND)).toMatchObject({ reason, status, facts: { ...facts, ...rest } })
  })

  test('a token without scheme is not kept', async () => {
    const token = 'a1b2c3d4a1b2c3d4a1b2c3d4a1b2c3d4'
    const refusal = await refused(token, SEND)
    expect(refusal).toMatchObject({ reason: 'garbled-authorization-header', facts: { defect: 'no-scheme' } })
    expect(JSON.stringify(refusal)).not.toContain('a1b2')
  })

  test('R07: a token in the query is not read', async () => {
    const token = await tenant.token(await tenant.registerClient('sender', { roles: ['ESBMessaging.send'] }), 'neo')
    const refusal = await refused(undefined, SEND, `/http/orders?access_token=${token}`)
    expect(refusal).toMatchObject({ reason: 'no-authorization-header', facts: { defect: 'token-in-query' } })
    expect(JSON.stringify(refusal)).not.toContain(token)
  })
})

describe('the administrator', () => {
  test.each([
    ['the CLI token', 'Bearer sluice_admin_token', 'bearer'],
    ['the password', basicAuth('admin', 'root'), 'basic'],
  ])('may do everything on the management API with %s', async (_what, header, authentication) => {
    expect(await call(header, LOGS)).toMatchObject({ kind: 'admin', user: 'admin', authentication })
  })

  test('does not call integration flows', async () => {
    expect(await refused('Bearer sluice_admin_token', SEND)).toMatchObject({ reason: 'admin-on-integration-flow', status: 401 })
    expect(await refused(basicAuth('admin', 'root'), SEND)).toMatchObject({
      reason: 'admin-on-integration-flow',
      facts: { scheme: 'basic' },
    })
  })

  test('is nobody with another password', async () => {
    expect((await refused(basicAuth('admin', 'toor'), LOGS)).reason).toBe('unknown-client')
  })
})

test('an endpoint that needs no role is open to every client of its application', async () => {
  const metadata: Need = { application: 'tmn', roles: { cloudFoundry: [], neo: [] }, resource: '$metadata' }
  const neo = await tenant.registerClient('reader', { application: 'tmn' })
  const cloudFoundry = await tenant.createInstance('mgmt', 'tmn', [])
  for (const { clientId, secret } of [neo, cloudFoundry])
    expect(await call(basicAuth(clientId, secret), metadata)).toMatchObject({ clientId })
})
