import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { callerOf } from '../flows/stage.ts'
import { deploy } from '../support/deploy.ts'
import { content, type FlowSketch, https } from '../support/flow.ts'
import { expectSound, overflowOf } from './browser.ts'
import { button, choose, confirm, dialog, downloaded, opened, row, select, submit } from './elements.ts'
import { cockpitStage } from './stage.ts'

/** Answers with the order that came in, marked as taken. */
const ORDERS: FlowSketch = {
  id: 'Orders',
  sender: https('/orders'),
  resources: { 'parameters.prop': 'Mark=taken\n' },
  steps: [content('{"order":${in.body},"mark":"{{Mark}}"}')],
}

const stage = cockpitStage({
  async prepare(tenant) {
    await deploy(tenant, ORDERS)
    await tenant.store.logLevels.put({ flowId: 'Orders', level: 'TRACE', until: null, fallback: 'TRACE' })
  },
})

const PAGE = '/design/packages/Tests/artifacts/Orders?tab=tests'

const passes = (mark: string) => `tests:
  - name: An order is taken
    request: { path: /http/orders, body: '7' }
    expect:
      status: 200
      body:
        json: { order: 7, mark: ${mark} }
`
const storedTests = () => stage.tenant.store.flowTests.list('Orders')
const keep = (name: string, text: string) =>
  stage.tenant.store.flowTests.create({ artifactId: 'Orders', name, text, modifiedBy: 'ada', modifiedAt: 0, lastRun: null })
const results = (page: Page) => page.getByRole('region', { name: 'Results' })
const yaml = (name: string, text: string) => ({ name, mimeType: 'application/yaml', buffer: Buffer.from(text) })

/** A call of the flow; the id of its message, once it is in the log. */
async function message(): Promise<string> {
  const authorization = await callerOf(stage.tenant)
  const answer = await fetch(`${stage.tenant.localUrl}/http/orders`, { method: 'POST', body: '7', headers: { authorization } })
  const id = answer.headers.get('SAP_MessageProcessingLogID')!
  await expect.poll(() => stage.tenant.store.messageLogs.find(id)).toBeDefined()
  return id
}

describe('a test', () => {
  test('is made of a template, run, broken, and shows what differs and where', async () => {
    const watched = await stage.open(PAGE)
    const { page } = watched
    await page.getByText('There are no tests yet').waitFor()
    await button(page, 'Create').click()
    await opened(page, 'Create Test')
    await page.keyboard.press('Enter')
    const editor = page.locator('.code-editor .cm-content')
    await editor.getByText('/http/orders').waitFor()
    expect((await storedTests()).map(({ name, text }) => [name, text.includes('Mark: taken')])).toEqual([['Test 1', true]])
    await button(page, 'Run').click()
    await results(page).getByText('Passed: 1, failed: 0, skipped: 0').waitFor()

    await editor.press('Control+A')
    await page.keyboard.insertText(passes('lost'))
    await page.getByText('Not saved').waitFor()
    await button(page, 'Run').click()
    await results(page).getByText('Passed: 0, failed: 1, skipped: 0').waitFor()
    expect(await results(page).locator('del').allInnerTexts()).toEqual(['  "mark": "lost",'])
    expect(await results(page).locator('ins').allInnerTexts()).toEqual(['  "mark": "taken",'])
    await results(page).getByText('The message went through').waitFor()
    await button(page, 'Line 7').click()
    await editor.and(page.locator(':focus')).waitFor()
    await expectSound(watched)

    await button(page, 'Save').click()
    await page.getByText('Not saved').waitFor({ state: 'detached' })
    expect((await storedTests()).map(({ text, modifiedBy }) => [text, modifiedBy])).toEqual([[passes('lost'), 'admin']])
    await button(page, 'Back to the list').click()
    await row(page, 'Not run yet').waitFor()
    await button(page, 'Run Test 1').click()
    await row(page, '1 failed').waitFor()
    await confirm(page, 'Delete Test 1')
    await page.getByText('There are no tests yet').waitFor()
    expect(await storedTests()).toEqual([])
  })

  test('that cannot be read says where it is wrong, and is not saved', async () => {
    await keep('Torn', passes('taken'))
    const { page } = await stage.open(`${PAGE}&test=Torn`)
    const editor = page.locator('.code-editor .cm-content')
    await editor.getByText('/http/orders').waitFor()
    await editor.press('Control+End')
    await page.keyboard.insertText('  - nam: Other\n')
    await button(page, 'Run').click()
    await results(page).getByText('Torn.test.yaml:8: tests[1].nam: there is no such field').waitFor()
    await button(page, 'Save').click()
    await page.getByRole('alert').getByText('Torn.test.yaml:8: tests[1].nam: there is no such field').waitFor()
    expect((await storedTests()).map(({ text }) => text)).toEqual([passes('taken')])
    await confirm(page, 'Delete Torn')
    await page.getByText('There are no tests yet').waitFor()
  })

  test('is made of a traced message, from its page or from the list', async () => {
    const id = await message()
    const { page } = await stage.open(`/monitor/messages/${id}`)
    await button(page, 'Make a Test').click()
    const create = await opened(page, 'Create Test')
    await select(create, 'Made from').locator(`ui5-option[selected][value="${id}"]`).waitFor({ state: 'attached' })
    await submit(page, 'Create')
    await page.locator('.cm-content').getByText(`Message ${id}`).waitFor()
    await button(page, 'Run').click()
    await results(page).getByText('Passed: 1, failed: 0, skipped: 0').waitFor()
    await button(page, 'Back to the list').click()
    await row(page, '1 passed').waitFor()

    await button(page, 'Create').click()
    await choose(await opened(page, 'Create Test'), 'Made from', /^Message of .*COMPLETED$/)
    await submit(page, 'Create')
    await page.locator('.cm-content').getByText(`Message ${id}`).waitFor()
    expect((await storedTests()).map(({ name, text }) => [name, text.includes(id)])).toEqual([
      ['Test 1', true],
      ['Test 2', true],
    ])
    for (const { name } of await storedTests()) await stage.tenant.store.flowTests.delete('Orders', name)
  })

  test('comes as a file and goes as one; what is there is replaced only when that is wished', async () => {
    const { page } = await stage.open(PAGE)
    await page.getByText('There are no tests yet').waitFor()
    await page.locator('input[type=file]').setInputFiles(yaml('taken.test.yaml', passes('taken')))
    await submit(page, 'Upload')
    await page.getByRole('heading', { name: 'taken' }).waitFor()
    await button(page, 'Back to the list').click()
    await page.locator('input[type=file]').setInputFiles(yaml('taken.test.yaml', passes('lost')))
    await page.getByText('There is a test taken already').waitFor()
    await submit(page, 'Replace')
    await page.getByRole('heading', { name: 'taken' }).waitFor()
    expect((await storedTests()).map(({ name, text }) => [name, text])).toEqual([['taken', passes('lost')]])
    const file = await downloaded(page, () => button(page, 'Download').last().click())
    expect([file.name, String(file.content)]).toEqual(['taken.test.yaml', passes('lost')])
    await button(page, 'Back to the list').click()
    await page.locator('input[type=file]').setInputFiles(yaml('notes.yaml', 'notes'))
    await submit(page, 'Upload')
    await dialog(page).getByText('notes.test.yaml:1').waitFor()
    expect(await storedTests()).toHaveLength(1)
  })
})

test('all tests are run one after the other; their page is sound and fits everywhere', async () => {
  await keep('more', passes('taken'))
  for (const options of [{ width: 1280 }, { width: 400, theme: 'dark' }] as const) {
    const watched = await stage.open(PAGE, options)
    const { page } = watched
    await button(page, 'Run All').click()
    await row(page, /more.*1 passed/s).waitFor()
    await row(page, /taken.*1 failed/s).waitFor()
    await expectSound(watched)
    expect(await overflowOf(page)).toBe(0)
    await row(page, 'taken').getByText('taken').click()
    await results(page).locator('del').waitFor()
    await page.locator('.cm-content').waitFor()
    await expectSound(watched)
    expect(await overflowOf(page)).toBe(0)
    await page.context().close()
  }
})
