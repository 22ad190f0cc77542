import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeArchive } from '../../src/iflow/archive.ts'
import { readFolder } from '../../src/iflow/folder.ts'
import { basic } from '../support/client.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'
import { logIn, openBrowser, openPage } from './browser.ts'

const EXAMPLE = fileURLToPath(new URL('../../examples/product-details', import.meta.url))

let tenant: TestTenant
let browser: Browser
beforeAll(async () => {
  tenant = await testTenant()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await tenant?.stop()
})

const button = (page: Page | Locator, name: string) => page.getByRole('button', { name, exact: true })
const field = (page: Page | Locator, label: string) => page.getByLabel(label, { exact: true })
const dialog = (page: Page, title: string) => page.locator(`ui5-dialog[header-text="${title}"]`)
const row = (page: Page, text: string) => page.locator('ui5-table-row', { hasText: text })
const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true })
const goTo = (page: Page, name: string) => page.locator(`ui5-side-navigation-sub-item[text="${name}"]`).click()

async function choose(page: Page | Locator, label: string, option: string): Promise<void> {
  await page.locator(`ui5-select[accessible-name="${label}"]`).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

/** Presses the button that copies a value of the page; the value. */
async function copied(page: Page, name: string): Promise<string> {
  await button(page, `Copy ${name}`).click()
  return page.evaluate(() => navigator.clipboard.readText())
}

/** Design: a package, the flow of the example in it, its parameters, deployed. */
async function deployExample(page: Page): Promise<void> {
  await goTo(page, 'Packages')
  await page.getByText('There are no packages yet').waitFor()
  await button(page, 'Create').click()
  await field(page, 'Name').fill('Catalogue')
  await button(dialog(page, 'Create Package'), 'Create').click()
  await page.getByRole('heading', { name: 'Catalogue' }).waitFor()
  const zip = Buffer.from(await writeArchive(await readFolder(EXAMPLE)))
  await page.locator('input[type=file]').setInputFiles({ name: 'ProductDetails.zip', mimeType: 'application/zip', buffer: zip })
  await button(dialog(page, 'Upload Artifact'), 'Upload').click()
  await row(page, 'Product Details').click()
  await tab(page, 'Parameters').click()
  await button(page, 'Configure').click()
  await field(page, 'Catalogue Address').fill(`${tenant.publicUrl}/examples/catalogue.svc`)
  await button(dialog(page, 'Configure Product Details'), 'Save').click()
  await dialog(page, 'Configure Product Details').waitFor({ state: 'detached' })
  await button(page, 'Deploy').click()
  await page.getByText('Version 1.0.0 is deployed').waitFor()
}

interface Registered {
  readonly id: string
  readonly secret: string
}

/** Security › OAuth › Clients, and Security › Authorizations behind the button that the new client offers. */
async function register(page: Page, name: string, application: string, role: string): Promise<Registered> {
  await goTo(page, 'OAuth')
  await button(page, 'Register New Client').click()
  await field(page, 'Name').fill(name)
  await choose(page, 'Subscription', application)
  await button(dialog(page, 'Register New Client'), 'Register').click()
  const client = { id: await copied(page, 'Client ID'), secret: await copied(page, 'Client secret') }
  await button(page, 'Assign Role').click()
  const assign = dialog(page, `Assign a role to oauth_client_${client.id}`)
  await choose(assign, 'Role', role)
  await button(assign, 'Assign').click()
  await page.getByRole('gridcell', { name: role, exact: true }).waitFor()
  return client
}

interface Answer {
  readonly status: number
  readonly body: unknown
  readonly messageId: string | null
}

/** What a program does, with nothing but what the pages showed. */
async function fetched(url: string, authorization: string, body?: string): Promise<Answer> {
  const answer = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization, accept: 'application/json', 'content-type': 'application/json' },
    ...(body !== undefined && { body }),
  })
  return { status: answer.status, body: await answer.json(), messageId: answer.headers.get('SAP_MessageProcessingLogID') }
}

async function tokenOf(endpoint: string, client: Registered): Promise<string> {
  const { status, body } = await fetched(`${endpoint}?grant_type=client_credentials`, basic(client), '')
  expect({ status, body }).toEqual({
    status: 200,
    body: { access_token: expect.any(String), token_type: 'Bearer', expires_in: 3600, scope: '' },
  })
  return (body as { access_token: string }).access_token
}

test('from an empty server to a successful call and its log in the Neo dialect, by mouse', async () => {
  const { page, troubles } = await openPage(browser, tenant.localUrl)
  page.setDefaultTimeout(7000)
  await logIn(page, tenant.localUrl, readFileSync(join(tenant.dataDir, 'admin-password'), 'utf8').trim())
  await deployExample(page)
  const sender = await register(page, 'Shop', 'iflmap – integration flows', 'ESBMessaging.send')
  const reader = await register(page, 'Watcher', 'tmn – management API', 'IntegrationOperationServer.read')

  await goTo(page, 'OAuth')
  await tab(page, 'Branding').click()
  const tokenEndpoint = await copied(page, 'Token Endpoint')
  await goTo(page, 'Manage Integration Content')
  await row(page, 'Product Details').click()
  await tab(page, 'Endpoints').click()
  await row(page, sender.id).waitFor()
  const address = await copied(page, 'URL')

  const called = await fetched(address, `Bearer ${await tokenOf(tokenEndpoint, sender)}`, '{"productIdentifier":"HT-2000"}')
  expect({ status: called.status, body: called.body }).toMatchObject({
    status: 200,
    body: { Product: { ProductID: 'HT-2000', Name: '7 inch Portable Player' } },
  })

  await goTo(page, 'Message Processing')
  await row(page, called.messageId!).filter({ hasText: 'Completed' }).click()
  await page.getByRole('heading', { name: 'Product Details' }).waitFor()
  for (const step of ['JSON to XML', 'Keep the identifier', 'Read the product', 'XML to JSON']) await row(page, step).waitFor()
  await page.locator('.djs-element.diagram-positive').first().waitFor()

  const logs = `${tenant.publicUrl}/api/v1/MessageProcessingLogs('${called.messageId}')`
  const read = await fetched(logs, `Bearer ${await tokenOf(tokenEndpoint, reader)}`)
  expect(read).toMatchObject({ status: 200, body: { d: { MessageGuid: called.messageId, Status: 'COMPLETED' } } })
  expect(troubles).toEqual([])
})
