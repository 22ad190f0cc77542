import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Files, readArchive, writeArchive } from '../../src/iflow/archive.ts'
import { readFolder } from '../../src/iflow/folder.ts'
import { expectSound } from './browser.ts'
import { button, choose, confirm, dialog, downloaded, field, opened, row, submit, tab } from './elements.ts'
import { cockpitStage } from './stage.ts'

const FLOW = 'src/main/resources/scenarioflows/integrationflow/ProductDetails.iflw'

const stage = cockpitStage()
let files: Files
beforeAll(async () => {
  files = await readFolder(fileURLToPath(new URL('../../examples/product-details', import.meta.url)))
})

const ARTIFACT = '/design/packages/Shop/artifacts/ProductDetails'

/** An element of the diagram. */
const shape = (page: Page, id: string) => page.locator(`.djs-element[data-element-id="${id}"]`)

const zipOf = async (content: Files, name = 'ProductDetails.zip') => ({
  name,
  mimeType: 'application/zip',
  buffer: Buffer.from(await writeArchive(content)),
})

const designed = async (id = 'ProductDetails', version?: string) => readArchive((await stage.tenant.store.design.content(id, version))!)
const textOf = (content: Files, path: string) => Buffer.from(content.get(path) ?? []).toString()

/** Lets go of a file above what takes it, as a mouse does. */
async function drop(page: Page, file: { name: string; buffer: Buffer }): Promise<void> {
  const transfer = await page.evaluateHandle(
    ({ name, content }) => {
      const data = new DataTransfer()
      data.items.add(new File([Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))], name))
      return data
    },
    { name: file.name, content: file.buffer.toString('base64') },
  )
  await page.dispatchEvent('.drop-area', 'dragover', { dataTransfer: transfer })
  await page.dispatchEvent('.drop-area', 'drop', { dataTransfer: transfer })
}

/** What a scan of the page as it is must not find, in both themes and on both screens. */
async function expectSoundEverywhere(path: string, ready: (page: Page) => Promise<unknown>): Promise<void> {
  for (const options of [{ width: 1280 }, { width: 400, theme: 'dark' }] as const) {
    const watched = await stage.open(path, options)
    await ready(watched.page)
    await expectSound(watched)
    await watched.page.context().close()
  }
}

describe('packages', () => {
  test('one is created, filled, exported, deleted and imported again', async () => {
    const { page } = await stage.open('/design/packages')
    await page.getByText('There are no packages yet').waitFor()
    await button(page, 'Create').click()
    await opened(page, 'Create Package')
    await field(page, 'Name').fill('Shop')
    await field(page, 'Vendor').fill('Ada')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Shop' }).waitFor()
    expect(await stage.tenant.store.design.package('Shop')).toMatchObject({
      name: 'Shop',
      shortText: 'Shop',
      vendor: 'Ada',
      version: '1.0.0',
    })

    const zip = await zipOf(files)
    await page.locator('input[type=file]').setInputFiles(zip)
    const upload = dialog(page, 'Upload Artifact')
    await upload.getByText('Integration Flow').waitFor()
    await button(upload, 'Upload').click()
    await row(page, 'Product Details').waitFor()
    expect(Buffer.from((await stage.tenant.store.design.content('ProductDetails'))!)).toEqual(zip.buffer)

    const exported = await downloaded(page, () => button(page, 'Export').click())
    expect(exported.name).toBe('Shop.zip')
    await button(page, 'Delete').click()
    await page.getByText('Shop is deleted with its artifacts (1)').waitFor()
    await button(dialog(page, 'Delete'), 'Delete').click()
    await page.getByText('There are no packages yet').waitFor()

    await drop(page, { name: exported.name, buffer: exported.content })
    await button(dialog(page, 'Import Package'), 'Import').click()
    await row(page, 'Product Details').waitFor()
    expect(Buffer.from((await stage.tenant.store.design.content('ProductDetails'))!)).toEqual(zip.buffer)
  })

  test('a package that is there is replaced only when that is wished', async () => {
    const { page } = await stage.open('/design/packages/Shop')
    const exported = await downloaded(page, () => button(page, 'Export').click())
    await page.goto(stage.url('/design/packages'))
    await page.locator('input[type=file]').setInputFiles({ name: 'Shop.zip', mimeType: 'application/zip', buffer: exported.content })
    await button(dialog(page, 'Import Package'), 'Import').click()
    await page.getByText('already exist').waitFor()
    await page.getByRole('checkbox', { name: 'Replace the package' }).click()
    await button(dialog(page, 'Import Package'), 'Import').click()
    await page.getByRole('heading', { name: 'Shop' }).waitFor()
  })

  test('what is no package and no artifact is told', async () => {
    const { page } = await stage.open('/design/packages/Shop')
    await row(page, 'Product Details').waitFor()
    await drop(page, { name: 'notes.zip', buffer: Buffer.from('notes') })
    await page.getByRole('alert').getByText('notes.zip is no artifact: it has no META-INF/MANIFEST.MF').waitFor()
    await drop(page, await zipOf(new Map([['META-INF/MANIFEST.MF', Buffer.from('SAP-BundleType: Odd\r\n')]]), 'odd.zip'))
    await page.getByRole('alert').getByText('odd.zip has the SAP-BundleType Odd').waitFor()
  })

  test('texts are edited, artifacts of other kinds are made, copied and deleted', async () => {
    const { page } = await stage.open('/design/packages/Shop')
    await button(page, 'Edit').click()
    await opened(page, 'Edit Shop')
    await field(page, 'Short description').fill('All of the shop')
    await button(dialog(page, 'Edit Shop'), 'Save').click()
    await page.getByText('All of the shop').waitFor()
    await button(page, 'Create').click()
    const create = await opened(page, 'Create Artifact')
    await choose(create, 'Type', 'Script Collection')
    await field(create, 'Name').fill('Shop scripts')
    await button(create, 'Create').click()
    await page.getByRole('heading', { name: 'Shop scripts' }).waitFor()
    await page.getByText('There are no scripts, schemas or mappings yet').waitFor()
    await page.getByRole('link', { name: 'Shop 2 of 2' }).click()
    await button(page, 'Copy Shop scripts').click()
    await button(dialog(page, 'Copy Shop scripts'), 'Copy').click()
    await row(page, 'Shop scripts Copy').waitFor()
    expect(await stage.tenant.store.design.artifact('Shop_scripts_copy')).toMatchObject({ type: 'SCRIPT_COLLECTION', packageId: 'Shop' })
    await confirm(page, 'Delete Shop scripts Copy')
    await row(page, 'Shop scripts Copy').waitFor({ state: 'detached' })
    expect(await stage.tenant.store.design.artifact('Shop_scripts_copy')).toBeUndefined()
  })

  test('tags are defined for all packages and given values', async () => {
    const { page } = await stage.open('/design/packages/Shop')
    await tab(page, 'Tags').click()
    await page.getByText('No tags are defined').waitFor()
    await button(page, 'Define Tags').click()
    await field(await opened(page, 'Define Tags'), 'Tags').fill('Author\nLoB: Sales, Finance')
    await submit(page, 'Save')
    await button(page, 'Edit LoB').click()
    await field(await opened(page, 'Edit LoB'), 'Value').fill('Marketing')
    await button(dialog(page, 'Edit LoB'), 'Save').click()
    await page.getByText("cannot be 'Marketing'; permitted are Sales, Finance").waitFor()
    await field(page, 'Value').fill('Sales')
    await button(dialog(page, 'Edit LoB'), 'Save').click()
    await dialog(page).waitFor({ state: 'detached' })
    await row(page, 'Sales').waitFor()
    expect(await stage.tenant.store.design.customTags('Shop')).toEqual([{ packageId: 'Shop', name: 'LoB', value: 'Sales' }])
  })
})

describe('an integration flow', () => {
  test('is drawn, and what is clicked is explained from its declaration', async () => {
    const { page } = await stage.open(ARTIFACT)
    await shape(page, 'CallActivity_2').click()
    const panel = page.getByRole('region', { name: 'Properties of the element' })
    await panel.getByText('Sets and deletes headers and exchange properties and replaces the body.').waitFor()
    await panel.locator('.value-rows').first().waitFor()
    expect(await page.locator('.bjs-powered-by').isVisible()).toBe(true)
    await choose(page, 'Element', /HTTPS sender/)
    await panel.getByText('ESBMessaging.send').waitFor()
    await panel.getByText('Externalized: Role').click()
    await page.getByRole('gridcell', { name: 'Role that a caller needs' }).waitFor()
  })

  test('is configured: a parameter gets another value', async () => {
    const { page } = await stage.open(`${ARTIFACT}?tab=parameters`)
    await button(page, 'Configure').click()
    await field(await opened(page), 'Role').fill('Shop.send')
    await page.keyboard.press('Enter')
    await row(page, 'Shop.send').waitFor()
    expect(textOf(await designed(), 'src/main/resources/parameters.prop')).toBe(
      textOf(files, 'src/main/resources/parameters.prop').replace('Role=ESBMessaging.send', 'Role=Shop.send'),
    )
  })

  test('has resources that are created, edited, uploaded and deleted', async () => {
    const watched = await stage.open(`${ARTIFACT}?tab=resources`)
    const { page } = watched
    await page.getByText('There are no scripts, schemas or mappings yet').waitFor()
    await button(page, 'Create').click()
    await field(await opened(page), 'File name').fill('prices.txt')
    await page.keyboard.press('Enter')
    await page.getByText('Artifacts have no files with the extension “txt”').waitFor()
    await field(page, 'File name').fill('prices.groovy')
    await page.keyboard.press('Enter')
    const editor = page.locator('.code-editor .cm-content')
    await editor.getByText('processData').waitFor()
    await editor.press('Control+Home')
    await page.keyboard.type('// Ärger\n')
    await page.getByText('Not saved').waitFor()
    await expectSound(watched)
    await button(page, 'Save').click()
    await page.getByText('Not saved').waitFor({ state: 'detached' })
    expect(textOf(await designed(), 'src/main/resources/script/prices.groovy')).toMatch(/^\/\/ Ärger\nimport com\.sap/)
    const schema = { name: 'order.xsd', mimeType: 'text/xml', buffer: Buffer.from('<schema/>') }
    await page.locator('input[type=file]').setInputFiles(schema)
    await page.getByRole('heading', { name: 'order.xsd' }).waitFor()
    await editor.getByText('<schema/>').waitFor()
    await confirm(page, 'Delete order.xsd')
    await page.getByRole('heading', { name: 'prices.groovy' }).waitFor()
    expect([...(await designed()).keys()].filter((path) => /\.(xsd|groovy)$/.test(path))).toEqual([
      'src/main/resources/script/prices.groovy',
    ])
  })

  test('is deployed, and taken down again', async () => {
    const { page } = await stage.open(ARTIFACT)
    await button(page, 'Deploy').click()
    await page.getByText('Version 1.0.0 is deployed').waitFor()
    expect(await stage.tenant.store.runtimeArtifacts.find('ProductDetails')).toMatchObject({ status: 'STARTED', deployedBy: 'admin' })
    await expect.poll(() => stage.tenant.deployments.endpoints().map(({ role }) => role)).toEqual(['Shop.send'])
    await button(page, 'Undeploy').click()
    await page.getByText('its endpoints answer 404 at once').waitFor()
    await button(dialog(page, 'Undeploy'), 'Undeploy').click()
    await page.getByText('Version 1.0.0 is deployed').waitFor({ state: 'detached' })
    expect(await stage.tenant.store.runtimeArtifacts.find('ProductDetails')).toBeUndefined()
  })

  test('is saved as a version, and goes back to an earlier one', async () => {
    const { page } = await stage.open(`${ARTIFACT}?tab=versions`)
    await button(page, 'Save as Version').click()
    const save = await opened(page, 'Save as Version')
    await expect.poll(() => field(save, 'Version').inputValue()).toBe('1.0.1')
    await field(save, 'Version').fill('2.0.0')
    await page.keyboard.press('Enter')
    await row(page, '2.0.0').waitFor()
    await page.getByText('Integration Flow · 2.0.0').waitFor()
    const before = await downloaded(page, () => button(page, 'Download version 1.0.0').click())
    expect(before.name).toBe('ProductDetails_1.0.0.zip')
    expect(before.content).toEqual(Buffer.from((await stage.tenant.store.design.content('ProductDetails', '1.0.0'))!))
    await confirm(page, 'Go back to version 1.0.0')
    await page.getByText('Integration Flow · 1.0.0').waitFor()
    const saved = await stage.tenant.store.design.savedVersions('ProductDetails')
    expect(saved.map(({ version }) => version)).toEqual(['2.0.0'])
  })

  test('is held against the design guidelines; one is skipped for a reason', async () => {
    const { page } = await stage.open(`${ARTIFACT}?tab=check`)
    await page.getByText('The flow was not checked yet').waitFor()
    await button(page, 'Check').click()
    await page.getByText('Version 1.0.0 did not comply').waitFor()
    const skip = page.getByRole('button', { name: /^Skip: / }).first()
    await skip.click()
    await field(await opened(page), 'Reason').fill('An example')
    await page.keyboard.press('Enter')
    await page.getByText('Skipped: An example').waitFor()
    expect(await stage.tenant.store.designGuidelines.skips('ProductDetails')).toMatchObject([{ reason: 'An example', skippedBy: 'admin' }])
    await page.getByRole('button', { name: /^Do not skip: / }).click()
    await page.getByText('Skipped: An example').waitFor({ state: 'detached' })
  })

  test('is downloaded as it is', async () => {
    const { page } = await stage.open(ARTIFACT)
    const { name, content } = await downloaded(page, () => button(page, 'Download').click())
    expect({ name, content }).toEqual({
      name: 'ProductDetails.zip',
      content: Buffer.from((await stage.tenant.store.design.content('ProductDetails'))!),
    })
  })
})

describe('a flow that cannot run here', () => {
  test('is uploaded, says which element is not supported and why, and where its deployment failed', async () => {
    const { page } = await stage.open('/design/packages/Shop')
    await row(page, 'Product Details').waitFor()
    const broken = new Map(files)
    broken.set(FLOW, Buffer.from(textOf(files, FLOW).replaceAll('HCIOData', 'Teleporter')))
    await page.locator('input[type=file]').setInputFiles(await zipOf(broken))
    await page.getByText('Its content becomes that of the file').waitFor()
    await button(dialog(page, 'Replace the content of Product Details'), 'Replace').click()
    await dialog(page, 'Replace the content of Product Details').waitFor({ state: 'detached' })
    await row(page, 'Product Details').click()
    await page.getByText('This flow does not run here').waitFor()
    await shape(page, 'MessageFlow_2').and(page.locator('.diagram-negative')).waitFor()
    await page.locator('.diagram-text-negative', { hasText: 'Not supported' }).waitFor()
    await tab(page, 'Versions').click()
    await button(page, 'Deploy').click()
    const reason = 'Teleporter receiver in MessageFlow_2'
    await page.getByText('could not be deployed').waitFor()
    await page.getByRole('listitem').getByText(reason).waitFor()
    await page.getByRole('link', { name: 'Show in the diagram: MessageFlow_2' }).click()
    const panel = page.getByRole('region', { name: 'Properties of the element' })
    await panel.getByText('Teleporter receiver: This adapter is not supported').waitFor()
    await shape(page, 'MessageFlow_2').and(page.locator('.diagram-selected')).waitFor()
    expect((await stage.tenant.store.runtimeArtifacts.find('ProductDetails'))?.error).toContain(reason)
  })

  test('that cannot be read at all says so', async () => {
    await stage.tenant.store.design.createArtifact(
      { ...(await stage.tenant.store.design.artifact('ProductDetails'))!, id: 'Torn', name: 'Torn' },
      await writeArchive(new Map(files).set(FLOW, Buffer.from('<definitions>'))),
    )
    const { page } = await stage.open('/design/packages/Shop/artifacts/Torn')
    await page.getByRole('alert').getByText('is not well-formed XML').waitFor()
    await page.getByText('This flow has no drawing that can be shown').waitFor()
  })

  test('that is not there says so', async () => {
    const { page } = await stage.open('/design/packages/Shop/artifacts/Nothing')
    await page.getByRole('alert').getByText('There is no artifact Nothing in the package Shop').waitFor()
  })
})

describe('every page is sound', () => {
  beforeAll(async () => {
    const body = { Name: 'map.xslt', ResourceType: 'xslt', ResourceContent: Buffer.from('<a b="1"><!-- c -->2</a>').toString('base64') }
    const answer = await fetch(
      `${stage.tenant.publicUrl}/api/v1/IntegrationDesigntimeArtifacts(Id='ProductDetails',Version='active')/Resources`,
      {
        method: 'POST',
        headers: { authorization: `Bearer ${stage.tenant.adminToken}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      },
    )
    expect(answer.status).toBe(201)
  })

  test.each<[string, (page: Page) => Promise<unknown>]>([
    ['/design/packages', (page) => row(page, 'Shop').waitFor()],
    ['/design/packages/Shop', (page) => row(page, 'Product Details').waitFor()],
    [ARTIFACT, (page) => shape(page, 'CallActivity_1').waitFor()],
    [`${ARTIFACT}?tab=resources`, (page) => page.locator('.cm-content').getByText('2').waitFor()],
    [`${ARTIFACT}?tab=parameters`, (page) => row(page, 'Catalogue Address').waitFor()],
    [`${ARTIFACT}?tab=check`, (page) => page.getByText('did not comply').waitFor()],
    [`${ARTIFACT}?tab=versions`, (page) => row(page, '1.0.0').waitFor()],
  ])('%s', expectSoundEverywhere)
})
