import { beforeEach, describe, expect, test } from 'vitest'
import type { HttpHandler } from '../../kernel/http.ts'
import { silentLogger } from '../../kernel/logger.ts'
import { ADMIN, openAdminApi, requestOf } from '../admin/admin-api.fixture.ts'
import { createUaaApi } from './uaa-api.ts'

let api: Awaited<ReturnType<typeof openAdminApi>>
let handler: HttpHandler
beforeEach(async () => {
  api = await openAdminApi()
  handler = createUaaApi({
    platform: api,
    authorizeAdmin: async () => ({ user: 'admin' }),
    audit: api.identity.audit,
    onRefusal() {},
    logger: silentLogger,
  })
  await api.clients.register({ name: 'Orders', application: 'iflmap', clientId: 'orders', secret: 'first' })
})

async function call(method: string, path: string, body?: unknown) {
  const headers = { authorization: ADMIN, 'content-type': 'application/json' }
  const answer = await handler(requestOf(method, path, body === undefined ? { headers } : { headers, body: JSON.stringify(body) }))
  return { status: answer.status, body: JSON.parse(String(answer.body)) }
}
const refused = (text: string, status = 400, error = 'invalid_client') => ({ status, body: { error, error_description: text } })
const done = (message: string) => ({ status: 200, body: { status: 'ok', message } })

describe('the secret of a client', () => {
  const change = (body: object, clientId = 'orders') => call('PUT', `/oauth/clients/${clientId}/secret`, body)
  const opens = async (...secrets: string[]) => {
    const stored = (await api.store.clients.find('orders'))!.secrets
    return Promise.all(secrets.map((secret) => api.secrets.verify(secret, stored)))
  }

  test('is added, and the older one deleted', async () => {
    api.clock.advance(1)
    expect(await change({ secret: 'second', changeMode: 'ADD' })).toEqual(done('Secret is added'))
    expect(await opens('first', 'second')).toEqual([true, true])
    expect((await api.clientSecrets.list({ clientId: 'orders', keyId: null })).map(({ state }) => state)).toEqual(['previous', 'current'])
    expect(await change({ secret: 'third', changeMode: 'ADD' })).toEqual(
      refused('client secret is either empty or client already has two secrets.'),
    )
    expect(await change({ changeMode: 'DELETE' })).toEqual(done('Secret is deleted'))
    expect(await opens('first', 'second', 'third')).toEqual([false, true, false])
    expect(await change({ changeMode: 'DELETE' })).toEqual(refused('client secret is either empty or client has only one secret.'))
  })

  test('is replaced, whatever there was', async () => {
    await change({ secret: 'second', changeMode: 'ADD' })
    expect(await change({ secret: 'third', oldSecret: 'second', clientId: 'orders' })).toEqual(done('secret updated'))
    expect(await opens('first', 'second', 'third')).toEqual([false, false, true])
  })

  test('is not empty, and has an owner', async () => {
    for (const body of [{ changeMode: 'ADD' }, { secret: '' }, {}]) {
      expect(await change(body)).toEqual(refused('client secret is either empty or client already has two secrets.'))
    }
    expect(await change({ secret: 'x' }, 'nobody')).toEqual(refused("There is no OAuth client 'nobody'", 404, 'not_found'))
    expect(await change({ changeMode: 'REMOVE' })).toMatchObject({ status: 400 })
  })

  test('is that of one service key, never of several', async () => {
    await api.instances.create({ name: 'shop', plan: 'integration-flow', parameters: {} })
    const { clientId } = await api.instances.show('shop')
    await api.keys.create('shop', 'laptop', undefined)
    expect(await change({ secret: 'a-chosen-secret', changeMode: 'ADD' }, clientId)).toEqual(done('Secret is added'))
    expect((await api.keys.show('shop', 'laptop')).credentials.oauth).toMatchObject({ clientsecret: 'a-chosen-secret' })
    await api.keys.create('shop', 'phone', undefined)
    expect(await change({ secret: 'another-secret' }, clientId)).toEqual(
      refused('2 service keys share the client; change the secret of one: sluice secret add INSTANCE/KEY'),
    )
  })
})

test('signing keys are rotated as in XSUAA', async () => {
  const path = '/sap/rest/authorization/v2/securitySettings'
  const change = (keyId: string, changeMode: string) => call('PATCH', path, { tokenPolicySettings: { keyId, changeMode } })
  const keys = (activeKeyId: string | null, keyIds: string[]) => ({ status: 200, body: { tokenPolicySettings: { activeKeyId, keyIds } } })
  expect(await call('GET', path)).toEqual(keys(null, []))
  expect(await change('jwt-sig-1', 'ADD')).toEqual(keys('jwt-sig-1', ['jwt-sig-1']))
  api.clock.advance(1)
  expect(await change('jwt-sig-2', 'ADD')).toEqual(keys('jwt-sig-1', ['jwt-sig-2', 'jwt-sig-1']))
  expect(await change('jwt-sig-2', 'UPDATE')).toMatchObject({ status: 409, body: { error: 'conflict' } })
  expect(await change('jwt-sig-2', 'FORCE_UPDATE')).toEqual(keys('jwt-sig-2', ['jwt-sig-2', 'jwt-sig-1']))
  expect(await change('jwt-sig-2', 'FORCE_DELETE')).toMatchObject({ status: 409 })
  expect(await change('jwt-sig-1', 'DELETE')).toMatchObject({ status: 409 })
  for (const _ of [1, 2]) expect(await change('jwt-sig-1', 'FORCE_DELETE')).toEqual(keys('jwt-sig-2', ['jwt-sig-2']))
  expect(await call('GET', path)).toEqual(keys('jwt-sig-2', ['jwt-sig-2']))
  expect((await api.signingKeys.list(api.subaccounts.neo.id)).length).toBe(0)
})
