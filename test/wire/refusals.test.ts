import { describe, expect, test } from 'vitest'
import { accessToken, basic, DIALECTS, type TestClient, testClient } from '../support/client.ts'
import { pastToken } from '../support/past-token.ts'
import { rawRequest } from '../support/raw-request.ts'
import { type ExpectedRefusal, expectRefusal, expectStored, oauthJson, oauthXml, page } from './expect-refusal.ts'
import { askForToken, bearer, invalidToken, useStage } from './stage.ts'

const stage = useStage()

const NOT_FOUND = 'An Authentication object was not found in the SecurityContext'
const EITHER = 'Bearer realm="sluice", Basic realm="sluice"'

describe('the Authorization header', () => {
  test('is missing', async () => {
    await expectRefusal(stage.tenant, await stage.call('/http/orders'), {
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
    const answer = await stage.call('/http/orders', undefined, { accept: 'application/json' })
    expect(answer.headers.get('content-type')).toBe('application/json;charset=UTF-8')
    expect(await answer.text()).toBe(oauthJson('unauthorized', NOT_FOUND))
  })

  test('is missing, and a token stands in the query, where it is not read', async () => {
    const token = await accessToken(await testClient(stage.tenant, 'neo'))
    const expected: ExpectedRefusal = {
      status: 401,
      challenge: EITHER,
      body: oauthXml('unauthorized', NOT_FOUND),
      cause: 'no-authorization-header',
      needed: ['ESBMessaging.send'],
      why: 'access_token in the query',
      fix: 'Authorization: Bearer ACCESS_TOKEN',
    }
    await expectRefusal(stage.tenant, await stage.call(`/http/orders?access_token=${token}`), expected, [token])
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
    ['a token without its scheme', 'f00dfeedf00dfeedf00dfeedf00dfeed', 'it does not begin with Basic or Bearer'],
    ['a scheme without a token', 'Bearer', 'nothing follows the word Bearer'],
    ['two tokens', 'Bearer f00dfeed f00dbeef', 'characters that no token has'],
    ['a placeholder that nobody filled', 'Bearer {{f00dtoken}}', 'characters that no token has'],
    ['Basic that is not base64', 'Basic f00d:secret', 'not in base64'],
    ['Basic without a colon', `Basic ${Buffer.from('f00d').toString('base64')}`, 'no colon separates id and secret'],
  ])('is garbled: %s', async (_, authorization, why) => {
    await expectRefusal(stage.tenant, await stage.call('/http/orders', authorization), { ...garbled, why }, ['f00d'])
  })

  test('has a scheme that is not read here', async () => {
    await expectRefusal(stage.tenant, await stage.call('/http/orders', 'Digest username="f00d"'), {
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
    const good = `Authorization: ${await bearer(await testClient(stage.tenant, 'neo'))}`
    const answer = await rawRequest(stage.tenant, 'GET /http/orders', [good, good])
    const text = 'The request has more than one Authorization header'
    expect([answer.status, answer.headers['www-authenticate'], answer.body]).toEqual([
      400,
      `Bearer realm="sluice", error="invalid_request", error_description="${text}"`,
      oauthXml('invalid_request', text),
    ])
    await expectStored(stage.tenant, answer.headers['x-request-id']!, {
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
    const client = await testClient(stage.tenant, dialect)
    const token = await pastToken(stage.tenant, client, 'jwt', 61)
    const answer = await stage.call('/http/orders', `Bearer ${token}`)
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
    await expectRefusal(stage.tenant, answer, expected, [token])
  })

  test('an expired opaque token', async () => {
    const client = await testClient(stage.tenant, dialect)
    const token = await pastToken(stage.tenant, client, 'opaque', 61)
    const answer = await stage.call('/http/orders', `Bearer ${token}`)
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
    await expectRefusal(stage.tenant, answer, expected, [token])
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
    await expectRefusal(stage.tenant, await stage.call('/http/orders', `Bearer ${token}`), expected, [token])
  })

  test('a JWT with another payload under its signature', async () => {
    const [header, payload, signature] = (await accessToken(await testClient(stage.tenant, dialect), 'jwt')).split('.')
    const claims = JSON.parse(Buffer.from(payload!, 'base64url').toString('utf8'))
    const forged = Buffer.from(JSON.stringify({ ...claims, exp: claims.exp + 1 })).toString('base64url')
    await expectRefusal(stage.tenant, await stage.call('/http/orders', `Bearer ${header}.${forged}.${signature}`), {
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
    const client = await testClient(stage.tenant, dialect)
    const expected = { ...bad, challenge, cause: 'wrong-secret', clientId: client.id, why: 'none of its secrets', fix: 'sluice' }
    await expectRefusal(stage.tenant, await askForToken(client, { id: client.id, secret: 'f00d' }), expected, ['f00d', client.secret])
  })

  test('an unknown client at the token endpoint looks the same', async () => {
    const client = await testClient(stage.tenant, dialect)
    const expected = {
      ...bad,
      challenge,
      cause: 'unknown-client',
      clientId: 'nobody',
      why: "no client with the id 'nobody'",
      fix: 'sluice client list',
    }
    await expectRefusal(stage.tenant, await askForToken(client, { id: 'nobody', secret: 'f00d' }), expected, ['f00d'])
  })

  test('id and secret in each other’s place', async () => {
    const client = await testClient(stage.tenant, dialect)
    const swapped = { id: client.secret, secret: client.id }
    const expected = {
      ...bad,
      challenge,
      cause: 'unknown-client',
      clientId: client.id,
      why: 'Id and secret are swapped',
      fix: 'Copy the id',
    }
    await expectRefusal(stage.tenant, await askForToken(client, swapped), expected, [client.secret])
  })

  test('the token endpoint of the other dialect', async () => {
    const client = await testClient(stage.tenant, dialect)
    const other = await testClient(stage.tenant, dialect === 'neo' ? 'cloud-foundry' : 'neo')
    const answer = await askForToken({ ...client, tokenUrl: other.tokenUrl })
    const expected: ExpectedRefusal = {
      ...bad,
      challenge: answer.headers.get('www-authenticate')!,
      cause: 'client-of-other-dialect',
      clientId: client.id,
      why: `belongs to a ${dialect} subaccount`,
      fix: client.tokenUrl,
    }
    await expectRefusal(stage.tenant, answer, expected, [client.secret])
  })

  test.each([
    ['a wrong secret', (client: TestClient) => client.id, 'wrong-secret', 'none of its secrets'],
    ['an unknown client', () => 'nobody', 'unknown-client', 'no client with the id'],
  ])('%s with HTTP Basic on the flow', async (_, idOf, cause, why) => {
    const id = idOf(await testClient(stage.tenant, dialect))
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
    await expectRefusal(stage.tenant, await stage.call('/http/orders', basic({ id, secret: 'f00d' })), expected, ['f00d'])
  })
})

describe.each(DIALECTS)('%s: behind the role', (dialect) => {
  const csrf = { status: 403, csrf: 'required', body: page(403, 'Forbidden'), fix: 'X-CSRF-Token: Fetch' }

  test('a modifying call without a CSRF token, though GET works', async () => {
    const client = await testClient(stage.tenant, dialect)
    expect((await stage.call('/http/protected', await bearer(client), {}, 'GET')).status).toBe(200)
    const expected = { ...csrf, cause: 'csrf-token-missing', clientId: client.id, why: 'token and role are in order' }
    await expectRefusal(stage.tenant, await stage.call('/http/protected', await bearer(client)), expected)
  })

  test('a modifying call with another session’s CSRF token', async () => {
    const client = await testClient(stage.tenant, dialect)
    const authorization = await bearer(client)
    const fetched = await stage.call('/http/protected', authorization, { 'x-csrf-token': 'Fetch' }, 'GET')
    const token = fetched.headers.get('x-csrf-token')!
    const expected = { ...csrf, cause: 'csrf-token-wrong', clientId: client.id, why: 'does not belong to the session cookie' }
    await expectRefusal(stage.tenant, await stage.call('/http/protected', authorization, { 'x-csrf-token': token }), expected, [token])
    const cookie = fetched.headers.get('set-cookie')!.split(';')[0]!
    const passed = await stage.call('/http/protected', authorization, { 'x-csrf-token': token, cookie })
    expect([passed.status, await passed.text()]).toEqual([200, 'Protected reached'])
  })

  test.each([
    ['without a CSRF token', {}, 'csrf-token-missing'],
    ['with one that was never issued', { 'x-csrf-token': 'f00d' }, 'csrf-token-wrong'],
  ] as const)('a modifying call of the management API with HTTP Basic, %s', async (_, headers, cause) => {
    const roles = dialect === 'neo' ? ['WebToolingWorkspace.Read', 'WebToolingWorkspace.Write'] : ['WorkspacePackagesEdit']
    const client = await testClient(stage.tenant, dialect, { application: 'tmn', roles })
    const answer = await stage.call('/api/v1/IntegrationPackages', basic(client), { accept: 'application/json', ...headers })
    await expectRefusal(stage.tenant, answer, {
      status: 403,
      csrf: 'Required',
      body: '{"error":{"code":"Forbidden","message":{"lang":"en","value":null}}}',
      told: 'Forbidden',
      cause,
      clientId: client.id,
      why: 'protection of the management API; credentials and role are in order',
      fix: 'X-CSRF-Token: Fetch',
    })
  })

  test('an address that no flow has, told to a known caller only', async () => {
    const client = await testClient(stage.tenant, dialect)
    const expected: ExpectedRefusal = {
      status: 404,
      body: page(404, 'Not Found'),
      cause: 'endpoint-not-found',
      clientId: client.id,
      why: 'No deployed integration flow has the address /http/nowhere',
      fix: 'sluice endpoints',
    }
    await expectRefusal(stage.tenant, await stage.call('/http/nowhere', await bearer(client)), expected)
    expect((await stage.call('/http/nowhere')).status).toBe(401)
  })
})
