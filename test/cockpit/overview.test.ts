import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { record } from '../../src/store/contract/message-logs.contract.ts'
import { expectSound } from './browser.ts'
import { cockpitStage } from './stage.ts'

const stage = cockpitStage()

const card = (page: Page, title: string) => page.locator(`ui5-card[accessible-name="${title}"]`)
const figure = (page: Page, title: string) => card(page, title).locator('.figure-number')

/** Something of everything that the cards count. */
async function makeFigures(): Promise<void> {
  const { store, platform, localUrl } = stage.tenant
  const now = Date.now()
  const began = (messageGuid: string, start: number, status: string) => record({ messageGuid, start, end: start + 5, status })
  await store.messageLogs.write([
    began('good', now, 'COMPLETED'),
    began('bad', now, 'FAILED'),
    began('earlier', now - 2 * 3_600_000, 'FAILED'),
    began('good too', now, 'COMPLETED'),
  ])
  await store.runtimeArtifacts.put(
    {
      id: 'Broken',
      type: 'INTEGRATION_FLOW',
      version: '1.0.0',
      name: 'Broken flow',
      packageId: 'P',
      status: 'ERROR',
      error: 'CallActivity_1: the script is missing',
      deployedBy: 'admin',
      deployedOn: now,
    },
    new Uint8Array(),
  )
  const { client } = await platform.clients.register({ name: 'Orders', application: 'iflmap', clientId: 'orders' })
  const expiresAt = now + 86_400_000
  await platform.clientSecrets.add({ clientId: client.clientId, keyId: null }, { expiresAt })
  await platform.instances.create({ name: 'shop', plan: 'integration-flow', parameters: {} })
  await platform.keys.create('shop', 'proxy', { 'key-type': 'certificate', validity: 2 })
  await fetch(`${localUrl}/http/nothing`, { method: 'POST' })
}

test('an empty tenant is well', async () => {
  const { page } = await stage.open('/')
  await card(page, 'Health').getByText('Ready').waitFor()
  await card(page, 'Health').getByText(process.versions.node).waitFor()
  await card(page, 'Expiring').getByText('Nothing ends soon.').waitFor()
  for (const title of ['Failed messages', 'Refusals', 'Artifacts with errors', 'Expiring']) {
    await expect.poll(async () => [title, await figure(page, title).innerText()]).toEqual([title, '0'])
  }
})

test('the figures are those of the server, and each card leads to its page', async () => {
  await makeFigures()
  const { page } = await stage.open('/')
  await card(page, 'Failed messages').getByText('of 4 messages').waitFor()
  await expect.poll(() => figure(page, 'Messages per minute').innerText()).toBe('0.05')
  await expect.poll(() => figure(page, 'Failed messages').innerText()).toBe('2')
  await expect.poll(() => figure(page, 'Refusals').innerText()).toBe('1')
  await card(page, 'Refusals').getByText('no-authorization-header').waitFor()
  await expect.poll(() => figure(page, 'Artifacts with errors').innerText()).toBe('1')
  await card(page, 'Artifacts with errors').getByText('CallActivity_1: the script is missing').waitFor()
  await expect.poll(() => figure(page, 'Expiring').innerText()).toBe('2')
  const ways = {
    'Messages per minute': '/monitor/messages',
    'Failed messages': '/monitor/messages?status=FAILED&time=day',
    Refusals: '/security/refusals',
    'Artifacts with errors': '/monitor/content',
  }
  for (const [title, path] of Object.entries(ways)) {
    await card(page, title).getByRole('link', { name: title }).first().click()
    await page.waitForURL(stage.url(path))
    await page.goBack()
    await card(page, title).waitFor()
  }
  await card(page, 'Expiring').getByText('shop/proxy').click()
  await page.waitForURL(stage.url('/services/instances/shop'))
  await page.goBack()
  await card(page, 'Expiring').getByText('orders').click()
  await page.waitForURL(stage.url('/security/oauth?client=orders'))
  await page.goBack()
  await card(page, 'Artifacts with errors').getByText('Broken flow').click()
  await page.waitForURL(stage.url('/monitor/content/Broken'))
})

test.each([
  ['light', 1280],
  ['dark', 400],
  ['dark', 1280],
  ['light', 400],
] as const)('the page is sound, %s and %i px wide', async (theme, width) => {
  const watched = await stage.open('/', { theme, width })
  await card(watched.page, 'Health').getByText('Ready').waitFor()
  await expectSound(watched)
})
