import { describe, expect, test } from 'vitest'
import { content, https, type StepSketch } from '../support/flow.ts'
import { useStage } from './stage.ts'

const stage = useStage()

type Rows = Record<string, unknown>[]
const rowsIn = async (answer: Response): Promise<Rows> => ((await answer.json()) as { d: { results: Rows } }).d.results
const rowsOf = async (path: string): Promise<Rows> => rowsIn(await stage.api('GET', path))

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
    if ((await stage.api('GET', log)).ok) return stage.api('GET', `${log}/${part}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error(`There is no ${log}`)
}

const persistedBy = async (answer: Response) => rowsIn(await logPart(answer, 'MessageStoreEntries'))

describe('stores', () => {
  test('an entry is written, shown, read in another flow and deleted there when the message has ended', async () => {
    await stage.deploy({ id: 'Writer', sender: https('/write'), steps: [write('Orders', { includeMessageHeaders: 'true' })] })
    await stage.deploy({ id: 'Reader', sender: https('/read'), steps: [get('Orders', { delete: 'true' }), content('got ${in.body}')] })
    const written = await stage.call('/write', 'a')
    expect(written.status).toBe(200)
    expect(await rowsOf('DataStores')).toMatchObject([{ DataStoreName: 'Orders', Visibility: 'Global', NumberOfMessages: '1' }])
    expect(await rowsOf('DataStoreEntries')).toMatchObject([
      { Id: 'a', DataStoreName: 'Orders', Status: 'Waiting', MessageId: written.headers.get('SAP_MessageProcessingLogID') },
    ])
    const key = "DataStoreEntries(Id='a',DataStoreName='Orders',IntegrationFlow='',Type='')/$value"
    expect(await (await stage.api('GET', key)).text()).toBe('a')
    const stored = await stage.tenant.store.dataStores.content({ storeName: 'Orders', flowId: '', type: '', id: 'a' }, 0)
    expect(Buffer.from(stored!).toString()).not.toBe('a')
    const second = await stage.call('/read', '')
    expect([second.status, await second.text()]).toEqual([200, 'got a'])
    expect(await rowsOf('DataStoreEntries')).toEqual([])
    expect((await stage.call('/read', '')).status).toBe(500)
  })

  test('delete on completion keeps the entry of a message that fails', async () => {
    await stage.deploy({ id: 'Half', sender: https('/half'), steps: [write('Half'), get('Half', { delete: 'true' }), failing] })
    expect((await stage.call('/half', 'a')).status).toBe(500)
    expect(await rowsOf('DataStoreEntries')).toMatchObject([{ Id: 'a', DataStoreName: 'Half' }])
  })

  test('a transaction keeps all changes of the process or none', async () => {
    const steps = [write('Tx'), writeVariable('tx'), { activity: 'Filter', properties: { wrapContent: '/root' } }]
    const process = { transactionalHandling: 'Required', transactionTimeout: '30' }
    await stage.deploy({ id: 'Rolled_Back', sender: https('/rolled-back'), process, steps })
    await stage.deploy({ id: 'Committed', sender: https('/committed'), process, steps: [write('Tx'), writeVariable('tx')] })
    await stage.deploy({ id: 'Untransacted', sender: https('/untransacted'), steps: [writeVariable('untransacted'), failing] })
    expect([(await stage.call('/rolled-back', 'x')).status, (await stage.call('/untransacted', 'y')).status]).toEqual([500, 500])
    expect([await rowsOf('DataStoreEntries?DataStoreName=Tx'), await rowsOf('Variables')]).toMatchObject([
      [{ DataStoreName: 'Half' }],
      [{ VariableName: 'untransacted', Visibility: 'Global' }],
    ])
    expect((await stage.call('/committed', 'z')).status).toBe(200)
    expect(await (await stage.api('GET', "Variables(VariableName='tx',IntegrationFlow='')/$value")).text()).toBe('z')
    expect((await rowsOf('DataStoreEntries')).map(({ Id }) => Id)).toContain('z')
  })

  test('a transaction that an exception subprocess saves is kept, but not after a duplicate', async () => {
    const process = { transactionalHandling: 'Required' }
    const onError = [content('handled')]
    await stage.deploy({ id: 'Saved', sender: https('/saved'), process, steps: [write('Saved'), failing], onError })
    await stage.deploy({ id: 'Duplicate', sender: https('/duplicate'), process, steps: [write('Saved')], onError })
    const saved = await stage.call('/saved', 'one')
    expect([saved.status, await saved.text()]).toEqual([200, 'handled'])
    const duplicate = await stage.call('/duplicate', 'one')
    const error = await logPart(duplicate, 'ErrorInformation/$value')
    expect([duplicate.status, await error.text()]).toEqual([500, 'Entry one of data store Saved exists already'])
  })

  test('number ranges and variables fill headers and properties', async () => {
    const range = { Name: 'Invoices', MinValue: '0', MaxValue: '99', CurrentValue: '7', FieldLength: '3', Rotate: 'false', Description: '' }
    expect((await stage.api('POST', 'NumberRanges', range)).status).toBe(202)
    const row = (type: string, name: string) =>
      `<row><cell id='Action'>Create</cell><cell id='Type'>${type}</cell><cell id='Name'>${name}</cell><cell id='Value'>${name}</cell></row>`
    const propertyTable = row('numberRange', 'Invoices') + row('global persisted variables', 'number')
    const filled = {
      activity: 'Enricher',
      properties: { propertyTable, bodyType: 'expression', wrapContent: '${property.Invoices} ${property.number}' },
    }
    await stage.deploy({ id: 'Numbers', sender: https('/numbers'), steps: [writeVariable('number'), filled] })
    expect(await (await stage.call('/numbers', 'v')).text()).toBe('007 v')
    expect(await rowsOf('NumberRanges')).toMatchObject([{ Name: 'Invoices', CurrentValue: '008' }])
  })

  test('a message is persisted unless it fails', async () => {
    await stage.deploy({ id: 'Persisting', sender: https('/persist'), steps: [persist, content('later')] })
    await stage.deploy({ id: 'Failing', sender: https('/persist-fail'), steps: [persist, failing] })
    const [entry, ...others] = await persistedBy(await stage.call('/persist', 'kept'))
    expect([entry, others]).toMatchObject([{ MessageStoreId: 'Received', HasAttachments: false }, []])
    expect(await (await stage.api('GET', `MessageStoreEntries('${entry!.Id}')/$value`)).text()).toBe('kept')
    expect(await persistedBy(await stage.call('/persist-fail', 'lost'))).toEqual([])
  })
})
