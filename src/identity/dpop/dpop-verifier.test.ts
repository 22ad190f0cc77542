import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Need } from '../principal.ts'
import { dpopProof, type ProofParts, proofKey } from '../testing/dpop-proof.fixture.ts'
import { basicAuth, httpRequest, whole } from '../testing/http-request.fixture.ts'
import { openTenant, PUBLIC_URL, refusalOf, type Tenant } from '../testing/tenant.fixture.ts'
import { DpopVerifier } from './dpop-verifier.ts'

const SEND: Need = {
  application: 'iflmap',
  roles: { cloudFoundry: ['ESBMessaging.send'], neo: ['ESBMessaging.send'] },
  resource: '/http/orders',
}

const key = proofKey()
let tenant: Tenant
beforeAll(async () => {
  tenant = await openTenant()
})
afterAll(() => tenant.store.close())

let count = 0

const now = () => tenant.clock.now() / 1000

describe.each([
  ['neo', 'opaque', '/oauth2/api/v1/token', ''],
  ['neo', 'jwt', '/oauth2/api/v1/token', '&token_format=jwt'],
  ['cloud-foundry', 'opaque', '/oauth/token', '&token_format=opaque'],
  ['cloud-foundry', 'jwt', '/oauth/token', ''],
] as const)('%s %s', (dialect, format, path, more) => {
  function newClient(options: object, roles: readonly string[] = ['ESBMessaging.send']) {
    const name = `client-${++count}`
    return dialect === 'neo' ? tenant.registerClient(name, { roles, options }) : tenant.createInstance(name, 'iflmap', roles, { options })
  }

  const proofFor = (change: Partial<ProofParts> = {}) => dpopProof({ key, uri: PUBLIC_URL + path, issuedAt: now(), ...change })

  async function tokenAnswer({ clientId, secret }: { clientId: string; secret: string }, dpop: string | readonly string[] | undefined) {
    const target = `${path}?grant_type=client_credentials${more}`
    const answer = await whole(await tenant.call({ target, headers: { authorization: basicAuth(clientId, secret), dpop } }))
    return { status: answer.status, body: JSON.parse(answer.body), headers: answer.headers }
  }

  const boundToken = async (client: { clientId: string; secret: string }, proof = proofFor()): Promise<string> =>
    (await tokenAnswer(client, proof)).body.access_token

  const call = (authorization: string, dpop?: string | readonly string[], target = '/http/orders?a=b') =>
    tenant.identity.guard.authorize(httpRequest({ target, headers: { authorization, dpop } }), SEND)

  const callProof = (token: string, change: Partial<ProofParts> = {}) =>
    dpopProof({ key, uri: `${PUBLIC_URL}/http/orders`, issuedAt: now(), token, ...change })

  describe('the token endpoint', () => {
    test('binds the token to the key of the proof, also for a client that did not ask for it', async () => {
      for (const options of [{ dpopBound: true }, {}]) {
        const client = await newClient(options)
        const { status, body } = await tokenAnswer(client, proofFor())
        expect({ status, type: body.token_type }).toEqual({ status: 200, type: 'DPoP' })
        const cnf =
          format === 'jwt'
            ? JSON.parse(Buffer.from(body.access_token.split('.')[1], 'base64url').toString()).cnf
            : (await tenant.store.tokens.list({ clientId: client.clientId }))[0]?.claims.cnf
        expect(cnf).toEqual({ jkt: key.thumbprint })
      }
    })

    test('without proof a client that opted in gets no token, another one a bearer token', async () => {
      const bound = await tokenAnswer(await newClient({ dpopBound: true }), undefined)
      expect(bound).toMatchObject({
        status: 400,
        body: { error: 'invalid_dpop_proof', error_description: 'The request has no DPoP header' },
      })
      expect(bound.headers).not.toHaveProperty('WWW-Authenticate')
      expect((await tokenAnswer(await newClient({}), undefined)).body.token_type.toLowerCase()).toBe('bearer')
    })

    test.each<[string, (good: string) => string | readonly string[], string]>([
      ['dpop-proof-malformed', () => 'x', 'The DPoP proof is malformed: it has 1 parts instead of three'],
      ['dpop-proof-repeated', (good) => [good, good], 'The request has more than one DPoP header'],
      ['dpop-proof-method', () => proofFor({ method: 'GET' }), 'The DPoP proof is for another method'],
      ['dpop-proof-method', () => proofFor({ method: 'post' }), 'The DPoP proof is for another method'],
      ['dpop-proof-address', () => proofFor({ uri: `${PUBLIC_URL}/other` }), 'The DPoP proof is for another address'],
      ['dpop-proof-address', () => proofFor({ uri: `http://evil.test${path}` }), 'The DPoP proof is for another address'],
      ['dpop-proof-time', () => proofFor({ issuedAt: now() - 61 }), 'The DPoP proof is not of this time'],
      ['dpop-proof-time', () => proofFor({ issuedAt: now() + 61 }), 'The DPoP proof is not of this time'],
    ])('refuses %s', async (cause, proof, text) => {
      const client = await newClient({})
      const { status, body } = await tokenAnswer(client, proof(proofFor()))
      expect({ status, body }).toEqual({ status: 400, body: { error: 'invalid_dpop_proof', error_description: text } })
      expect(await tenant.store.tokens.list({ clientId: client.clientId })).toEqual([])
      await tenant.identity.flush()
      expect(await tenant.store.refusals.list({ clientId: client.clientId, limit: 2 })).toMatchObject([{ cause, status: 400 }])
    })

    test('a proof is good once, and not spent by a stranger', async () => {
      const client = await newClient({})
      const proof = proofFor()
      expect(await tokenAnswer({ ...client, secret: 'wrong' }, proof)).toMatchObject({ status: 401 })
      expect(await tokenAnswer(client, proof)).toMatchObject({ status: 200 })
      expect(await tokenAnswer(client, proof)).toMatchObject({ body: { error_description: 'The DPoP proof was used before' } })
    })

    test('two clocks may differ by a minute, and a proof is remembered as long as it is good', async () => {
      const client = await newClient({})
      const proof = proofFor({ issuedAt: now() + 60 })
      expect(await tokenAnswer(client, proof)).toMatchObject({ status: 200 })
      tenant.clock.advance(120_000)
      await tenant.store.replays.deleteExpired(tenant.clock.now())
      expect(await tokenAnswer(client, proof)).toMatchObject({ body: { error_description: 'The DPoP proof was used before' } })
      tenant.clock.advance(1000)
      expect(await tenant.store.replays.deleteExpired(tenant.clock.now())).toBeGreaterThan(0)
      expect(await tokenAnswer(client, proof)).toMatchObject({ body: { error_description: 'The DPoP proof is not of this time' } })
    })

    test('two keys may use the same jti', async () => {
      const client = await newClient({})
      for (const each of [key, proofKey()]) {
        expect(await tokenAnswer(client, proofFor({ key: each, claims: { jti: 'same' } }))).toMatchObject({ status: 200 })
      }
    })

    test('the address may be that of the https listener', async () => {
      expect(await tokenAnswer(await newClient({}), proofFor({ uri: `https://SLUICE.test:8443${path}?x#y` }))).toMatchObject({
        status: 200,
      })
    })
  })

  describe('an endpoint', () => {
    let client: { clientId: string; secret: string }
    let token: string
    beforeEach(async () => {
      client = await newClient({ dpopBound: true })
      token = await boundToken(client)
    })

    const refused = async (...parts: Parameters<typeof call>) => {
      const { reason, status, error, facts } = await refusalOf(call(...parts))
      return { reason, status, error, clientId: facts.clientId }
    }
    const invalidProof = (reason: string) => ({ reason, status: 401, error: 'invalid_dpop_proof', clientId: client.clientId })

    test('lets the holder of the key in', async () => {
      expect(await call(`DPoP ${token}`, callProof(token))).toMatchObject({ clientId: client.clientId, authentication: 'dpop' })
      expect(await call(`dpop ${token}`, callProof(token))).toMatchObject({ roles: new Set(['ESBMessaging.send']) })
    })

    test.each<[string, () => string | readonly string[] | undefined]>([
      ['dpop-proof-missing', () => undefined],
      ['dpop-proof-repeated', () => [callProof(token), callProof(token)]],
      ['dpop-proof-malformed', () => 'x.y.z'],
      ['dpop-proof-algorithm', () => callProof(token, { header: { alg: 'none' } })],
      ['dpop-proof-private-key', () => callProof(token, { header: { jwk: key.privateKey.export({ format: 'jwk' }) } })],
      ['dpop-proof-signature', () => callProof(token, { header: { jwk: proofKey().jwk } })],
      ['dpop-proof-method', () => callProof(token, { method: 'GET' })],
      ['dpop-proof-address', () => callProof(token, { uri: `${PUBLIC_URL}/http/other` })],
      ['dpop-proof-address', () => callProof(token, { uri: `${PUBLIC_URL}/http/orders/` })],
      ['dpop-proof-time', () => callProof(token, { issuedAt: now() - 61 })],
      ['dpop-proof-token', () => callProof('another')],
      ['dpop-proof-token', () => callProof(token, { claims: { ath: undefined } })],
      ['dpop-proof-token', () => callProof(token, { claims: { ath: createHash('sha256').update(token).digest('hex') } })],
      ['dpop-key-mismatch', () => callProof(token, { key: proofKey() })],
    ])('refuses %s', async (cause, proof) => {
      expect(await refused(`DPoP ${token}`, proof())).toEqual(invalidProof(cause))
    })

    test('X66 refuses a proof that was used, whatever became of the call', async () => {
      const proof = callProof(token)
      await call(`DPoP ${token}`, proof)
      expect(await refused(`DPoP ${token}`, proof)).toEqual(invalidProof('dpop-proof-replayed'))
    })

    test('refuses the token as Bearer, with and without proof', async () => {
      const expected = { reason: 'dpop-token-as-bearer', status: 401, error: 'invalid_token', clientId: client.clientId }
      expect(await refused(`Bearer ${token}`)).toEqual(expected)
      expect(await refused(`Bearer ${token}`, callProof(token))).toEqual(expected)
    })

    test('refuses a bad token under the scheme that it came with', async () => {
      expect((await refusalOf(call('DPoP 00000000000000000000000000000000', callProof('0')))).facts).toMatchObject({ scheme: 'dpop' })
      tenant.clock.advance(3_600_000)
      expect(await refusalOf(call(`DPoP ${token}`, callProof(token)))).toMatchObject({ reason: 'token-expired', facts: { scheme: 'dpop' } })
    })

    test('a missing role is a missing role', async () => {
      const stranger = await newClient({}, [])
      const other = await boundToken(stranger)
      expect(await refusalOf(call(`DPoP ${other}`, callProof(other)))).toMatchObject({ reason: 'no-roles', facts: { scheme: 'dpop' } })
    })

    test('takes the token without a proof where nobody calls', async () => {
      expect(await tenant.identity.guard.authorizeToken(token, SEND)).toMatchObject({ clientId: client.clientId })
    })
  })

  test('a token without a key is no DPoP token', async () => {
    const client = await newClient({})
    const token = (await tokenAnswer(client, undefined)).body.access_token
    expect(await refusalOf(call(`DPoP ${token}`, callProof(token)))).toMatchObject({ reason: 'dpop-token-unbound', status: 401 })
    expect(await call(`Bearer ${token}`, 'ignored')).toMatchObject({ authentication: 'bearer' })
  })

  test('a client that opts in loses the bearer tokens that it has', async () => {
    const client = await newClient({})
    const token = (await tokenAnswer(client, undefined)).body.access_token
    const { client: stored } = (await tenant.store.clients.find(client.clientId))!
    await tenant.store.clients.update({ ...stored, options: { dpopBound: true } })
    expect(await refusalOf(call(`Bearer ${token}`))).toMatchObject({ reason: 'dpop-token-unbound', facts: { scheme: 'bearer' } })
  })
})

test('X66 two processes on one store accept a proof once', async () => {
  const verifiers = [1, 2].map(
    () => new DpopVerifier({ store: tenant.store, clock: tenant.clock, tenants: { origins: async () => [PUBLIC_URL] } }),
  )
  const { client } = (await tenant.store.clients.find((await tenant.registerClient('shared')).clientId))!
  const proof = () => dpopProof({ key, uri: `${PUBLIC_URL}/oauth/token`, issuedAt: now() })
  const spend = (dpop: string) =>
    Promise.allSettled(verifiers.map((verifier) => verifier.bind(httpRequest({ target: '/oauth/token', headers: { dpop } }), client)))
  const outcomes = await spend(proof())
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { reason: 'dpop-proof-replayed' } })
})

test('the administrator has no token for DPoP', async () => {
  const need: Need = { ...SEND, application: 'tmn' }
  const request = httpRequest({ target: '/api/v1/x', headers: { authorization: 'DPoP sluice_admin_token' } })
  expect(await refusalOf(tenant.identity.guard.authorize(request, need))).toMatchObject({ reason: 'token-unknown' })
})
