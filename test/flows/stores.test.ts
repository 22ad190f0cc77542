import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deploy } from '../support/deploy.ts'
import { content, https, type StepSketch } from '../support/flow.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'

let tenant: TestTenant
let authorization: string

beforeAll(async () => {
  tenant = await testTenant()
  const { client, secret } = await tenant.platform.clients.register({ name: 'Tests', application: 'iflmap' })
  await tenant.platform.assignments.assign({ user: `oauth_client_${client.clientId}`, application: 'iflmap', role: 'ESBMessaging.send' })
  authorization = `Basic ${Buffer.from(`${client.clientId}:${secret}`).toString('base64')}`
})
afterAll(() => tenant.stop())

const call = (path: string, body: string) => fetch(`${tenant.publicUrl}/http${path}`, { method: 'POST', body, headers: { authorization } })
const api = (path: string, method = 'GET', body?: unknown) =>
  fetch(`${tenant.publicUrl}/api/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${tenant.adminToken}`, accept: 'application/json', 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
type Rows = Record<string, unknown>[]
const rowsIn = async (answer: Response): Promise<Rows> => ((await answer.json()) as { d: { results: Rows } }).d.results
const rowsOf = async (path: string): Promise<Rows> => rowsIn(await api(path))

const write = (storageName: string, more: Record<string, string> = {}): StepSketch => ({
  activity: 'DBstorage',
  properties: {
    operation: 'put',
    storageName,
    visibility: 'global',
    messageId: '${in.body}',
    override: 'false',
    encrypt: 'true',
    expire: '30',
    alert: '2',
    ...more,
  },
})
const get = (storageName: string, more: Record<string, string> = {}): StepSketch => ({
  activity: 'DBstorage',
  properties: { operation: 'get', storageName, visibility: 'global', dataStoreId: 'a', stopOnMissingEntry: 'true', ...more },
})
const writeVariable = (name: string): StepSketch => ({
  activity: 'Variables',
  properties: {
    variable: `<row><cell>${name}</cell><cell></cell><cell>expression</cell><cell>\${in.body}</cell><cell>global</cell></row>`,
  },
})
const failing: StepSketch = { activity: 'Filter', properties: { wrapContent: '/root' } }
const persist: StepSketch = { activity: 'Persist', properties: { stepid: 'Received', enableEncrypt: 'true' } }

/** Something that belongs to the log of a message, once that is written. */
async function logPart(answer: Response, part: string): Promise<Response> {
  const log = `MessageProcessingLogs('${answer.headers.get('SAP_MessageProcessingLogID')}')`
  for (let attempt = 0; attempt < 100; attempt++) {
    if ((await api(log)).ok) return api(`${log}/${part}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error(`There is no ${log}`)
}

const persistedBy = async (answer: Response) => rowsIn(await logPart(answer, 'MessageStoreEntries'))

describe('stores', () => {
  test('an entry is written, shown, read in another flow and deleted there when the message has ended', async () => {
    await deploy(tenant, { id: 'Writer', sender: https('/write'), steps: [write('Orders', { includeMessageHeaders: 'true' })] })
    await deploy(tenant, { id: 'Reader', sender: https('/read'), steps: [get('Orders', { delete: 'true' }), content('got ${in.body}')] })
    const written = await call('/write', 'a')
    expect(written.status).toBe(200)
    expect(await rowsOf('DataStores')).toMatchObject([{ DataStoreName: 'Orders', Visibility: 'Global', NumberOfMessages: '1' }])
    expect(await rowsOf('DataStoreEntries')).toMatchObject([
      { Id: 'a', DataStoreName: 'Orders', Status: 'Waiting', MessageId: written.headers.get('SAP_MessageProcessingLogID') },
    ])
    const key = "DataStoreEntries(Id='a',DataStoreName='Orders',IntegrationFlow='',Type='')/$value"
    expect(await (await api(key)).text()).toBe('a')
    const stored = await tenant.store.dataStores.content({ storeName: 'Orders', flowId: '', type: '', id: 'a' }, 0)
    expect(Buffer.from(stored!).toString()).not.toBe('a')
    const second = await call('/read', '')
    expect([second.status, await second.text()]).toEqual([200, 'got a'])
    expect(await rowsOf('DataStoreEntries')).toEqual([])
    expect((await call('/read', '')).status).toBe(500)
  })

  test('delete on completion keeps the entry of a message that fails', async () => {
    await deploy(tenant, { id: 'Half', sender: https('/half'), steps: [write('Half'), get('Half', { delete: 'true' }), failing] })
    expect((await call('/half', 'a')).status).toBe(500)
    expect(await rowsOf('DataStoreEntries')).toMatchObject([{ Id: 'a', DataStoreName: 'Half' }])
  })

  test('a transaction keeps all changes of the process or none', async () => {
    const steps = [write('Tx'), writeVariable('tx'), { activity: 'Filter', properties: { wrapContent: '/root' } }]
    const process = { transactionalHandling: 'Required', transactionTimeout: '30' }
    await deploy(tenant, { id: 'Rolled_Back', sender: https('/rolled-back'), process, steps })
    await deploy(tenant, { id: 'Committed', sender: https('/committed'), process, steps: [write('Tx'), writeVariable('tx')] })
    await deploy(tenant, { id: 'Untransacted', sender: https('/untransacted'), steps: [writeVariable('untransacted'), failing] })
    expect([(await call('/rolled-back', 'x')).status, (await call('/untransacted', 'y')).status]).toEqual([500, 500])
    expect([await rowsOf('DataStoreEntries?DataStoreName=Tx'), await rowsOf('Variables')]).toMatchObject([
      [{ DataStoreName: 'Half' }],
      [{ VariableName: 'untransacted', Visibility: 'Global' }],
    ])
    expect((await call('/committed', 'z')).status).toBe(200)
    expect(await (await api("Variables(VariableName='tx',IntegrationFlow='')/$value")).text()).toBe('z')
    expect((await rowsOf('DataStoreEntries')).map(({ Id }) => Id)).toContain('z')
  })

  test('a transaction that an exception subprocess saves is kept, but not after a duplicate', async () => {
    const process = { transactionalHandling: 'Required' }
    const onError = [content('handled')]
    await deploy(tenant, { id: 'Saved', sender: https('/saved'), process, steps: [write('Saved'), failing], onError })
    await deploy(tenant, { id: 'Duplicate', sender: https('/duplicate'), process, steps: [write('Saved')], onError })
    const saved = await call('/saved', 'one')
    expect([saved.status, await saved.text()]).toEqual([200, 'handled'])
    const duplicate = await call('/duplicate', 'one')
    const error = await logPart(duplicate, 'ErrorInformation/$value')
    expect([duplicate.status, await error.text()]).toEqual([500, 'Entry one of data store Saved exists already'])
  })

  test('number ranges and variables fill headers and properties', async () => {
    const range = { Name: 'Invoices', MinValue: '0', MaxValue: '99', CurrentValue: '7', FieldLength: '3', Rotate: 'false', Description: '' }
    expect((await api('NumberRanges', 'POST', range)).status).toBe(202)
    const row = (type: string, name: string) =>
      `<row><cell id='Action'>Create</cell><cell id='Type'>${type}</cell><cell id='Name'>${name}</cell><cell id='Value'>${name}</cell></row>`
    const propertyTable = row('numberRange', 'Invoices') + row('global persisted variables', 'number')
    const filled = {
      activity: 'Enricher',
      properties: { propertyTable, bodyType: 'expression', wrapContent: '${property.Invoices} ${property.number}' },
    }
    await deploy(tenant, { id: 'Numbers', sender: https('/numbers'), steps: [writeVariable('number'), filled] })
    expect(await (await call('/numbers', 'v')).text()).toBe('007 v')
    expect(await rowsOf('NumberRanges')).toMatchObject([{ Name: 'Invoices', CurrentValue: '008' }])
  })

  test('a message is persisted unless it fails', async () => {
    await deploy(tenant, { id: 'Persisting', sender: https('/persist'), steps: [persist, content('later')] })
    await deploy(tenant, { id: 'Failing', sender: https('/persist-fail'), steps: [persist, failing] })
    const [entry, ...others] = await persistedBy(await call('/persist', 'kept'))
    expect([entry, others]).toMatchObject([{ MessageStoreId: 'Received', HasAttachments: false }, []])
    expect(await (await api(`MessageStoreEntries('${entry!.Id}')/$value`)).text()).toBe('kept')
    expect(await persistedBy(await call('/persist-fail', 'lost'))).toEqual([])
  })
})
