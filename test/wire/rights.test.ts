import { describe, expect, test } from 'vitest'
import { accessToken, basic, DIALECTS, testClient } from '../support/client.ts'
import { pastToken } from '../support/past-token.ts'
import { expectRefusal, expectStored, oauthJson, oauthXml, page } from './expect-refusal.ts'
import { askForToken, bearer, invalidToken, useStage } from './stage.ts'

const stage = useStage()

const insufficientScope = (role: string): string => `Bearer realm="sluice", error="insufficient_scope", scope="${role}"`
const FORBIDDEN_JSON = '{"error":{"code":"Forbidden","message":{"lang":"en","value":null}}}'

describe.each(DIALECTS)('%s: roles', (dialect) => {
  const giving = (role: string): string =>
    dialect === 'neo' ? `sluice role assign ${role} --user oauth_client_` : 'sluice instance update '
  const formats = ['jwt', 'opaque'] as const

  test.each(formats)('the role is missing (%s)', async (format) => {
    const client = await testClient(stage.tenant, dialect)
    await expectRefusal(stage.tenant, await stage.call('/http/invoices', await bearer(client, format)), {
      status: 403,
      challenge: insufficientScope('Invoices.send'),
      body: page(403, 'Forbidden'),
      cause: 'role-missing',
      needed: ['Invoices.send'],
      held: ['ESBMessaging.send'],
      clientId: client.id,
      why: '/http/invoices needs the role Invoices.send',
      fix: giving('Invoices.send'),
    })
  })

  test.each(formats)('the custom role of another flow (%s)', async (format) => {
    const client = await testClient(stage.tenant, dialect, { roles: ['Invoices.send'] })
    expect((await stage.call('/http/invoices', await bearer(client, format))).status).toBe(200)
    await expectRefusal(stage.tenant, await stage.call('/http/orders', await bearer(client, format)), {
      status: 403,
      challenge: insufficientScope('ESBMessaging.send'),
      body: page(403, 'Forbidden'),
      cause: 'role-of-another-flow',
      needed: ['ESBMessaging.send'],
      held: ['Invoices.send'],
      clientId: client.id,
      why: 'which opens other integration flows',
      fix: giving('ESBMessaging.send'),
    })
  })

  test('the role is missing, with HTTP Basic', async () => {
    const client = await testClient(stage.tenant, dialect)
    await expectRefusal(stage.tenant, await stage.call('/http/invoices', basic(client)), {
      status: 403,
      body: page(403, 'Forbidden'),
      cause: 'role-missing',
      needed: ['Invoices.send'],
      held: ['ESBMessaging.send'],
      clientId: client.id,
      why: 'needs the role Invoices.send',
      fix: giving('Invoices.send'),
    })
  })
})

describe('neo: what administrators forget', () => {
  test('a role', async () => {
    const client = await testClient(stage.tenant, 'neo', { roles: [] })
    await expectRefusal(stage.tenant, await stage.call('/http/orders', await bearer(client)), {
      status: 403,
      challenge: insufficientScope('ESBMessaging.send'),
      body: page(403, 'Forbidden'),
      cause: 'no-roles',
      needed: ['ESBMessaging.send'],
      clientId: client.id,
      why: `${client.user} has no role on iflmap at all.`,
      fix: `sluice role assign ESBMessaging.send --user ${client.user} --application iflmap`,
    })
  })

  test('that the user begins with oauth_client_', async () => {
    const client = await testClient(stage.tenant, 'neo', { roles: [] })
    await stage.tenant.platform.assignments.assign({ user: client.id, application: 'iflmap', role: 'ESBMessaging.send' })
    const answer = await stage.call('/http/orders', await bearer(client))
    await expectStored(stage.tenant, answer.headers.get('x-request-id')!, {
      status: 403,
      cause: 'no-roles',
      needed: ['ESBMessaging.send'],
      clientId: client.id,
      why: `${client.user} has no role`,
      fix: `--user ${client.user} `,
    })
  })

  test.each(['opaque', 'jwt'] as const)('the subscription: a client of tmn on a flow (%s)', async (format) => {
    const client = await testClient(stage.tenant, 'neo', { application: 'tmn', roles: ['IntegrationOperationServer.read'] })
    const text = 'The token was not issued for the subscription iflmap'
    await expectRefusal(stage.tenant, await stage.call('/http/orders', await bearer(client, format)), {
      status: 401,
      challenge: invalidToken(text),
      body: oauthXml('invalid_token', text),
      cause: 'wrong-subscription',
      needed: ['ESBMessaging.send'],
      clientId: client.id,
      why: `registered for the subscription tmn`,
      fix: 'sluice client register --subscription iflmap, then sluice role assign ESBMessaging.send',
    })
  })

  test('the subscription: a client of tmn on a flow, with HTTP Basic', async () => {
    const client = await testClient(stage.tenant, 'neo', { application: 'tmn', roles: [] })
    await expectRefusal(stage.tenant, await stage.call('/http/orders', basic(client)), {
      status: 401,
      challenge: 'Basic realm="sluice"',
      body: page(401, 'Unauthorized'),
      cause: 'wrong-subscription',
      needed: ['ESBMessaging.send'],
      clientId: client.id,
      why: 'registered for the subscription tmn',
      fix: 'sluice client register --subscription iflmap',
    })
  })

  test('the subscription: a client of iflmap on the management API', async () => {
    const client = await testClient(stage.tenant, 'neo')
    const answer = await stage.call('/api/v1/MessageProcessingLogs', await bearer(client), {}, 'GET')
    const text = 'The token was not issued for the subscription tmn'
    await expectRefusal(stage.tenant, answer, {
      status: 401,
      challenge: invalidToken(text),
      body: page(401, 'Unauthorized'),
      told: text,
      cause: 'wrong-subscription',
      needed: ['IntegrationOperationServer.read'],
      clientId: client.id,
      why: 'the management API is the subscription tmn',
      fix: 'sluice client register --subscription tmn',
    })
  })

  test('a role of tmn', async () => {
    const client = await testClient(stage.tenant, 'neo', { application: 'tmn', roles: ['NodeManager.read'] })
    const answer = await stage.call('/api/v1/MessageProcessingLogs', await bearer(client), { accept: 'application/json' }, 'GET')
    await expectRefusal(stage.tenant, answer, {
      status: 403,
      challenge: insufficientScope('IntegrationOperationServer.read'),
      body: FORBIDDEN_JSON,
      told: 'Forbidden',
      cause: 'role-missing',
      needed: ['IntegrationOperationServer.read'],
      held: ['NodeManager.read'],
      clientId: client.id,
      why: 'needs the role IntegrationOperationServer.read',
      fix: `sluice role assign IntegrationOperationServer.read --user ${client.user} --application tmn`,
    })
  })
})

describe('cloud-foundry: keys of the wrong plan', () => {
  test('an api key’s token on a flow', async () => {
    const client = await testClient(stage.tenant, 'cloud-foundry', { application: 'tmn', roles: ['MonitoringDataRead'] })
    const token = await accessToken(client)
    const { aud } = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString('utf8'))
    const application = (await testClient(stage.tenant, 'cloud-foundry')).id.split('|')[1]
    const text = `Jwt token with audience [${aud.join(', ')}] is not issued for these clientIds: [sb-${application}, ${application}].`
    const answer = await stage.call('/http/orders', `Bearer ${token}`)
    await expectRefusal(stage.tenant, answer, {
      status: 401,
      challenge: invalidToken(text),
      body: oauthXml('invalid_token', text),
      cause: 'wrong-audience-api-plan',
      needed: ['ESBMessaging.send'],
      clientId: client.id,
      why: `of instance '${client.instance}' has the plan api`,
      fix: 'sluice instance create NAME --plan integration-flow --roles ESBMessaging.send',
    })
  })

  test('an integration-flow key’s token on the management API', async () => {
    const client = await testClient(stage.tenant, 'cloud-foundry')
    const answer = await stage.call('/api/v1/MessageProcessingLogs', await bearer(client), { accept: 'application/json' }, 'GET')
    await expectRefusal(stage.tenant, answer, {
      status: 403,
      challenge: insufficientScope('MonitoringDataRead'),
      body: FORBIDDEN_JSON,
      told: 'Forbidden',
      cause: 'wrong-audience-integration-flow-plan',
      needed: ['MonitoringDataRead'],
      clientId: client.id,
      why: `of instance '${client.instance}' has the plan integration-flow`,
      fix: 'sluice instance create NAME --plan api --roles MonitoringDataRead',
    })
  })

  test('an api key without the role', async () => {
    const client = await testClient(stage.tenant, 'cloud-foundry', { application: 'tmn', roles: ['CredentialsRead'] })
    const answer = await stage.call('/api/v1/MessageProcessingLogs', await bearer(client), { accept: 'application/json' }, 'GET')
    await expectRefusal(stage.tenant, answer, {
      status: 403,
      challenge: insufficientScope('MonitoringDataRead'),
      body: FORBIDDEN_JSON,
      told: 'Forbidden',
      cause: 'role-missing',
      needed: ['MonitoringDataRead'],
      held: ['CredentialsRead'],
      clientId: client.id,
      why: 'needs the role MonitoringDataRead',
      fix: `sluice instance update ${client.instance} --roles CredentialsRead,MonitoringDataRead`,
    })
  })
})

describe('rights that change while a token lives', () => {
  test.each(['opaque', 'jwt'] as const)('neo: assigning and taking a role counts at once (%s)', async (format) => {
    const client = await testClient(stage.tenant, 'neo', { roles: [] })
    const authorization = await bearer(client, format)
    const assignment = { user: client.user, application: 'iflmap', role: 'ESBMessaging.send' } as const
    const statuses = []
    statuses.push((await stage.call('/http/orders', authorization)).status)
    await stage.tenant.platform.assignments.assign(assignment)
    statuses.push((await stage.call('/http/orders', authorization)).status)
    await stage.tenant.platform.assignments.unassign(assignment)
    statuses.push((await stage.call('/http/orders', authorization)).status)
    expect(statuses).toEqual([403, 200, 403])
  })

  test.each(['opaque', 'jwt'] as const)(
    'cloud-foundry: a role taken from the instance ends at once and comes back at once (%s)',
    async (format) => {
      const client = await testClient(stage.tenant, 'cloud-foundry')
      const authorization = await bearer(client, format)
      const statuses = []
      for (const roles of [['ESBMessaging.send'], ['Invoices.send'], ['ESBMessaging.send', 'Invoices.send']]) {
        await stage.tenant.platform.instances.update(client.instance, { roles })
        statuses.push((await stage.call('/http/orders', authorization)).status)
      }
      expect(statuses).toEqual([200, 403, 200])
    },
  )

  test('neo: the JWT of a deleted client', async () => {
    const client = await testClient(stage.tenant, 'neo')
    const authorization = await bearer(client, 'jwt')
    expect((await stage.call('/http/orders', authorization)).status).toBe(200)
    await stage.tenant.platform.clients.delete(client.id)
    const text = `The token refers to a non-existent client: ${client.id}`
    await expectRefusal(stage.tenant, await stage.call('/http/orders', authorization), {
      status: 401,
      challenge: invalidToken(text),
      body: oauthXml('invalid_token', text),
      cause: 'client-deleted',
      needed: ['ESBMessaging.send'],
      clientId: client.id,
      why: 'was deleted after it was issued',
      fix: 'Register a client',
    })
  })

  test('neo: the opaque token of a deleted client', async () => {
    const client = await testClient(stage.tenant, 'neo')
    const authorization = await bearer(client, 'opaque')
    expect((await stage.call('/http/orders', authorization)).status).toBe(200)
    await stage.tenant.platform.clients.delete(client.id)
    const text = 'The token expired, was revoked, or the token ID is incorrect.'
    await expectRefusal(stage.tenant, await stage.call('/http/orders', authorization), {
      status: 401,
      challenge: invalidToken(text),
      body: oauthXml('invalid_token', text),
      cause: 'token-unknown',
      needed: ['ESBMessaging.send'],
      why: 'its client was deleted',
      fix: 'Ask for a new token',
    })
  })

  test('neo: a client that is registered again under the id does not inherit tokens', async () => {
    const client = await testClient(stage.tenant, 'neo', { clientId: 'reborn' })
    const token = await pastToken(stage.tenant, client, 'jwt', 1)
    await stage.tenant.platform.clients.delete(client.id)
    await testClient(stage.tenant, 'neo', { clientId: 'reborn' })
    expect((await stage.call('/http/orders', `Bearer ${token}`)).status).toBe(401)
  })

  test.each(['jwt', 'opaque'] as const)('cloud-foundry: the token of a deleted key (%s)', async (format) => {
    const client = await testClient(stage.tenant, 'cloud-foundry')
    const authorization = await bearer(client, format)
    expect((await stage.call('/http/orders', authorization)).status).toBe(200)
    await stage.tenant.platform.keys.delete(client.instance, 'key')
    await expectRefusal(stage.tenant, await stage.call('/http/orders', authorization), {
      status: 401,
      challenge: invalidToken('revocable signature mismatch'),
      body: oauthXml('invalid_token', 'revocable signature mismatch'),
      cause: 'token-revoked',
      needed: ['ESBMessaging.send'],
      clientId: client.id,
      why: 'has been deleted since',
      fix: 'Use a key that still exists',
    })
  })

  test('cloud-foundry: id and secret of a deleted key', async () => {
    const client = await testClient(stage.tenant, 'cloud-foundry')
    await stage.tenant.platform.keys.delete(client.instance, 'key')
    const fix = `sluice key create ${client.instance} KEY`
    const why = 'its key was deleted'
    await expectRefusal(stage.tenant, await askForToken(client), {
      status: 401,
      challenge: 'Basic realm="UAA/client", error="unauthorized", error_description="Bad credentials"',
      body: oauthJson('invalid_client', 'Bad credentials'),
      cause: 'wrong-secret',
      clientId: client.id,
      why,
      fix,
    })
    await expectRefusal(stage.tenant, await stage.call('/http/orders', basic(client)), {
      status: 401,
      challenge: 'Basic realm="sluice"',
      body: page(401, 'Unauthorized'),
      cause: 'wrong-secret',
      needed: ['ESBMessaging.send'],
      clientId: client.id,
      why,
      fix,
    })
  })
})
