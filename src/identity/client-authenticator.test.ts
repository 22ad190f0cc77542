import { beforeEach, expect, test } from 'vitest'
import { newSecret } from './new-secret.ts'
import { basicAuth, whole } from './testing/http-request.fixture.ts'
import { openTenant, type Tenant } from './testing/tenant.fixture.ts'

let tenant: Tenant
beforeEach(async () => {
  tenant = await openTenant()
})

const add = async (clientId: string, value: string, expiresAt: number | null) => {
  const hash = await tenant.identity.secrets.hash('generated', value)
  await tenant.store.clients.addSecret(
    newSecret({ id: value, clientId, kind: 'generated', hash, createdAt: tenant.clock.now(), promotedAt: null, expiresAt }),
  )
}
const ask = async (clientId: string, secret: string) => {
  const target = '/oauth2/api/v1/token?grant_type=client_credentials'
  const { status, body } = await whole(await tenant.call({ target, headers: { authorization: basicAuth(clientId, secret) } }))
  return { status, body }
}

test('a secret ends to the millisecond; the wire says what it says of a wrong one, the record says why', async () => {
  const { clientId } = await tenant.registerClient('orders')
  await add(clientId, 'second', tenant.clock.now() + 1000)
  tenant.clock.advance(999)
  expect((await ask(clientId, 'second')).status).toBe(200)
  tenant.clock.advance(1)
  expect(await ask(clientId, 'second')).toEqual(await ask(clientId, 'wrong'))
  expect((await ask(clientId, 'second')).status).toBe(401)
  expect((await ask(clientId, 's3cret')).status).toBe(200)
  expect(await tenant.identity.explain.list({ cause: 'secret-expired', limit: 1 })).toMatchObject([
    {
      clientId: 'orders',
      happened: "The secret of client 'orders' is the right one; it expired at 2026-01-01T00:00:01.000Z.",
      remedy: 'sluice secret list orders shows its secrets; sluice secret add orders makes a new one.',
    },
  ])
})

test('the secret that opened is noted, no other', async () => {
  const { clientId, secret } = await tenant.registerClient('orders')
  await add(clientId, 'second', null)
  await ask(clientId, secret)
  tenant.clock.advance(5000)
  await ask(clientId, 'wrong')
  await tenant.identity.flush()
  const { secrets } = (await tenant.store.clients.find(clientId))!
  const used = Object.fromEntries(secrets.map(({ id, lastUsedAt }) => [id, lastUsedAt]))
  expect(used).toEqual({ 'orders-secret': tenant.clock.now() - 5000, second: null })
})

test.each([
  ['a generated secret', '8d455dab-c194-4163-834c-93b09dbab98e$u3wC0T5xYz8d455dabc1944163834c93b09dbab98e0=', 81],
  ['a JWT', `eyJhbGciOiJSUzI1NiJ9.eyJqdGkiOiJ4In0.${'x'.repeat(342)}`, 379],
  ['an opaque token', 'f00d'.repeat(8), 32],
  ['the token of the administrator', `sluice_admin_${'x'.repeat(43)}`, 56],
  ['a sentence', 'correct horse', 13],
  ['what is too long', 'x'.repeat(201), 201],
])('X24 %s in the place of the id is not kept', async (_what, id, length) => {
  expect((await ask(id, 'x')).status).toBe(401)
  const [kept] = await tenant.identity.explain.list({ limit: 1 })
  expect(kept).toMatchObject({
    cause: 'unknown-client',
    clientId: null,
    happened: expect.stringContaining(`stand ${length} characters that are no id`),
  })
  expect(JSON.stringify(kept)).not.toContain(id)
})

test.each([
  'nobody',
  'sb-8d455dab-c194-4163-834c-93b09dbab98e!b1|it-rt-acme!b2',
  'sb-0000%21b1%7Cit%21b2',
  '8d455dab-c194-4163-834c-93b09dbab98e',
])('an id that is not known is kept, so that a typing error shows: %s', async (id) => {
  await ask(id, 'x')
  expect((await tenant.identity.explain.list({ limit: 1 }))[0]).toMatchObject({ cause: 'unknown-client', clientId: id })
})
