import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { selfSigned } from '../../src/identity/testing/certificate.fixture.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'
import { expectSound, logIn, openBrowser, openPage, type Watched } from './browser.ts'

let tenant: TestTenant
let browser: Browser
let password: string
beforeAll(async () => {
  tenant = await testTenant()
  browser = await openBrowser()
  password = readFileSync(join(tenant.dataDir, 'admin-password'), 'utf8').trim()
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

const button = (page: Page | Locator, name: string) => page.getByRole('button', { name, exact: true })
const field = (page: Page | Locator, label: string) => page.getByLabel(label, { exact: true })
const dialog = (page: Page, title: string) => page.locator(`ui5-dialog[header-text="${title}"]`)
const row = (page: Page, text: string) => page.locator('ui5-table-row', { hasText: text }).first()
/** Of the two ways to see something. */
const segment = (page: Page | Locator, name: string) => page.locator('ui5-segmented-button-item', { hasText: name })

async function choose(page: Page, label: string, text: string): Promise<void> {
  await page.locator(`ui5-select[accessible-name="${label}"]`).click()
  await page.getByRole('option', { name: text, exact: true }).click()
}

const makeInstance = (name: string) => tenant.platform.instances.create({ name, plan: 'integration-flow', parameters: {} })

const plansOnOffer = async () => (await tenant.platform.entitlements.list()).map(({ plan }) => plan)

const tile = (page: Page, plan: string) => page.locator('ui5-card', { hasText: `it-rt, ${plan}` })

describe('the marketplace', () => {
  test('offers what is entitled, and nothing else', async () => {
    const { page } = await open('/services/marketplace')
    await tile(page, 'api').waitFor()
    await row(page, 'tmn').getByText('Remove Entitlement').click()
    const question = dialog(page, 'Remove Entitlement')
    await question.getByText('Plan api is no longer offered').waitFor()
    await button(question, 'Remove Entitlement').click()
    await row(page, 'tmn').getByText('Not entitled').waitFor()
    expect(await plansOnOffer()).toEqual(['integration-flow'])
    expect(await tile(page, 'api').count()).toBe(0)
    await tile(page, 'integration-flow').getByText('Create Instance').click()
    await dialog(page, 'Create Instance').getByText('Only this plan is entitled').waitFor()
    await page.goBack()
    await row(page, 'tmn').getByText('Add Entitlement').click()
    await tile(page, 'api').waitFor()
    expect(await plansOnOffer()).toEqual(['api', 'integration-flow'])
  })

  test('keeps a plan that has instances, and says so', async () => {
    await makeInstance('in-use')
    const { page } = await open('/services/marketplace')
    await row(page, 'iflmap').getByText('Remove Entitlement').click()
    const question = dialog(page, 'Remove Entitlement')
    await button(question, 'Remove Entitlement').click()
    await question.getByText('Plan integration-flow is in use by: in-use').waitFor()
    await button(question, 'Cancel').click()
    await tenant.platform.instances.delete('in-use')
  })
})

describe('instances', () => {
  test('an instance is created by form, with its roles and token options', async () => {
    await tenant.platform.roles.create('iflmap', 'Orders.send')
    const { page } = await open('/services/instances')
    await page.getByText('There are no instances yet').waitFor()
    await button(page, 'Create Instance').click()
    const form = dialog(page, 'Create Instance')
    await field(form, 'Instance name').fill('orders')
    await field(form, 'Roles').fill('Orders')
    await page.getByRole('option', { name: 'Orders.send' }).click()
    await field(form, 'Access-token validity').fill('7200')
    await form.getByRole('button', { name: 'Token options' }).click()
    await form.getByRole('checkbox', { name: 'Every service key has a client ID of its own' }).click()
    await button(form, 'Create').click()
    await page.getByRole('heading', { name: 'orders', exact: true }).waitFor()
    expect((await tenant.platform.instances.show('orders')).parameters).toEqual({
      roles: ['ESBMessaging.send', 'Orders.send'],
      'grant-types': ['client_credentials'],
      'redirect-uris': [],
      'token-validity': 7200,
      'client-per-key': true,
    })
  })

  test('a link of a refusal opens the form with plan and role', async () => {
    const { page } = await open('/services/instances?create=api&role=MonitoringDataRead')
    const form = dialog(page, 'Create Instance')
    await field(form, 'Instance name').fill('reader')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'reader', exact: true }).waitFor()
    const { plan, parameters } = await tenant.platform.instances.show('reader')
    expect([plan, parameters.roles]).toEqual(['api', ['MonitoringDataRead']])
  })

  test('an instance is updated as JSON; what cannot be is told and nothing is lost', async () => {
    await makeInstance('json')
    const { page } = await open('/services/instances/json')
    await button(page, 'Update').click()
    const form = dialog(page, 'Update instance json')
    await segment(form, 'JSON').click()
    const json = field(form, 'Parameters').last()
    await json.fill('{"roles": ["ESBMessaging.send"')
    await button(form, 'Save').click()
    await form.getByText('Parameters is no JSON').waitFor()
    await json.fill('{"roles": ["Nothing.send"], "token-validity": 5000}')
    await button(form, 'Save').click()
    await form.getByText("Parameter 'roles' names the unknown role 'Nothing.send'").waitFor()
    await segment(form, 'Form').click()
    await expect.poll(() => field(form, 'Access-token validity').inputValue()).toBe('5000')
    await segment(form, 'JSON').click()
    await field(form, 'Parameters').last().fill('{"roles": ["ESBMessaging.send"], "token-validity": 5000, "dpop-bound": true}')
    await button(form, 'Save').click()
    await page.getByText('5000 seconds').waitFor()
    expect((await tenant.platform.instances.show('json')).parameters).toMatchObject({ 'token-validity': 5000, 'dpop-bound': true })
  })

  test('an instance is deleted when its keys are gone', async () => {
    await makeInstance('gone')
    await tenant.platform.keys.create('gone', 'last', {})
    const { page } = await open('/services/instances')
    await row(page, 'gone').locator('ui5-button').click()
    const question = dialog(page, 'Delete Instance')
    await button(question, 'Delete Instance').click()
    await question.getByText("Service instance 'gone' still has keys: last").waitFor()
    await tenant.platform.keys.delete('gone', 'last')
    await button(question, 'Delete Instance').click()
    await row(page, 'gone').waitFor({ state: 'detached' })
    await expect(tenant.platform.instances.show('gone')).rejects.toThrow("There is no service instance 'gone'")
  })
})

describe('service keys', () => {
  async function openKeys(instance: string): Promise<Page> {
    await makeInstance(instance)
    const { page } = await open(`/services/instances/${instance}`)
    await page.getByText('There are no service keys yet').waitFor()
    await button(page, 'Create Service Key').click()
    return page
  }
  const make = (page: Page) => button(dialog(page, 'Create Service Key'), 'Create').click()

  test('with a secret: shown as form and JSON, copied, downloaded, and shown again', async () => {
    const page = await openKeys('secret')
    await field(page, 'Service key name').fill('laptop')
    await page.keyboard.press('Enter')
    const shown = dialog(page, 'Service key laptop')
    const { credentials } = await tenant.platform.keys.show('secret', 'laptop')
    await shown.getByText((credentials.oauth as { clientsecret: string }).clientsecret).waitFor()
    await segment(shown, 'JSON').click()
    expect(JSON.parse(await shown.locator('.code').innerText())).toEqual(credentials)
    await button(shown, 'Copy JSON').click()
    await expect.poll(async () => JSON.parse(await page.evaluate(() => navigator.clipboard.readText()))).toEqual(credentials)
    const [download] = await Promise.all([page.waitForEvent('download'), button(shown, 'Download').click()])
    expect(download.suggestedFilename()).toBe('secret-laptop.json')
    expect(JSON.parse(readFileSync(await download.path(), 'utf8'))).toEqual(credentials)
    await button(shown, 'Close').click()
    await row(page, 'laptop').getByText('View').click()
    await dialog(page, 'Service key laptop').getByText(credentials.oauth.clientid).waitFor()
  })

  test('with a certificate that is issued here: validity, key size, expiry', async () => {
    const page = await openKeys('issued')
    await field(page, 'Service key name').fill('proxy')
    await choose(page, 'Type', 'Certificate')
    await field(page, 'Validity in days').fill('400')
    await make(page)
    await page.getByText("Parameter 'validity' must be a whole number of days from 1 to 365").waitFor()
    await field(page, 'Validity in days').fill('10')
    await choose(page, 'Key size', '4096 bits')
    await make(page)
    const shown = dialog(page, 'Service key proxy')
    await shown.getByText('-----BEGIN CERTIFICATE-----').first().waitFor({ timeout: 20_000 }) // 4096 bits take their time
    await shown.getByText('PRIVATE KEY').first().waitFor()
    await button(shown, 'Close').click()
    await row(page, 'proxy').locator('ui5-tag[design="Critical"]').waitFor()
    const [key] = await tenant.platform.keys.list('issued')
    expect(key?.parameters).toEqual({ 'key-type': 'certificate', validity: 10, 'key-length': 4096 })
  })

  test('with an external certificate: from a file, pinned or not', async () => {
    const { pem } = await selfSigned({ subject: 'CN=orders' })
    const page = await openKeys('external')
    await field(page, 'Service key name').fill('partner')
    await choose(page, 'Type', 'External Certificate')
    await field(page, 'Certificate (PEM)').fill('no certificate')
    await make(page)
    await page.getByRole('alert').getByText("Parameter 'X.509'").waitFor()
    await page.locator('input[type=file]').setInputFiles({ name: 'partner.pem', mimeType: 'text/plain', buffer: Buffer.from(pem) })
    await page.getByRole('checkbox', { name: 'Pin the certificate' }).click()
    await make(page)
    await dialog(page, 'Service key partner').getByText('CN=orders').waitFor()
    const [key] = await tenant.platform.keys.list('external')
    expect(key?.parameters).toEqual({ 'key-type': 'certificate_external', 'X.509': pem, 'pin-certificate': false })
  })

  test('its secret is rotated and the old one deleted', async () => {
    await makeInstance('rotated')
    const before = await tenant.platform.keys.create('rotated', 'key', {})
    const { page } = await open('/services/instances/rotated')
    await row(page, 'key').getByText('Secrets').click()
    const secrets = dialog(page, 'Secrets of the service key key')
    await button(secrets, 'Rotate Secret').click()
    await button(dialog(page, 'Rotate Secret'), 'Rotate Secret').click()
    const issued = dialog(page, 'New secret')
    await issued.getByText('The secret is shown this once').waitFor()
    const { credentials } = await tenant.platform.keys.show('rotated', 'key')
    expect(credentials).not.toEqual(before.credentials)
    await issued.getByText((credentials.oauth as { clientsecret: string }).clientsecret).waitFor()
    await button(issued, 'Close').click()
    await secrets.getByText('Previous').waitFor()
    await button(secrets.locator('ui5-table-row', { hasText: 'Previous' }), 'Delete Secret').click()
    await button(dialog(page, 'Delete Secret'), 'Delete Secret').click()
    await secrets.getByText('Previous').waitFor({ state: 'detached' })
    await button(secrets, 'Close').click()
    await row(page, 'key').getByText('View').click()
    await dialog(page, 'Service key key')
      .getByText((credentials.oauth as { clientsecret: string }).clientsecret)
      .waitFor()
  })

  test('a key is deleted', async () => {
    await makeInstance('single')
    await tenant.platform.keys.create('single', 'old', {})
    const { page } = await open('/services/instances/single')
    await row(page, 'old').getByRole('button', { name: 'Delete Service Key' }).click()
    await button(dialog(page, 'Delete Service Key'), 'Delete Service Key').click()
    await page.getByText('There are no service keys yet').waitFor()
    expect(await tenant.platform.keys.list('single')).toEqual([])
  })
})

test.each([
  ['light', 1280],
  ['dark', 400],
] as const)('the pages are sound, %s and %i px wide', async (theme, width) => {
  if ((await tenant.platform.instances.list()).every(({ name }) => name !== 'sound')) await makeInstance('sound')
  const watched = await open('/services/marketplace', { theme, width })
  const { page } = watched
  await tile(page, 'api').waitFor()
  await expectSound(watched)
  await page.goto(`${tenant.localUrl}/cockpit/services/instances?create=api`)
  await field(page, 'Instance name').waitFor()
  await expectSound(watched)
  await page.goto(`${tenant.localUrl}/cockpit/services/instances`)
  await row(page, 'sound').waitFor()
  await expectSound(watched)
  await page.goto(`${tenant.localUrl}/cockpit/services/instances/sound`)
  await button(page, 'Create Service Key').click()
  await field(page, 'Service key name').fill(`key-${theme}`)
  await choose(page, 'Type', 'Certificate')
  await expectSound(watched)
  await button(dialog(page, 'Create Service Key'), 'Create').click()
  await dialog(page, `Service key key-${theme}`).getByText('-----BEGIN CERTIFICATE-----').first().waitFor()
  await expectSound(watched)
})
