import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { accessToken, type TestClient, testClient } from '../support/client.ts'
import { deploy } from '../support/deploy.ts'
import { content, https } from '../support/flow.ts'
import type { TestTenant } from '../support/tenant.ts'
import { expectSound, overflowOf } from './browser.ts'
import { button, choose, confirm, copied, dialog, fact, field, opened, row, rows, select, submit, tab } from './elements.ts'
import { focusedName, tabTo } from './keyboard.ts'
import { cockpitStage } from './stage.ts'

const stage = cockpitStage({ prepare })

async function prepare(tenant: TestTenant): Promise<void> {
  await deploy(tenant, { id: 'Orders', sender: https('/orders'), steps: [content('done')] })
  await deploy(tenant, { id: 'Stock', sender: https('/stock', { userRole: 'Stock.send' }), steps: [content('done')] })
}

/** Says yes to the role that the dialog proposes when it knows the roles. */
async function assign(page: Page, user: string, role: string): Promise<void> {
  const proposal = dialog(page, `Assign a role to ${user}`)
  await select(proposal, 'Role').filter({ hasText: role }).waitFor()
  await button(proposal, 'Assign').click()
  await page.getByRole('gridcell', { name: role }).waitFor()
}

/** Calls a flow as senders do. */
const call = async (client: TestClient, path: string): Promise<Response> =>
  fetch(stage.tenant.publicUrl + path, { method: 'POST', headers: { authorization: `Bearer ${await accessToken(client)}` }, body: '{}' })

const secretsOf = async (clientId: string) => (await stage.tenant.store.clients.find(clientId))?.secrets ?? []

const registered = (id: string, secret: string): TestClient => ({
  dialect: 'neo',
  id,
  secret,
  tokenUrl: `${stage.tenant.publicUrl}/oauth2/api/v1/token`,
  user: `oauth_client_${id}`,
  instance: '',
})

describe('OAuth clients', () => {
  test('one is registered by mouse, its secret is shown once, and its role is a click away', async () => {
    const watched = await stage.open('/security/oauth')
    const { page } = watched
    await page.getByText('There are no OAuth clients yet').waitFor()
    await button(page, 'Register New Client').click()
    await field(await opened(page, 'Register New Client'), 'Name').fill('Shop')
    await choose(page, 'Subscription', 'iflmap – integration flows')
    await field(page, 'Client ID').fill('shop')
    await field(page, 'Client secret').fill('too+short')
    await field(page, 'Token lifetime').fill('soon')
    await submit(page, 'Register')
    await page.getByText('Token lifetime must be a whole number.').waitFor()
    await field(page, 'Token lifetime').fill('')
    await submit(page, 'Register')
    await page.getByText('it may be guessed').waitFor()
    expect(await fact(page, 'Client secret').innerText()).toContain('too+short')
    expect((await stage.tenant.store.clients.find('shop'))?.client).toMatchObject({
      name: 'Shop',
      application: 'iflmap',
      tokenLifetime: null,
    })
    await expectSound(watched)
    await button(page, 'Assign Role').click()
    await assign(page, 'oauth_client_shop', 'ESBMessaging.send')
    expect((await call(registered('shop', 'too+short'), '/http/orders')).status).toBe(200)
    await page.goto(stage.url('/security/oauth?client=shop'))
    await page.getByText('Until the next token').waitFor()
    expect(await page.content()).not.toContain('too+short')
  })

  test('one is registered, given a role and shown with the keyboard alone', async () => {
    const watched = await stage.open('/')
    const { page } = watched
    await tabTo(page, 'Overview')
    for (let presses = 0; (await focusedName(page)) !== 'OAuth'; presses += 1) {
      expect(presses).toBeLessThan(40)
      const before = await focusedName(page)
      await page.keyboard.press('ArrowDown')
      await expect.poll(() => focusedName(page)).not.toBe(before)
    }
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'OAuth', exact: true }).waitFor()
    await button(page, 'Register New Client').waitFor()
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
    await select(page, 'Role').filter({ hasText: 'ESBMessaging.send' }).waitFor()
    await tabTo(page, 'Assign')
    await page.keyboard.press('Enter')
    await page.getByRole('gridcell', { name: 'ESBMessaging.send' }).waitFor()
    expect((await call(registered('keyboard', 'a-secret-typed-by-hand'), '/http/orders')).status).toBe(200)
    expect(watched.troubles).toEqual([])
  })

  test('one is edited, and only what was touched is sent', async () => {
    const client = await testClient(stage.tenant, 'neo', { clientId: 'edited', secret: 'a-secret-of-edited-1', tokenProfile: 'rfc9068' })
    const { page } = await stage.open(`/security/oauth?client=${client.id}`)
    await button(page, 'Edit').click()
    await field(await opened(page), 'Name').fill('Renamed')
    await field(page, 'Token lifetime').fill('5')
    await button(page, 'Save').click()
    await page.getByRole('heading', { name: 'Renamed' }).waitFor()
    expect((await stage.tenant.store.clients.find('edited'))?.client).toMatchObject({
      name: 'Renamed',
      tokenLifetime: 300,
      options: { tokenProfile: 'rfc9068' },
    })
    await button(page, 'Edit').click()
    await opened(page)
    await page.getByText('More options').click()
    await page.locator('ui5-textarea textarea').fill('{"keys": ')
    await button(page, 'Save').click()
    await page.getByText('The public keys are not valid JSON.').waitFor()
    await page.locator('ui5-textarea textarea').fill('{"keys": []}')
    await button(page, 'Save').click()
    await page.getByText('it must have 1 to 10 keys').waitFor()
  })

  test('a secret is rotated: both open, the new one is current, the old one is deleted', async () => {
    const client = await testClient(stage.tenant, 'neo', { clientId: 'rotating', secret: 'the-first-of-rotating' })
    const watched = await stage.open('/security/oauth?client=rotating')
    const { page } = watched
    await page.getByText('Delete Secret').first().waitFor()
    await button(page, 'Rotate Secret').click()
    await button(dialog(page, 'Rotate Secret'), 'Rotate Secret').click()
    await page.getByText('The secret is shown this once.').waitFor()
    const secret = (await fact(page, 'Client secret').locator('code').innerText()).trim()
    for (const each of [client, { ...client, secret }]) expect((await call(each, '/http/orders')).status).toBe(200)
    await button(dialog(page, 'New secret'), 'Close').click()
    await row(page, 'Previous').waitFor()
    await expectSound(watched)
    await confirm(page, 'Delete Secret', button(row(page, 'Previous'), 'Delete Secret'))
    await row(page, 'Previous').waitFor({ state: 'detached' })
    await expect(call(client, '/http/orders')).rejects.toThrow('401')
    expect((await call({ ...client, secret }, '/http/orders')).status).toBe(200)
  })

  test('a second secret waits until it is promoted', async () => {
    await testClient(stage.tenant, 'neo', { clientId: 'waiting', secret: 'the-first-of-waiting-1' })
    const { page } = await stage.open('/security/oauth?client=waiting')
    await button(page, 'Add Secret').click()
    await field(await opened(page), 'Client secret').fill('short')
    await field(page, 'Client secret').press('Enter')
    await page.getByText('The secret is shown this once.').waitFor()
    await button(dialog(page, 'New secret'), 'Close').click()
    await row(page, 'Waiting').waitFor()
    await button(page, 'Promote').click()
    await row(page, 'Waiting').waitFor({ state: 'detached' })
    const [first, second] = await secretsOf('waiting')
    expect((second?.promotedAt ?? 0) > (first?.promotedAt ?? first?.createdAt ?? 0)).toBe(true)
  })

  test('one is deleted after it was asked', async () => {
    await testClient(stage.tenant, 'neo', { clientId: 'leaving' })
    const { page } = await stage.open('/security/oauth?client=leaving')
    await button(page, 'Delete Client').click()
    await page.getByText('Its callers get 401 at once.').waitFor()
    await submit(page, 'Cancel')
    await dialog(page).waitFor({ state: 'detached' })
    expect(await stage.tenant.store.clients.find('leaving')).toBeDefined()
    await confirm(page, 'Delete Client')
    await button(page, 'Register New Client').waitFor()
    expect(await stage.tenant.store.clients.find('leaving')).toBeUndefined()
  })
})

test('the OAuth URLs are copied', async () => {
  const watched = await stage.open('/security/oauth')
  const { page } = watched
  await tab(page, 'Branding').click()
  expect(await copied(page, 'Token Endpoint')).toBe(`${stage.tenant.publicUrl}/oauth2/api/v1/token`)
  await expectSound(watched)
})

test('tokens are found by client and by user, and revoked one by one and all together', async () => {
  const client = await testClient(stage.tenant, 'neo', { clientId: 'spender' })
  const tokens = [await accessToken(client), await accessToken(client)]
  const jwt = await accessToken(client, 'jwt')
  const status = (token: string) =>
    fetch(`${stage.tenant.publicUrl}/http/orders`, { headers: { authorization: `Bearer ${token}` } }).then((answer) => answer.status)
  const watched = await stage.open('/security/oauth?tab=tokens')
  const { page } = watched
  await field(page, 'Client ID or user').fill('oauth_client_spender')
  await expect.poll(() => rows(page).count()).toBe(2)
  await field(page, 'Client ID or user').fill('spender')
  await page.waitForURL(/[?&]owner=spender/)
  await confirm(page, 'Revoke', button(row(page, tokens[1]!.slice(0, 5)), 'Revoke'))
  await expect.poll(() => rows(page).count()).toBe(1)
  expect([await status(tokens[0]!), await status(tokens[1]!), await status(jwt)]).toEqual([200, 401, 200])
  await button(page, 'Revoke Tokens').click()
  await submit(page, 'Revoke')
  await page.getByText('This client or user has no live opaque token here.').waitFor()
  expect([await status(tokens[0]!), await status(jwt)]).toEqual([401, 401])
  await expectSound(watched)
})

test('roles are assigned to any user and taken away, custom ones are made and deleted', async () => {
  const watched = await stage.open('/security/authorizations')
  const { page } = watched
  await field(page, 'User').fill('maria')
  await page.keyboard.press('Enter')
  await page.getByText('The user holds no role').waitFor()
  await button(page, 'Assign').click()
  await opened(page, 'Assign a role to maria')
  await choose(page, 'Application', 'tmn – management API')
  await choose(page, 'Role', 'IntegrationOperationServer.read')
  await assign(page, 'maria', 'IntegrationOperationServer.read')
  const held = () => stage.tenant.store.roles.assignments({ user: 'maria' })
  expect(await held()).toMatchObject([{ application: 'tmn', role: 'IntegrationOperationServer.read' }])
  await expectSound(watched)
  await confirm(page, 'Unassign')
  await page.getByText('The user holds no role').waitFor()
  expect(await held()).toEqual([])

  await tab(page, 'Roles').click()
  await button(page, 'New Custom Role').click()
  await field(await opened(page), 'Role').fill('Invoices.send')
  await field(page, 'Role').press('Enter')
  await page.getByRole('gridcell', { name: 'Invoices.send' }).waitFor()
  expect((await stage.tenant.store.roles.list()).some(({ name, custom }) => name === 'Invoices.send' && custom)).toBe(true)
  await confirm(page, 'Delete Role', button(row(page, 'Invoices.send'), 'Delete Role'))
  await page.getByRole('gridcell', { name: 'Invoices.send' }).waitFor({ state: 'detached' })
  expect((await stage.tenant.store.roles.list()).some(({ name }) => name === 'Invoices.send')).toBe(false)
})

describe('refusals', () => {
  test('one leads to its fix, and the call passes', async () => {
    const client = await testClient(stage.tenant, 'neo', { clientId: 'newcomer', roles: [] })
    const refused = await call(client, '/http/stock')
    expect(refused.status).toBe(403)
    const watched = await stage.open('/security/refusals')
    const { page } = watched
    await row(page, 'newcomer').click()
    await page.getByText('/http/stock needs the role Stock.send; oauth_client_newcomer has no role on iflmap at all.').waitFor()
    expect(await fact(page, 'Needed').innerText()).toBe('Stock.send')
    expect(await fact(page, 'Held').innerText()).toBe('Nothing')
    expect(await fact(page, 'Request ID').innerText()).toContain(refused.headers.get('x-request-id'))
    await expectSound(watched)
    await button(page, 'Assign the role').click()
    await assign(page, 'oauth_client_newcomer', 'Stock.send')
    expect((await call(client, '/http/stock')).status).toBe(200)
  })

  test('one of a client of an instance leads to the instance', async () => {
    const client = await testClient(stage.tenant, 'cloud-foundry')
    const requestId = (await call(client, '/http/stock')).headers.get('x-request-id')
    const { page } = await stage.open(`/security/refusals?request=${requestId}`)
    await button(page, 'Open the instance').click()
    await page.waitForURL(`**/cockpit/services/instances/${client.instance}?role=Stock.send`)
  })

  test('they are filtered by cause, client and time, and come page by page', async () => {
    const authorization = `Basic ${Buffer.from('stranger:guess').toString('base64')}`
    const ask = () =>
      fetch(`${stage.tenant.publicUrl}/oauth2/api/v1/token?grant_type=client_credentials`, { method: 'POST', headers: { authorization } })
    await ask()
    for (let calls = 0; calls < 60; calls += 1) await fetch(`${stage.tenant.publicUrl}/http/orders`)
    const { page } = await stage.open('/security/refusals?since=1h')
    await expect.poll(() => rows(page).count()).toBe(50)
    await page.getByRole('button', { name: /^More/ }).click()
    await expect.poll(() => rows(page).count()).toBeGreaterThan(60)
    await choose(page, 'Cause', 'unknown-client (1)')
    await expect.poll(() => rows(page).count()).toBe(1)
    await row(page, 'stranger').waitFor()
    await field(page, 'Client ID').fill('nobody')
    await page.getByText('No refusal matches the filters.').waitFor()
    expect(new URL(page.url()).search).toBe('?since=1h&cause=unknown-client&client=nobody')
  })
})

test('the access matrix says who may call what and why, and a denied cell leads to its fix', async () => {
  await testClient(stage.tenant, 'neo', { clientId: 'visitor', roles: [] })
  const watched = await stage.open('/security/access')
  const { page } = watched
  await field(page, 'Client').fill('visitor')
  await expect.poll(() => page.getByRole('rowheader').count()).toBe(1)
  await expectSound(watched)
  await page.getByRole('button', { name: 'Test client may not call /orders: no-roles' }).click()
  await page.getByText('visitor may not call /orders: the answer would be 403.').waitFor()
  await button(page, 'Assign the role').click()
  await assign(page, 'oauth_client_visitor', 'ESBMessaging.send')
  await page.goto(stage.url('/security/access?client=visitor&endpoint=/http/orders'))
  await page.getByText('visitor may call /http/orders, through: ESBMessaging.send').waitFor()
  await field(page, 'Endpoint').fill('/http/stock')
  await field(page, 'Endpoint').press('Enter')
  await page.getByText('the answer would be 403').waitFor()
  await field(page, 'Endpoint').fill('http://elsewhere.example/x')
  await button(page, 'Try').click()
  await page.getByText('Nothing that asks for a token answers /x').waitFor()
  await page.getByText('the answer would be').waitFor({ state: 'detached' })
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
  if ((await stage.tenant.store.clients.find('sound')) === undefined) await testClient(stage.tenant, 'neo', { clientId: 'sound' })
  const watched = await stage.open('/security/oauth', { theme, width })
  const { page } = watched
  for (const [path, landmark] of Object.entries(PAGES)) {
    await page.goto(stage.url(path))
    await page.getByRole('button', { name: landmark }).first().waitFor()
    await expectSound(watched)
    expect({ path, overflow: await overflowOf(page) }).toEqual({ path, overflow: 0 })
  }
})
