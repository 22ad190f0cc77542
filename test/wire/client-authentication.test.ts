import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newSecret } from '../../src/identity/new-secret.ts'
import { encode, type ProofKey, proofKey, signed } from '../../src/identity/testing/dpop-proof.fixture.ts'
import type { Dialect } from '../../src/store/subaccounts.ts'
import { basic, DIALECTS, type TestClient, TOKEN_PATHS, testClient } from '../support/client.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'

let tenant: TestTenant
beforeAll(async () => {
  tenant = await testTenant({ failuresPerClient: 0, failuresPerSource: 0 })
})
afterAll(() => tenant.stop())

interface Answer {
  readonly status: number
  readonly body: Record<string, unknown>
  readonly challenge: string | null
  readonly cause: string | undefined
}

async function ask(dialect: Dialect, form: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
  const body = new URLSearchParams({ grant_type: 'client_credentials', ...form })
  const answer = await fetch(tenant.publicUrl + TOKEN_PATHS[dialect], { method: 'POST', headers, body })
  const challenge = answer.headers.get('www-authenticate')
  return { status: answer.status, body: (await answer.json()) as Answer['body'], challenge, cause: await causeOf(answer) }
}

async function causeOf(answer: Response): Promise<string | undefined> {
  if (answer.status === 200) return undefined
  const url = `${tenant.publicUrl}/admin/v1/refusals/${answer.headers.get('x-request-id')}`
  const kept = await fetch(url, { headers: { authorization: `Bearer ${tenant.adminToken}` } })
  return ((await kept.json()) as { cause: string }).cause
}

const askWith = (dialect: Dialect, authorization: string) => ask(dialect, {}, { authorization })
const base64 = (text: string) => Buffer.from(text).toString('base64')

/** Id and secret that every encoding writes differently, and the three headers of them (contract oauth.md §1.2). */
const VECTOR = { id: 'sb-0000!b1|it-rt-acme!b2', secret: 'u$3w+C/T =%:é' }
const HEADERS = {
  raw: 'c2ItMDAwMCFiMXxpdC1ydC1hY21lIWIyOnUkM3crQy9UID0lOsOp',
  form: 'c2ItMDAwMCUyMWIxJTdDaXQtcnQtYWNtZSUyMWIyOnUlMjQzdyUyQkMlMkZUKyUzRCUyNSUzQSVDMyVBOQ==',
  strict: 'c2IlMkQwMDAwJTIxYjElN0NpdCUyRHJ0JTJEYWNtZSUyMWIyOnUlMjQzdyUyQkMlMkZUKyUzRCUyNSUzQSVDMyVBOQ==',
}

const formEncoded = (text: string) => new URLSearchParams([['', text]]).toString().slice(1)
/** As oauth4webapi: every letter but digits and those of the alphabet. */
const strictlyEncoded = (text: string) =>
  formEncoded(text).replace(/[-._*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)

/** A client of either dialect that has this id and secret. */
async function clientOf(dialect: Dialect, { id, secret }: { id: string; secret: string }): Promise<void> {
  const pattern = await testClient(tenant, dialect)
  const { client } = (await tenant.store.clients.find(pattern.id))!
  const stored = { ...client, clientId: id, instanceId: null }
  const vaulted = (await tenant.store.clients.find(pattern.id))!.secrets[0]!
  await tenant.store.clients.create(stored, [newSecret({ ...vaulted, id: randomUUID(), clientId: id })])
  await addChosen(id, secret)
}

/** Hashed by the tenant itself: a chosen secret of a Neo client, then under another client. */
async function addChosen(clientId: string, secret: string): Promise<void> {
  const donor = await testClient(tenant, 'neo', { secret })
  const [chosen] = (await tenant.store.clients.find(donor.id))!.secrets
  await tenant.store.clients.addSecret({ ...chosen!, id: randomUUID(), clientId })
}

describe.each(DIALECTS)('%s: HTTP Basic', (dialect) => {
  const client = { ...VECTOR, id: dialect === 'neo' ? VECTOR.id : `${VECTOR.id}3` }
  beforeAll(() => clientOf(dialect, client))

  test.each(Object.entries(HEADERS))('A01 the vector of the contract, %s', async (encoding, header) => {
    const encode = { raw: (text: string) => text, form: formEncoded, strict: strictlyEncoded }[encoding]!
    const value = base64(`${encode(client.id)}:${encode(client.secret)}`)
    if (dialect === 'neo') expect(value).toBe(header)
    expect((await askWith(dialect, `Basic ${value}`)).status).toBe(200)
  })

  test.each(['raw', 'form', 'strict'])('A01 id and secret of a service key or a registration, %s', async (encoding) => {
    const encode = { raw: (text: string) => text, form: formEncoded, strict: strictlyEncoded }[encoding]!
    const { id, secret } = await testClient(tenant, dialect)
    expect((await askWith(dialect, `Basic ${base64(`${encode(id)}:${encode(secret)}`)}`)).status).toBe(200)
  })

  test('A01 encoded, as the caller says', async () => {
    const headers = { authorization: `Basic ${HEADERS.form}`, 'x-cf-encoded-credentials': 'true' }
    const own = base64(`${formEncoded(client.id)}:${formEncoded(client.secret)}`)
    expect((await ask(dialect, {}, { ...headers, authorization: `Basic ${own}` })).status).toBe(200)
    expect((await ask(dialect, {}, { ...headers, authorization: `Basic ${base64(`${client.id}:%zz`)}` })).cause).toBe(
      'garbled-authorization-header',
    )
  })

  test('A02 a secret with colons: the first one separates', async () => {
    const id = `colons-${dialect}`
    await clientOf(dialect, { id, secret: ':a:b:' })
    expect((await askWith(dialect, `Basic ${base64(`${id}::a:b:`)}`)).status).toBe(200)
    expect((await askWith(dialect, `Basic ${base64(`${id}:a:b:`)}`)).status).toBe(401)
  })

  test('A03 an id with a colon must be encoded', async () => {
    const id = `co:lon-${dialect}`
    await clientOf(dialect, { id, secret: 'of the colon' })
    expect((await askWith(dialect, `Basic ${base64(`${formEncoded(id)}:${formEncoded('of the colon')}`)}`)).status).toBe(200)
    expect((await askWith(dialect, `Basic ${base64(`${id}:of the colon`)}`)).cause).toBe('unknown-client')
  })

  test('A04 the scheme in any case, and blanks behind it', async () => {
    const known = await testClient(tenant, dialect)
    const value = basic(known).slice('Basic '.length)
    for (const scheme of ['Basic', 'basic', 'BASIC', 'bAsIc', 'Basic  ', 'Basic     ']) {
      expect([scheme, (await askWith(dialect, `${scheme} ${value}`)).status]).toEqual([scheme, 200])
    }
    for (const header of [`Basic${value}`, `Basic,${value}`, `Basic\t${value}`, `Basic ${value} x`]) {
      expect([header.slice(0, 8), (await askWith(dialect, header)).status]).toEqual([header.slice(0, 8), 401])
    }
  })

  test('A05 an empty secret', async () => {
    const known = await testClient(tenant, dialect)
    const answer = await askWith(dialect, basic({ id: known.id, secret: '' }))
    expect([answer.status, answer.body, answer.cause]).toEqual([
      401,
      { error: 'invalid_client', error_description: 'Bad credentials' },
      'wrong-secret',
    ])
  })

  test('A06 bytes that are not UTF-8', async () => {
    for (const bytes of [
      [0xff, 0x3a, 0xff],
      [0x61, 0x3a, 0xc3],
      [0xed, 0xa0, 0x80, 0x3a, 0x61],
    ]) {
      const { status, cause } = await askWith(dialect, `Basic ${Buffer.from(bytes).toString('base64')}`)
      expect([status, cause]).toEqual([401, 'garbled-authorization-header'])
    }
  })
})

const TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const seconds = () => Math.floor(Date.now() / 1000)

describe.each(DIALECTS)('%s: private_key_jwt', (dialect) => {
  const key = proofKey()
  let client: TestClient
  beforeAll(async () => {
    client = await signingClient(key)
  })

  async function signingClient({ jwk }: ProofKey): Promise<TestClient> {
    const known = await testClient(tenant, dialect)
    const { client: stored } = (await tenant.store.clients.find(known.id))!
    await tenant.store.clients.update({ ...stored, options: { jwks: { keys: [{ ...jwk, kid: 'ec' }] } } })
    return known
  }

  const tokenUrl = () => tenant.publicUrl + TOKEN_PATHS[dialect]
  const good = () => ({ iss: client.id, sub: client.id, aud: tokenUrl(), iat: seconds(), exp: seconds() + 60, jti: randomUUID() })
  const assertion = (claims: object = {}, header: object = {}, { privateKey } = key) =>
    signed(`${encode({ alg: 'ES256', kid: 'ec', typ: 'JWT', ...header })}.${encode({ ...good(), ...claims })}`, privateKey)
  const askBy = (client_assertion: string, more: Record<string, string> = {}) =>
    ask(dialect, { client_assertion_type: TYPE, client_assertion, ...more })
  const unsigned = (alg: string) => `${encode({ alg, kid: 'ec' })}.${encode(good())}.AAAA`

  test('A10 F7 a good assertion gets a token that says so', async () => {
    const { status, body } = await askBy(assertion(), { token_format: 'jwt' })
    expect(status).toBe(200)
    const claims = JSON.parse(Buffer.from(String(body.access_token).split('.')[1]!, 'base64url').toString())
    expect(claims).toMatchObject({ client_id: client.id, client_auth_method: 'private_key_jwt' })
    expect((await askBy(assertion(), { client_id: client.id })).status).toBe(200)
  })

  test.each<[string, () => string, string]>([
    ['iss of another than sub', () => assertion({ iss: 'other' }), 'assertion-issuer'],
    ['sub of nobody', () => assertion({ iss: 'nobody', sub: 'nobody' }), 'assertion-client-unknown'],
    ['aud of another server', () => assertion({ aud: 'https://evil.test/oauth/token' }), 'assertion-audience'],
    ['aud of the flow', () => assertion({ aud: `${tenant.publicUrl}/http/orders` }), 'assertion-audience'],
    ['exp in the past', () => assertion({ exp: seconds() - 70 }), 'assertion-time'],
    ['exp too far away', () => assertion({ exp: seconds() + 4000 }), 'assertion-time'],
    ['nbf in the future', () => assertion({ nbf: seconds() + 70 }), 'assertion-time'],
    ['no jti', () => assertion({ jti: undefined }), 'assertion-malformed'],
    ['no exp', () => assertion({ exp: undefined }), 'assertion-malformed'],
    ['alg none', () => unsigned('none'), 'assertion-algorithm'],
    ['alg HS256', () => unsigned('HS256'), 'assertion-algorithm'],
    ['the key of another', () => assertion({}, {}, proofKey()), 'assertion-signature'],
    ['a key of its own', () => assertion({}, { jwk: proofKey().jwk }, proofKey()), 'assertion-signature'],
    ['an RSA signature under an EC key', () => rsaSigned(), 'assertion-signature'],
  ])('A11 %s', async (_what, make, cause) => {
    const answer = await askBy(make())
    expect([answer.status, answer.body.error, answer.cause]).toEqual([401, 'invalid_client', cause])
    expect(answer.challenge).toMatch(/^Basic realm="/)
  })

  test('A11 a second use', async () => {
    const once = assertion()
    expect((await askBy(once)).status).toBe(200)
    expect(await askBy(once)).toMatchObject({ status: 401, cause: 'assertion-replayed' })
  })

  test('A11 client_id of another', async () => {
    expect(await askBy(assertion(), { client_id: 'other' })).toMatchObject({ status: 401, cause: 'client-id-mismatch' })
  })

  test('A11 the assertion of another client', async () => {
    const other = await signingClient(proofKey())
    expect(await askBy(assertion({ iss: other.id, sub: other.id }))).toMatchObject({ status: 401, cause: 'assertion-signature' })
  })

  test('A12 aud is the token endpoint or the issuer, as one text', async () => {
    const issuer = dialect === 'neo' ? `${tenant.publicUrl}/oauth2/api/v1` : tokenUrl()
    expect((await askBy(assertion({ aud: issuer }))).status).toBe(200)
    for (const aud of [
      [tokenUrl()],
      [tokenUrl(), 'https://evil.test'],
      tenant.publicUrl,
      `${tokenUrl()}/`,
      tokenUrl().toUpperCase(),
      undefined,
      null,
      {},
    ]) {
      expect(await askBy(assertion({ aud }))).toMatchObject({ status: 401, cause: 'assertion-audience' })
    }
  })

  function rsaSigned(): string {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const text = `${encode({ alg: 'RS256', kid: 'ec' })}.${encode(good())}`
    return `${text}.${sign('RSA-SHA256', Buffer.from(text), privateKey).toString('base64url')}`
  }
})
