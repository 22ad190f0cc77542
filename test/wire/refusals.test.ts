import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessToken, basic, DIALECTS, type TestClient, testClient } from '../support/client.ts'
import { deploy } from '../support/deploy.ts'
import { content, https } from '../support/flow.ts'
import { pastToken } from '../support/past-token.ts'
import { rawRequest } from '../support/raw-request.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'
import { type ExpectedRefusal, expectRefusal, expectStored, oauthJson, oauthXml, page } from './expect-refusal.ts'

let tenant: TestTenant

beforeAll(async () => {
  tenant = await testTenant()
  await tenant.platform.roles.create('iflmap', 'Invoices.send')
  const flow = (id: string, address: string, more: Record<string, string> = {}) =>
    deploy(tenant, { id, sender: https(address, more), steps: [content(`${id} reached`)] })
  await flow('Orders', '/orders')
  await flow('Invoices', '/invoices', { userRole: 'Invoices.send' })
  await flow('Protected', '/protected', { xsrfProtection: '1' })
})
afterAll(() => tenant.stop())

const call = (path: string, authorization?: string, headers: Record<string, string> = {}, method = 'POST'): Promise<Response> =>
  fetch(tenant.publicUrl + path, {
    method,
    headers: { ...(authorization !== undefined && { authorization }), ...headers },
    ...(method === 'POST' && { body: '{"productIdentifier":"HT-2000"}' }),
  })

const bearer = async (client: TestClient, format?: 'jwt' | 'opaque'): Promise<string> => `Bearer ${await accessToken(client, format)}`

const askForToken = (client: TestClient, credentials: { id: string; secret: string } = client): Promise<Response> =>
  fetch(`${client.tokenUrl}?grant_type=client_credentials`, { method: 'POST', headers: { authorization: basic(credentials) } })

const NOT_FOUND = 'An Authentication object was not found in the SecurityContext'
const EITHER = 'Bearer realm="sluice", Basic realm="sluice"'
const invalidToken = (description: string): string => `Bearer realm="sluice", error="invalid_token", error_description="${description}"`
const insufficientScope = (role: string): string => `Bearer realm="sluice", error="insufficient_scope", scope="${role}"`
const FORBIDDEN_JSON = '{"error":{"code":"Forbidden","message":{"lang":"en","value":null}}}'

describe('the Authorization header', () => {
  test('is missing', async () => {
    await expectRefusal(tenant, await call('/http/orders'), {
      status: 401,
      challenge: EITHER,
      body: oauthXml('unauthorized', NOT_FOUND),
      cause: 'no-authorization-header',
      needed: ['ESBMessaging.send'],
      why: 'no Authorization header',
      fix: 'Authorization: Bearer ACCESS_TOKEN',
    })
  })

  test('is missing, answered as JSON to who names JSON', async () => {
    const answer = await call('/http/orders', undefined, { accept: 'application/json' })
    expect(answer.headers.get('content-type')).toBe('application/json;charset=UTF-8')
    expect(await answer.text()).toBe(oauthJson('unauthorized', NOT_FOUND))
  })

  test('is missing, and a token stands in the query, where it is not read', async () => {
    const token = await accessToken(await testClient(tenant, 'neo'))
    const expected: ExpectedRefusal = {
      status: 401,
      challenge: EITHER,
      body: oauthXml('unauthorized', NOT_FOUND),
      cause: 'no-authorization-header',
      needed: ['ESBMessaging.send'],
      why: 'access_token in the query',
      fix: 'Authorization: Bearer ACCESS_TOKEN',
    }
    await expectRefusal(tenant, await call(`/http/orders?access_token=${token}`), expected, [token])
  })

  const garbled = {
    status: 401,
    challenge: `Bearer realm="sluice", error="invalid_token", error_description="${NOT_FOUND}"`,
    body: oauthXml('unauthorized', NOT_FOUND),
    cause: 'garbled-authorization-header',
    needed: ['ESBMessaging.send'],
    fix: 'Send one header',
  }
  test.each([
    ['a token without its scheme', 'f00dfeedf00dfeedf00dfeedf00dfeed', 'no-scheme'],
    ['a scheme without a token', 'Bearer', 'no-token'],
    ['two tokens', 'Bearer f00dfeed f00dbeef', 'characters-that-no-token-has'],
    ['a placeholder that nobody filled', 'Bearer {{f00dtoken}}', 'characters-that-no-token-has'],
    ['Basic that is not base64', 'Basic f00d:secret', 'not-base64'],
    ['Basic without a colon', `Basic ${Buffer.from('f00d').toString('base64')}`, 'no-colon'],
  ])('is garbled: %s', async (_, authorization, defect) => {
    await expectRefusal(tenant, await call('/http/orders', authorization), { ...garbled, why: defect }, ['f00d'])
  })

  test('has a scheme that is not read here', async () => {
    await expectRefusal(tenant, await call('/http/orders', 'Digest username="f00d"'), {
      status: 401,
      challenge: EITHER,
      body: oauthXml('unauthorized', NOT_FOUND),
      cause: 'unsupported-scheme',
      needed: ['ESBMessaging.send'],
      why: "the scheme 'Digest'",
      fix: 'Send one header',
    })
  })

  test('comes twice', async () => {
    const good = `Authorization: ${await bearer(await testClient(tenant, 'neo'))}`
    const answer = await rawRequest(tenant, 'GET /http/orders', [good, good])
    const text = 'The request has more than one Authorization header'
    expect([answer.status, answer.headers['www-authenticate'], answer.body]).toEqual([
      400,
      `Bearer realm="sluice", error="invalid_request", error_description="${text}"`,
      oauthXml('invalid_request', text),
    ])
    await expectStored(tenant, answer.headers['x-request-id']!, {
      status: 400,
      cause: 'several-authorization-headers',
      needed: ['ESBMessaging.send'],
      why: 'more than one',
      fix: 'once',
    })
  })
})

describe.each(DIALECTS)('%s: tokens', (dialect) => {
  test('an expired JWT', async () => {
    const client = await testClient(tenant, dialect)
    const token = await pastToken(tenant, client, 'jwt', 61)
    const answer = await call('/http/orders', `Bearer ${token}`)
    expect(answer.headers.get('www-authenticate')).toMatch(
      /^Bearer realm="sluice", error="invalid_token", error_description="Jwt expired at \S+, time now: \S+"$/,
    )
    const expected: ExpectedRefusal = {
      status: 401,
      challenge: answer.headers.get('www-authenticate')!,
      body: /^<oauth><error_description>Jwt expired at \S+Z, time now: \S+Z<\/error_description><error>invalid_token<\/error><\/oauth>$/,
      cause: 'token-expired',
      needed: ['ESBMessaging.send'],
      clientId: client.id,
      why: 'The token expired at ',
      fix: 'Ask for a new token',
    }
    await expectRefusal(tenant, answer, expected, [token])
  })

  test('an expired opaque token', async () => {
    const client = await testClient(tenant, dialect)
    const token = await pastToken(tenant, client, 'opaque', 61)
    const answer = await call('/http/orders', `Bearer ${token}`)
    const expected: ExpectedRefusal = {
      status: 401,
      challenge: expect.stringMatching(/error="invalid_token", error_description="Jwt expired at /),
      body: /<error>invalid_token<\/error>/,
      cause: 'token-expired',
      needed: ['ESBMessaging.send'],
      clientId: client.id,
      why: 'The token expired at ',
      fix: 'Ask for a new token',
    }
    await expectRefusal(tenant, answer, expected, [token])
  })

  test('a token that was never issued', async () => {
    const text = 'The token expired, was revoked, or the token ID is incorrect.'
    const token = 'f00d'.repeat(8)
    const expected: ExpectedRefusal = {
      status: 401,
      challenge: invalidToken(text),
      body: oauthXml('invalid_token', text),
      cause: 'token-unknown',
      needed: ['ESBMessaging.send'],
      why: 'never issued here',
      fix: 'Ask for a new token',
    }
    await expectRefusal(tenant, await call('/http/orders', `Bearer ${token}`), expected, [token])
  })

  test('a JWT with another payload under its signature', async () => {
    const [header, payload, signature] = (await accessToken(await testClient(tenant, dialect), 'jwt')).split('.')
    const claims = JSON.parse(Buffer.from(payload!, 'base64url').toString('utf8'))
    const forged = Buffer.from(JSON.stringify({ ...claims, exp: claims.exp + 1 })).toString('base64url')
    await expectRefusal(tenant, await call('/http/orders', `Bearer ${header}.${forged}.${signature}`), {
      status: 401,
      challenge: invalidToken('Could not verify token signature.'),
      body: oauthXml('invalid_token', 'Could not verify token signature.'),
      cause: 'token-signature',
      needed: ['ESBMessaging.send'],
      why: 'the signature does not fit',
      fix: 'Ask for a new token',
    })
  })
})

describe.each(DIALECTS)('%s: credentials', (dialect) => {
  const challenge =
    dialect === 'neo' ? 'Basic realm="sluice"' : 'Basic realm="UAA/client", error="unauthorized", error_description="Bad credentials"'
  const bad = { status: 401, body: oauthJson('invalid_client', 'Bad credentials') }

  test('a wrong secret at the token endpoint', async () => {
    const client = await testClient(tenant, dialect)
    const expected = { ...bad, challenge, cause: 'wrong-secret', clientId: client.id, why: 'none of its secrets', fix: 'sluice' }
    await expectRefusal(tenant, await askForToken(client, { id: client.id, secret: 'f00d' }), expected, ['f00d', client.secret])
  })

  test('an unknown client at the token endpoint looks the same', async () => {
    const client = await testClient(tenant, dialect)
    const expected = {
      ...bad,
      challenge,
      cause: 'unknown-client',
      clientId: 'nobody',
      why: "no client with the id 'nobody'",
      fix: 'sluice client list',
    }
    await expectRefusal(tenant, await askForToken(client, { id: 'nobody', secret: 'f00d' }), expected, ['f00d'])
  })

  test('id and secret in each other’s place', async () => {
    const client = await testClient(tenant, dialect)
    const swapped = { id: client.secret, secret: client.id }
    const expected = {
      ...bad,
      challenge,
      cause: 'unknown-client',
      clientId: client.id,
      why: 'Id and secret are swapped',
      fix: 'Copy the id',
    }
    await expectRefusal(tenant, await askForToken(client, swapped), expected, [client.secret])
  })

  test('the token endpoint of the other dialect', async () => {
    const client = await testClient(tenant, dialect)
    const other = await testClient(tenant, dialect === 'neo' ? 'cloud-foundry' : 'neo')
    const answer = await askForToken({ ...client, tokenUrl: other.tokenUrl })
    const expected: ExpectedRefusal = {
      ...bad,
      challenge: answer.headers.get('www-authenticate')!,
      cause: 'client-of-other-dialect',
      clientId: client.id,
      why: `belongs to a ${dialect} subaccount`,
      fix: client.tokenUrl,
    }
    await expectRefusal(tenant, answer, expected, [client.secret])
  })

  test.each([
    ['a wrong secret', (client: TestClient) => client.id, 'wrong-secret', 'none of its secrets'],
    ['an unknown client', () => 'nobody', 'unknown-client', 'no client with the id'],
  ])('%s with HTTP Basic on the flow', async (_, idOf, cause, why) => {
    const id = idOf(await testClient(tenant, dialect))
    const expected: ExpectedRefusal = {
      status: 401,
      challenge: 'Basic realm="sluice"',
      body: page(401, 'Unauthorized'),
      cause,
      needed: ['ESBMessaging.send'],
      clientId: id,
      why,
      fix: 'sluice',
    }
    await expectRefusal(tenant, await call('/http/orders', basic({ id, secret: 'f00d' })), expected, ['f00d'])
  })
})

describe.each(DIALECTS)('%s: roles', (dialect) => {
  const giving = (role: string): string =>
    dialect === 'neo' ? `sluice role assign ${role} --user oauth_client_` : 'sluice instance update '
  const formats = ['jwt', 'opaque'] as const

  test.each(formats)('the role is missing (%s)', async (format) => {
    const client = await testClient(tenant, dialect)
    await expectRefusal(tenant, await call('/http/invoices', await bearer(client, format)), {
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
    const client = await testClient(tenant, dialect, { roles: ['Invoices.send'] })
    expect((await call('/http/invoices', await bearer(client, format))).status).toBe(200)
    await expectRefusal(tenant, await call('/http/orders', await bearer(client, format)), {
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
    const client = await testClient(tenant, dialect)
    await expectRefusal(tenant, await call('/http/invoices', basic(client)), {
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
    const client = await testClient(tenant, 'neo', { roles: [] })
    await expectRefusal(tenant, await call('/http/orders', await bearer(client)), {
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
    const client = await testClient(tenant, 'neo', { roles: [] })
    await tenant.platform.assignments.assign({ user: client.id, application: 'iflmap', role: 'ESBMessaging.send' })
    const answer = await call('/http/orders', await bearer(client))
    await expectStored(tenant, answer.headers.get('x-request-id')!, {
      status: 403,
      cause: 'no-roles',
      needed: ['ESBMessaging.send'],
      clientId: client.id,
      why: `${client.user} has no role`,
      fix: `--user ${client.user} `,
    })
  })

  test.each(['opaque', 'jwt'] as const)('the subscription: a client of tmn on a flow (%s)', async (format) => {
    const client = await testClient(tenant, 'neo', { application: 'tmn', roles: ['IntegrationOperationServer.read'] })
    const text = 'The token was not issued for the subscription iflmap'
    await expectRefusal(tenant, await call('/http/orders', await bearer(client, format)), {
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
    const client = await testClient(tenant, 'neo', { application: 'tmn', roles: [] })
    await expectRefusal(tenant, await call('/http/orders', basic(client)), {
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
    const client = await testClient(tenant, 'neo')
    const answer = await call('/api/v1/MessageProcessingLogs', await bearer(client), {}, 'GET')
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, expect.stringMatching(/^Bearer/)])
    await expectStored(tenant, answer.headers.get('x-request-id')!, {
      status: 401,
      cause: 'wrong-subscription',
      needed: ['IntegrationOperationServer.read'],
      clientId: client.id,
      why: 'the management API is the subscription tmn',
      fix: 'sluice client register --subscription tmn',
    })
  })

  test('a role of tmn', async () => {
    const client = await testClient(tenant, 'neo', { application: 'tmn', roles: ['NodeManager.read'] })
    const answer = await call('/api/v1/MessageProcessingLogs', await bearer(client), { accept: 'application/json' }, 'GET')
    await expectRefusal(tenant, answer, {
      status: 403,
      body: FORBIDDEN_JSON,
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
    const client = await testClient(tenant, 'cloud-foundry', { application: 'tmn', roles: ['MonitoringDataRead'] })
    const token = await accessToken(client)
    const { aud } = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString('utf8'))
    const application = (await testClient(tenant, 'cloud-foundry')).id.split('|')[1]
    const text = `Jwt token with audience [${aud.join(', ')}] is not issued for these clientIds: [sb-${application}, ${application}].`
    const answer = await call('/http/orders', `Bearer ${token}`)
    await expectRefusal(tenant, answer, {
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
    const client = await testClient(tenant, 'cloud-foundry')
    const answer = await call('/api/v1/MessageProcessingLogs', await bearer(client), { accept: 'application/json' }, 'GET')
    await expectRefusal(tenant, answer, {
      status: 403,
      body: FORBIDDEN_JSON,
      cause: 'wrong-audience-integration-flow-plan',
      needed: ['MonitoringDataRead'],
      clientId: client.id,
      why: `of instance '${client.instance}' has the plan integration-flow`,
      fix: 'sluice instance create NAME --plan api --roles MonitoringDataRead',
    })
  })

  test('an api key without the role', async () => {
    const client = await testClient(tenant, 'cloud-foundry', { application: 'tmn', roles: ['CredentialsRead'] })
    const answer = await call('/api/v1/MessageProcessingLogs', await bearer(client), { accept: 'application/json' }, 'GET')
    await expectRefusal(tenant, answer, {
      status: 403,
      body: FORBIDDEN_JSON,
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
    const client = await testClient(tenant, 'neo', { roles: [] })
    const authorization = await bearer(client, format)
    const assignment = { user: client.user, application: 'iflmap', role: 'ESBMessaging.send' } as const
    const statuses = []
    statuses.push((await call('/http/orders', authorization)).status)
    await tenant.platform.assignments.assign(assignment)
    statuses.push((await call('/http/orders', authorization)).status)
    await tenant.platform.assignments.unassign(assignment)
    statuses.push((await call('/http/orders', authorization)).status)
    expect(statuses).toEqual([403, 200, 403])
  })

  test.each(['opaque', 'jwt'] as const)(
    'cloud-foundry: a role taken from the instance ends at once and comes back at once (%s)',
    async (format) => {
      const client = await testClient(tenant, 'cloud-foundry')
      const authorization = await bearer(client, format)
      const statuses = []
      for (const roles of [['ESBMessaging.send'], ['Invoices.send'], ['ESBMessaging.send', 'Invoices.send']]) {
        await tenant.platform.instances.update(client.instance, { roles })
        statuses.push((await call('/http/orders', authorization)).status)
      }
      expect(statuses).toEqual([200, 403, 200])
    },
  )

  test('cloud-foundry: a role that the instance got later is not in the token, and in the next one', async () => {
    const client = await testClient(tenant, 'cloud-foundry')
    const authorization = await bearer(client)
    await tenant.platform.instances.update(client.instance, { roles: ['ESBMessaging.send', 'Invoices.send'] })
    await expectRefusal(tenant, await call('/http/invoices', authorization), {
      status: 403,
      challenge: insufficientScope('Invoices.send'),
      body: page(403, 'Forbidden'),
      cause: 'role-not-in-token',
      needed: ['Invoices.send'],
      held: ['ESBMessaging.send'],
      clientId: client.id,
      why: 'the token does not carry it',
      fix: 'Ask for a new token',
    })
    expect((await call('/http/invoices', await bearer(client))).status).toBe(200)
  })

  test('neo: the JWT of a deleted client', async () => {
    const client = await testClient(tenant, 'neo')
    const authorization = await bearer(client, 'jwt')
    expect((await call('/http/orders', authorization)).status).toBe(200)
    await tenant.platform.clients.delete(client.id)
    const text = `The token refers to a non-existent client: ${client.id}`
    await expectRefusal(tenant, await call('/http/orders', authorization), {
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
    const client = await testClient(tenant, 'neo')
    const authorization = await bearer(client, 'opaque')
    expect((await call('/http/orders', authorization)).status).toBe(200)
    await tenant.platform.clients.delete(client.id)
    const text = 'The token expired, was revoked, or the token ID is incorrect.'
    await expectRefusal(tenant, await call('/http/orders', authorization), {
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
    const client = await testClient(tenant, 'neo', { clientId: 'reborn' })
    const token = await pastToken(tenant, client, 'jwt', 1)
    await tenant.platform.clients.delete(client.id)
    await testClient(tenant, 'neo', { clientId: 'reborn' })
    expect((await call('/http/orders', `Bearer ${token}`)).status).toBe(401)
  })

  test.each(['jwt', 'opaque'] as const)('cloud-foundry: the token of a deleted key (%s)', async (format) => {
    const client = await testClient(tenant, 'cloud-foundry')
    const authorization = await bearer(client, format)
    expect((await call('/http/orders', authorization)).status).toBe(200)
    await tenant.platform.keys.delete(client.instance, 'key')
    await expectRefusal(tenant, await call('/http/orders', authorization), {
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
    const client = await testClient(tenant, 'cloud-foundry')
    await tenant.platform.keys.delete(client.instance, 'key')
    const fix = `sluice key create ${client.instance} KEY`
    const why = 'its key was deleted'
    await expectRefusal(tenant, await askForToken(client), {
      status: 401,
      challenge: 'Basic realm="UAA/client", error="unauthorized", error_description="Bad credentials"',
      body: oauthJson('invalid_client', 'Bad credentials'),
      cause: 'wrong-secret',
      clientId: client.id,
      why,
      fix,
    })
    await expectRefusal(tenant, await call('/http/orders', basic(client)), {
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

describe.each(DIALECTS)('%s: behind the role', (dialect) => {
  const csrf = { status: 403, csrf: 'required', body: page(403, 'Forbidden'), fix: 'X-CSRF-Token: Fetch' }

  test('a modifying call without a CSRF token, though GET works', async () => {
    const authorization = await bearer(await testClient(tenant, dialect))
    expect((await call('/http/protected', authorization, {}, 'GET')).status).toBe(200)
    const expected = { ...csrf, cause: 'csrf-token-missing', why: 'token and role are in order' }
    await expectRefusal(tenant, await call('/http/protected', authorization), expected)
  })

  test('a modifying call with another session’s CSRF token', async () => {
    const authorization = await bearer(await testClient(tenant, dialect))
    const fetched = await call('/http/protected', authorization, { 'x-csrf-token': 'Fetch' }, 'GET')
    const token = fetched.headers.get('x-csrf-token')!
    const expected = { ...csrf, cause: 'csrf-token-wrong', why: 'does not belong to the session cookie' }
    await expectRefusal(tenant, await call('/http/protected', authorization, { 'x-csrf-token': token }), expected, [token])
    const cookie = fetched.headers.get('set-cookie')!.split(';')[0]!
    const passed = await call('/http/protected', authorization, { 'x-csrf-token': token, cookie })
    expect([passed.status, await passed.text()]).toEqual([200, 'Protected reached'])
  })

  test('an address that no flow has', async () => {
    const expected: ExpectedRefusal = {
      status: 404,
      body: page(404, 'Not Found'),
      cause: 'endpoint-not-found',
      why: 'No deployed integration flow has the address /http/nowhere',
      fix: 'sluice endpoints',
    }
    await expectRefusal(tenant, await call('/http/nowhere', await bearer(await testClient(tenant, dialect))), expected)
    expect((await call('/http/nowhere')).status).toBe(401)
  })
})
