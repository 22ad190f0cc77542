import { beforeEach, describe, expect, test } from 'vitest'
import { Tenants } from './tenants.ts'
import { basicAuth, httpRequest, whole } from './testing/http-request.fixture.ts'
import { openTenant, refusalOf, type Tenant } from './testing/tenant.fixture.ts'

let tenant: Tenant
let tenants: Tenants
beforeEach(async () => {
  tenant = await openTenant()
  tenants = hosted('example.org')
})

const hosted = (domain: string, publicUrl = 'https://sluice.example.org:8443') =>
  new Tenants({ store: tenant.store, domain, publicUrl: () => publicUrl, origins: () => [publicUrl, 'https://127.0.0.1:8443'] })
const named = (headers: Record<string, string>, zid?: string) => tenants.named(httpRequest({ headers }), zid)
const idOf = async (headers: Record<string, string>, zid?: string) => (await named(headers, zid))?.id
const CF_HOST = 'acme.authentication.example.org'
const NEO_HOST = 'oauthasservices-acme.example.org'

describe('with a host for every subaccount', () => {
  test.each([CF_HOST, `${CF_HOST}:8443`, 'ACME.Authentication.example.org', `${CF_HOST}.`, 'acme.authentication.cert.example.org'])(
    '%s is the Cloud Foundry subaccount',
    async (host) => {
      expect(await idOf({ host })).toBe(tenant.cloudFoundry.id)
    },
  )

  test('the Neo subaccount has its own form', async () => {
    expect(await idOf({ host: NEO_HOST })).toBe(tenant.neo.id)
  })

  test('every host is found on every listener', async () => {
    const hosts = ['authentication.example.org', NEO_HOST, CF_HOST, 'acme.authentication.cert.example.org']
    const own = ['http://sluice.example.org', 'https://127.0.0.1:8443']
    const origins = () => own
    const options = { store: tenant.store, publicUrl: () => own[0]!, origins }
    const listed = await new Tenants({ ...options, domain: 'example.org' }).origins()
    expect(listed).toEqual([...own, ...hosts.map((host) => `http://${host}`), ...hosts.map((host) => `https://${host}:8443`)])
    expect(await new Tenants({ ...options, domain: '' }).origins()).toEqual(own)
  })

  test.each(['sluice.example.org:8443', '127.0.0.1:8443', 'authentication.example.org'])('%s is nobody in particular', async (host) => {
    expect(await idOf({ host })).toBeUndefined()
    expect(await idOf({ host, 'x-zid': tenant.neo.id })).toBe(tenant.neo.id)
    expect(await idOf({ host }, tenant.cloudFoundry.id)).toBe(tenant.cloudFoundry.id)
  })

  test.each([
    'other.authentication.example.org',
    'example.org',
    `${CF_HOST}.evil.test`,
    `evil${NEO_HOST}`,
    `user@${CF_HOST}`,
    `${CF_HOST} `,
    'xn--acme.authentication.example.org',
    '',
  ])('X46 the host %j selects nobody, and no default', async (host) => {
    expect(await refusalOf(named({ host }))).toMatchObject({ reason: 'host-unknown', status: 404, message: 'There is no such tenant' })
    expect((await refusalOf(named({ host, 'x-zid': tenant.neo.id }))).reason).toBe('host-unknown')
  })

  test('X46 a request without host selects nobody', async () => {
    expect((await refusalOf(named({}))).facts).toEqual({
      value: '',
      allowed: ['authentication.example.org', 'sluice.example.org', '127.0.0.1', NEO_HOST, CF_HOST],
    })
  })

  test('X47 host, zid and x-zid name one subaccount', async () => {
    expect(await idOf({ host: CF_HOST, 'x-zid': tenant.cloudFoundry.id }, tenant.cloudFoundry.id)).toBe(tenant.cloudFoundry.id)
    for (const conflict of [named({ host: CF_HOST, 'x-zid': tenant.neo.id }), named({ host: CF_HOST }, tenant.neo.id)]) {
      expect(await refusalOf(conflict)).toMatchObject({ reason: 'tenant-conflict', status: 400 })
    }
  })

  test('URLs are made of the configuration', () => {
    expect(tenants.originOf({ ...tenant.cloudFoundry, displayName: '', createdAt: 0 })).toBe(`https://${CF_HOST}:8443`)
    expect(hosted('example.org', 'http://localhost').originOf({ ...tenant.neo, displayName: '', createdAt: 0 })).toBe(`http://${NEO_HOST}`)
  })
})

describe('without', () => {
  beforeEach(() => {
    tenants = hosted('')
  })

  test('no host matters, and all URLs begin with the public one', async () => {
    expect(await idOf({ host: 'anything' })).toBeUndefined()
    expect(tenants.originOf({ ...tenant.neo, displayName: '', createdAt: 0 })).toBe('https://sluice.example.org:8443')
  })

  test('zid and x-zid select, and must agree; empty ones say nothing', async () => {
    expect(await idOf({ 'x-zid': tenant.neo.id }, '')).toBe(tenant.neo.id)
    expect((await refusalOf(named({ 'x-zid': tenant.neo.id }, tenant.cloudFoundry.id))).reason).toBe('tenant-conflict')
    expect((await refusalOf(named({ 'x-zid': 'other' }))).reason).toBe('tenant-unknown')
  })
})

test('X47 a token request for another subaccount looks like one with bad credentials; the record says why', async () => {
  const { clientId, secret } = await tenant.createInstance('orders', 'iflmap', [])
  const ask = (zid: string) =>
    tenant.call({
      target: '/oauth/token?grant_type=client_credentials',
      headers: { authorization: basicAuth(clientId, secret), 'x-zid': zid },
    })
  expect((await ask(tenant.cloudFoundry.id)).status).toBe(200)
  expect(await whole(await ask(tenant.neo.id))).toMatchObject({ status: 404 })
  const other = { ...tenant.cloudFoundry, id: 'third', subdomain: 'third', displayName: '', createdAt: 0 }
  await tenant.store.subaccounts.create(other)
  expect(await whole(await ask('third'))).toMatchObject({
    status: 401,
    body: '{"error":"invalid_client","error_description":"Bad credentials"}',
  })
  expect(await tenant.identity.explain.list({ limit: 1 })).toMatchObject([{ cause: 'client-of-other-tenant', clientId }])
})
