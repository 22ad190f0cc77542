import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestTenant, testTenant } from '../support/tenant.ts'
import { expectSound, logIn, openBrowser, openPage } from './browser.ts'

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

test('a wrong password is told, the right one opens the cockpit, and logging out closes it', async () => {
  const watched = await openPage(browser, tenant.localUrl)
  const { page } = watched
  await page.goto(`${tenant.localUrl}/cockpit/`)
  await expectSound(watched)
  await page.getByLabel('Password').fill('guess')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').getByText('The password is wrong').waitFor()
  await page.getByLabel('Password').fill(password)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
  const cookies = await page.context().cookies()
  expect(cookies).toMatchObject([{ name: 'sluice-session', httpOnly: true, sameSite: 'Strict', path: '/' }])
  expect(await page.evaluate(() => Object.keys(localStorage).concat(Object.keys(sessionStorage)))).toEqual([])
  await page.locator('ui5-avatar').click()
  await page.getByRole('menuitem', { name: 'Log out' }).click()
  await page.getByLabel('Password').waitFor()
  await page.goto(`${tenant.localUrl}/cockpit/`)
  await page.getByLabel('Password').waitFor()
})

test('every area is reached from the navigation, on a phone too', async () => {
  const watched = await openPage(browser, tenant.localUrl, { width: 400, theme: 'dark' })
  const { page } = watched
  await logIn(page, tenant.localUrl, password)
  await page.getByLabel('Show or hide the areas').click()
  await page.locator('ui5-side-navigation-sub-item[text="Marketplace"]').click()
  await page.getByRole('heading', { name: 'Marketplace' }).waitFor()
  await expectSound(watched)
})

test('an address that no page has says so', async () => {
  const { page } = await openPage(browser, tenant.localUrl)
  await logIn(page, tenant.localUrl, password, '/no/such/page')
  await page.getByRole('heading', { name: 'Not found' }).waitFor()
})
