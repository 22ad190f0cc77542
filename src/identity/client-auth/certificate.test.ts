import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ClientCertificate } from '../../kernel/http.ts'
import type { StoredCertificate } from '../../store/certificates.ts'
import { readCertificate } from '../certificate.ts'
import type { Need } from '../principal.ts'
import { presented, selfSigned, type TestAuthority, type TestCertificate, testAuthority } from '../testing/certificate.fixture.ts'
import { basicAuth, httpRequest, whole } from '../testing/http-request.fixture.ts'
import { openTenant, refusalOf, type Tenant } from '../testing/tenant.fixture.ts'

const MINUTE = 60_000
const START = Date.UTC(2026, 0, 1)
const needOf = (role: string, application: Need['application'] = 'iflmap'): Need => ({
  application,
  roles: { cloudFoundry: [role], neo: [role] },
  resource: '/http/orders',
})
const SEND = needOf('ESBMessaging.send')

let tenant: Tenant
let authority: TestAuthority
let clientId: string
let mine: TestCertificate
beforeAll(async () => {
  authority = await testAuthority()
})
beforeEach(async () => {
  tenant = await openTenant()
  clientId = (await tenant.createInstance('partner', 'iflmap', ['ESBMessaging.send'])).clientId
  mine = await authority.issue({ notBefore: START - MINUTE })
})
afterEach(() => tenant.store.close())

/** Stores the certificate for a holder; a pinned key of the client unless more is given. */
async function store(certificate: TestCertificate, more: Partial<StoredCertificate> = {}): Promise<StoredCertificate> {
  const id = more.id ?? `certificate-${(await tenant.store.certificates.list()).length}`
  const holder = { clientId, keyId: 'key', user: null, pinned: true, subaccountId: tenant.cloudFoundry.id, createdAt: START }
  const unchanged = { createdBy: null, modifiedBy: null, modifiedAt: START }
  const stored = { ...readCertificate(certificate.der)!, ...holder, ...unchanged, ...more, id }
  await tenant.store.certificates.add(stored)
  return stored
}

interface Asking {
  readonly id?: string | undefined
  readonly form?: Record<string, string>
  readonly headers?: Record<string, string>
  readonly path?: string
}

async function ask(clientCertificate: ClientCertificate, { id = clientId, form = {}, headers = {}, path = '/oauth/token' }: Asking = {}) {
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: id, ...form }).toString()
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  const answer = await whole(await tenant.call({ target: path, headers: { ...type, ...headers }, body, clientCertificate }))
  return { status: answer.status, body: JSON.parse(answer.body) }
}

const causeOf = async () => {
  const [last] = await tenant.identity.explain.list({ limit: 1 })
  return last?.cause
}

const BAD = { status: 401, body: { error: 'invalid_client', error_description: 'Bad credentials' } }

const tokenOf = async (certificate: TestCertificate, more: Asking = {}): Promise<string> =>
  (await ask(presented(certificate), more)).body.access_token

const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString())

const call = (token: string | undefined, clientCertificate?: ClientCertificate, need = SEND) => {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
  return tenant.identity.guard.authorize(httpRequest({ headers, ...(clientCertificate && { clientCertificate }) }), need)
}

describe('at the token endpoint', () => {
  test.each([
    ['one of a trusted authority', true],
    ['one that nobody vouches for', false],
  ])('A20 a pinned certificate and the client id get a token that is bound to it: %s', async (_, trusted) => {
    await store(mine)
    const { status, body } = await ask(presented(mine, trusted))
    expect(status).toBe(200)
    expect(claimsOf(body.access_token)).toMatchObject({
      client_id: clientId,
      cnf: { 'x5t#S256': readCertificate(mine.der)!.thumbprint },
      rev_sig: expect.any(String),
    })
    expect(claimsOf(body.access_token)).not.toHaveProperty('client_auth_method')
  })

  test('an unknown certificate', async () => {
    expect(await ask(presented(mine))).toEqual(BAD)
    expect(await causeOf()).toBe('certificate-unknown')
  })

  test.each([
    ['A21 the certificate of another client', async () => (await tenant.createInstance('other', 'iflmap', [])).clientId],
    ['a client that does not exist', async () => 'ghost'],
  ])('%s', async (_, id) => {
    await store(mine)
    expect(await ask(presented(mine), { id: await id() })).toEqual(BAD)
    expect(await causeOf()).toBe('certificate-of-other-client')
  })

  test('a certificate of a Neo user is not that of a client', async () => {
    await store(mine, { clientId: null, keyId: null, user: 'maria', subaccountId: tenant.neo.id })
    expect(await ask(presented(mine))).toEqual(BAD)
    expect(await causeOf()).toBe('certificate-of-other-client')
  })

  test('what is no certificate', async () => {
    expect(await ask({ der: Buffer.from('x'), trusted: false })).toEqual(BAD)
    expect(await causeOf()).toBe('certificate-unreadable')
  })

  test('no client id', async () => {
    const target = '/oauth/token?grant_type=client_credentials'
    const { status, body } = await whole(await tenant.call({ target, clientCertificate: presented(mine) }))
    expect({ status, body }).toEqual({
      status: 401,
      body: '{"error":"invalid_client","error_description":"Missing credentials"}',
    })
    expect(await causeOf()).toBe('certificate-without-client-id')
  })

  test('A22 one that has expired, and one that is not valid yet', async () => {
    await store(mine)
    const later = await authority.issue({ notBefore: START + MINUTE, subject: 'CN=later' })
    await store(later)
    expect(await ask(presented(later))).toEqual(BAD)
    expect(await causeOf()).toBe('certificate-not-yet-valid')
    tenant.clock.advance(24 * 60 * MINUTE + 1)
    expect(await ask(presented(mine, false))).toEqual(BAD)
    const [explained] = await tenant.identity.explain.list({ limit: 1 })
    expect(explained).toMatchObject({
      cause: 'certificate-expired',
      clientId,
      happened: `The client certificate of the client '${clientId}' expired at 2026-01-01T23:59:00.000Z; it was used at 2026-01-02T00:00:00.001Z.`,
    })
  })

  test.each<[string, Asking]>([
    ['HTTP Basic', { headers: { authorization: basicAuth('a', 'b') } }],
    ['a secret', { form: { client_secret: 'b' } }],
    ['an assertion', { form: { client_assertion: 'x.y.z' } }],
  ])('A26 together with %s', async (_, more) => {
    await store(mine)
    expect(await ask(presented(mine), more)).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
    expect(await causeOf()).toBe('several-client-authentications')
  })

  test('of the Neo dialect says nothing about the client', async () => {
    const { clientId: id, secret } = await tenant.registerClient('orders')
    const path = '/oauth2/api/v1/token'
    expect((await ask(presented(mine), { id, path })).body.error_description).toBe('Client authentication with HTTP Basic is required')
    expect((await ask(presented(mine), { id, path, headers: { authorization: basicAuth(id, secret) } })).status).toBe(200)
  })
})

describe('A23 a key without pinning', () => {
  const renewed = (at: number, subject?: string) => authority.issue({ notBefore: START + at, ...(subject && { subject }) })

  beforeEach(async () => {
    await store(mine, { id: 'unpinned', pinned: false })
    tenant.clock.advance(60 * MINUTE)
  })
  const acceptedDate = async () => (await tenant.store.certificates.list())[0]?.issuedAt

  test('takes a newer certificate of the same names, and then no older one', async () => {
    const newer = await renewed(30 * MINUTE)
    expect((await ask(presented(newer))).status).toBe(200)
    expect(await tenant.store.certificates.list()).toMatchObject([readCertificate(newer.der)!])
    expect(await ask(presented(mine))).toEqual(BAD)
    expect(await causeOf()).toBe('certificate-superseded')
    expect((await ask(presented(newer, false))).status).toBe(200)
  })

  test('allows ten minutes, and does not go back by them', async () => {
    await ask(presented(await renewed(30 * MINUTE)))
    expect((await ask(presented(await renewed(20 * MINUTE)))).status).toBe(200)
    expect(await acceptedDate()).toBe(START + 30 * MINUTE)
    expect(await ask(presented(await renewed(20 * MINUTE - 1000)))).toEqual(BAD)
    expect(await causeOf()).toBe('certificate-superseded')
  })

  test('anybody could make one with these names', async () => {
    expect(await ask(presented(await renewed(30 * MINUTE), false))).toEqual(BAD)
    expect(await causeOf()).toBe('certificate-untrusted')
    expect(await acceptedDate()).toBe(START - MINUTE)
  })

  test('other names and other issuers are unknown', async () => {
    expect(await ask(presented(await renewed(30 * MINUTE, 'C=DE, O=Acme, CN=acme2')))).toEqual(BAD)
    expect(await causeOf()).toBe('certificate-unknown')
    const elsewhere = await (await testAuthority('CN=Other')).issue({ notBefore: START })
    expect(await ask(presented(elsewhere))).toEqual(BAD)
    expect(await causeOf()).toBe('certificate-unknown')
  })

  test('a pinned one takes no renewal', async () => {
    await tenant.store.certificates.delete('unpinned')
    await store(mine)
    expect(await ask(presented(await renewed(30 * MINUTE)))).toEqual(BAD)
    expect(await causeOf()).toBe('certificate-unknown')
  })

  test('two keys of the same names: the client id tells them apart, a call alone cannot', async () => {
    const second = await renewed(0)
    const { clientId: other } = await tenant.createInstance('other', 'iflmap', ['ESBMessaging.send'])
    await store(second, { clientId: other, keyId: 'other-key', pinned: false })
    const newer = await renewed(30 * MINUTE)
    expect(await refusalOf(call(undefined, presented(newer)))).toMatchObject({ reason: 'certificate-ambiguous', status: 401 })
    expect((await ask(presented(newer), { id: other })).status).toBe(200)
    expect(await tenant.store.certificates.list({ clientId })).toMatchObject([{ issuedAt: START - MINUTE }])
    expect(await call(undefined, presented(mine))).toMatchObject({ clientId })
  })

  test('an expired renewal', async () => {
    const newer = await authority.issue({ notBefore: START + MINUTE, notAfter: START + 2 * MINUTE })
    expect(await ask(presented(newer))).toEqual(BAD)
    expect(await causeOf()).toBe('certificate-expired')
    expect(await acceptedDate()).toBe(START - MINUTE)
  })
})

describe('A24 a token that is bound to a certificate', () => {
  test.each(['jwt', 'opaque'])('opens with it only: %s', async (token_format) => {
    await store(mine)
    const token = await tokenOf(mine, { form: { token_format } })
    expect(await call(token, presented(mine))).toMatchObject({ clientId, authentication: 'bearer' })
    expect(await refusalOf(call(token))).toMatchObject({
      reason: 'token-without-certificate',
      status: 401,
      error: 'invalid_token',
      facts: { clientId },
    })
    const other = await authority.issue({ notBefore: START - MINUTE })
    await store(other)
    expect(await refusalOf(call(token, presented(other)))).toMatchObject({ reason: 'token-of-other-certificate', error: 'invalid_token' })
  })

  test('does not outlive the certificate', async () => {
    const short = await authority.issue({ notBefore: START - MINUTE, notAfter: START + MINUTE })
    await store(short)
    const token = await tokenOf(short)
    tenant.clock.advance(2 * MINUTE)
    expect(await refusalOf(call(token, presented(short)))).toMatchObject({ reason: 'certificate-expired', status: 401 })
  })

  test.each(['jwt', 'opaque'])('ends with the service key: %s', async (token_format) => {
    await store(mine, { id: 'mine' })
    const token = await tokenOf(mine, { form: { token_format } })
    await tenant.addKey(clientId, 'another-key')
    await tenant.store.clients.deleteSecret('another-key')
    expect(await call(token, presented(mine))).toMatchObject({ clientId })
    await tenant.store.certificates.delete('mine')
    expect(await refusalOf(call(token, presented(mine)))).toMatchObject({ reason: 'token-revoked' })
  })

  test('a token that is not bound does not mind a certificate', async () => {
    const client = await tenant.createInstance('plain', 'iflmap', ['ESBMessaging.send'])
    const token = await tenant.token(client, 'cloud-foundry')
    expect(await call(token, presented(mine))).toMatchObject({ clientId: client.clientId })
  })
})

describe('a call with a certificate and no header', () => {
  test('is one of the client of the key, with the roles of its instance', async () => {
    await store(mine)
    expect(await call(undefined, presented(mine))).toEqual({
      kind: 'client',
      user: clientId,
      clientId,
      subaccountId: tenant.cloudFoundry.id,
      dialect: 'cloud-foundry',
      instanceId: expect.any(String),
      authentication: 'certificate',
      roles: new Set(['ESBMessaging.send']),
      rolesOutsideToken: [],
    })
    expect(await refusalOf(call(undefined, presented(mine), needOf('Orders.send')))).toMatchObject({
      reason: 'role-missing',
      status: 403,
      facts: { clientId, scheme: 'certificate', held: ['ESBMessaging.send'] },
    })
  })

  test('reaches the application of the key only', async () => {
    await store(mine)
    expect(await refusalOf(call(undefined, presented(mine), needOf('MonitoringDataRead', 'tmn')))).toMatchObject({
      reason: 'wrong-audience-integration-flow-plan',
      facts: { scheme: 'certificate', clientId },
    })
  })

  test('ends with the key', async () => {
    await store(mine, { id: 'mine' })
    await call(undefined, presented(mine))
    await tenant.store.certificates.delete('mine')
    expect(await refusalOf(call(undefined, presented(mine)))).toMatchObject({ reason: 'certificate-unknown', status: 401 })
  })

  test('ends with the client', async () => {
    await store(mine)
    await call(undefined, presented(mine))
    await tenant.store.clients.delete(clientId)
    expect(await refusalOf(call(undefined, presented(mine)))).toMatchObject({ reason: 'certificate-unknown' })
  })

  test('is one of the Neo user, whose roles count as they are now', async () => {
    await store(mine, { clientId: null, keyId: null, user: 'maria', subaccountId: tenant.neo.id })
    const role = { subaccountId: tenant.neo.id, application: 'iflmap', role: 'ESBMessaging.send', user: 'maria' } as const
    expect(await refusalOf(call(undefined, presented(mine)))).toMatchObject({
      reason: 'no-roles',
      facts: { user: 'maria', dialect: 'neo', needed: ['ESBMessaging.send'] },
    })
    await tenant.store.roles.assign(role)
    expect(await call(undefined, presented(mine))).toEqual({
      kind: 'user',
      user: 'maria',
      clientId: undefined,
      subaccountId: tenant.neo.id,
      dialect: 'neo',
      instanceId: null,
      authentication: 'certificate',
      roles: new Set(['ESBMessaging.send']),
      rolesOutsideToken: [],
    })
    await tenant.store.roles.unassign(role)
    expect(await refusalOf(call(undefined, presented(mine)))).toMatchObject({ reason: 'no-roles' })
  })

  test('a header counts before the certificate', async () => {
    await store(mine)
    expect(await refusalOf(call('0'.repeat(32), presented(mine)))).toMatchObject({ reason: 'token-unknown' })
  })
})

describe('a channel that lists certificates', () => {
  const listed = (subjectDn = 'C=DE,O=Acme,CN=acme', issuerDn = 'cn=test authority'): Need => ({
    ...needOf(''),
    roles: { cloudFoundry: [], neo: [] },
    certificates: [{ subjectDn, issuerDn }],
  })

  test('lets the holder of a listed certificate in, whatever the header says', async () => {
    const caller = {
      kind: 'certificate',
      user: 'CN=acme, O=Acme, C=DE',
      clientId: undefined,
      subaccountId: undefined,
      dialect: undefined,
      instanceId: null,
      authentication: 'certificate',
      roles: new Set(),
      rolesOutsideToken: [],
    }
    expect(await call(undefined, presented(mine), listed())).toEqual(caller)
    expect(await call('broken', presented(mine), listed())).toEqual(caller)
  })

  test.each<[string, () => Promise<ClientCertificate | undefined>, Need, string]>([
    ['no certificate', async () => undefined, listed(), 'client-certificate-required'],
    ['another subject', async () => presented(mine), listed('CN=acme'), 'certificate-not-listed'],
    ['another issuer', async () => presented(mine), listed(undefined, 'CN=Other'), 'certificate-not-listed'],
    ['an empty list', async () => presented(mine), { ...listed(), certificates: [] }, 'certificate-not-listed'],
    ['a list that cannot be read', async () => presented(mine), listed('*', '*'), 'certificate-not-listed'],
    [
      'the same names from its own hand',
      async () => presented(await selfSigned({ subject: 'CN=Test authority', notBefore: START - MINUTE }), false),
      listed('CN=Test authority'),
      'certificate-untrusted',
    ],
    [
      'one that has expired',
      async () => presented(await authority.issue({ notBefore: 0, notAfter: 1000 })),
      listed(),
      'certificate-expired',
    ],
    ['what is no certificate', async () => ({ der: Buffer.alloc(3), trusted: true }), listed(), 'certificate-unreadable'],
  ])('refuses %s', async (_, certificate, need, reason) => {
    expect(await refusalOf(call(undefined, await certificate(), need))).toMatchObject({
      reason,
      status: 401,
      facts: { resource: '/http/orders' },
    })
  })

  test('a token alone, and a question about one, find no way in', async () => {
    const client = await tenant.createInstance('plain', 'iflmap', ['ESBMessaging.send'])
    const token = await tenant.token(client, 'cloud-foundry')
    const { guard } = tenant.identity
    for (const asked of [
      call(token, undefined, listed()),
      guard.authorizeToken(token, listed()),
      guard.authorizeClient(clientId, listed()),
    ]) {
      expect(await refusalOf(asked)).toMatchObject({ reason: 'client-certificate-required' })
    }
  })
})
