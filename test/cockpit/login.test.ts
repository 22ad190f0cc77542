import { expect, test } from 'vitest'
import { expectSound } from './browser.ts'
import { area, button, dialog, row, submit } from './elements.ts'
import { cockpitStage } from './stage.ts'

const stage = cockpitStage()

test('a wrong password is told, the right one opens the cockpit, and logging out closes it', async () => {
  const watched = await stage.enter()
  const { page } = watched
  await page.goto(stage.url('/'))
  await expectSound(watched)
  await page.getByLabel('Password').fill('guess')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').getByText('The password is wrong').waitFor()
  await page.getByLabel('Password').fill(stage.password)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
  const cookies = await page.context().cookies()
  expect(cookies).toMatchObject([{ name: 'sluice-session', httpOnly: true, sameSite: 'Strict', path: '/' }])
  expect(await page.evaluate(() => Object.keys(localStorage).concat(Object.keys(sessionStorage)))).toEqual([])
  await page.locator('ui5-avatar').click()
  await page.getByRole('menuitem', { name: 'Log out' }).click()
  await page.getByLabel('Password').waitFor()
  await page.goto(stage.url('/'))
  await page.getByLabel('Password').waitFor()
})

test('every area is reached from the navigation, on a phone too', async () => {
  const watched = await stage.open('/', { width: 400, theme: 'dark' })
  const { page } = watched
  await page.getByLabel('Show or hide the areas').click()
  await area(page, 'Marketplace').click()
  await page.getByRole('heading', { name: 'Marketplace' }).waitFor()
  await expectSound(watched)
})

const AREAS = 'ui5-side-navigation'

test('the entry of the page that is open closes the areas on a phone', async () => {
  const { page } = await stage.open('/services/marketplace', { width: 400 })
  await button(page, 'Show or hide the areas').click()
  await area(page, 'Marketplace').click()
  await page.locator(AREAS).waitFor({ state: 'hidden' })
  await page.getByRole('heading', { name: 'Marketplace' }).waitFor()
})

test('areas that were hidden stay so on other pages, until they are shown', async () => {
  const { page } = await stage.open('/services/marketplace')
  await button(page, 'Show or hide the areas').click()
  await page.locator(AREAS).waitFor({ state: 'hidden' })
  await button(page, 'Create Instance').first().click()
  await page.waitForURL('**/services/instances?create=*')
  await submit(page, 'Cancel')
  await dialog(page).waitFor({ state: 'detached' })
  expect(await page.locator(AREAS).isVisible()).toBe(false)
  await button(page, 'Show or hide the areas').click()
  await area(page, 'Marketplace').click()
  await page.getByRole('heading', { name: 'Marketplace' }).waitFor()
  expect(await page.locator(AREAS).isVisible()).toBe(true)
})

test('the entry of an area leads back from its details to its list', async () => {
  await stage.tenant.platform.instances.create({ name: 'orders', plan: 'integration-flow', parameters: {} })
  const { page } = await stage.open('/services/instances/orders')
  await page.getByRole('heading', { name: 'orders', exact: true }).waitFor()
  await area(page, 'Instances and Subscriptions').click()
  await page.waitForURL(stage.url('/services/instances'))
  await row(page, 'orders').first().waitFor()
})

test('an address that no page has says so', async () => {
  const { page } = await stage.open('/no/such/page')
  await page.getByRole('heading', { name: 'Not found' }).waitFor()
})
