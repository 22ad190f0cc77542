import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { selfSigned } from '../../src/identity/testing/certificate.fixture.ts'
import { expectSound } from './browser.ts'
import { addChoice, button, choose, confirm, copied, dialog, downloaded, field, opened, row, segment, submit, table } from './elements.ts'
import { cockpitStage } from './stage.ts'

const stage = cockpitStage()

const makeInstance = (name: string) => stage.tenant.platform.instances.create({ name, plan: 'integration-flow', parameters: {} })

const plansOnOffer = async () => (await stage.tenant.platform.entitlements.list()).map(({ plan }) => plan)

const tile = (page: Page, plan: string) => page.locator('ui5-card', { hasText: `it-rt, ${plan}` })

describe('the marketplace', () => {
  test('offers what is entitled, and nothing else', async () => {
    const { page } = await stage.open('/services/marketplace')
    await tile(page, 'api').waitFor()
    await row(page, 'tmn').getByText('Remove Entitlement').click()
    const question = dialog(page, 'Remove Entitlement')
    await question.getByText('Plan api is no longer offered').waitFor()
    await button(question, 'Remove Entitlement').click()
    await row(page, 'tmn').getByText('Not entitled').waitFor()
    expect(await plansOnOffer()).toEqual(['integration-flow'])
    await tile(page, 'api').waitFor({ state: 'detached' })
    await tile(page, 'integration-flow').getByText('Create Instance').click()
    await dialog(page, 'Create Instance').getByText('Only this plan is entitled').waitFor()
    await page.goBack()
    await row(page, 'tmn').getByText('Add Entitlement').click()
    await tile(page, 'api').waitFor()
    expect(await plansOnOffer()).toEqual(['api', 'integration-flow'])
  })

  test('keeps a plan that has instances, and says so', async () => {
    await makeInstance('in-use')
    const { page } = await stage.open('/services/marketplace')
    await row(page, 'iflmap').getByText('Remove Entitlement').click()
    const question = dialog(page, 'Remove Entitlement')
    await button(question, 'Remove Entitlement').click()
    await question.getByText('Plan integration-flow is in use by: in-use').waitFor()
    await button(question, 'Cancel').click()
    await stage.tenant.platform.instances.delete('in-use')
  })
})

describe('instances', () => {
  test('an instance is created by form, with its roles and token options', async () => {
    await stage.tenant.platform.roles.create('iflmap', 'Orders.send')
    const { page } = await stage.open('/services/instances')
    await page.getByText('There are no instances yet').waitFor()
    await button(page, 'Create Instance').click()
    const form = await opened(page, 'Create Instance')
    await field(form, 'Instance name').fill('orders')
    await addChoice(form, 'Roles', 'Orders.send')
    await field(form, 'Access-token validity').fill('7200')
    await form.getByRole('button', { name: 'Token options' }).click()
    await form.getByRole('checkbox', { name: 'Every service key has a client ID of its own' }).click()
    await button(form, 'Create').click()
    await page.getByRole('heading', { name: 'orders', exact: true }).waitFor()
    expect((await stage.tenant.platform.instances.show('orders')).parameters).toEqual({
      roles: ['ESBMessaging.send', 'Orders.send'],
      'grant-types': ['client_credentials'],
      'redirect-uris': [],
      'token-validity': 7200,
      'client-per-key': true,
    })
  })

  test('what is filled in before the form is drawn again is kept', async () => {
    const { page } = await stage.open('/services/instances?create=integration-flow')
    const form = await opened(page, 'Create Instance')
    await field(form, 'Instance name').fill('hasty')
    await form.evaluate((element) => {
      const grants = element.querySelector('ui5-multi-combobox[accessible-name="Grant types"]')
      const validity = element.querySelector('ui5-input[accessible-name="Access-token validity"]')
      const items = [{ text: 'client_credentials' }, { text: 'authorization_code' }]
      grants?.dispatchEvent(new CustomEvent('selection-change', { detail: { items } }))
      Object.assign(validity ?? {}, { value: '7200' })
      validity?.dispatchEvent(new CustomEvent('input'))
    })
    await submit(page, 'Create')
    await page.getByRole('heading', { name: 'hasty', exact: true }).waitFor()
    expect((await stage.tenant.platform.instances.show('hasty')).parameters).toMatchObject({
      'grant-types': ['client_credentials', 'authorization_code'],
      'token-validity': 7200,
    })
  })

  test('a link of a refusal opens the form with plan and role', async () => {
    const { page } = await stage.open('/services/instances?create=api&role=MonitoringDataRead')
    const form = await opened(page, 'Create Instance')
    await field(form, 'Instance name').fill('reader')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'reader', exact: true }).waitFor()
    const { plan, parameters } = await stage.tenant.platform.instances.show('reader')
    expect([plan, parameters.roles]).toEqual(['api', ['MonitoringDataRead']])
  })

  test('an instance is updated as JSON; what cannot be is told and nothing is lost', async () => {
    await makeInstance('json')
    const { page } = await stage.open('/services/instances/json')
    await button(page, 'Update').click()
    const form = await opened(page, 'Update instance json')
    await segment(form, 'JSON').click()
    const json = form.getByRole('textbox', { name: 'Parameters' })
    await json.fill('{"roles": ["ESBMessaging.send"')
    await button(form, 'Save').click()
    await form.getByText('Parameters is no JSON').waitFor()
    await json.fill('{"roles": ["Nothing.send"], "token-validity": 5000}')
    await button(form, 'Save').click()
    await form.getByText("Parameter 'roles' names the unknown role 'Nothing.send'").waitFor()
    await segment(form, 'Form').click()
    await expect.poll(() => field(form, 'Access-token validity').inputValue()).toBe('5000')
    await segment(form, 'JSON').click()
    await json.fill('{"roles": ["ESBMessaging.send"], "token-validity": 5000, "dpop-bound": true}')
    await button(form, 'Save').click()
    await page.getByText('5000 seconds').waitFor()
    expect((await stage.tenant.platform.instances.show('json')).parameters).toMatchObject({ 'token-validity': 5000, 'dpop-bound': true })
  })

  test('an instance is deleted when its keys are gone', async () => {
    await makeInstance('gone')
    await stage.tenant.platform.keys.create('gone', 'last', {})
    const { page } = await stage.open('/services/instances')
    await row(table(page, 'Instances'), 'gone').locator('ui5-button').click()
    const question = dialog(page, 'Delete Instance')
    await button(question, 'Delete Instance').click()
    await question.getByText("Service instance 'gone' still has keys: last").waitFor()
    await stage.tenant.platform.keys.delete('gone', 'last')
    await button(question, 'Delete Instance').click()
    await row(table(page, 'Instances'), 'gone').waitFor({ state: 'detached' })
    await expect(stage.tenant.platform.instances.show('gone')).rejects.toThrow("There is no service instance 'gone'")
  })
})

describe('service keys', () => {
  async function openKeys(instance: string): Promise<Page> {
    await makeInstance(instance)
    const { page } = await stage.open(`/services/instances/${instance}`)
    await page.getByText('There are no service keys yet').waitFor()
    await button(page, 'Create Service Key').click()
    await opened(page, 'Create Service Key')
    return page
  }
  const make = (page: Page) => button(dialog(page, 'Create Service Key'), 'Create').click()

  test('with a secret: shown as form and JSON, copied, downloaded, and shown again', async () => {
    const page = await openKeys('secret')
    await field(page, 'Service key name').fill('laptop')
    await page.keyboard.press('Enter')
    const shown = await opened(page, 'Service key laptop')
    const { credentials } = await stage.tenant.platform.keys.show('secret', 'laptop')
    await shown.getByText((credentials.oauth as { clientsecret: string }).clientsecret).waitFor()
    await segment(shown, 'JSON').click()
    await button(shown, 'Copy JSON').waitFor()
    expect(JSON.parse(await shown.locator('.code').innerText())).toEqual(credentials)
    expect(JSON.parse(await copied(page, 'JSON'))).toEqual(credentials)
    const { name, content } = await downloaded(page, () => button(shown, 'Download').click())
    expect({ name, content: JSON.parse(content.toString()) }).toEqual({ name: 'secret-laptop.json', content: credentials })
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
    const [key] = await stage.tenant.platform.keys.list('issued')
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
    await expect.poll(() => field(page, 'Certificate (PEM)').inputValue()).toBe(pem)
    await page.getByRole('checkbox', { name: 'Pin the certificate' }).click()
    await make(page)
    await dialog(page, 'Service key partner').getByText('CN=orders').waitFor()
    const [key] = await stage.tenant.platform.keys.list('external')
    expect(key?.parameters).toEqual({ 'key-type': 'certificate_external', 'X.509': pem, 'pin-certificate': false })
  })

  test('its secret is rotated and the old one deleted', async () => {
    await makeInstance('rotated')
    const before = await stage.tenant.platform.keys.create('rotated', 'key', {})
    const { page } = await stage.open('/services/instances/rotated')
    await row(page, 'key').getByText('Secrets').click()
    const secrets = dialog(page, 'Secrets of the service key key')
    await button(secrets, 'Rotate Secret').click()
    await button(dialog(page, 'Rotate Secret'), 'Rotate Secret').click()
    const issued = dialog(page, 'New secret')
    await issued.getByText('The secret is shown this once').waitFor()
    const { credentials } = await stage.tenant.platform.keys.show('rotated', 'key')
    expect(credentials).not.toEqual(before.credentials)
    await issued.getByText((credentials.oauth as { clientsecret: string }).clientsecret).waitFor()
    await button(issued, 'Close').click()
    await secrets.getByText('Previous').waitFor()
    await confirm(page, 'Delete Secret', button(row(secrets, 'Previous'), 'Delete Secret'))
    await secrets.getByText('Previous').waitFor({ state: 'detached' })
    await button(secrets, 'Close').click()
    await row(page, 'key').getByText('View').click()
    await dialog(page, 'Service key key')
      .getByText((credentials.oauth as { clientsecret: string }).clientsecret)
      .waitFor()
  })

  test('a key is deleted', async () => {
    await makeInstance('single')
    await stage.tenant.platform.keys.create('single', 'old', {})
    const { page } = await stage.open('/services/instances/single')
    await confirm(page, 'Delete Service Key', button(row(page, 'old'), 'Delete Service Key'))
    await page.getByText('There are no service keys yet').waitFor()
    expect(await stage.tenant.platform.keys.list('single')).toEqual([])
  })
})

test.each([
  ['light', 1280],
  ['dark', 400],
] as const)('the pages are sound, %s and %i px wide', async (theme, width) => {
  if ((await stage.tenant.platform.instances.list()).every(({ name }) => name !== 'sound')) await makeInstance('sound')
  const watched = await stage.open('/services/marketplace', { theme, width })
  const { page } = watched
  await tile(page, 'api').waitFor()
  await expectSound(watched)
  await page.goto(stage.url('/services/instances?create=api'))
  await field(page, 'Instance name').waitFor()
  await expectSound(watched)
  await page.goto(stage.url('/services/instances'))
  await row(table(page, 'Instances'), 'sound').waitFor()
  await expectSound(watched)
  await page.goto(stage.url('/services/instances/sound'))
  await button(page, 'Create Service Key').click()
  await field(await opened(page, 'Create Service Key'), 'Service key name').fill(`key-${theme}`)
  await choose(page, 'Type', 'Certificate')
  await expectSound(watched)
  await button(dialog(page, 'Create Service Key'), 'Create').click()
  await dialog(page, `Service key key-${theme}`).getByText('-----BEGIN CERTIFICATE-----').first().waitFor()
  await expectSound(watched)
})
