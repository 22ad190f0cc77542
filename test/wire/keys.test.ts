import { createPublicKey } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { encode, type Forge, openForge, signedWith } from '../attacks/forge.ts'
import { accessToken, DIALECTS, TOKEN_PATHS, testClient } from '../support/client.ts'
import { useStage } from './stage.ts'

const stage = useStage()

const call = async (token: string) => {
  const answer = await stage.call('/http/orders', `Bearer ${token}`)
  const { publicUrl, adminToken } = stage.tenant
  if (answer.status === 200) return 'reached'
  const url = `${publicUrl}/admin/v1/refusals/${answer.headers.get('x-request-id')}`
  const kept = await fetch(url, { headers: { authorization: `Bearer ${adminToken}` } })
  return `${answer.status} ${((await kept.json()) as { cause: string }).cause}`
}
const seconds = () => Math.floor(Date.now() / 1000)
const MALFORMED = '401 token-malformed'

const get = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(stage.tenant.publicUrl + path, { headers })
  return { status: answer.status, headers: answer.headers, body: answer.status === 200 ? await answer.json() : undefined }
}

describe.each(DIALECTS)('%s', (dialect) => {
  let forge: Forge
  let subaccount: string
  beforeAll(async () => {
    forge = await openForge(stage.tenant, await testClient(stage.tenant, dialect))
    const { neo, cloudFoundry } = stage.tenant.platform.subaccounts
    subaccount = (dialect === 'neo' ? neo : cloudFoundry).id
  })

  test('K01 the key set has public members only, and each key its own kid', async () => {
    const { keys } = (await get(`/token_keys?zid=${subaccount}`)).body as { keys: Record<string, string>[] }
    for (const key of keys) {
      expect(Object.keys(key)).toEqual(['kty', 'e', 'use', 'kid', 'alg', 'value', 'n'])
      expect(key).toMatchObject({ kty: 'RSA', use: 'sig', alg: 'RS256' })
      expect(Buffer.from(key.n!, 'base64url')[0]).not.toBe(0)
      expect(createPublicKey(key.value!).export({ format: 'jwk' })).toMatchObject({ n: key.n, e: key.e })
    }
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(keys.length)
    expect((await get('/token_key', { 'x-zid': subaccount })).body).toEqual(keys[0])
  })

  test('K02 who has the key set is told that it is the same', async () => {
    const { headers } = await get(`/token_keys?zid=${subaccount}`)
    const tag = headers.get('etag')!
    expect((await get(`/token_keys?zid=${subaccount}`, { 'if-none-match': tag })).status).toBe(304)
    expect((await get(`/token_keys?zid=${subaccount}`, { 'if-none-match': '"1"' })).status).toBe(200)
  })

  test('K03 the algorithm is that of the key, whatever the header says', async () => {
    for (const alg of ['RS384', 'RS512', 'PS256', 'ES256', 'HS256', 'none', 'rs256', '', null, ['RS256'], undefined]) {
      expect([alg, await call(forge.signed({ alg }))]).toEqual([alg, MALFORMED])
    }
  })

  test('K04 critical header members, of whatever kind', async () => {
    for (const crit of [['exp'], ['b64'], [], 'exp', {}]) expect([crit, await call(forge.signed({ crit }))]).toEqual([crit, MALFORMED])
  })

  test('K05 keys and addresses in the header are not looked at', async () => {
    const { n, e } = forge.published
    const extra = { jwk: { kty: 'RSA', n, e }, jku: 'https://evil.test/keys', x5u: 'https://evil.test/cert', x5c: ['AAAA'] }
    expect(await call(forge.signed(extra))).toBe('reached')
  })

  test('K06 base64url to the letter', async () => {
    const [head, body, tail] = forge.genuine.split('.') as [string, string, string]
    expect(await call(`${head}.${body}.${tail}`)).toBe('reached')
    const stray = `${tail.slice(0, -1)}${tail.endsWith('B') ? 'C' : 'B'}`
    for (const broken of [
      `${head}=.${body}.${tail}`,
      `${head}.${body}.${tail}=`,
      `${head}.${body}.${tail}.`,
      `${head}.${body}`,
      `.${body}.${tail}`,
      `${head}..${tail}`,
      `${head}.${body}.${stray}`,
      `${head}.${body}+/.${tail}`,
    ]) {
      // What is not even the shape of a token is a broken header already.
      expect(await call(broken)).toMatch(/^401 (?:token-malformed|garbled-authorization-header)$/)
    }
  })

  test('K07 members that stand there twice', async () => {
    const claims = JSON.stringify(forge.claims)
    expect(await call(forge.signed({}, `{"exp":9999999999,${claims.slice(1)}`))).toBe(MALFORMED)
    expect(await call(forge.signed({}, `${claims.slice(0, -1)},"nested":{"a":1,"a":2}}`))).toBe(MALFORMED)
    expect(await call(signedWith(forge.key, `{"typ":"JWT",${JSON.stringify(forge.header).slice(1)}`, forge.claims))).toBe(MALFORMED)
  })

  test('K08 exp is a number and must be there, nbf and iat are numbers; clocks may differ by a minute at the beginning', async () => {
    for (const exp of [undefined, null, '9999999999', 1.5, -1, [9_999_999_999], true]) {
      expect([exp, await call(forge.signed({}, { exp }))]).toEqual([exp, MALFORMED])
    }
    for (const name of ['nbf', 'iat']) {
      for (const value of ['0', 0.5, -1, null, {}])
        expect([name, value, await call(forge.signed({}, { [name]: value }))]).toEqual([name, value, MALFORMED])
      expect(await call(forge.signed({}, { [name]: seconds() + 70 }))).toBe(MALFORMED)
      expect(await call(forge.signed({}, { [name]: seconds() + 50 }))).toBe('reached')
    }
    expect(await call(forge.signed({}, { exp: seconds() }))).toBe('401 token-expired')
    expect(await call(forge.signed({}, { exp: seconds() + 5 }))).toBe('reached')
  })

  test('K09 aud is a text or a list of them', async () => {
    const [own] = [forge.claims.aud].flat() as string[]
    const application = dialect === 'neo' ? own! : String(forge.claims.client_id).split('|')[1]!
    for (const aud of [application, [application], ['https://else.test', application]]) {
      expect([aud, await call(forge.signed({}, { aud }))]).toEqual([aud, 'reached'])
    }
    if (dialect === 'neo') return
    for (const aud of ['https://else.test', ['uaa'], [], 1, { a: application }, [[application]], `${application}x`, undefined]) {
      expect([aud, await call(forge.signed({}, { aud }))]).toEqual([aud, '401 wrong-audience-api-plan'])
    }
  })

  test('K10 the type is JWT or is not said; at+jwt is for who opted in', async () => {
    expect(await call(forge.signed({ typ: undefined }))).toBe('reached')
    expect(await call(forge.signed({ typ: 'JWT' }))).toBe('reached')
    for (const typ of ['at+jwt', 'application/at+jwt']) expect(await call(forge.signed({ typ }))).toBe('401 token-type')
    for (const typ of ['jwt', 'id+jwt', 'dpop+jwt', '', null, ['JWT']])
      expect([typ, await call(forge.signed({ typ }))]).toEqual([typ, MALFORMED])
    const profiled = await accessToken(await testClient(stage.tenant, dialect, { tokenProfile: 'rfc9068' }), 'jwt')
    expect(await call(profiled)).toBe('reached')
  })

  test('K11 an encrypted token', async () => {
    const jwe = [encode({ alg: 'RSA-OAEP-256', enc: 'A256GCM' }), 'a', 'b', 'c', 'd'].join('.')
    expect(await call(jwe)).toBe(MALFORMED)
    expect(await call(`${forge.genuine}.a.b`)).toBe(MALFORMED)
  })

  test('K12 a payload that is no object, is too deep, or has numbers beyond all numbers', async () => {
    const claims = JSON.stringify(forge.claims)
    for (const payload of [
      '[]',
      'null',
      '"x"',
      '1',
      '',
      `${claims}x`,
      `[${claims}]`,
      claims.replace(/"exp":\d+/, '"exp":1e400'),
      '['.repeat(5000),
    ]) {
      expect([payload.slice(0, 20), await call(forge.signed({}, payload))]).toEqual([payload.slice(0, 20), MALFORMED])
    }
    expect(await call(forge.signed({}, { nested: JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`) }))).toBe('reached')
  })
})

const OPENID = '/.well-known/openid-configuration'
const METADATA = '/.well-known/oauth-authorization-server'

describe('metadata', () => {
  test.each(DIALECTS)('K20 %s: the issuer is that of the tokens, and the address is made of it', async (dialect) => {
    const issuer = dialect === 'neo' ? '/oauth2/api/v1' : '/oauth/token'
    const { status, body } = await get(METADATA + issuer)
    const token = await accessToken(await testClient(stage.tenant, dialect), 'jwt')
    const { iss } = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString())
    expect([status, body.issuer, iss]).toEqual([200, stage.tenant.publicUrl + issuer, body.issuer])
    expect(body.token_endpoint).toBe(stage.tenant.publicUrl + TOKEN_PATHS[dialect])
  })

  test.each([OPENID, `/oauth/token${OPENID}`, `${METADATA}/oauth/token`])('K21 %s says what works', async (path) => {
    const { body } = await get(path)
    expect(body.grant_types_supported).toContain('client_credentials')
    expect(body.token_endpoint_auth_methods_supported).toEqual(
      expect.arrayContaining(['client_secret_basic', 'client_secret_post', 'private_key_jwt']),
    )
    expect(body).toMatchObject({
      revocation_endpoint: expect.any(String),
      introspection_endpoint: expect.any(String),
      mtls_endpoint_aliases: { token_endpoint: expect.stringMatching(/^https:/) },
    })
    for (const endpoint of [body.revocation_endpoint, body.introspection_endpoint, body.token_endpoint]) {
      expect([endpoint, (await fetch(endpoint, { method: 'POST' })).status]).toEqual([endpoint, 401])
    }
    expect((await fetch(body.jwks_uri)).status).toBe(200)
  })

  test('K22 no address comes from a header', async () => {
    const { publicUrl } = stage.tenant
    const { hostname, port } = new URL(publicUrl)
    const { request } = await import('node:http')
    const { text } = await import('node:stream/consumers')
    for (const path of [OPENID, `${METADATA}/oauth/token`, `${METADATA}/oauth2/api/v1`]) {
      const body = await new Promise<string>((resolve, reject) => {
        const headers = { host: 'evil.test', 'x-forwarded-host': 'evil.test', 'x-forwarded-proto': 'https' }
        request({ hostname, port, path, headers }, (answer) => resolve(text(answer)))
          .on('error', reject)
          .end()
      })
      expect(body).not.toContain('evil')
      expect(JSON.parse(body).token_endpoint).toContain(publicUrl)
    }
  })
})
