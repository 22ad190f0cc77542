import { beforeAll, describe, expect, test } from 'vitest'
import type { Dialect } from '../../src/store/subaccounts.ts'
import { accessToken, DIALECTS, type TestClient, TOKEN_PATHS } from '../support/client.ts'
import { clientDenied, invalidToken, tokenDenied } from './answers.ts'
import { basicLine, bearer, expectDenied, expectKept, expectReached, openArena, send, testThatNothingElseRan } from './arena.ts'
import { partOf } from './forge.ts'

const DOMAIN = 'acme.test'
const HOSTS: Readonly<Record<Dialect, string>> = {
  'cloud-foundry': `sluice.authentication.${DOMAIN}`,
  neo: `oauthasservices-sluice.${DOMAIN}`,
}

const shared = openArena()
/** Every subaccount has a host of its own. */
const hosted = openArena({ tenantDomain: DOMAIN })

const GRANT = 'grant_type=client_credentials'
const other = (dialect: Dialect): Dialect => (dialect === 'neo' ? 'cloud-foundry' : 'neo')
const idOf = (dialect: Dialect, { tenant } = hosted): string =>
  dialect === 'neo' ? tenant.platform.subaccounts.neo.id : tenant.platform.subaccounts.cloudFoundry.id

describe.each(DIALECTS)('%s', (dialect) => {
  let client: TestClient
  beforeAll(() => {
    client = hosted.clients.get(dialect)!
  })
  const ask = (host: string, more: string[] = [], from = client) => ({
    line: `POST ${TOKEN_PATHS[dialect]}?${GRANT}`,
    headers: [`Host: ${host}`, basicLine(from), ...more],
  })
  const nobody = tokenDenied(dialect, 404, 'not_found', 'There is no such tenant')

  test.each([
    'evil.test',
    DOMAIN,
    `other.authentication.${DOMAIN}`,
    `HOST.evil.test`,
    'user@HOST',
    'HOST:0:1',
    'HOST:x',
    'HOST/x',
    'HOST%00',
    'HOST\u00e9',
    'xn--sluice-.authentication.acme.test',
    'sl\u0443ice.authentication.acme.test',
    '[::1]',
    '',
    '-',
  ])('X46 the host %j selects nobody, and no default', async (pattern) => {
    const host = pattern.replace('HOST', HOSTS[dialect])
    const answer = await send(hosted.tenant, ask(host))
    expect([400, 404]).toContain(answer.status)
    if (answer.status === 404) await expectDenied(hosted, ask(host), { ...nobody, cause: 'host-unknown' }, [client.secret])
    else expect(answer.body).not.toContain('access_token')
  })

  test('X46 the host of the other tenant has no such endpoint', async () => {
    const denied = { ...tokenDenied(dialect, 404, 'not_found', 'There is nothing at this address'), cause: 'address-not-found' }
    await expectDenied(hosted, ask(HOSTS[other(dialect)]), denied, [client.secret])
  })

  test.each(['HOST.', 'HOST:1234', 'UPPER'])('X46 the host %s is the same one', async (pattern) => {
    const host = pattern.replace('HOST', HOSTS[dialect]).replace('UPPER', HOSTS[dialect].toUpperCase())
    const { status, body } = await send(hosted.tenant, ask(host))
    expect(status).toBe(200)
    const token = JSON.parse(body).access_token
    await expectReached(hosted, { line: 'POST /http/orders', headers: [bearer(token)], body: '{}' }, 'orders')
  })

  test('X46 a token says the host of its tenant, whatever host it was asked for at', async () => {
    const { body } = await send(hosted.tenant, {
      ...ask(`${HOSTS[dialect]}.`),
      line: `POST ${TOKEN_PATHS[dialect]}?${GRANT}&token_format=jwt`,
    })
    expect(partOf(JSON.parse(body).access_token, 1).iss).toContain(`//${HOSTS[dialect]}:`)
  })

  test('X46 a token of another server of the same name is not good here', async () => {
    const token = await accessToken(shared.clients.get(dialect)!, 'jwt')
    const denied = { ...invalidToken('Could not verify token signature.'), cause: 'token-signature' }
    await expectDenied(hosted, { line: 'POST /http/orders', headers: [bearer(token)], body: '{}' }, denied, [token])
  })

  test('X46 a token of this tenant opens nothing on the host of the other one', async () => {
    const token = await accessToken(client, 'jwt')
    const line = 'POST /http/orders'
    const denied = { ...invalidToken('The token was issued for another tenant'), cause: 'caller-of-other-tenant' }
    const foreign = { line, headers: [`Host: ${HOSTS[other(dialect)]}`, bearer(token)], body: '{}' }
    await expectDenied(hosted, foreign, denied, [token])
    await expectReached(hosted, { line, headers: [`Host: ${HOSTS[dialect]}`, bearer(token)], body: '{}' }, 'orders')
  })

  test('X47 a client of the other tenant has bad credentials', async () => {
    const foreign = hosted.clients.get(other(dialect))!
    const denied = { ...clientDenied(dialect), cause: 'client-of-other-dialect', why: `belongs to a ${other(dialect)} subaccount` }
    await expectDenied(hosted, ask(HOSTS[dialect], [], foreign), denied, [foreign.secret])
    const atShared = { ...ask(new URL(shared.tenant.publicUrl).host), headers: [basicLine(shared.clients.get(other(dialect))!)] }
    await expectDenied(shared, atShared, denied)
  })

  test('X47 x-zid of another tenant than that of the host', async () => {
    const denied = { ...tokenDenied(dialect, 400, 'invalid_request', 'The request names two tenants'), cause: 'tenant-conflict' }
    await expectDenied(hosted, ask(HOSTS[dialect], [`x-zid: ${idOf(other(dialect))}`]), denied, [client.secret])
    expect((await send(hosted.tenant, ask(HOSTS[dialect], [`x-zid: ${idOf(dialect)}`]))).status).toBe(200)
  })

  test('X47 x-zid of the other tenant, or of nobody, on a host of all', async () => {
    const client = shared.clients.get(dialect)!
    const path = `POST ${TOKEN_PATHS[dialect]}?${GRANT}`
    const attack = (zid: string) => ({ line: path, headers: [basicLine(client), `x-zid: ${zid}`] })
    const nothing = { ...tokenDenied(dialect, 404, 'not_found', 'There is nothing at this address'), cause: 'address-not-found' }
    await expectDenied(shared, attack(idOf(other(dialect), shared)), nothing, [client.secret])
    const answer = await send(shared.tenant, attack('nobody'))
    const status = dialect === 'neo' ? 404 : 400
    const denied = tokenDenied(dialect, status, dialect === 'neo' ? 'not_found' : 'invalid_request', 'There is no such tenant')
    expect(answer.status).toBe(status)
    await expectDenied(shared, attack('nobody'), { ...denied, cause: 'tenant-unknown' }, [client.secret])
  })
})

test('X46 no Host at all', async () => {
  const denied = { ...tokenDenied('cloud-foundry', 404, 'not_found', 'There is no such tenant'), cause: 'host-unknown' }
  await expectDenied(hosted, { line: 'POST /oauth/token', headers: ['Host:'] }, denied)
})

test('X47 the keys of one tenant are not shown under the host of the other', async () => {
  const attack = { line: `GET /token_keys?zid=${idOf('cloud-foundry')}`, headers: [`Host: ${HOSTS.neo}`] }
  const answer = await send(hosted.tenant, attack)
  const body = { error: 'invalid_request', error_description: 'The request names two tenants' }
  expect([answer.status, JSON.parse(answer.body)]).toEqual([400, body])
  await expectKept(hosted.tenant, answer, { cause: 'tenant-conflict' })
})

testThatNothingElseRan(shared)
testThatNothingElseRan(hosted)
