import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateKey } from 'openpgp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testClient } from '../support/client.ts'
import { deploy } from '../support/deploy.ts'
import { content, https } from '../support/flow.ts'
import { expectSound, overflowOf } from './browser.ts'
import { button, choose, chooseInMenu, confirm, dialog, downloaded, field, opened, row, rows, submit, tab } from './elements.ts'
import { focusedName, tabTo } from './keyboard.ts'
import { cockpitStage } from './stage.ts'

const HOUR = 3_600_000

const stage = cockpitStage({
  prepare: (tenant) => deploy(tenant, { id: 'Stock', sender: https('/stock', { userRole: 'Stock.send' }), steps: [content('done')] }),
})

/** Of files that people choose in the browser. */
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-stores-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('security material', () => {
  const secretOf = async (name: string) => {
    const material = await stage.tenant.store.securityMaterial.find(name)
    return material && { kind: material.kind, fields: material.fields, description: material.description }
  }

  test('user credentials are created, changed without the password, and deleted after it was asked', async () => {
    const watched = await stage.open('/monitor/security-material')
    const { page } = watched
    await page.getByText('There is no security material yet.').waitFor()
    await chooseInMenu(page, 'Create', 'User Credentials')
    await expect.poll(() => focusedName(page)).toBe('Name')
    await page.keyboard.type('ERP')
    await field(page, 'User').fill('integration')
    await submit(page, 'Deploy')
    await page.getByText("Property 'Password' cannot be empty.").waitFor()
    await field(page, 'Password').fill('s3cret-of-erp')
    await choose(page, 'Kind', 'SuccessFactors')
    await field(page, 'Company ID').fill('ACME')
    await page.keyboard.press('Enter')
    await row(page, /ERP/).waitFor()
    const sealed = (await stage.tenant.store.securityMaterial.find('ERP'))?.secret
    expect(await secretOf('ERP')).toEqual({
      kind: 'user-credential',
      fields: { kind: 'successfactors', user: 'integration', companyId: 'ACME' },
      description: '',
    })
    await row(page, /ERP/).click()
    await field(await opened(page), 'Description').fill('the back end')
    await submit(page, 'Deploy')
    await page.getByText('the back end').waitFor()
    expect((await stage.tenant.store.securityMaterial.find('ERP'))?.secret).toEqual(sealed)
    expect(await page.content()).not.toContain('s3cret-of-erp')
    await expectSound(watched)
    await button(page, 'Delete ERP').click()
    await page.getByText('Flows that name it fail from then on.').waitFor()
    await submit(page, 'Delete ERP')
    await page.getByText('There is no security material yet.').waitFor()
    expect(await secretOf('ERP')).toBeUndefined()
  })

  test('client credentials keep their custom parameters until all are taken away', async () => {
    const { page } = await stage.open('/monitor/security-material')
    await chooseInMenu(page, 'Create', 'OAuth2 Client Credentials')
    await field(page, 'Name').fill('Catalogue')
    await field(page, 'Token service URL').fill('https://catalogue.example/oauth/token')
    await field(page, 'Client ID').fill('sluice')
    await field(page, 'Client secret').fill('s3cret-of-sluice')
    await button(page, 'Add Parameter').click()
    await field(page, 'Key').fill('tenant')
    await field(page, 'Value').fill('42')
    await choose(page, 'Send as part of', 'Send as request header')
    await submit(page, 'Deploy')
    await row(page, /Catalogue/).waitFor()
    const parameters = async () => (await secretOf('Catalogue'))?.fields.customParameters
    expect(await parameters()).toEqual([{ key: 'tenant', value: '42', sendAsPartOf: 'header' }])
    await row(page, /Catalogue/).click()
    await button(page, 'Remove the parameter').click()
    await submit(page, 'Deploy')
    await expect.poll(parameters).toEqual([])
  })

  test('an authorization code without a refresh token is unauthorized, and a secure parameter is its value', async () => {
    const { page } = await stage.open('/monitor/security-material')
    await chooseInMenu(page, 'Create', 'OAuth2 Authorization Code')
    await field(page, 'Name').fill('Mailbox')
    await field(page, 'Authorization URL').fill('https://mail.example/authorize')
    await field(page, 'Token service URL').fill('https://mail.example/token')
    await field(page, 'Client ID').fill('mail')
    await field(page, 'Client secret').fill('s3cret-of-mail')
    await submit(page, 'Deploy')
    await row(page, /Mailbox.*Unauthorized/).click()
    await field(await opened(page), 'Refresh token').fill('refresh-of-mail')
    await submit(page, 'Deploy')
    await row(page, /Mailbox.*Deployed/).waitFor()
    await chooseInMenu(page, 'Create', 'Secure Parameter')
    await field(page, 'Name').fill('ApiKey')
    await field(page, 'Secure parameter').fill('the-key')
    await submit(page, 'Deploy')
    await row(page, /ApiKey/).waitFor()
    await choose(page, 'Type', 'Secure Parameter')
    await expect.poll(() => rows(page).count()).toBe(1)
  })

  test('PGP keys are imported from files, named when they are there already, downloaded and deleted', async () => {
    const { publicKey, privateKey } = await generateKey({ type: 'curve25519', userIDs: [{ name: 'Ada' }], passphrase: 'open' })
    const [open1, open2] = [join(folder, 'public.asc'), join(folder, 'secret.asc')]
    writeFileSync(open1, publicKey)
    writeFileSync(open2, privateKey)
    const watched = await stage.open('/monitor/security-material?tab=pgp')
    const { page } = watched
    await page.getByText('Both keyrings are empty.').waitFor()
    await button(page, 'Import Keys').click()
    await submit(page, 'Import Keys')
    await page.getByText('Choose a file first.').waitFor()
    await dialog(page).locator('input[type=file]').setInputFiles(open1)
    await submit(page, 'Import Keys')
    await row(page, /Ada.*Public.*Valid/).waitFor()
    await button(page, 'Import Keys').click()
    await dialog(page).locator('input[type=file]').setInputFiles(open1)
    await submit(page, 'Import Keys')
    await page.getByText(/was not imported: A key with the id .* exists already/).waitFor()
    await choose(page, 'Keyring', 'Secret')
    await dialog(page).locator('input[type=file]').setInputFiles(open2)
    await field(page, 'Passphrase').fill('wrong')
    await submit(page, 'Import Keys')
    await page.getByText('Decrypting Secret Key with applied passphrase failed').waitFor()
    await field(page, 'Passphrase').fill('open')
    await field(page, 'Passphrase').press('Enter')
    await row(page, /Ada.*Secret, Public/).waitFor()
    const [key] = await stage.tenant.store.pgpKeys.list()
    expect(key?.secretKey).not.toBeNull()
    const { content } = await downloaded(page, () => button(page, `Download the public key ${key?.keyId}`).click())
    expect(content.toString()).toContain('BEGIN PGP PUBLIC KEY BLOCK')
    await expectSound(watched)
    await confirm(page, `Delete ${key?.keyId}`)
    await page.getByText('Both keyrings are empty.').waitFor()
    expect(await stage.tenant.store.pgpKeys.list()).toEqual([])
  })
})

describe('the keystore', () => {
  const aliases = async (keystore?: 'backup_admin_system' | 'KeyRenewal') =>
    (await stage.tenant.store.keystore.list(keystore)).map(({ alias }) => alias).sort()
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })

  test('a key pair is generated with the keyboard, signed, downloaded, renamed and deleted', async () => {
    const watched = await stage.open('/monitor/keystore')
    const { page } = watched
    await page.getByText('The keystore is empty.').waitFor()
    await chooseInMenu(page, 'Add', 'Create Key Pair')
    await expect.poll(() => focusedName(page)).toBe('Alias')
    await page.keyboard.type('orders')
    await field(page, 'Valid for (days)').fill('10')
    await tabTo(page, 'Common name (CN)')
    await page.keyboard.type('orders.example')
    await page.keyboard.press('Enter')
    await row(page, /orders.*Expires soon/).waitFor()
    await row(page, /orders/).click()
    await button(page, 'Download').click()
    const request = await downloaded(page, () => page.getByRole('menuitem', { name: 'Signing request (CSR)' }).click())
    expect([request.name, request.content.toString()]).toEqual(['orders.csr', expect.stringContaining('BEGIN CERTIFICATE REQUEST')])
    await expectSound(watched)
    writeFileSync(join(folder, 'orders.csr'), request.content)
    openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Authority', '-days', '90')
    openssl('x509', '-req', '-in', 'orders.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-out', 'signed.pem', '-days', '60')
    writeFileSync(
      join(folder, 'chain.pem'),
      readFileSync(join(folder, 'signed.pem'), 'utf8') + readFileSync(join(folder, 'ca.pem'), 'utf8'),
    )
    await button(page, 'Update Signing Response').click()
    await dialog(page).locator('input[type=file]').setInputFiles(join(folder, 'chain.pem'))
    await submit(page, 'Save')
    await page.getByText(/Trust path to the certificate .* could not be established/).waitFor()
    await dialog(page).getByRole('checkbox', { name: 'I have checked the fingerprint' }).click()
    await submit(page, 'Save')
    await expect.poll(async () => (await stage.tenant.store.keystore.find('orders'))?.chain.length).toBe(2)
    await button(page, 'Rename').click()
    await field(await opened(page), 'Alias').fill('Grüße')
    await field(page, 'Alias').press('Enter')
    await page.getByRole('heading', { name: 'Grüße' }).waitFor()
    expect(await aliases()).toEqual(['Grüße'])
    await button(page, 'Delete Entry').click()
    await submit(page, 'Delete Entry')
    await page.getByText('The keystore is empty.').waitFor()
    expect(await aliases()).toEqual([])
  })

  test('certificates and key pairs come from files, and go to the backup and back', async () => {
    openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'own.key', '-out', 'own.pem', '-subj', '/CN=Own', '-days', '90')
    openssl('pkcs12', '-export', '-inkey', 'own.key', '-in', 'own.pem', '-name', 'own', '-out', 'own.p12', '-passout', 'pass:open')
    const { page } = await stage.open('/monitor/keystore')
    await chooseInMenu(page, 'Add', 'Add Certificate')
    await field(page, 'Alias').fill('partner')
    await dialog(page).locator('input[type=file]').setInputFiles(join(folder, 'own.pem'))
    await dialog(page).getByRole('checkbox', { name: 'I have checked the fingerprint' }).click()
    await submit(page, 'Add')
    await row(page, /partner.*Certificate/).waitFor()
    await chooseInMenu(page, 'Add', 'Add Key Pair')
    await field(page, 'Alias').fill('own')
    await dialog(page).locator('input[type=file]').setInputFiles(join(folder, 'own.p12'))
    await field(page, 'Password').fill('open')
    await submit(page, 'Add')
    await row(page, /own.*Key pair/).waitFor()
    await confirm(page, 'Back Up')
    expect(await aliases('backup_admin_system')).toEqual(['own', 'partner'])
    const jceks = await downloaded(page, () => button(page, 'Download Certificates').click())
    expect([jceks.name, jceks.content.toString('hex', 0, 4)]).toEqual(['system.jks', 'cececece'])
    await confirm(page, 'Delete partner')
    await expect.poll(() => aliases()).toEqual(['own'])
    await tab(page, 'Backup').click()
    await row(page, /partner/).waitFor()
    await confirm(page, 'Restore')
    await expect.poll(() => aliases()).toEqual(['own', 'partner'])
    await tab(page, 'Current').click()
    await chooseInMenu(page, 'Add', 'Add Keystore')
    await dialog(page).locator('input[type=file]').setInputFiles(join(folder, 'own.p12'))
    await field(page, 'Password').fill('open')
    await choose(page, 'Entries that are there', 'Go, all of them')
    await submit(page, 'Add')
    await expect.poll(() => aliases()).toEqual(['own'])
  })

  test('a replaced key of SAP is put back in use', async () => {
    const own = await replaceKeyOfSap()
    const { page } = await stage.open('/monitor/keystore?tab=history')
    await row(page, /sap_key/).waitFor()
    await confirm(page, 'Copy to New Keys')
    await tab(page, 'New SAP Keys').click()
    await row(page, /sap_key/).waitFor()
    await confirm(page, 'Activate')
    await page.getByText('No key waits to be activated.').waitFor()
    expect((await stage.tenant.store.keystore.find('sap_key'))?.chain).toEqual(own.chain)
  })
})

async function post(path: string, body: object): Promise<void> {
  const headers = { authorization: `Bearer ${stage.tenant.adminToken}`, 'content-type': 'application/json' }
  const answer = await fetch(`${stage.tenant.localUrl}/api/v1/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
}

/** Two keys: `newer`, and `sap_key`, which it replaced. @returns the one that went to the history */
async function replaceKeyOfSap() {
  for (const alias of ['sap_key', 'newer']) await post('KeyPairGenerationRequests', { Alias: alias, CommonName: alias })
  const [own, newer] = [await stage.tenant.store.keystore.find('sap_key'), await stage.tenant.store.keystore.find('newer')]
  if (own === undefined || newer === undefined) throw new Error('The keys were not generated.')
  await stage.tenant.store.keystore.activate({ ...newer, alias: 'sap_key' })
  return own
}

test('roles of the runtime: who asks for them, who holds them', async () => {
  const watched = await stage.open('/monitor/user-roles')
  const { page } = watched
  const stock = row(page, /Stock\.send/)
  await row(page, /Stock\.send.*Missing.*\/stock.*Nobody/).waitFor()
  await button(page, 'Add the role Stock.send').click()
  await submit(page, 'Add')
  await row(page, /Stock\.send.*Custom.*\/stock.*Nobody/).waitFor()
  await testClient(stage.tenant, 'neo', { clientId: 'holder', roles: ['Stock.send'] })
  await page.reload()
  await stock.getByRole('link', { name: '/stock' }).waitFor()
  await stock.getByRole('link', { name: 'oauth_client_holder' }).waitFor()
  await button(page, 'Add Role').click()
  await field(await opened(page), 'Role').fill('Orders.send')
  await page.keyboard.press('Enter')
  await row(page, /Orders\.send.*Custom.*No endpoint.*Nobody/).waitFor()
  const made = async () => (await stage.tenant.store.roles.list()).some(({ name }) => name === 'Orders.send')
  expect(await made()).toBe(true)
  await expectSound(watched)
  await confirm(page, 'Delete Orders.send')
  await expect.poll(made).toBe(false)
  await stock.getByRole('link', { name: 'oauth_client_holder' }).click()
  await page.waitForURL('**/cockpit/security/authorizations?user=oauth_client_holder')
})

test('an access policy is created with references and deleted', async () => {
  const watched = await stage.open('/monitor/access-policies')
  const { page } = watched
  await page.getByText('There are no access policies').waitFor()
  await button(page, 'Create').click()
  await field(await opened(page), 'Role name').fill('PayrollAccess')
  await page.keyboard.press('Enter')
  await page.getByText('The policy protects nothing yet.').waitFor()
  await page.getByText('Nobody holds this role yet.').waitFor()
  await button(page, 'Add Reference').click()
  await opened(page)
  await choose(page, 'Artifact type', 'Integration flow')
  await choose(page, 'Condition', 'Matches the regular expression')
  await field(page, 'Condition value').fill('Payroll(')
  await submit(page, 'Add')
  await page.getByText("Property 'ConditionValue' is no regular expression: 'Payroll('.").waitFor()
  await field(page, 'Condition value').fill('Payroll.*')
  await submit(page, 'Add')
  await row(page, /Integration flow.*Name.*matches.*Payroll\.\*/).waitFor()
  const references = async () => (await stage.tenant.store.accessPolicies.references()).map(({ id: _, policyId: __, ...rest }) => rest)
  expect(await references()).toEqual([
    {
      name: 'Payroll.*',
      description: '',
      type: 'INTEGRATION_FLOW',
      conditionAttribute: 'Name',
      conditionType: 'regularExpression',
      conditionValue: 'Payroll.*',
    },
  ])
  await expectSound(watched)
  await button(page, 'Edit').click()
  await field(await opened(page), 'Description').fill('Salaries')
  await submit(page, 'Save')
  await page.getByText('Salaries').waitFor()
  await confirm(page, 'Delete Payroll.*')
  await page.getByText('The policy protects nothing yet.').waitFor()
  expect(await references()).toEqual([])
  await button(page, 'Back to the list').click()
  await confirm(page, 'Delete PayrollAccess')
  await page.getByText('There are no access policies').waitFor()
  expect(await stage.tenant.store.accessPolicies.list()).toEqual([])
})

describe('stores', () => {
  const store = { storeName: 'Orders', flowId: 'Stock', type: '' }
  const putEntry = (id: string, dueIn: number) =>
    stage.tenant.store.dataStores.put(
      {
        ...store,
        id,
        messageId: `message-of-${id}`,
        createdAt: Date.now() - HOUR,
        dueAt: Date.now() + dueIn,
        retainUntil: Date.now() + 9 * HOUR,
        headers: {},
      },
      Buffer.from(`content of ${id}`),
      false,
    )
  const keptEntries = async () => (await stage.tenant.store.dataStores.entries({}, Date.now())).map(({ id }) => id).sort()

  test('entries of a data store are found, downloaded and deleted', async () => {
    await putEntry('first', HOUR)
    await putEntry('late', -HOUR)
    await putEntry('third', HOUR)
    const watched = await stage.open('/monitor/stores')
    const { page } = watched
    await row(page, /Orders.*Stock.*3/).click()
    await expect.poll(() => rows(page).count()).toBe(3)
    await expectSound(watched)
    await page.getByRole('checkbox', { name: 'Overdue only' }).click()
    await expect.poll(() => rows(page).count()).toBe(1)
    expect(await downloaded(page, () => button(page, 'Download late').click())).toEqual({
      name: 'late',
      content: Buffer.from('content of late'),
    })
    await confirm(page, 'Delete late')
    await page.getByText('Nothing matches the filter.').waitFor()
    expect(await keptEntries()).toEqual(['first', 'third'])
    await button(page, 'Back to the list').click()
    await button(page, 'Delete Orders').click()
    await page.getByText('with all its 2 entries').waitFor()
    await submit(page, 'Delete Orders')
    await page.getByText('No data store holds an entry.').waitFor()
    expect(await keptEntries()).toEqual([])
  })

  test('variables are downloaded and deleted', async () => {
    await stage.tenant.store.variables.put({
      name: 'lastRun',
      flowId: '',
      value: 'yesterday',
      updatedAt: Date.now(),
      retainUntil: Date.now() + HOUR,
    })
    const { page } = await stage.open('/monitor/stores?tab=variables')
    await row(page, /lastRun.*Global/).waitFor()
    expect(await downloaded(page, () => button(page, 'Download lastRun').click())).toEqual({
      name: 'lastRun',
      content: Buffer.from('yesterday'),
    })
    await confirm(page, 'Delete lastRun')
    await page.getByText('There are no variables.').waitFor()
    expect(await stage.tenant.store.variables.list(Date.now())).toEqual([])
  })

  test('a number range is added, corrected, changed and deleted, and queues say why there are none', async () => {
    const { page } = await stage.open('/monitor/stores?tab=numberRanges')
    await button(page, 'Add Number Range').click()
    await field(await opened(page), 'Name').fill('Invoices')
    await field(page, 'Minimum value').fill('10')
    await field(page, 'Maximum value').fill('9')
    await page.keyboard.press('Enter')
    await page.getByText("Property 'MinValue' must not be larger than 'MaxValue' 9, found '10'.").waitFor()
    await field(page, 'Maximum value').fill('99')
    await field(page, 'Current value').fill('12')
    await page.keyboard.press('Enter')
    await row(page, /Invoices.*12.*10 – 99/).click()
    await field(await opened(page), 'Current value').fill('50')
    await submit(page, 'Deploy')
    await row(page, /Invoices.*50/).waitFor()
    expect(await stage.tenant.store.numberRanges.find('Invoices')).toMatchObject({
      minValue: '10',
      maxValue: '99',
      currentValue: '50',
      rotate: true,
    })
    await confirm(page, 'Delete Invoices')
    await page.getByText('There are no number ranges.').waitFor()
    expect(await stage.tenant.store.numberRanges.list()).toEqual([])
    await tab(page, 'Message Queues').click()
    await page.getByText('There are no message queues: the JMS adapter').waitFor()
  })
})

test('the audit log is filtered, read page by page, verified and exported', async () => {
  for (let count = 0; count < 60; count += 1) await post('NumberRanges', { Name: `Range${count}`, MaxValue: '9' })
  const watched = await stage.open('/monitor/audit-log')
  const { page } = watched
  await expect.poll(() => rows(page).count()).toBe(50)
  await page.getByRole('button', { name: /^More/ }).click()
  await expect.poll(() => rows(page).count()).toBeGreaterThan(60)
  await button(page, 'Verify Seal').click()
  await page.getByText(/Intact: entries 1 to \d+ are as they were written\./).waitFor()
  await expectSound(watched)
  const { name, content } = await downloaded(page, () => button(page, 'Export').click())
  const lines = content.toString().trimEnd().split('\n')
  expect([name, lines.map((line) => JSON.parse(line).sequence)]).toEqual(['audit.jsonl', lines.map((_, index) => index + 1)])
  await field(page, 'User').fill('sluice')
  await choose(page, 'Action', 'Create')
  await row(page, /Creating audit log: of a new installation/).click()
  await dialog(page).getByText('sluice (system)').waitFor()
  await submit(page, 'Close')
  await dialog(page).waitFor({ state: 'detached' })
  await field(page, 'User').fill('nobody')
  await page.getByText('Nothing matches the filter.').waitFor()
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({ user: 'nobody', action: 'create' })
})

const PAGES = {
  '/monitor/security-material': 'Create',
  '/monitor/security-material?tab=pgp': 'Import Keys',
  '/monitor/keystore': 'Add',
  '/monitor/keystore?entry=6E65776572': 'Rename',
  '/monitor/keystore?tab=history': 'Copy to New Keys',
  '/monitor/user-roles': 'Add Role',
  '/monitor/access-policies': 'Create',
  '/monitor/stores?tab=numberRanges': 'Add Number Range',
  '/monitor/audit-log': 'Verify Seal',
}

test.each([
  ['light', 1280],
  ['dark', 1280],
  ['light', 400],
  ['dark', 400],
] as const)('the pages are sound in the %s theme at %d pixels', async (theme, width) => {
  if ((await stage.tenant.store.keystore.find('newer')) === undefined) await replaceKeyOfSap()
  const watched = await stage.open('/monitor/security-material', { theme, width })
  const { page } = watched
  for (const [path, landmark] of Object.entries(PAGES)) {
    await page.goto(stage.url(path))
    await page.getByRole('button', { name: landmark, exact: true }).first().waitFor()
    await expectSound(watched)
    expect({ path, overflow: await overflowOf(page) }).toEqual({ path, overflow: 0 })
  }
})
