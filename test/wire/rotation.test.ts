import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessToken, basic, DIALECTS, type TestClient, testClient } from '../support/client.ts'
import { deploy } from '../support/deploy.ts'
import { content, https } from '../support/flow.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'

let tenant: TestTenant
beforeAll(async () => {
  tenant = await testTenant()
  await deploy(tenant, { id: 'Orders', sender: https('/orders'), steps: [content('done')] })
})
afterAll(() => tenant.stop())

/** The owner of a client's secrets, as the administrator names it. */
const ownerOf = ({ dialect, id, instance }: TestClient) =>
  dialect === 'neo' ? { clientId: id, keyId: null } : tenant.platform.keys.secretOwner(instance, 'key')

const call = (authorization: string) => fetch(`${tenant.publicUrl}/http/orders`, { method: 'POST', headers: { authorization } })

/** A caller that fetches a token and calls with it and with Basic, again and again, with the secret that it has now. */
class Caller {
  client: TestClient
  readonly failures: string[] = []
  calls = 0
  #running = true
  readonly #done: Promise<void>
  #rounds: (() => void)[] = []

  constructor(client: TestClient) {
    this.client = client
    this.#done = this.#run()
  }

  /** Resolves after a round that began after the call. */
  async rounds(count: number): Promise<void> {
    for (let round = 0; round <= count; round += 1) await new Promise<void>((resolve) => this.#rounds.push(resolve))
  }

  async stop(): Promise<void> {
    this.#running = false
    await this.#done
  }

  async #run(): Promise<void> {
    while (this.#running) {
      const client = this.client
      await this.#attempt('opaque', async () => call(`Bearer ${await accessToken(client, 'opaque')}`))
      await this.#attempt('jwt', async () => call(`Bearer ${await accessToken(client, 'jwt')}`))
      await this.#attempt('basic', () => call(basic(client)))
      for (const resolve of this.#rounds.splice(0)) resolve()
    }
  }

  async #attempt(what: string, attempt: () => Promise<Response>): Promise<void> {
    this.calls += 1
    try {
      const answer = await attempt()
      if (answer.status !== 200) this.failures.push(`${what}: ${answer.status} ${await answer.text()}`)
    } catch (thrown) {
      this.failures.push(`${what}: ${thrown}`)
    }
  }
}

test.each(DIALECTS)('X62 secrets and signing keys change under load in %s without a failed call', async (dialect) => {
  const { platform } = tenant
  const client = await testClient(tenant, dialect)
  const callers = [new Caller(client), new Caller(client), new Caller(client)]
  const settled = () => Promise.all(callers.map((caller) => caller.rounds(2)))
  const subaccount = dialect === 'neo' ? platform.subaccounts.neo.id : platform.subaccounts.cloudFoundry.id
  const owner = await ownerOf(client)
  await settled()
  for (let rotation = 0; rotation < 3; rotation += 1) {
    const { value, secret } = await platform.clientSecrets.add(owner, rotation === 1 ? { secretLength: 24 } : {})
    await platform.signingKeys.add(subaccount)
    await settled()
    await platform.clientSecrets.promote(owner, secret.id)
    await platform.signingKeys.enable(subaccount, { force: true })
    for (const caller of callers) caller.client = { ...client, secret: value }
    await settled()
    const previous = (await platform.clientSecrets.list(owner)).find(({ state }) => state === 'previous')!
    await platform.clientSecrets.delete(owner, previous.secret.id)
    await platform.signingKeys.delete(subaccount, { force: true })
    await settled()
  }
  await Promise.all(callers.map((caller) => caller.stop()))
  expect(callers.flatMap(({ failures }) => failures)).toEqual([])
  expect(callers.reduce((sum, { calls }) => sum + calls, 0)).toBeGreaterThan(100)
  expect(
    (await fetch(`${client.tokenUrl}?grant_type=client_credentials`, { method: 'POST', headers: { authorization: basic(client) } })).status,
  ).toBe(401)
})

test.each(DIALECTS)('a token in %s lives through the addition of a secret and ends as its secret does', async (dialect) => {
  const client = await testClient(tenant, dialect)
  const owner = await ownerOf(client)
  const before = await accessToken(client, 'jwt')
  const { secret } = await tenant.platform.clientSecrets.add(owner, {})
  await tenant.platform.clientSecrets.promote(owner, secret.id)
  const after = await accessToken(client, 'jwt')
  const [first] = await tenant.platform.clientSecrets.list(owner)
  expect([(await call(`Bearer ${before}`)).status, (await call(`Bearer ${after}`)).status]).toEqual([200, 200])
  await tenant.platform.clientSecrets.delete(owner, first!.secret.id)
  // Neo tokens are not tied to a secret (contract oauth.md §2).
  expect((await call(`Bearer ${before}`)).status).toBe(dialect === 'neo' ? 200 : 401)
  expect((await call(`Bearer ${after}`)).status).toBe(200)
})

test.each(DIALECTS)('K02 a key in %s verifies until it is deleted, and not after', async (dialect) => {
  const { platform } = tenant
  const { id } = dialect === 'neo' ? platform.subaccounts.neo : platform.subaccounts.cloudFoundry
  const client = await testClient(tenant, dialect)
  const kidOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString()).kid
  const published = async () => {
    const { keys } = (await (await fetch(`${tenant.publicUrl}/token_keys?zid=${id}`)).json()) as { keys: { kid: string }[] }
    return keys.map(({ kid }) => kid)
  }
  const before = await accessToken(client, 'jwt')
  await platform.signingKeys.add(id, { kid: `next-${dialect}` })
  expect(await published()).toEqual([kidOf(before), `next-${dialect}`])
  await platform.signingKeys.enable(id, { force: true })
  const after = await accessToken(client, 'jwt')
  expect([kidOf(after), await published()]).toEqual([`next-${dialect}`, [`next-${dialect}`, kidOf(before)]])
  expect([(await call(`Bearer ${before}`)).status, (await call(`Bearer ${after}`)).status]).toEqual([200, 200])
  await platform.signingKeys.delete(id, { force: true })
  expect(await published()).toEqual([`next-${dialect}`])
  expect([(await call(`Bearer ${before}`)).status, (await call(`Bearer ${after}`)).status]).toEqual([401, 200])
})

test('the addresses of UAA and XSUAA are for the administrator', async () => {
  const { id } = await testClient(tenant, 'neo')
  const path = '/sap/rest/authorization/v2/securitySettings'
  const send = (url: string, method: string, token: string, body?: object) =>
    fetch(tenant.publicUrl + url, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
  const change = { secret: 'a-chosen-secret', changeMode: 'ADD' }
  expect((await send(`/oauth/clients/${id}/secret`, 'PUT', 'nobody', change)).status).toBe(401)
  expect((await send(path, 'GET', 'nobody')).status).toBe(401)
  const added = await send(`/oauth/clients/${id}/secret`, 'PUT', tenant.adminToken, change)
  expect([added.status, await added.json()]).toEqual([200, { status: 'ok', message: 'Secret is added' }])
  const { tokenPolicySettings } = (await (await send(path, 'GET', tenant.adminToken)).json()) as {
    tokenPolicySettings: { activeKeyId: string; keyIds: string[] }
  }
  expect(tokenPolicySettings.keyIds).toContain(tokenPolicySettings.activeKeyId)
})
