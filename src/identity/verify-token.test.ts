import { constants, createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { Refusal } from './refusals.ts'
import { SigningKeys } from './signing-keys.ts'
import { openTenant, refusalOf, type Tenant } from './testing/tenant.fixture.ts'
import { TokenVerifier } from './verify-token.ts'

let tenant: Tenant
let verifier: TokenVerifier
let genuine: string
let signing: { kid: string; key: KeyObject }
let published: { value: string; n: string }

beforeAll(async () => {
  tenant = await openTenant()
  const { store, vault, clock } = tenant
  const keys = new SigningKeys({ store, vault, clock })
  verifier = new TokenVerifier({ store, keys, clock, tenants: tenant.identity.tenants })
  genuine = await tenant.token(await tenant.createInstance('orders', 'iflmap', ['ESBMessaging.send']), 'cloud-foundry')
  signing = await keys.active(tenant.cloudFoundry.id)
  published = (await keys.published(tenant.cloudFoundry.id))[0] as typeof published
})

const base64url = (text: string | Buffer) => Buffer.from(text as string).toString('base64url')
const partOf = (token: string, index: number) => JSON.parse(Buffer.from(String(token.split('.')[index]), 'base64url').toString())
const header = (changes = {}) => JSON.stringify({ alg: 'RS256', kid: signing.kid, typ: 'JWT', ...changes })
const claims = (changes = {}) => JSON.stringify({ ...partOf(genuine, 1), ...changes })
/** Signed with the right key, whatever it says. */
const signed = (head: string, body: string) => {
  const text = `${base64url(head)}.${base64url(body)}`
  return `${text}.${base64url(sign('RSA-SHA256', Buffer.from(text), signing.key))}`
}
/** The right key in another algorithm of its family. */
const signedBy = (alg: 'PS256' | 'RS512', options: { padding?: number }) => {
  const text = `${base64url(header({ alg }))}.${base64url(claims())}`
  return `${text}.${base64url(sign(`sha${alg.slice(2)}`, Buffer.from(text), { key: signing.key, ...options }))}`
}
const seconds = () => tenant.clock.now() / 1000

test('says what a genuine token says', async () => {
  const { jti, client_id, aud, iat, exp, rev_sig } = partOf(genuine, 1)
  expect(await verifier.verify(genuine)).toEqual({
    id: jti,
    clientId: client_id,
    subaccountId: tenant.cloudFoundry.id,
    issuedAt: iat * 1000,
    expiresAt: exp * 1000,
    audience: aud,
    scopes: new Set([`${client_id.split('|')[1]}.ESBMessaging.send`, 'uaa.resource']),
    narrowed: false,
    grantType: 'client_credentials',
    revocationSignature: rev_sig,
    confirmation: {},
    type: 'JWT',
  })
  expect(await verifier.verify(genuine)).toBe(await verifier.verify(genuine))
})

test.each([
  ['at+jwt', 'at+jwt'],
  ['application/at+jwt', 'at+jwt'],
  ['JWT', 'JWT'],
  [undefined, 'JWT'],
])('K10 a JWT of typ %s has the type %s', async (typ, type) => {
  expect((await verifier.verify(signed(header({ typ }), claims()))).type).toBe(type)
})

test('takes scopes that are one text, and says what the token is bound to', async () => {
  const verified = await verifier.verify(signed(header(), claims({ scope: 'a.b c', cnf: { jkt: 'thumb' } })))
  expect(verified).toMatchObject({ scopes: new Set(['a.b', 'c']), confirmation: { jkt: 'thumb' } })
})

test('takes an audience that is a bare string', async () => {
  expect((await verifier.verify(signed(header(), claims({ aud: 'one' })))).audience).toEqual(['one'])
})

test.each<[string, () => string, string]>([
  ['X01 alg none', () => `${base64url(header({ alg: 'none' }))}.${base64url(claims())}.AAAA`, 'its algorithm is not RS256'],
  ['X01 alg nOnE without signature', () => `${base64url(header({ alg: 'nOnE' }))}.${base64url(claims())}.`, 'a part is not base64url'],
  ['X01 empty signature', () => genuine.slice(0, genuine.lastIndexOf('.') + 1), 'a part is not base64url'],
  [
    'X02 HS256 with the public key',
    () => {
      const text = `${base64url(header({ alg: 'HS256' }))}.${base64url(claims())}`
      return `${text}.${createHmac('sha256', published.value).update(text).digest('base64url')}`
    },
    'its algorithm is not RS256',
  ],
  ['X03 kid that is a number', () => signed(header({ kid: 1 }), claims()), 'its header names no key (kid)'],
  ['X03 kid of 10 kB', () => signed(header({ kid: 'k'.repeat(10_000) }), claims()), 'its header names no key (kid)'],
  ['K03 PS256 with the right key', () => signedBy('PS256', { padding: constants.RSA_PKCS1_PSS_PADDING }), 'its algorithm is not RS256'],
  ['K03 RS512 with the right key', () => signedBy('RS512', {}), 'its algorithm is not RS256'],
  ['K06 blank', () => genuine.replace('.', '. '), 'a part is not base64url'],
  ['K06 plain base64', () => `${genuine.slice(0, -2)}+/`, 'a part is not base64url'],
  ['K04 crit', () => signed(header({ crit: ['exp'] }), claims()), 'it has critical header members, which are not known here'],
  ['K10 other type', () => signed(header({ typ: 'logout+jwt' }), claims()), 'its type is not JWT'],
  ['K11 five parts', () => `${genuine}.a.b`, 'it has 5 parts instead of three'],
  ['X13 trailing dot', () => `${genuine}.`, 'it has 4 parts instead of three'],
  ['K06 padding', () => `${genuine}=`, 'a part is not base64url'],
  ['K06 stray bits', () => `${genuine.slice(0, -1)}${genuine.endsWith('B') ? 'C' : 'B'}`, 'a part is not base64url'],
  [
    'K07 repeated header member',
    () => signed(`{"alg":"RS256",${header().slice(1)}`, claims()),
    'its header is no JSON object with unique members',
  ],
  ['X14 repeated claim', () => signed(header(), `{"zid":"x",${claims().slice(1)}`), 'its payload is no JSON object with unique members'],
  [
    'X14 claim repeated by an escape',
    () => signed(header(), `{"\\u007aid":"x",${claims().slice(1)}`),
    'its payload is no JSON object with unique members',
  ],
  ['K12 payload that is no object', () => signed(header(), '[]'), 'its payload is no JSON object with unique members'],
  ['X12 exp as text', () => signed(header(), claims({ exp: '9999999999' })), 'its exp is not a number of seconds'],
  ['X12 exp missing', () => signed(header(), claims({ exp: undefined })), 'its exp is not a number of seconds'],
  ['X12 exp with fraction', () => signed(header(), claims({ exp: 9999999999.5 })), 'its exp is not a number of seconds'],
  ['X12 exp negative', () => signed(header(), claims({ exp: -1 })), 'its exp is not a number of seconds'],
  ['K12 exp infinite', () => signed(header(), claims().replace(/"exp":\d+/, '"exp":1e400')), 'its exp is not a number of seconds'],
  ['X12 nbf in the future', () => signed(header(), claims({ nbf: seconds() + 61 })), 'its nbf is in the future'],
  ['X12 iat in the future', () => signed(header(), claims({ iat: seconds() + 61 })), 'its iat is in the future'],
  ['no client', () => signed(header(), claims({ client_id: undefined, cid: undefined })), 'it names no client'],
  ['no id', () => signed(header(), claims({ jti: undefined })), 'it has no id (jti)'],
])('refuses %s as malformed', async (_what, token, defect) => {
  expect(await refusalOf(verifier.verify(token()))).toMatchObject({ reason: 'token-malformed', facts: { scheme: 'bearer', defect } })
})

const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
test.each<[string, () => string, string]>([
  [
    'a signature of another key',
    () => {
      const text = `${base64url(header())}.${base64url(claims())}`
      return `${text}.${base64url(sign('RSA-SHA256', Buffer.from(text), stranger))}`
    },
    'the signature does not fit',
  ],
  ['a changed payload', () => genuine.replace(/\.[^.]+\./, `.${base64url(claims({ zid: 'x' }))}.`), 'the signature does not fit'],
  ['X05 zeros', () => `${genuine.slice(0, genuine.lastIndexOf('.'))}.${base64url(Buffer.alloc(256))}`, 'the signature does not fit'],
  ['X03 an unknown kid', () => signed(header({ kid: '../../dev/null' }), claims()), 'its key id (kid) is none of the keys of this server'],
  ['X03 kid __proto__', () => signed(header({ kid: '__proto__' }), claims()), 'its key id (kid) is none of the keys of this server'],
  [
    'X04 K05 a key in the header',
    () => signed(header({ kid: 'mine', jwk: {}, jku: 'http://evil.test/keys' }), claims()),
    'its key id (kid) is none of the keys of this server',
  ],
  ['X06 X07 another tenant', () => signed(header(), claims({ zid: tenant.neo.id })), 'its zid is not the subaccount of its key'],
  ['X07 another issuer', () => signed(header(), claims({ iss: 'http://evil.test/oauth/token' })), 'its issuer is another server'],
])('refuses %s as forged', async (_what, token, defect) => {
  expect(await refusalOf(verifier.verify(token()))).toMatchObject({ reason: 'token-signature', facts: { defect } })
})

test('allows clocks to differ by a minute when a token begins', async () => {
  await verifier.verify(signed(header(), claims({ iat: seconds() + 60, nbf: seconds() + 60 })))
})

test('X13 refuses anything else in no other way', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), fc.nat(400), async (noise, at) => {
      const token = genuine.slice(0, at) + noise + genuine.slice(at)
      if (token === genuine) return
      await expect(verifier.verify(token)).rejects.toBeInstanceOf(Refusal)
    }),
  )
})
