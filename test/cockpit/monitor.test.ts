import { describe, expect, test } from 'vitest'
import { deployExampleFlow } from '../../src/demo/example-flow.ts'
import { basic, type TestClient, testClient } from '../support/client.ts'
import { deploy } from '../support/deploy.ts'
import { content, groovy, https } from '../support/flow.ts'
import type { TestTenant } from '../support/tenant.ts'
import { expectSound } from './browser.ts'
import { button, choose, dialog, fact, row, rows, select, submit } from './elements.ts'
import { cockpitStage } from './stage.ts'

const MARK = `import com.sap.gateway.ip.core.customdev.util.Message
def Message processData(Message m) {
  def log = messageLogFactory.getMessageLog(m)
  log.addCustomHeaderProperty('order', '4711')
  log.addAttachmentAsString('note', 'kept for later', 'text/plain')
  if (m.getBody(String).contains('bad')) throw new RuntimeException('The order is bad')
  return m
}`

let client: TestClient
const stage = cockpitStage({ prepare })

async function prepare(tenant: TestTenant): Promise<void> {
  client = await testClient(tenant, 'cloud-foundry')
  await deployExampleFlow(tenant)
  const resources = { 'script/mark.groovy': MARK }
  await deploy(tenant, { id: 'Orders', sender: https('/orders'), steps: [groovy('mark.groovy'), content('got ${in.body}')], resources })
  await deploy(tenant, {
    id: 'Guarded',
    sender: https('/guarded', { userRole: 'Guarded.send', xsrfProtection: '1' }),
    steps: [content('in')],
  })
  await deploy(tenant, { id: 'Broken', sender: https('/broken'), steps: [{ activity: 'Nonsense' }] }).catch(() => undefined)
}

/** Sends a message as a sender does; its id. */
async function send(path: string, body: string): Promise<string> {
  const headers = { authorization: basic(client), 'content-type': 'application/json' }
  const answer = await fetch(`${stage.tenant.publicUrl}/http${path}`, { method: 'POST', headers, body })
  const id = answer.headers.get('SAP_MessageProcessingLogID')!
  await expect.poll(() => stage.tenant.store.messageLogs.find(id), { interval: 5 }).toBeDefined()
  return id
}

async function trace(flow: string): Promise<void> {
  const headers = { authorization: `Bearer ${stage.tenant.adminToken}`, 'content-type': 'application/json' }
  await fetch(`${stage.tenant.publicUrl}/admin/v1/log-levels/${flow}`, { method: 'PUT', headers, body: JSON.stringify({ level: 'TRACE' }) })
}

describe('integration content', () => {
  test('is listed, found whatever the case, restarted and undeployed', async () => {
    await deploy(stage.tenant, { id: 'Passing', sender: https('/passing'), steps: [content('x')] })
    const { page } = await stage.open('/monitor/content')
    await row(page, 'Passing').waitFor()
    await page.getByLabel('Name or ID').fill('pASS')
    await expect.poll(() => rows(page).count()).toBe(1)
    await Promise.all([page.waitForResponse('**/Passing/restart'), button(page, 'Restart Passing').click()])
    await row(page, 'Started').waitFor()
    await button(page, 'Undeploy').click()
    await page.getByText('Passing takes no more messages').waitFor()
    await submit(page, 'Undeploy')
    await page.getByText('Nothing matches the filter').waitFor()
    expect(await stage.tenant.store.runtimeArtifacts.find('Passing')).toBeUndefined()
  })

  test('what does not run says why, and at which element', async () => {
    const { page } = await stage.open('/monitor/content?status=ERROR')
    await expect.poll(() => rows(page).count()).toBe(1)
    await row(page, 'Nonsense in Step_1').click()
    await page.getByRole('heading', { name: 'Why it does not run' }).waitFor()
    await page.getByText('This step is not supported').waitFor()
    await page.getByText('Nonsense Step_1', { exact: true }).waitFor()
  })

  test('an endpoint shows its URL, the role that it needs, and who has it', async () => {
    const { page } = await stage.open('/monitor/content/Orders?tab=endpoints')
    await expect.poll(() => fact(page, 'URL').innerText()).toContain(`${stage.tenant.publicUrl}/http/orders`)
    expect(await fact(page, 'Required role').innerText()).toBe('ESBMessaging.send')
    await row(page, client.id).waitFor()
    await page.goto(stage.url('/monitor/content/Guarded?tab=endpoints'))
    await page.getByText('No client may call this endpoint. Assign the role Guarded.send').waitFor()
  })

  test('the log level is set for a time', async () => {
    const { page } = await stage.open('/monitor/content/Guarded?tab=log')
    await page.getByText('Messages are logged at INFO.').waitFor()
    await choose(page, 'Log level', /^Debug/)
    await page.getByLabel('For how many minutes').fill('30')
    await page.keyboard.press('Enter')
    await page.getByText('Messages are logged at DEBUG until').waitFor()
    expect(await stage.tenant.store.logLevels.find('Guarded')).toMatchObject({ level: 'DEBUG', fallback: 'INFO' })
  })
})

describe('the test console', () => {
  test('calls a flow with a token of its client; the log is a click away', async () => {
    const watched = await stage.open('/monitor/content/Orders?tab=console')
    const { page } = watched
    await page.getByLabel('Body', { exact: true }).fill('hello')
    await button(page, 'Send').click()
    await page.getByText('200 OK').waitFor()
    await page.getByText('got hello', { exact: true }).waitFor()
    expect(await fact(page, 'JWT').innerText()).toMatch(/^eyJ[\w-]{9}…$/)
    const issued = { where: { op: 'eq', field: 'objectType', value: 'access token' }, limit: 1 } as const
    expect(await stage.tenant.store.auditLog.query(issued)).toMatchObject([{ user: 'admin', action: 'create', objectName: client.id }])
    await expectSound(watched)
    expect(await page.evaluate(() => Object.keys(localStorage).concat(Object.keys(sessionStorage)))).toEqual([])
    await page.getByText('Open the log of this message').click()
    await page.waitForURL(/\/monitor\/messages\//)
    await fact(page, 'Status').getByText('Completed').waitFor()
  })

  test('shows a refusal and leads to its explanation', async () => {
    const { page } = await stage.open('/monitor/content/Guarded?tab=console')
    await select(page, 'Client').filter({ hasText: 'will be refused' }).waitFor()
    await button(page, 'Send').click()
    await page.getByText('403 Forbidden').waitFor()
    await page.getByText('Why, and what to do').click()
    await page.waitForURL(/\/security\/refusals\?request=[0-9a-f-]{36}$/)
    await page.getByText('Guarded.send').first().waitFor()
  })

  test('gets a CSRF token where the channel asks for one', async () => {
    await stage.tenant.platform.roles.create('iflmap', 'Guarded.send')
    await testClient(stage.tenant, 'neo', { roles: ['Guarded.send'] })
    const { page } = await stage.open('/monitor/content/Guarded?tab=console')
    await select(page, 'Client').filter({ hasText: 'Test client (Neo) – may call' }).waitFor()
    await button(page, 'Send').click()
    await page.getByText('200 OK').waitFor()
  })

  test('a header that is none is told with its line, and nothing is sent', async () => {
    const { page } = await stage.open('/monitor/content/Orders?tab=console')
    const before = await stage.tenant.store.messageLogs.count()
    await page.getByLabel('Headers, one a line').fill('Accept: text/plain\nnonsense')
    await button(page, 'Send').click()
    await page.getByRole('alert').getByText('Line 2 of the headers is no header').waitFor()
    expect(await stage.tenant.store.messageLogs.count()).toBe(before)
  })
})

describe('message processing', () => {
  test('messages are found by status, id, custom header and text, and what happens appears by itself', async () => {
    const failed = await send('/orders', 'bad')
    const good = await send('/orders', 'fine')
    const { page } = await stage.open('/monitor/messages?flow=Orders')
    await row(page, failed).waitFor()
    await row(page, good).waitFor()
    await choose(page, 'Status', 'Failed')
    await expect.poll(() => rows(page).count()).toBe(1)
    await row(page, failed).waitFor()
    await choose(page, 'Status', 'All')
    await page.getByLabel('Message, correlation or application ID').fill(good)
    await expect.poll(() => rows(page).count()).toBe(1)
    await page.getByLabel('Message, correlation or application ID').fill('')
    await page.getByLabel('Custom header (name=value)').fill('order=4712')
    await page.getByText('No message in this time').waitFor()
    await page.getByLabel('Custom header (name=value)').fill('order=4711')
    await row(page, good).waitFor()
    await page.getByLabel('Text (exact spelling)').fill('Order')
    await row(page, good).waitFor()
    const late = await send('/orders', 'later')
    await row(page, late).waitFor()
    const failures = await stage.tenant.store.messageLogs.count({ op: 'eq', field: 'status', value: 'FAILED' })
    await page.getByRole('img', { name: `Failed messages: ${failures} between` }).waitFor()
  })

  test('two filters that change at once are both in the address', async () => {
    const { page } = await stage.open('/monitor/messages')
    await select(page, 'Status').waitFor()
    await page.evaluate(() => {
      for (const [label, value] of Object.entries({ Time: 'all', Status: 'FAILED' })) {
        const chosen = new CustomEvent('change', { detail: { selectedOption: { value } } })
        document.querySelector(`ui5-select[accessible-name="${label}"]`)?.dispatchEvent(chosen)
      }
    })
    await page.waitForURL(stage.url('/monitor/messages?time=all&status=FAILED'))
  })

  test('a time of one own is in the address', async () => {
    const id = await send('/orders', 'now')
    const { page } = await stage.open('/monitor/messages?time=custom&from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z')
    await page.getByText('No message in this time').waitFor()
    await choose(page, 'Time', 'All')
    await row(page, id).waitFor()
    expect(page.url()).toMatch(/\?time=all$/)
  })

  test('a failed message shows its error, its headers and its attachment', async () => {
    const id = await send('/orders', 'bad')
    const { page } = await stage.open(`/monitor/messages/${id}`)
    await page.getByText('The order is bad').first().waitFor()
    await page.getByRole('tab', { name: /Headers and attributes/ }).click()
    await row(page, '4711').waitFor()
    await page.getByRole('tab', { name: /Attachments/ }).click()
    await button(page, 'Show note').click()
    await page.getByText('kept for later').waitFor()
  })

  test('a traced message has its steps on the diagram, and what each made of it', async () => {
    await trace('ProductDetails')
    const id = await send('/product-details', '{"productIdentifier":"HT-2000"}')
    const watched = await stage.open(`/monitor/messages/${id}`)
    const { page } = watched
    await page.locator('.djs-element.diagram-positive').first().waitFor()
    expect(await page.locator('.diagram-text').first().innerText()).toMatch(/^[\d.]+ m?s$/)
    await page.locator('[data-element-id="CallActivity_1"]').click()
    await page.getByRole('heading', { name: 'JSON to XML' }).waitFor()
    await page.locator('.difference-added', { hasText: '<productIdentifier>HT-2000</productIdentifier>' }).waitFor()
    await page.locator('.difference-removed', { hasText: '"productIdentifier": "HT-2000"' }).waitFor()
    await row(page, 'Keep the identifier').click()
    await page.getByText('The step did not change the payload.').waitFor()
    await page.getByText('Headers', { exact: true }).click()
    await row(page, 'added').first().waitFor()
    await expectSound(watched)
  })

  test('one is sent again as a message of its own', async () => {
    await trace('Orders')
    const id = await send('/orders', 'once more')
    const { page } = await stage.open(`/monitor/messages/${id}`)
    await button(page, 'Resend').click()
    await page.getByText('What came to the start of the flow goes once more').waitFor()
    await submit(page, 'Resend')
    await page.waitForURL((url) => !url.pathname.endsWith(id))
    const again = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1)!)
    const first = await stage.tenant.store.messageLogs.find(id)
    await expect
      .poll(() => stage.tenant.store.messageLogs.find(again))
      .toMatchObject({ flowId: 'Orders', status: 'COMPLETED', correlationId: first!.correlationId })
    await fact(page, 'Status').getByText('Completed').waitFor()
  })

  test('what cannot be sent again says why', async () => {
    const headers = { authorization: `Bearer ${stage.tenant.adminToken}`, 'content-type': 'application/json' }
    await fetch(`${stage.tenant.publicUrl}/admin/v1/log-levels/Orders`, { method: 'PUT', headers, body: JSON.stringify({ level: 'INFO' }) })
    const id = await send('/orders', 'untraced')
    const { page } = await stage.open(`/monitor/messages/${id}`)
    await page.getByText('Choose a step in the list').waitFor()
    await button(page, 'Resend').click()
    await submit(page, 'Resend')
    await dialog(page).getByText('its content was not kept').waitFor()
  })
})

describe('every page is sound', () => {
  const pages = [
    ['/monitor/content', 'Broken'],
    ['/monitor/content/ProductDetails', 'Zoom in'],
    ['/monitor/content/Orders?tab=endpoints', 'Clients that may call it'],
    ['/monitor/content/Orders?tab=log', 'Set log level'],
    ['/monitor/content/Orders?tab=console', 'Send'],
    ['/monitor/messages?time=custom', 'Failed messages'],
  ] as const

  test.each([
    ['light', 1280],
    ['dark', 400],
  ] as const)('in the %s theme at %i px', async (theme, width) => {
    const watched = await stage.open('/monitor/messages', { theme, width })
    for (const [path, shown] of pages) {
      await watched.page.goto(stage.url(path))
      await watched.page.getByText(shown).or(watched.page.getByLabel(shown)).first().waitFor()
      await expectSound(watched)
    }
    await watched.page.goto(stage.url(`/monitor/messages/${await send('/product-details', '{"productIdentifier":"HT-2000"}')}?step=2`))
    await watched.page.locator('.djs-element.diagram-positive').first().waitFor()
    await watched.page.getByText('Exchange properties').first().waitFor()
    await expectSound(watched)
  })
})
