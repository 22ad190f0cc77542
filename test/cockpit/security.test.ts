import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessToken, type TestClient, testClient } from '../support/client.ts'
import { deploy } from '../support/deploy.ts'
import { content, https } from '../support/flow.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'
import { expectSound, logIn, openBrowser, openPage, type Watched } from './browser.ts'
import { focusedName, tabTo } from './keyboard.ts'

let tenant: TestTenant
let browser: Browser
let password: string
beforeAll(async () => {
  tenant = await testTenant()
  browser = await openBrowser()
  password = readFileSync(join(tenant.dataDir, 'admin-password'), 'utf8').trim()
  await deploy(tenant, { id: 'Orders', sender: https('/orders'), steps: [content('done')] })
  await deploy(tenant, { id: 'Stock', sender: https('/stock', { userRole: 'Stock.send' }), steps: [content('done')] })
})
afterAll(async () => {
  await browser?.close()
  await tenant?.stop()
})

async function open(path: string, options: Parameters<typeof openPage>[2] = {}): Promise<Watched> {
  const watched = await openPage(browser, tenant.localUrl, options)
  watched.page.setDefaultTimeout(7000)
  await logIn(watched.page, tenant.localUrl, password, path)
  return watched
}

const field = (page: Page, label: string) => page.getByLabel(label, { exact: true })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const dialog = (page: Page, title: string) => page.locator(`ui5-dialog[header-text="${title}"]`)

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.locator(`ui5-select[accessible-name="${label}"]`).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

/** The value that stands beside its name. */
const fact = (page: Page, name: string) => page.locator('.fact', { has: page.getByText(name, { exact: true }) }).locator('dd')

/** Calls a flow as senders do. */
const call = async (client: TestClient, path: string): Promise<Response> =>
  fetch(tenant.publicUrl + path, { method: 'POST', headers: { authorization: `Bearer ${await accessToken(client)}` }, body: '{}' })

const secretsOf = async (clientId: string) => (await tenant.store.clients.find(clientId))?.secrets ?? []

const registered = (id: string, secret: string): TestClient => ({
  dialect: 'neo',
  id,
  secret,
  tokenUrl: `${tenant.publicUrl}/oauth2/api/v1/token`,
  user: `oauth_client_${id}`,
  instance: '',
})

describe('OAuth clients', () => {
  test('one is registered by mouse, its secret is shown once, and its role is a click away', async () => {
    const watched = await open('/security/oauth')
    const { page } = watched
    await page.getByText('There are no OAuth clients yet').waitFor()
    await button(page, 'Register New Client').click()
    await field(page, 'Name').fill('Shop')
    await choose(page, 'Subscription', 'iflmap – integration flows')
    await field(page, 'Client ID').fill('shop')
    await field(page, 'Client secret').fill('too+short')
    await field(page, 'Token lifetime').fill('soon')
    await button(page, 'Register').click()
    await page.getByText('Token lifetime must be a whole number.').waitFor()
    await field(page, 'Token lifetime').fill('')
    await button(page, 'Register').click()
    await page.getByText('it may be guessed').waitFor()
    expect(await fact(page, 'Client secret').innerText()).toContain('too+short')
    expect((await tenant.store.clients.find('shop'))?.client).toMatchObject({ name: 'Shop', application: 'iflmap', tokenLifetime: null })
    await expectSound(watched)
    await button(page, 'Assign Role').click()
    await dialog(page, 'Assign a role to oauth_client_shop').waitFor()
    await dialog(page, 'Assign a role to oauth_client_shop').getByRole('button', { name: 'Assign', exact: true }).click()
    await page.getByRole('gridcell', { name: 'ESBMessaging.send' }).waitFor()
    expect((await call(registered('shop', 'too+short'), '/http/orders')).status).toBe(200)
    await page.goto(`${tenant.localUrl}/cockpit/security/oauth?client=shop`)
    await page.getByText('Until the next token').waitFor()
    expect(await page.content()).not.toContain('too+short')
  })

  test('one is registered, given a role and shown with the keyboard alone', async () => {
    const watched = await open('/')
    const { page } = watched
    await tabTo(page, 'Overview')
    for (let presses = 0; (await focusedName(page)) !== 'OAuth'; presses += 1) {
      expect(presses).toBeLessThan(40)
      await page.keyboard.press('ArrowDown')
    }
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'OAuth', exact: true }).waitFor()
    await tabTo(page, 'Register New Client')
    await page.keyboard.press('Enter')
    await expect.poll(() => focusedName(page)).toBe('Name')
    await page.keyboard.type('Keyboard')
    await tabTo(page, 'Client ID')
    await page.keyboard.type('keyboard')
    await tabTo(page, 'Client secret')
    await page.keyboard.type('a-secret-typed-by-hand')
    await page.keyboard.press('Enter')
    await expect.poll(() => focusedName(page)).toBe('Copy Client ID')
    await tabTo(page, 'Assign Role')
    await page.keyboard.press('Enter')
    await expect.poll(() => focusedName(page)).toBe('Application')
    await tabTo(page, 'Assign')
    await page.keyboard.press('Enter')
    await page.getByRole('gridcell', { name: 'ESBMessaging.send' }).waitFor()
    expect((await call(registered('keyboard', 'a-secret-typed-by-hand'), '/http/orders')).status).toBe(200)
    expect(watched.troubles).toEqual([])
  })

  test('one is edited, and only what was touched is sent', async () => {
    const client = await testClient(tenant, 'neo', { clientId: 'edited', secret: 'a-secret-of-edited-1', tokenProfile: 'rfc9068' })
    const { page } = await open(`/security/oauth?client=${client.id}`)
    await button(page, 'Edit').click()
    await field(page, 'Name').fill('Renamed')
    await field(page, 'Token lifetime').fill('5')
    await button(page, 'Save').click()
    await page.getByRole('heading', { name: 'Renamed' }).waitFor()
    expect((await tenant.store.clients.find('edited'))?.client).toMatchObject({
      name: 'Renamed',
      tokenLifetime: 300,
      options: { tokenProfile: 'rfc9068' },
    })
    await button(page, 'Edit').click()
    await page.getByText('More options').click()
    await page.locator('ui5-textarea textarea').fill('{"keys": ')
    await button(page, 'Save').click()
    await page.getByText('The public keys are not valid JSON.').waitFor()
    await page.locator('ui5-textarea textarea').fill('{"keys": []}')
    await button(page, 'Save').click()
    await page.getByText('it must have 1 to 10 keys').waitFor()
  })

  test('a secret is rotated: both open, the new one is current, the old one is deleted', async () => {
    const client = await testClient(tenant, 'neo', { clientId: 'rotating', secret: 'the-first-of-rotating' })
    const watched = await open('/security/oauth?client=rotating')
    const { page } = watched
    await page.getByText('Delete Secret').first().waitFor()
    await button(page, 'Rotate Secret').click()
    await dialog(page, 'Rotate Secret').getByRole('button', { name: 'Rotate Secret', exact: true }).click()
    await page.getByText('The secret is shown this once.').waitFor()
    const secret = (await fact(page, 'Client secret').locator('code').innerText()).trim()
    for (const each of [client, { ...client, secret }]) expect((await call(each, '/http/orders')).status).toBe(200)
    await dialog(page, 'New secret').getByRole('button', { name: 'Close' }).click()
    await page.getByRole('row', { name: /Previous/ }).waitFor()
    await expectSound(watched)
    await page
      .getByRole('row', { name: /Previous/ })
      .getByRole('button', { name: 'Delete Secret' })
      .click()
    await page.locator('ui5-dialog[open]').getByRole('button', { name: 'Delete Secret' }).click()
    await page.getByRole('row', { name: /Previous/ }).waitFor({ state: 'detached' })
    await expect(call(client, '/http/orders')).rejects.toThrow('401')
    expect((await call({ ...client, secret }, '/http/orders')).status).toBe(200)
  })

  test('a second secret waits until it is promoted', async () => {
    await testClient(tenant, 'neo', { clientId: 'waiting', secret: 'the-first-of-waiting-1' })
    const { page } = await open('/security/oauth?client=waiting')
    await button(page, 'Add Secret').click()
    await field(page, 'Client secret').fill('short')
    await field(page, 'Client secret').press('Enter')
    await page.getByText('The secret is shown this once.').waitFor()
    await dialog(page, 'New secret').getByRole('button', { name: 'Close' }).click()
    await page.getByRole('row', { name: /Waiting/ }).waitFor()
    await button(page, 'Promote').click()
    await page.getByRole('row', { name: /Waiting/ }).waitFor({ state: 'detached' })
    const [first, second] = await secretsOf('waiting')
    expect((second?.promotedAt ?? 0) > (first?.promotedAt ?? first?.createdAt ?? 0)).toBe(true)
  })

  test('one is deleted after it was asked', async () => {
    await testClient(tenant, 'neo', { clientId: 'leaving' })
    const { page } = await open('/security/oauth?client=leaving')
    await button(page, 'Delete Client').click()
    await page.getByText('Its callers get 401 at once.').waitFor()
    await button(page, 'Cancel').click()
    expect(await tenant.store.clients.find('leaving')).toBeDefined()
    await button(page, 'Delete Client').click()
    await page.locator('ui5-dialog[open]').getByRole('button', { name: 'Delete Client' }).click()
    await button(page, 'Register New Client').waitFor()
    expect(await tenant.store.clients.find('leaving')).toBeUndefined()
  })
})

test('the OAuth URLs are copied', async () => {
  const watched = await open('/security/oauth')
  const { page } = watched
  await page.getByRole('tab', { name: 'Branding' }).click()
  await button(page, 'Copy Token Endpoint').click()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toBe(`${tenant.publicUrl}/oauth2/api/v1/token`)
  await expectSound(watched)
})

test('tokens are found by client and by user, and revoked one by one and all together', async () => {
  const client = await testClient(tenant, 'neo', { clientId: 'spender' })
  const tokens = [await accessToken(client), await accessToken(client)]
  const jwt = await accessToken(client, 'jwt')
  const status = (token: string) =>
    fetch(`${tenant.publicUrl}/http/orders`, { headers: { authorization: `Bearer ${token}` } }).then((answer) => answer.status)
  const watched = await open('/security/oauth?tab=tokens')
  const { page } = watched
  await field(page, 'Client ID or user').fill('oauth_client_spender')
  await expect.poll(() => page.getByRole('row').count()).toBe(3)
  await field(page, 'Client ID or user').fill('spender')
  const newest = page.getByRole('row', { name: tokens[1]?.slice(0, 5) })
  await newest.getByRole('button', { name: 'Revoke' }).click()
  await page.locator('ui5-dialog[open]').getByRole('button', { name: 'Revoke' }).click()
  await expect.poll(() => page.getByRole('row').count()).toBe(2)
  expect([await status(tokens[0]!), await status(tokens[1]!), await status(jwt)]).toEqual([200, 401, 200])
  await button(page, 'Revoke Tokens').click()
  await page.locator('ui5-dialog[open]').getByRole('button', { name: 'Revoke', exact: true }).click()
  await page.getByText('This client or user has no live opaque token here.').waitFor()
  expect([await status(tokens[0]!), await status(jwt)]).toEqual([401, 401])
  await expectSound(watched)
})

test('roles are assigned to any user and taken away, custom ones are made and deleted', async () => {
  const watched = await open('/security/authorizations')
  const { page } = watched
  await field(page, 'User').fill('maria')
  await page.keyboard.press('Enter')
  await page.getByText('The user holds no role').waitFor()
  await button(page, 'Assign').click()
  await choose(page, 'Application', 'tmn – management API')
  await choose(page, 'Role', 'IntegrationOperationServer.read')
  await dialog(page, 'Assign a role to maria').getByRole('button', { name: 'Assign', exact: true }).click()
  await page.getByRole('gridcell', { name: 'IntegrationOperationServer.read' }).waitFor()
  const held = () => tenant.store.roles.assignments({ user: 'maria' })
  expect(await held()).toMatchObject([{ application: 'tmn', role: 'IntegrationOperationServer.read' }])
  await expectSound(watched)
  await button(page, 'Unassign').click()
  await page.locator('ui5-dialog[open]').getByRole('button', { name: 'Unassign' }).click()
  await page.getByText('The user holds no role').waitFor()
  expect(await held()).toEqual([])

  await page.getByRole('tab', { name: 'Roles' }).click()
  await button(page, 'New Custom Role').click()
  await field(page, 'Role').fill('Invoices.send')
  await field(page, 'Role').press('Enter')
  await page.getByRole('gridcell', { name: 'Invoices.send' }).waitFor()
  expect((await tenant.store.roles.list()).some(({ name, custom }) => name === 'Invoices.send' && custom)).toBe(true)
  await page
    .getByRole('row', { name: /Invoices\.send/ })
    .getByRole('button', { name: 'Delete Role' })
    .click()
  await page.locator('ui5-dialog[open]').getByRole('button', { name: 'Delete Role' }).click()
  await page.getByRole('gridcell', { name: 'Invoices.send' }).waitFor({ state: 'detached' })
  expect((await tenant.store.roles.list()).some(({ name }) => name === 'Invoices.send')).toBe(false)
})

describe('refusals', () => {
  test('one leads to its fix, and the call passes', async () => {
    const client = await testClient(tenant, 'neo', { clientId: 'newcomer', roles: [] })
    const refused = await call(client, '/http/stock')
    expect(refused.status).toBe(403)
    const watched = await open('/security/refusals')
    const { page } = watched
    await page.getByRole('row', { name: /newcomer/ }).click()
    await page.getByText('/http/stock needs the role Stock.send; oauth_client_newcomer has no role on iflmap at all.').waitFor()
    expect(await fact(page, 'Needed').innerText()).toBe('Stock.send')
    expect(await fact(page, 'Held').innerText()).toBe('Nothing')
    expect(await fact(page, 'Request ID').innerText()).toContain(refused.headers.get('x-request-id'))
    await expectSound(watched)
    await button(page, 'Assign the role').click()
    await dialog(page, 'Assign a role to oauth_client_newcomer').getByRole('button', { name: 'Assign', exact: true }).click()
    await page.getByRole('gridcell', { name: 'Stock.send' }).waitFor()
    expect((await call(client, '/http/stock')).status).toBe(200)
  })

  test('one of a client of an instance leads to the instance', async () => {
    const client = await testClient(tenant, 'cloud-foundry')
    const requestId = (await call(client, '/http/stock')).headers.get('x-request-id')
    const { page } = await open(`/security/refusals?request=${requestId}`)
    await button(page, 'Open the instance').click()
    await page.waitForURL(`**/cockpit/services/instances/${client.instance}?role=Stock.send`)
  })

  test('they are filtered by cause, client and time, and come page by page', async () => {
    const authorization = `Basic ${Buffer.from('stranger:guess').toString('base64')}`
    const ask = () =>
      fetch(`${tenant.publicUrl}/oauth2/api/v1/token?grant_type=client_credentials`, { method: 'POST', headers: { authorization } })
    await ask()
    for (let calls = 0; calls < 60; calls += 1) await fetch(`${tenant.publicUrl}/http/orders`)
    const { page } = await open('/security/refusals?since=1h')
    await expect.poll(() => page.getByRole('row').count()).toBe(51)
    await page.getByRole('button', { name: /^More/ }).click()
    await expect.poll(() => page.getByRole('row').count()).toBeGreaterThan(60)
    await choose(page, 'Cause', 'unknown-client (1)')
    await expect.poll(() => page.getByRole('row').count()).toBe(2)
    await page.getByRole('row', { name: /stranger/ }).waitFor()
    await field(page, 'Client ID').fill('nobody')
    await page.getByText('No refusal matches the filters.').waitFor()
    expect(new URL(page.url()).search).toBe('?since=1h&cause=unknown-client&client=nobody')
  })
})

test('the access matrix says who may call what and why, and a denied cell leads to its fix', async () => {
  await testClient(tenant, 'neo', { clientId: 'visitor', roles: [] })
  const watched = await open('/security/access')
  const { page } = watched
  await field(page, 'Client').fill('visitor')
  await expect.poll(() => page.getByRole('rowheader').count()).toBe(1)
  await expectSound(watched)
  await page.getByRole('button', { name: 'Test client may not call /orders: no-roles' }).click()
  await page.getByText('visitor may not call /orders: the answer would be 403.').waitFor()
  await button(page, 'Assign the role').click()
  await dialog(page, 'Assign a role to oauth_client_visitor').getByRole('button', { name: 'Assign', exact: true }).click()
  await page.getByRole('gridcell', { name: 'ESBMessaging.send' }).waitFor()
  await page.goto(`${tenant.localUrl}/cockpit/security/access?client=visitor&endpoint=/http/orders`)
  await page.getByText('visitor may call /http/orders, through: ESBMessaging.send').waitFor()
  await field(page, 'Endpoint').fill('/http/stock')
  await field(page, 'Endpoint').press('Enter')
  await page.getByText('the answer would be 403').waitFor()
  await field(page, 'Endpoint').fill('http://elsewhere.example/x')
  await button(page, 'Try').click()
  await page.getByText('Nothing that asks for a token answers /x').waitFor()
  expect(await page.getByText('the answer would be').count()).toBe(0)
})

const PAGES = {
  '/security/oauth': 'Register New Client',
  '/security/oauth?register=tmn': 'Register',
  '/security/oauth?client=sound': 'Rotate Secret',
  '/security/oauth?tab=tokens': 'Revoke Tokens',
  '/security/authorizations': 'Show Assignments',
  '/security/authorizations?tab=roles': 'New Custom Role',
  '/security/refusals': 'Refresh',
  '/security/access': 'may call',
}

test.each([
  ['light', 1280],
  ['dark', 1280],
  ['light', 400],
  ['dark', 400],
] as const)('the pages are sound in the %s theme at %d pixels', async (theme, width) => {
  if ((await tenant.store.clients.find('sound')) === undefined) await testClient(tenant, 'neo', { clientId: 'sound' })
  const watched = await open('/security/oauth', { theme, width })
  const { page } = watched
  for (const [path, landmark] of Object.entries(PAGES)) {
    await page.goto(`${tenant.localUrl}/cockpit${path}`)
    await page.getByRole('button', { name: landmark }).first().waitFor()
    await expectSound(watched)
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect({ path, overflow }).toEqual({ path, overflow: 0 })
  }
})
