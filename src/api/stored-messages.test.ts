import { describe, expect, it } from 'vitest'
import { messageLog, record } from '../store/contract/message-logs.contract.ts'
import type { DataStoreEntry } from '../store/data-stores.ts'
import { aTenant, d, failure, plain, type Tenant } from './tenant.fixture.ts'

const NOW = Date.UTC(2026, 0, 1)
const entry = (change: Partial<DataStoreEntry> = {}): DataStoreEntry => ({
  storeName: 'Orders',
  flowId: 'Flow',
  type: '',
  id: 'e1',
  messageId: 'guid-1',
  createdAt: NOW - 1000,
  dueAt: NOW + 1000,
  retainUntil: NOW + 5000,
  headers: {},
  ...change,
})
const key = "Id='e1',DataStoreName='Orders',IntegrationFlow='Flow',Type=''"
const store = "DataStoreName='Orders',IntegrationFlow='Flow',Type=''"
const notFound = { status: 404, text: 'Requested entity could not be found.' }
const accepted = { status: 202, body: null }
const ids = (response: Parameters<typeof d>[0]) => d(response).results.map(({ Id }: { Id: string }) => Id)
const withoutLinks = ({ __metadata, Entries, ...entity }: Record<string, unknown>) => entity

const filled = async (): Promise<Tenant> => {
  const tenant = await aTenant()
  const { dataStores } = tenant.store
  await dataStores.put(entry(), Buffer.from('one'), false)
  await dataStores.put(entry({ id: 'late', dueAt: NOW, messageId: 'guid-2' }), Buffer.from('two'), false)
  await dataStores.put(entry({ storeName: 'Shared', flowId: '' }), Buffer.from('three'), false)
  await dataStores.put(entry({ id: 'gone', retainUntil: NOW }), Buffer.from('x'), false)
  return tenant
}

describe('data stores', () => {
  it('are listed with what is in them', async () => {
    const { call } = await filled()
    const orders = { DataStoreName: 'Orders', IntegrationFlow: 'Flow', Type: '', Visibility: 'Integration Flow' }
    const shared = { DataStoreName: 'Shared', IntegrationFlow: '', Type: '', Visibility: 'Global' }
    const counts = (messages: string, overdue: string) => ({ NumberOfMessages: messages, NumberOfOverdueMessages: overdue })
    expect(d(await call('GET', '/DataStores')).results.map(withoutLinks)).toEqual([
      { ...orders, ...counts('2', '1') },
      { ...shared, ...counts('1', '0') },
    ])
    expect(d(await call('GET', '/DataStores?overdueonly=true')).results).toHaveLength(1)
    expect(withoutLinks(d(await call('GET', `/DataStores(${store})`)))).toEqual({ ...orders, ...counts('2', '1') })
    expect(ids(await call('GET', `/DataStores(${store})/Entries`))).toEqual(['e1', 'late'])
    expect(ids(await call('GET', `/DataStores(${store})/Entries?overdueonly=true`))).toEqual(['late'])
    expect(failure(await call('GET', `/DataStores(${store.replace('Orders', 'Else')})`))).toEqual(notFound)
  })

  it('show entries, narrowed by message and age', async () => {
    const { call } = await filled()
    expect(withoutLinks(d(await call('GET', `/DataStoreEntries(${key})`)))).toEqual({
      Id: 'e1',
      DataStoreName: 'Orders',
      IntegrationFlow: 'Flow',
      Type: '',
      Status: 'Waiting',
      MessageId: 'guid-1',
      DueAt: `/Date(${NOW + 1000})/`,
      CreatedAt: `/Date(${NOW - 1000})/`,
      RetainUntil: `/Date(${NOW + 5000})/`,
    })
    expect(ids(await call('GET', '/DataStoreEntries'))).toEqual(['e1', 'late', 'e1'])
    expect(ids(await call('GET', '/DataStoreEntries?messageid=guid-2&overdueonly=true'))).toEqual(['late'])
    expect(d(await call('GET', "/DataStoreEntries?messageid='guid-2'")).results[0].Status).toBe('Overdue')
    const content = await call('GET', `/DataStoreEntries(${key})/$value`)
    expect([content.status, Buffer.from(content.body as Uint8Array).toString()]).toEqual([200, 'one'])
    expect(failure(await call('GET', `/DataStoreEntries(${key.replace('e1', 'gone')})`))).toEqual(notFound)
  })

  it('are emptied entry by entry or as a whole', async () => {
    const { call } = await filled()
    expect(plain(await call('DELETE', `/DataStoreEntries(${key})`))).toEqual(accepted)
    expect(failure(await call('DELETE', `/DataStoreEntries(${key})`))).toEqual(notFound)
    expect(plain(await call('DELETE', `/DataStores(${store})`))).toEqual(accepted)
    expect(failure(await call('DELETE', `/DataStores(${store})`))).toEqual(notFound)
  })

  it.each(['DataStores', 'DataStoreEntries', 'Variables'])('%s refuse paging and filters', async (set) => {
    const { call } = await aTenant()
    for (const option of ['$top=1', '$skip=1', "$filter=Type eq ''"]) {
      const [name] = option.split('=')
      expect(failure(await call('GET', `/${set}?${option}`))).toEqual({ status: 400, text: `The query option ${name} is not supported` })
    }
  })

  it('payloads need a role of their own', async () => {
    const { call, store } = await aTenant(['DataStoresAndQueuesRead'])
    await store.dataStores.put(entry(), Buffer.from('secret'), false)
    await store.variables.put({ name: 'v', flowId: '', value: 'secret', updatedAt: NOW, retainUntil: NOW + 1 })
    expect((await call('GET', `/DataStoreEntries(${key})`)).status).toBe(200)
    for (const target of [`DataStoreEntries(${key})`, "Variables(VariableName='v',IntegrationFlow='')"]) {
      expect(failure(await call('GET', `/${target}/$value`))).toEqual({ status: 403, text: null })
      expect(failure(await call('DELETE', `/${target}`))).toEqual({ status: 403, text: null })
    }
  })
})

describe('variables', () => {
  it('are listed, read and deleted', async () => {
    const { call, store } = await aTenant()
    await store.variables.put({ name: 'lastRun', flowId: 'Flow', value: 'yesterday', updatedAt: NOW, retainUntil: NOW + 1000 })
    await store.variables.put({ name: 'old', flowId: '', value: 'x', updatedAt: NOW, retainUntil: NOW })
    const variable = {
      VariableName: 'lastRun',
      IntegrationFlow: 'Flow',
      Visibility: 'Integration Flow',
      UpdatedAt: `/Date(${NOW})/`,
      RetainUntil: `/Date(${NOW + 1000})/`,
    }
    const target = "/Variables(VariableName='lastRun',IntegrationFlow='Flow')"
    expect(d(await call('GET', '/Variables')).results.map(withoutLinks)).toEqual([variable])
    expect((await call('GET', `${target}/$value`)).body).toBe('yesterday')
    expect(plain(await call('DELETE', target))).toEqual(accepted)
    expect([failure(await call('DELETE', target)), failure(await call('GET', target))]).toEqual([notFound, notFound])
  })
})

describe('number ranges', () => {
  const range = {
    Name: 'Invoices',
    Description: 'd',
    MinValue: '1',
    MaxValue: '0000000099',
    Rotate: 'true',
    CurrentValue: '5',
    FieldLength: '10',
  }

  it('are created, drawn from, changed and deleted', async () => {
    const { call, store } = await aTenant()
    expect(plain(await call('POST', '/NumberRanges', range))).toEqual(accepted)
    expect(await store.numberRanges.next('Invoices')).toBe('0000000005')
    expect(withoutLinks(d(await call('GET', "/NumberRanges('Invoices')")))).toEqual({
      ...range,
      MinValue: '0000000001',
      CurrentValue: '0000000006',
      DeployedBy: 'tester',
      DeployedOn: `/Date(${NOW})/`,
    })
    expect(plain(await call('PUT', "/NumberRanges('Invoices')", { ...range, CurrentValue: '50' }))).toEqual(accepted)
    expect(await store.numberRanges.next('Invoices')).toBe('0000000050')
    expect(plain(await call('DELETE', "/NumberRanges('Invoices')"))).toEqual(accepted)
    expect(failure(await call('DELETE', "/NumberRanges('Invoices')"))).toEqual(notFound)
    expect(failure(await call('PUT', "/NumberRanges('Invoices')", range))).toEqual(notFound)
  })

  it.each([
    [{ Name: 'a b' }, "Property 'Name' has a value with invalid characters or more than 150: 'a b'."],
    [{ MaxValue: undefined }, "Property 'MaxValue' cannot be empty. Enter a valid value."],
    [{ MinValue: '-1' }, "Property 'MinValue' must be 1 to 99 digits, found '-1'."],
    [{ MinValue: '100' }, "Property 'MinValue' must not be larger than 'MaxValue' 0000000099, found '100'."],
    [{ CurrentValue: '100' }, "Property 'CurrentValue' must be from 1 to 0000000099, found '100'."],
    [{ FieldLength: '100' }, "Property 'FieldLength' must be 99 at most, found '100'."],
    [{ Rotate: 'yes' }, "Property 'Rotate' must be one of [false, true], found 'yes'."],
  ])('refuse %j', async (change, text) => {
    const { call } = await aTenant()
    expect(failure(await call('POST', '/NumberRanges', { ...range, ...change }))).toEqual({ status: 400, text })
  })

  it('have one name each', async () => {
    const { call } = await aTenant()
    await call('POST', '/NumberRanges', range)
    expect(failure(await call('POST', '/NumberRanges', range))).toEqual({ status: 409, text: 'Entity with specified name already exists.' })
    expect(failure(await call('PUT', "/NumberRanges('Invoices')", { ...range, Name: 'other' }))).toEqual({
      status: 400,
      text: 'Entity key specified in URI does not match to name from payload.',
    })
  })
})

describe('the message store', () => {
  const written = {
    entry: { id: 'sap-it-res:msg:1', messageGuid: messageLog().messageGuid, storeId: 'Persist1', time: NOW, contentType: 'text/xml' },
    content: Buffer.from('<order/>'),
    properties: [{ name: 'order', value: '4711' }],
    attachments: [
      {
        id: 'att:1',
        name: 'a.txt',
        contentType: 'text/plain',
        properties: [{ name: 'Content-type', value: 'text/plain' }],
        content: Buffer.from('hi'),
      },
    ],
  }
  const text = (body: unknown) => Buffer.from(body as Uint8Array).toString()

  it('shows what flows persisted, from the log and by id', async () => {
    const { call, store } = await aTenant()
    await store.messageLogs.write([record()])
    await store.messageStore.write(written)
    const [found] = d(await call('GET', `/MessageProcessingLogs('${written.entry.messageGuid}')/MessageStoreEntries`)).results
    const { __metadata, Attachments, Properties, ...entity } = found
    expect(entity).toEqual({
      Id: 'sap-it-res:msg:1',
      MessageGuid: written.entry.messageGuid,
      MessageStoreId: 'Persist1',
      TimeStamp: `/Date(${NOW})/`,
      HasAttachments: true,
    })
    const target = "/MessageStoreEntries('sap-it-res%3Amsg%3A1')"
    const content = await call('GET', `${target}/$value`)
    expect([content.headers['Content-Type'], text(content.body)]).toEqual(['text/xml', '<order/>'])
    const [property] = d(await call('GET', `${target}/Properties`)).results
    expect([property.MessageId, property.Name, property.Value]).toEqual(['sap-it-res:msg:1', 'order', '4711'])
    expect(d(await call('GET', "/MessageStoreEntryProperties(MessageId='sap-it-res:msg:1',Name='order')")).Value).toBe('4711')
    const [attachment] = d(await call('GET', `${target}/Attachments?$expand=Properties`)).results
    expect([attachment.Name, attachment.ContentType, attachment.Properties.results[0].Value]).toEqual(['a.txt', 'text/plain', 'text/plain'])
    expect(text((await call('GET', "/MessageStoreEntryAttachments('att:1')/$value")).body)).toBe('hi')
    expect(d(await call('GET', "/MessageStoreEntryAttachmentProperties(AttachmentId='att:1',Name='Content-type')")).Value).toBe(
      'text/plain',
    )
    expect(failure(await call('GET', "/MessageStoreEntries('none')"))).toEqual(notFound)
    expect(failure(await call('GET', '/MessageStoreEntries'))).toEqual({ status: 501, text: 'Not implemented' })
  })
})

describe('id maps, idempotent repository and locks', () => {
  const mark = { vendor: 'SAP', component: 'SFTP', source: 'user@host', entry: 'in/file.xml', createdAt: NOW, expiresAt: NOW + 1000 }
  const hex = { HexSource: '7573657240686F7374', HexEntry: '696E2F66696C652E786D6C' }
  const shown = {
    ...hex,
    Source: 'user@host',
    Entry: 'in/file.xml',
    Component: 'SFTP',
    CreationTime: String(NOW),
    ExpirationTime: String(NOW + 1000),
  }
  const generic = `HexVendor='534150',HexSource='${hex.HexSource}',HexEntry='${hex.HexEntry.toLowerCase()}',HexComponent='53465450'`
  const older = `HexSource='${hex.HexSource}',HexEntry='${hex.HexEntry}'`
  const deleted = { status: 204, body: null }

  it('entries are found by id and key, and deleted without complaint', async () => {
    const { call, store } = await aTenant()
    await store.processingMarks.claim({ kind: 'idempotent', ...mark })
    const entities = async (set: string) => d(await call('GET', `/${set}?id=in/file.xml`)).results.map(withoutLinks)
    expect(await entities('IdempotentRepositoryEntries')).toEqual([shown])
    expect(await entities('GenericIdempotentRepositoryEntries')).toEqual([
      { ...shown, HexVendor: '534150', HexComponent: '53465450', Vendor: 'SAP' },
    ])
    expect(d(await call('GET', `/GenericIdempotentRepositoryEntries(${generic})`)).Entry).toBe('in/file.xml')
    expect(d(await call('GET', `/IdempotentRepositoryEntries(${older})`)).Entry).toBe('in/file.xml')
    expect(plain(await call('DELETE', `/GenericIdempotentRepositoryEntries(${generic})`))).toEqual(deleted)
    expect(plain(await call('DELETE', `/IdempotentRepositoryEntries(${older})`))).toEqual(deleted)
    expect(failure(await call('GET', `/GenericIdempotentRepositoryEntries(${generic})`))).toEqual(notFound)
  })

  it('says what is no hex, and wants an id', async () => {
    const { call } = await aTenant()
    const wrong = older.replace(hex.HexEntry, 'xyz')
    expect(failure(await call('GET', `/IdempotentRepositoryEntries(${wrong})`))).toEqual({
      status: 500,
      text: 'Problem during reading an idempotent repository entry with source null and entry null',
    })
    expect(failure(await call('DELETE', `/IdempotentRepositoryEntries(${wrong})`))).toEqual({
      status: 500,
      text: 'Problem during deletion of an idempotent repository entry with source null and entry null',
    })
    expect((await call('GET', '/IdempotentRepositoryEntries')).status).toBe(400)
  })

  it('locks are listed and released', async () => {
    const { call, store } = await aTenant()
    await store.processingMarks.claim({ kind: 'lock', ...mark })
    const target = `/Locks(Component='SFTP',${older})`
    expect(d(await call('GET', '/Locks?$top=5')).results.map(withoutLinks)).toEqual([shown])
    expect(plain(await call('DELETE', target))).toEqual(deleted)
    expect(failure(await call('DELETE', target))).toEqual(notFound)
  })

  it('ids are mapped in both directions', async () => {
    const { call, store } = await aTenant()
    const mapping = { fromId: 'KEY1', mapper: 'XI', context: 'c', qualifier: '', toId: 'TO1', expiresAt: NOW + 1000 }
    await store.idMaps.map(mapping, NOW)
    const common = { Mapper: 'XI', ExpirationTime: `/Date(${NOW + 1000}+0000)/`, Qualifier: '', Context: 'c' }
    const bare = ({ __metadata, FromId2s, FromId, ToId, ...entity }: Record<string, unknown>) => entity
    expect(d(await call('GET', "/IdMapFromIds('KEY1')/ToIds")).results.map(bare)).toEqual([{ FromId_: 'KEY1', ...common }])
    expect(d(await call('GET', "/IdMapToIds('TO1')/FromId2s")).results.map(bare)).toEqual([{ ToId2: 'TO1', ...common }])
    expect(failure(await call('GET', "/IdMapFromIds('KEY2')/ToIds"))).toEqual(notFound)
  })
})

describe('what there is none of', () => {
  it('has its shape', async () => {
    const { call } = await aTenant()
    for (const set of ['Queues', 'LogFiles', 'LogFileArchives', 'Locks', 'DataStores', 'DataStoreEntries', 'Variables', 'NumberRanges']) {
      expect([set, plain(await call('GET', `/${set}`))]).toEqual([set, { status: 200, body: '{"d":{"results":[]}}' }])
    }
    const broker = d(await call('GET', "/JmsBrokers('Broker1')?$expand=QueueStates,InactiveQueues"))
    expect([broker.QueueNumber, broker.MaxQueueNumber, broker.IsConsumersHigh, broker.QueueStates.results]).toEqual(['0', '30', 0, []])
    expect((await call('GET', "/JmsBrokers('Broker2')")).status).toBe(404)
  })
})
