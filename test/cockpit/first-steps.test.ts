import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import newman, { type Summary } from 'newman'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { expectSound } from './browser.ts'
import { area, button, dialog, downloaded, field, opened, row, submit, tab } from './elements.ts'
import { cockpitStage } from './stage.ts'

const PRODUCT = '7 inch Portable Player'

const stage = cockpitStage({ tenantPer: 'test' })

const step = (page: Page, title: string) => page.locator(`.step ui5-card[accessible-name*="${title}"]`)
const state = (page: Page, title: string, word: 'Done' | 'Open') => step(page, title).locator('.step-header ui5-tag', { hasText: word })

/** Presses the button of a step and waits until the server says that it is done. */
async function perform(page: Page, title: string, name: string): Promise<void> {
  await button(step(page, title), name).click()
  await state(page, title, 'Done').waitFor()
}

/** Token, call, and the log: the same in both dialects. */
async function callAndRead(page: Page): Promise<void> {
  await perform(page, 'Get an access token', 'Get Token')
  await step(page, 'Get an access token').getByText('200 OK').waitFor()
  await perform(page, 'Deploy an integration flow', 'Deploy Example')
  await perform(page, 'Call it', 'Call Flow')
  await step(page, 'Call it').getByText(PRODUCT).waitFor()
  await perform(page, 'Make a client that reads logs', 'Make Client')
  await perform(page, 'Read the log', 'Read Log')
  await step(page, 'Read the log').getByText('"Status": "COMPLETED"').waitFor()
  await expect.poll(() => page.locator('.step-header ui5-tag', { hasText: 'Open' }).count()).toBe(0)
  expect(await stage.tenant.store.messageLogs.query({})).toMatchObject([{ flowId: 'ProductDetails', status: 'COMPLETED' }])
}

async function codeOf(page: Page, language: string): Promise<string> {
  await tab(page, language).click()
  return page.locator(`section.code[aria-label="${language}"]`).innerText()
}

const run = promisify(execFile)

/** What the code prints when somebody copies it into a file and runs it. */
async function output(code: string, file: string, [program, ...parameters]: readonly [string, ...string[]]): Promise<string> {
  const path = join(stage.tenant.dataDir, file)
  await writeFile(path, code)
  return (await run(program, [...parameters, path])).stdout
}

const runCollection = (collection: object): Promise<Summary> =>
  new Promise((resolve, reject) => {
    newman.run({ collection: collection as never }, (error, summary) => (error ? reject(error) : resolve(summary)))
  })

async function expectCodeThatRuns(page: Page): Promise<void> {
  expect(await output(await codeOf(page, 'curl'), 'call.sh', ['sh'])).toContain(PRODUCT)
  expect(await output(await codeOf(page, 'Node'), 'call.mjs', [process.execPath])).toContain(PRODUCT)
  expect(await output(await codeOf(page, 'Python'), 'call.py', ['/usr/bin/python3'])).toContain(PRODUCT)
  await tab(page, 'Postman').click()
  const { content } = await downloaded(page, () => button(page, 'Download first-steps.postman_collection.json').click())
  const { run: made } = await runCollection(JSON.parse(content.toString()))
  expect(made.failures).toEqual([])
  expect(made.executions.map(({ item, response }) => [item.name, response?.code])).toEqual([
    ['Get a token', 200],
    ['Call the flow', 200],
    ['Get a token to read logs', 200],
    ['Read the log', 200],
  ])
}

describe('from an empty server to a successful call and its log', () => {
  test('Cloud Foundry, each thing made on its own page', async () => {
    await stage.tenant.platform.entitlements.revoke('integration-flow')
    const { page } = await stage.open('/first-steps')
    await state(page, 'Entitle the plan', 'Open').waitFor()
    await step(page, 'Entitle the plan').getByText('Services › Marketplace').click()
    await row(page, 'iflmap').getByText('Add Entitlement').click()
    await page.locator('ui5-card', { hasText: 'integration-flow' }).getByText('Create Instance').click()
    await field(await opened(page, 'Create Instance'), 'Instance name').fill('orders')
    await page.keyboard.press('Enter')
    await button(page, 'Create Service Key').click()
    await field(await opened(page, 'Create Service Key'), 'Service key name').fill('laptop')
    await page.keyboard.press('Enter')
    await dialog(page, 'Service key laptop').getByText('Token URL').waitFor()
    await submit(page, 'Close')
    await area(page, 'First steps').click()
    await button(step(page, 'Create a service key'), 'Use service key laptop').click()
    for (const title of ['Entitle the plan', 'Create a service instance', 'Create a service key', 'Give it the role']) {
      await state(page, title, 'Done').waitFor()
    }
    await callAndRead(page)
    await area(page, 'Message Processing').click()
    await page.getByText('Product Details').first().waitFor()
  })

  test('Cloud Foundry, with the buttons of the page, and as code', async () => {
    await stage.tenant.platform.entitlements.revoke('integration-flow')
    await stage.tenant.platform.entitlements.revoke('api')
    const { page, troubles } = await stage.open('/first-steps')
    await perform(page, 'Entitle the plan', 'Add Entitlement')
    await perform(page, 'Create a service instance', 'Create Instance')
    await page.getByText('<secret> stands for the secret').waitFor()
    await perform(page, 'Create a service key', 'Create Service Key')
    await callAndRead(page)
    const { credentials } = await stage.tenant.platform.keys.show('first-steps', 'first-steps')
    expect(await codeOf(page, 'curl')).toContain(
      `${credentials.oauth.clientid}:${(credentials.oauth as { clientsecret: string }).clientsecret}`,
    )
    await expectCodeThatRuns(page)
    expect(troubles).toEqual([])
    expect(await page.evaluate(() => Object.keys(localStorage).concat(Object.keys(sessionStorage)))).toEqual([])
  })

  test('Neo, with the buttons of the page, and as code', async () => {
    const { page, troubles } = await stage.open('/first-steps?dialect=neo')
    await perform(page, 'Register a client', 'Register New Client')
    await perform(page, 'Give it the role', 'Give Role')
    await callAndRead(page)
    await expectCodeThatRuns(page)
    expect(troubles).toEqual([])
    await page.reload()
    await page.getByText('<secret> stands for the secret').waitFor()
    expect(await codeOf(page, 'Node')).toContain(
      `${(await stage.tenant.platform.clients.list()).find(({ name }) => name === 'first-steps')?.clientId}:<secret>`,
    )
    await button(step(page, 'Make a client that reads logs'), 'Make Client').click()
    await step(page, 'Make a client that reads logs').getByText('The secret is known to this page only').waitFor()
  })
})

test('a call that is refused shows the answer, and tells the reason', async () => {
  const { page } = await stage.open('/first-steps?dialect=neo')
  await perform(page, 'Register a client', 'Register New Client')
  await perform(page, 'Get an access token', 'Get Token')
  await perform(page, 'Deploy an integration flow', 'Deploy Example')
  await button(step(page, 'Call it'), 'Call Flow').click()
  await step(page, 'Call it').getByText('403 Forbidden').first().waitFor()
  await step(page, 'Call it').getByText('has no role on iflmap at all').waitFor()
  await step(page, 'Call it').getByText('Security › Refusals').click()
  await row(page, 'no-roles').waitFor()
})

test.each([
  ['light', 1280, 'cloud-foundry'],
  ['dark', 400, 'neo'],
] as const)('the page is sound, %s and %i px wide', async (theme, width, dialect) => {
  const watched = await stage.open(`/first-steps?dialect=${dialect}`, { theme, width })
  const { page } = watched
  await step(page, 'Read the log').waitFor()
  await expectSound(watched)
  await perform(page, 'Deploy an integration flow', 'Deploy Example')
  await perform(page, 'Make a client that reads logs', 'Make Client')
  await perform(page, 'Read the log', 'Read Log')
  await expectSound(watched)
})
