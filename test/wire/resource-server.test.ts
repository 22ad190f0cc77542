import { describe, expect, test } from 'vitest'
import { accessToken, basic, DIALECTS, testClient } from '../support/client.ts'
import { pastToken } from '../support/past-token.ts'
import { type RawAnswer, rawRequest } from '../support/raw-request.ts'
import { oauthXml } from './expect-refusal.ts'
import { useStage } from './stage.ts'

const stage = useStage()

const CASES = DIALECTS.flatMap((dialect) => (['jwt', 'opaque'] as const).map((format) => [dialect, format] as const))
const NOT_FOUND = 'An Authentication object was not found in the SecurityContext'

const call = (path: string, ...headers: string[]): Promise<RawAnswer> => rawRequest(stage.tenant, `GET ${path}`, headers)

async function causeOf({ headers }: RawAnswer): Promise<string> {
  const { publicUrl, adminToken } = stage.tenant
  const url = `${publicUrl}/admin/v1/refusals/${headers['x-request-id']}`
  return ((await (await fetch(url, { headers: { authorization: `Bearer ${adminToken}` } })).json()) as { cause: string }).cause
}

const described = async (answer: RawAnswer) => [answer.status, answer.headers['www-authenticate'], await causeOf(answer)]

describe.each(CASES)('%s, %s', (dialect, format) => {
  test('R01 R02 a token in the header, whatever the case of the scheme', async () => {
    const token = await accessToken(await testClient(stage.tenant, dialect), format)
    for (const scheme of ['Bearer', 'bearer', 'BEARER', 'Bearer ']) {
      expect([scheme, (await call('/http/orders', `Authorization: ${scheme} ${token}`)).status]).toEqual([scheme, 200])
    }
  })

  test('R04 a header that is malformed around a good token', async () => {
    const token = await accessToken(await testClient(stage.tenant, dialect), format)
    const challenge = `Bearer realm="sluice", error="invalid_token", error_description="${NOT_FOUND}"`
    for (const header of ['Bearer', `Bearer ${token} ${token}`, `Bearer,${token}`, `Bearer "${token}"`, token, `Bearer=${token}`]) {
      const answer = await call('/http/orders', `Authorization: ${header}`)
      expect([header, ...(await described(answer))]).toEqual([header, 401, challenge, 'garbled-authorization-header'])
    }
  })

  test('R05 a token that has expired, was called back, or lost a letter', async () => {
    const client = await testClient(stage.tenant, dialect)
    const [expired, revoked, good] = [
      await pastToken(stage.tenant, client, format, 61),
      await accessToken(client, format),
      await accessToken(client, format),
    ]
    const body = new URLSearchParams({ token: revoked })
    await fetch(`${stage.tenant.publicUrl}/oauth/revoke`, { method: 'POST', headers: { authorization: basic(client) }, body })
    const cases = [
      [expired, ['token-expired']],
      [revoked, ['token-called-back', 'token-unknown']],
      [good.slice(1), ['token-malformed', 'token-unknown']],
      [good.slice(0, -1), ['token-malformed', 'token-signature', 'token-unknown']],
    ] as const
    for (const [token, causes] of cases) {
      const answer = await call('/http/orders', `Authorization: Bearer ${token}`)
      expect([answer.status, answer.headers['www-authenticate']]).toEqual([
        401,
        expect.stringMatching(/^Bearer realm="sluice", error="invalid_token", error_description="[^"]+"$/),
      ])
      expect(causes).toContain(await causeOf(answer))
    }
    expect((await call('/http/orders', `Authorization: Bearer ${good}`)).status).toBe(200)
  })

  test('R06 without the role, with the scope that is needed', async () => {
    const token = await accessToken(await testClient(stage.tenant, dialect), format)
    const answer = await call('/http/invoices', `Authorization: Bearer ${token}`)
    const challenge = 'Bearer realm="sluice", error="insufficient_scope", scope="Invoices.send"'
    expect(await described(answer)).toEqual([403, challenge, 'role-missing'])
  })

  test('R07 a token in the query is not read', async () => {
    const token = await accessToken(await testClient(stage.tenant, dialect), format)
    const answer = await call(`/http/orders?access_token=${token}`)
    expect(await described(answer)).toEqual([401, 'Bearer realm="sluice", Basic realm="sluice"', 'no-authorization-header'])
  })

  test('R08 a token in a form is not read', async () => {
    const token = await accessToken(await testClient(stage.tenant, dialect), format)
    const body = new URLSearchParams({ access_token: token })
    const answer = await fetch(`${stage.tenant.publicUrl}/http/orders`, { method: 'POST', body })
    expect([answer.status, await answer.text()]).toEqual([401, oauthXml('unauthorized', NOT_FOUND)])
  })

  test('R09 a token in the header and another one, or the same, in the query', async () => {
    const token = await accessToken(await testClient(stage.tenant, dialect), format)
    const text = 'The request has more than one access token'
    for (const query of [`access_token=${token}`, 'x=1&access_token=', `access_token=f00d`]) {
      const answer = await call(`/http/orders?${query}`, `Authorization: Bearer ${token}`)
      const challenge = `Bearer realm="sluice", error="invalid_request", error_description="${text}"`
      expect(await described(answer)).toEqual([400, challenge, 'several-tokens'])
      expect(answer.body).toBe(oauthXml('invalid_request', text))
    }
    expect((await call(`/http/orders?my_access_token=${token}`, `Authorization: Bearer ${token}`)).status).toBe(200)
  })

  test('R09 a form is the flow’s own, whatever its fields are named', async () => {
    const token = await accessToken(await testClient(stage.tenant, dialect), format)
    const headers = { authorization: `Bearer ${token}` }
    const answer = await fetch(`${stage.tenant.publicUrl}/http/orders`, {
      method: 'POST',
      headers,
      body: new URLSearchParams({ access_token: 'f00d' }),
    })
    expect(answer.status).toBe(200)
  })

  test('R10 what an authorised call gets is for this caller alone', async () => {
    const token = await accessToken(await testClient(stage.tenant, dialect), format)
    for (const header of [`Bearer ${token}`, basic(await testClient(stage.tenant, dialect))]) {
      const { status, headers } = await call('/http/orders', `Authorization: ${header}`)
      expect([status, headers['cache-control']]).toEqual([200, 'private'])
    }
    expect((await call('/http/protected', `Authorization: Bearer ${token}`, 'X-CSRF-Token: Fetch')).headers['cache-control']).toBe(
      'private',
    )
  })

  test('R11 two Authorization headers', async () => {
    const token = await accessToken(await testClient(stage.tenant, dialect), format)
    const answer = await call('/http/orders', `Authorization: Bearer ${token}`, `Authorization: Bearer ${token}`)
    const text = 'The request has more than one Authorization header'
    const challenge = `Bearer realm="sluice", error="invalid_request", error_description="${text}"`
    expect(await described(answer)).toEqual([400, challenge, 'several-authorization-headers'])
  })

  test('R12 no error tells of keys, code or files', async () => {
    const token = await accessToken(await testClient(stage.tenant, dialect), format)
    const tokens = [token.slice(1), `${token}.`, 'a.b.c', 'x'.repeat(4000), `${Buffer.from('{').toString('base64url')}.e30.AA`]
    for (const presented of tokens) {
      const { status, headers, body } = await call('/http/orders', `Authorization: Bearer ${presented}`)
      expect(status).toBe(401)
      const told = `${JSON.stringify(headers)}${body}`
      expect(told).not.toMatch(/\bat \S+:\d+|\.ts\b|\.js\b|node:|PRIVATE|BEGIN|Error:|undefined|SyntaxError|Unexpected/)
      expect(told).not.toContain(presented)
    }
  })
})

test('R03 no credentials: a challenge without an error', async () => {
  const answer = await call('/http/orders')
  expect(await described(answer)).toEqual([401, 'Bearer realm="sluice", Basic realm="sluice"', 'no-authorization-header'])
  expect(answer.body).toBe(oauthXml('unauthorized', NOT_FOUND))
})

test.each(['', ' ', '  ', '\t'])('R04 an empty header (%j)', async (value) => {
  const answer = await call('/http/orders', `Authorization:${value}`)
  expect([answer.status, await causeOf(answer)]).toEqual([401, 'garbled-authorization-header'])
})
