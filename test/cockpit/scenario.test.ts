import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { writeArchive } from '../../src/iflow/archive.ts'
import { readFolder } from '../../src/iflow/folder.ts'
import { basic } from '../support/client.ts'
import { area, button, choose, copied, dialog, field, opened, row, tab } from './elements.ts'
import { cockpitStage } from './stage.ts'

const EXAMPLE = fileURLToPath(new URL('../../examples/product-details', import.meta.url))

const stage = cockpitStage()

const goTo = (page: Page, name: string) => area(page, name).click()

/** Design: a package, the flow of the example in it, its parameters, deployed. */
async function deployExample(page: Page): Promise<void> {
  await goTo(page, 'Packages')
  await page.getByText('There are no packages yet').waitFor()
  await button(page, 'Create').click()
  await field(await opened(page, 'Create Package'), 'Name').fill('Catalogue')
  await button(dialog(page, 'Create Package'), 'Create').click()
  await page.getByRole('heading', { name: 'Catalogue' }).waitFor()
  const zip = Buffer.from(await writeArchive(await readFolder(EXAMPLE)))
  await page.locator('input[type=file]').setInputFiles({ name: 'ProductDetails.zip', mimeType: 'application/zip', buffer: zip })
  await button(dialog(page, 'Upload Artifact'), 'Upload').click()
  await row(page, 'Product Details').click()
  await tab(page, 'Parameters').click()
  await button(page, 'Configure').click()
  await field(await opened(page, 'Configure Product Details'), 'Catalogue Address').fill(`${stage.tenant.publicUrl}/examples/catalogue.svc`)
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
  await field(await opened(page, 'Register New Client'), 'Name').fill(name)
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
  const { page, troubles } = await stage.open('/')
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

  const logs = `${stage.tenant.publicUrl}/api/v1/MessageProcessingLogs('${called.messageId}')`
  const read = await fetched(logs, `Bearer ${await tokenOf(tokenEndpoint, reader)}`)
  expect(read).toMatchObject({ status: 200, body: { d: { MessageGuid: called.messageId, Status: 'COMPLETED' } } })
  expect(troubles).toEqual([])
})
