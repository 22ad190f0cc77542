import { createHmac, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { deflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DIALECTS } from '../support/client.ts'
import { secretOf } from '../support/platform-api.ts'
import { invalidToken } from './answers.ts'
import { bearer, type Denied, expectDenied, expectReached, openArena, testThatNothingElseRan } from './arena.ts'
import { encode, type Forge, openForge, signedWith } from './forge.ts'

const arena = openArena()

const MALFORMED = { ...invalidToken('The token is malformed'), cause: 'token-malformed' }
const FORGED = { ...invalidToken('Could not verify token signature.'), cause: 'token-signature' }
const GARBLED: Denied = {
  ...invalidToken('An Authentication object was not found in the SecurityContext'),
  body: '<oauth><error_description>An Authentication object was not found in the SecurityContext</error_description><error>unauthorized</error></oauth>',
  cause: 'garbled-authorization-header',
}

const refuse = (token: string, denied: Denied) => {
  const secrets = token.length > 8 ? [token] : []
  return expectDenied(arena, { line: 'POST /http/orders', headers: [bearer(token)], body: '{}' }, denied, secrets)
}
const accept = (token: string) => expectReached(arena, { line: 'POST /http/orders', headers: [bearer(token)], body: '{}' }, 'orders')

/** A server of the attacker; nobody may ask it for anything. */
const asked: string[] = []
const attacker = createServer((request, response) => {
  asked.push(request.url ?? '')
  response.end('{}')
})
const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 })
beforeAll(() => new Promise<void>((resolve) => attacker.listen(0, '127.0.0.1', resolve)))
afterAll(() => attacker.close())
const attackerUrl = () => `http://127.0.0.1:${(attacker.address() as AddressInfo).port}/token_keys`

const seconds = () => Math.floor(Date.now() / 1000)

describe.each(DIALECTS)('%s', (dialect) => {
  let forge: Forge
  beforeAll(async () => {
    forge = await openForge(arena.tenant, arena.clients.get(dialect)!)
  })

  const parts = () => forge.genuine.split('.') as [string, string, string]
  const unsigned = (alg: string, signature = '') => `${encode({ ...forge.header, alg })}.${parts()[1]}.${signature}`
  const hmac = (key: string | Uint8Array) => {
    const text = `${encode({ ...forge.header, alg: 'HS256' })}.${parts()[1]}`
    return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`
  }
  const withKey = (key: KeyObject, header = {}) => signedWith(key, { ...forge.header, ...header }, forge.claims)

  test('the genuine token and one that is made like it are accepted, so that what follows is refused for what it is', async () => {
    await accept(forge.genuine)
    await accept(forge.signed())
  })

  test.each(['none', 'None', 'nOnE', 'NONE', ''])('X01 alg %j', async (alg) => {
    await refuse(unsigned(alg), { ...MALFORMED, why: 'a part is not base64url' })
    await refuse(unsigned(alg, 'AAAA'), { ...MALFORMED, why: 'its algorithm is not RS256' })
  })

  test('X01 an empty signature', async () => {
    await refuse(`${parts()[0]}.${parts()[1]}.`, { ...MALFORMED, why: 'a part is not base64url' })
    await refuse(`${parts()[0]}.${parts()[1]}`, { ...MALFORMED, why: 'it has 2 parts instead of three' })
  })

  test('X02 HS256 keyed with what everybody can read of the key', async () => {
    const { value, n, e, kid } = forge.published
    const der = createPublicKey(value).export({ type: 'spki', format: 'der' })
    const jwk = JSON.stringify({ kty: 'RSA', e, n, kid })
    for (const key of [value, `${value}\n`, der, jwk, n, Buffer.from(n, 'base64url')]) {
      await refuse(hmac(key), { ...MALFORMED, why: 'its algorithm is not RS256' })
    }
  })

  test.each<[string, unknown]>([
    ['a path', '../../dev/null'],
    ['SQL', "' OR 1=1 --"],
    ['NUL', '\u0000'],
    ['a name that every object has', '__proto__'],
    ['another one', 'constructor'],
    ['the kid in another case', 'KEY-ID'],
  ])('X03 a kid that is %s', async (_what, kid) => {
    await refuse(forge.signed({ kid }), { ...FORGED, why: 'its key id (kid) is none of the keys of this server' })
  })

  test.each<[string, unknown]>([
    ['a number', 1],
    ['a list', ['default-jwt-key']],
    ['an object', { kid: 'x' }],
    ['null', null],
    ['not there', undefined],
    ['of 10 kB', 'k'.repeat(10_000)],
  ])('X03 a kid that is %s', async (_what, kid) => {
    await refuse(forge.signed({ kid }), { ...MALFORMED, why: 'its header names no key (kid)' })
  })

  test('X04 addresses and keys in the header are not looked at, whosoever they are', async () => {
    const jwk = foreign.publicKey.export({ format: 'jwk' })
    const own = new URL(arena.tenant.publicUrl)
    const addresses = [
      attackerUrl(),
      attackerUrl().replace('//', `//${own.host}@`),
      attackerUrl().replace('127.0.0.1', `${own.hostname}.nip.io`),
      `${own.origin}/oauth/../redirect?to=${attackerUrl()}`,
      'file:///etc/passwd',
    ]
    for (const address of addresses) {
      for (const header of [{ jku: address }, { x5u: address }, { jku: address, jwk }, { x5c: [address], jwk }]) {
        await refuse(withKey(foreign.privateKey, header), { ...FORGED, why: 'the signature does not fit' })
        await refuse(withKey(foreign.privateKey, { ...header, kid: 'attacker' }), { ...FORGED, why: 'none of the keys of this server' })
      }
    }
    expect(asked).toEqual([])
  })

  test('X05 a signature of a key of another size or kind', async () => {
    const small = generateKeyPairSync('rsa', { modulusLength: 1024 })
    const large = generateKeyPairSync('rsa', { modulusLength: 4096 })
    for (const { privateKey } of [small, large, foreign])
      await refuse(withKey(privateKey), { ...FORGED, why: 'the signature does not fit' })
    const [head, body] = parts()
    for (const length of [64, 128, 256, 512]) {
      await refuse(`${head}.${body}.${Buffer.alloc(length).toString('base64url')}`, { ...FORGED, why: 'the signature does not fit' })
    }
    await refuse(unsigned('ES256', Buffer.alloc(64).toString('base64url')), { ...MALFORMED, why: 'its algorithm is not RS256' })
    const der = Buffer.from('3006020100020100', 'hex').toString('base64url')
    await refuse(unsigned('ES256', der), { ...MALFORMED, why: 'its algorithm is not RS256' })
  })

  test('X06 the key of one tenant under the claims of another', async () => {
    const other = await openForge(arena.tenant, arena.clients.get(dialect === 'neo' ? 'cloud-foundry' : 'neo')!)
    const claim = dialect === 'neo' ? 'account' : 'zid'
    const mine = other.signed({}, JSON.stringify(forge.claims))
    await refuse(mine, { ...FORGED, why: `is not the subaccount of its key` })
    await refuse(forge.signed({}, { [claim]: 'uaa' }), { ...FORGED, why: `its ${claim} is not the subaccount of its key` })
  })

  test.each<[string, Record<string, unknown>, Denied]>([
    ['iss of another server', { iss: 'https://evil.test/oauth/token' }, { ...FORGED, why: 'its issuer is another server' }],
    ['iss that only begins right', { iss: 'http://127.0.0.1' }, { ...FORGED, why: 'its issuer is another server' }],
    ['no client', { client_id: undefined, cid: undefined }, { ...MALFORMED, why: 'it names no client' }],
    ['a client that is a list', { client_id: ['x'], cid: ['x'] }, { ...MALFORMED, why: 'it names no client' }],
    ['no id', { jti: undefined }, { ...MALFORMED, why: 'it has no id (jti)' }],
  ])('X07 %s, signed with the own key', async (_what, claims, denied) => {
    await refuse(forge.signed({}, claims), denied)
  })

  test.each(['logout+jwt', 'id_token', 'refresh', 'client-authentication+jwt', 'dpop+jwt', 'jwt', ''])(
    'X07 a JWT of type %j is no access token, though the own key signed it',
    async (typ) => {
      await refuse(forge.signed({ typ }), { ...MALFORMED, why: 'its type is not JWT' })
    },
  )

  test('X07 a JWT of the type that the client has not opted into', async () => {
    const text = 'The token is not of the type that its client uses'
    await refuse(forge.signed({ typ: 'at+jwt' }), { ...invalidToken(text), cause: 'token-type', why: 'a JWT of type at+jwt' })
  })

  test.each<[string, Record<string, unknown>, string]>([
    ['exp a text', { exp: '9999999999' }, 'its exp is not a number of seconds'],
    ['exp with a fraction', { exp: 9_999_999_999.5 }, 'its exp is not a number of seconds'],
    ['exp negative', { exp: -1 }, 'its exp is not a number of seconds'],
    ['exp beyond what is exact', { exp: 1e99 }, 'its exp is not a number of seconds'],
    ['exp null', { exp: null }, 'its exp is not a number of seconds'],
    ['exp missing', { exp: undefined }, 'its exp is not a number of seconds'],
    ['exp a list', { exp: [9_999_999_999] }, 'its exp is not a number of seconds'],
    ['nbf a text', { nbf: '0' }, 'its nbf is not a number of seconds'],
    ['iat missing', { iat: undefined }, 'its iat is not a number of seconds'],
  ])('X12 %s', async (_what, claims, why) => {
    await refuse(forge.signed({}, claims), { ...MALFORMED, why })
  })

  test('X12 exp beyond all numbers', async () => {
    const claims = JSON.stringify(forge.claims).replace(/"exp":\d+/, '"exp":1e400')
    await refuse(forge.signed({}, claims), { ...MALFORMED, why: 'its exp is not a number of seconds' })
  })

  test('X12 clocks may differ by a minute when a token begins, and by nothing when it ends', async () => {
    await refuse(forge.signed({}, { nbf: seconds() + 70 }), { ...MALFORMED, why: 'its nbf is in the future' })
    await refuse(forge.signed({}, { iat: seconds() + 70 }), { ...MALFORMED, why: 'its iat is in the future' })
    await accept(forge.signed({}, { nbf: seconds() + 50, iat: seconds() + 50 }))
    const expired = forge.signed({}, { exp: seconds() })
    const answer = expect.stringMatching(
      /^Bearer realm="sluice", error="invalid_token", error_description="Jwt expired at \S+Z, time now: \S+Z"$/,
    )
    await refuse(expired, {
      ...MALFORMED,
      headers: { ...MALFORMED.headers, 'www-authenticate': answer },
      body: expect.stringMatching(
        /^<oauth><error_description>Jwt expired at \S+Z, time now: \S+Z<\/error_description><error>invalid_token<\/error><\/oauth>$/,
      ),
      cause: 'token-expired',
      why: 'The token expired at',
    })
  })

  test.each<[string, (token: string) => string, Denied]>([
    ['a dot behind it', (token) => `${token}.`, { ...MALFORMED, why: 'it has 4 parts instead of three' }],
    ['two dots in it', (token) => token.replace('.', '..'), { ...MALFORMED, why: 'it has 4 parts instead of three' }],
    ['a dot before it', (token) => `.${token}`, { ...MALFORMED, why: 'it has 4 parts instead of three' }],
    ['letters behind it', (token) => `${token}AAAA`, { ...FORGED, why: 'the signature does not fit' }],
    ['padding', (token) => `${token}==`, { ...MALFORMED, why: 'a part is not base64url' }],
    ['plain base64', (token) => `${token.slice(0, -2)}+/`, { ...MALFORMED, why: 'a part is not base64url' }],
    ['a tilde', (token) => `${token}~`, { ...MALFORMED, why: 'a part is not base64url' }],
    ['a blank in it', (token) => token.replace('.', '. '), GARBLED],
    ['an escaped blank', (token) => `${token}%20`, GARBLED],
    ['a tab in it', (token) => token.replace('.', '.\t'), GARBLED],
    ['a dot that looks like one', (token) => token.replace('.', '\u2024'), GARBLED],
    ['a full-width dot', (token) => token.replace('.', '\uff0e'), GARBLED],
    ['a comma and more', (token) => `${token}, ${token}`, GARBLED],
    ['quotes around it', (token) => `"${token}"`, GARBLED],
  ])('X13 %s', async (_what, change, denied) => {
    await refuse(change(forge.genuine), denied)
  })

  test.each(['\n', '\r\n ', '\u0000'])('X13 %j in it is no HTTP', async (separator) => {
    const attack = { line: 'POST /http/orders', headers: [bearer(forge.genuine.replace('.', `.${separator}`))], body: '{}' }
    await expectDenied(
      arena,
      attack,
      {
        status: 400,
        headers: { 'content-type': 'text/plain; charset=utf-8' },
        body: 'The request is not HTTP as this server reads it\n',
        cause: 'request-unreadable',
      },
      [forge.genuine],
    )
  })

  test('X14 claims and header members that stand there twice', async () => {
    const claims = JSON.stringify(forge.claims)
    const why = 'its payload is no JSON object with unique members'
    for (const first of ['"iat":0,', '"exp":9999999999,', '"\\u0065xp":9999999999,', '"client_id":"x",']) {
      await refuse(forge.signed({}, `{${first}${claims.slice(1)}`), { ...MALFORMED, why })
      await refuse(forge.signed({}, `${claims.slice(0, -1)},${first.slice(0, -1)}}`), { ...MALFORMED, why })
    }
    const header = JSON.stringify(forge.header)
    const twice = signedWith(forge.key, `{"alg":"none",${header.slice(1)}`, forge.claims)
    await refuse(twice, { ...MALFORMED, why: 'its header is no JSON object with unique members' })
  })

  test('X15 an encrypted token, and what would be large when it is unpacked', async () => {
    const bomb = deflateRawSync(Buffer.alloc(5_000_000, '{"a":'), { level: 9 }).toString('base64url')
    const jwe = `${encode({ alg: 'RSA-OAEP', enc: 'A256GCM', zip: 'DEF', kid: forge.header.kid })}.${encode('key')}.${encode('iv')}.${bomb.slice(0, 9000)}.${encode('tag')}`
    await refuse(jwe, { ...MALFORMED, why: 'it has 5 parts instead of three' })
    const packed = signedWith(forge.key, { ...forge.header, zip: 'DEF' }, deflateRawSync(JSON.stringify(forge.claims)).toString('latin1'))
    await refuse(packed, { ...MALFORMED, why: 'its payload is no JSON object with unique members' })
  })

  test('X15 brackets as deep as they fit', async () => {
    const deep = '['.repeat(5500)
    const why = 'is no JSON object with unique members'
    await refuse(forge.signed({}, deep), { ...MALFORMED, why })
    await refuse(forge.signed({}, `{"a":${deep}${']'.repeat(5500).slice(0, 2000)}`), { ...MALFORMED, why })
    await refuse(forge.signed({}, `{"a":${'['.repeat(2500)}${']'.repeat(2500)},"x":1}`), {
      ...FORGED,
      why: 'is not the subaccount of its key',
    })
    await refuse(`${encode(deep)}.${parts()[1]}.${parts()[2]}`, { ...MALFORMED, why })
  })
})

describe('X07 what else the server signs', () => {
  test('the token of the administrator at the Cloud Foundry API, and its refresh token', async () => {
    const { publicUrl } = arena.tenant
    const form = new URLSearchParams({ grant_type: 'password', username: 'admin', password: secretOf(arena.tenant, 'admin-password') })
    const cf = { authorization: `Basic ${Buffer.from('cf:').toString('base64')}` }
    const answer = await fetch(`${publicUrl}/oauth/token`, { method: 'POST', headers: cf, body: form })
    const { access_token, refresh_token } = (await answer.json()) as Record<string, string>
    await refuse(access_token!, { ...invalidToken('The token opens the Cloud Foundry API only'), cause: 'user-token' })
    const unknown = invalidToken('The token expired, was revoked, or the token ID is incorrect.')
    await refuse(refresh_token!, { ...unknown, cause: 'token-unknown' })
  })
})

testThatNothingElseRan(arena)
