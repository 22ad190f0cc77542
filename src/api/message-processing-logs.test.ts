import { describe, expect, it } from 'vitest'
import type { MessageLogRecord } from '../store/message-logs.ts'
import { ALL_ROLES, API, aTenant, d, failure, PUBLIC_URL, plain } from './tenant.fixture.ts'

const aRecord = (
  guid: string,
  log: Partial<MessageLogRecord['log']> = {},
  details: Partial<MessageLogRecord['details']> = {},
): MessageLogRecord => ({
  log: {
    messageGuid: guid,
    correlationId: `C${guid}`,
    flowId: 'Order',
    flowName: 'Order it',
    packageId: 'Sales',
    packageName: 'Sales Flows',
    status: 'COMPLETED',
    customStatus: 'COMPLETED',
    logLevel: 'INFO',
    start: 1_000,
    end: 2_000,
    sender: '',
    receiver: '',
    applicationMessageId: '',
    applicationMessageType: '',
    ...log,
  },
  details: { customHeaders: [], attachments: [], adapterAttributes: [], error: null, ...details },
})

const attachment = { id: 'sap-it-res:msg:1', messageGuid: 'B', name: 'Payload', contentType: 'application/xml', size: 4, time: 3_500 }
const records = [
  aRecord('A', { start: 1_000, end: 1_500 }, { customHeaders: [{ id: '1', name: 'Order', value: "4'7" }] }),
  aRecord(
    'B',
    { start: 3_000, end: 4_000, status: 'FAILED', customStatus: 'Retry me', sender: 'ERP', receiver: 'CRM', applicationMessageId: '4711' },
    {
      customHeaders: [
        { id: '2', name: 'Order', value: "4'7" },
        { id: '3', name: 'Other', value: 'x' },
      ],
      attachments: [{ ...attachment, content: Buffer.from('<a/>') }],
      adapterAttributes: [{ id: '9', adapterId: 'HTTP', name: 'Code', value: '500' }],
      error: { text: 'It broke', elementId: 'CallActivity_1', type: 'HttpOperationFailedException' },
    },
  ),
  aRecord('C', { start: 5_000, end: null, status: 'PROCESSING', customStatus: '', flowId: 'Invoice', flowName: 'Order' }),
]

async function aTenantWithLogs(roles: readonly string[] = ALL_ROLES) {
  const tenant = await aTenant(roles)
  await tenant.store.messageLogs.write(records)
  const guids = async (query: string) =>
    d(await tenant.call('GET', `/MessageProcessingLogs?${query}`)).results.map((log: { MessageGuid: string }) => log.MessageGuid)
  return { ...tenant, guids }
}

const uri = (path: string) => `${API}/${path}`
const deferred = (path: string) => ({ __deferred: { uri: uri(path) } })
const metadata = (path: string, type: string) => ({ id: uri(path), uri: uri(path), type: `com.sap.hci.api.${type}` })

describe('MessageProcessingLogs', () => {
  it('shows the whole entity', async () => {
    const { call } = await aTenantWithLogs()
    expect(d(await call('GET', "/MessageProcessingLogs('B')"))).toEqual({
      __metadata: metadata("MessageProcessingLogs('B')", 'MessageProcessingLog'),
      MessageGuid: 'B',
      CorrelationId: 'CB',
      ApplicationMessageId: '4711',
      ApplicationMessageType: null,
      LogStart: '/Date(3000)/',
      LogEnd: '/Date(4000)/',
      LastChangeTime: '4000',
      Sender: 'ERP',
      Receiver: 'CRM',
      IntegrationFlowName: 'Order',
      Status: 'FAILED',
      AlternateWebLink: `${PUBLIC_URL}/itspaces/shell/monitoring/MessageDetails/%7B%22messageGuid%22%3A%22B%22%7D`,
      IntegrationArtifact: {
        __metadata: { type: 'com.sap.hci.api.IntegrationArtifact' },
        Id: 'Order',
        Name: 'Order it',
        Type: 'INTEGRATION_FLOW',
        PackageId: 'Sales',
        PackageName: 'Sales Flows',
      },
      LogLevel: 'INFO',
      CustomStatus: 'Retry me',
      ArchivingStatus: 'NOT_RELEVANT',
      ArchivingSenderChannelMessages: false,
      ArchivingReceiverChannelMessages: false,
      ArchivingLogAttachments: false,
      ArchivingPersistedMessages: false,
      TransactionId: null,
      PredecessorMessageGuid: null,
      PreviousComponentName: null,
      LocalComponentName: null,
      OriginComponentName: null,
      CustomHeaderProperties: deferred("MessageProcessingLogs('B')/CustomHeaderProperties"),
      ErrorInformation: deferred("MessageProcessingLogs('B')/ErrorInformation"),
      AdapterAttributes: deferred("MessageProcessingLogs('B')/AdapterAttributes"),
      Attachments: deferred("MessageProcessingLogs('B')/Attachments"),
      MessageStoreEntries: deferred("MessageProcessingLogs('B')/MessageStoreEntries"),
      Runs: deferred("MessageProcessingLogs('B')/Runs"),
    })
  })

  it.each([
    ['nothing: newest first', '', ['C', 'B', 'A']],
    ['Piper', "$filter=IntegrationArtifact/Id+eq+'Order'+and+Status+ne+'DISCARDED'&$orderby=LogEnd+desc&$top=1", ['B']],
    ['an encoded path', "$filter=IntegrationArtifact%2FId%20eq%20'Invoice'", ['C']],
    ['the deprecated name, which is id or name', "$filter=IntegrationFlowName eq 'Order'&$orderby=LogStart", ['A', 'B', 'C']],
    ['not the deprecated name', "$filter=IntegrationFlowName ne 'Invoice'&$orderby=LogStart", ['A', 'B']],
    [
      'Cloud SDK',
      "$filter=((LogEnd le datetime'1970-01-01T00:00:04.000' and LogStart ge datetime'1970-01-01T00:00:01.500' and IntegrationArtifact/Id eq 'Order'))&$top=50",
      ['B'],
    ],
    ['two states', "$filter=Status eq 'FAILED' or Status eq 'PROCESSING'&$orderby=Status,LogEnd desc", ['B', 'C']],
    ['messages in process', '$filter=LogEnd eq null', ['C']],
    ['empty texts', '$filter=Sender eq null&$orderby=LogStart', ['A', 'C']],
    ['a negation', "$filter=not (MessageGuid eq 'A')", ['C', 'B']],
    ['a part of a text', "$filter=substringof('71',ApplicationMessageId)", ['B']],
    ['a page', '$top=1&$skip=1', ['B']],
    ['a custom header', "filterCustomHeaderProperties='Order' eq '4''7'&$orderby=LogStart", ['A', 'B']],
    ['a custom header and a filter', "filterCustomHeaderProperties='Order' eq '4''7'&$filter=Status eq 'FAILED'", ['B']],
    ['a custom header that none has', "filterCustomHeaderProperties='Order' eq 'x'", []],
  ])('answers %s', async (_name, query, expected) => {
    const { guids } = await aTenantWithLogs()
    expect(await guids(query)).toEqual(expected)
  })

  it('counts', async () => {
    const { call } = await aTenantWithLogs()
    expect(plain(await call('GET', "/MessageProcessingLogs/$count?$filter=Status ne 'FAILED'"))).toEqual({ status: 200, body: '2' })
    const counted = d(await call('GET', '/MessageProcessingLogs?$inlinecount=allpages&$top=1&$select=Status'))
    expect([counted.__count, counted.results.length]).toEqual(['3', 1])
    const byHeader = await call('GET', "/MessageProcessingLogs/$count?filterCustomHeaderProperties='Other' eq 'x'")
    expect(byHeader.body).toBe('1')
  })

  it('pages with __next', async () => {
    const tenant = await aTenant()
    await tenant.store.messageLogs.write(Array.from({ length: 1_001 }, (_, index) => aRecord(`G${index}`, { start: index })))
    const first = d(await tenant.call('GET', '/MessageProcessingLogs?$orderby=LogStart&$select=MessageGuid'))
    expect([first.results.length, first.__next]).toEqual([
      1000,
      `${API}/MessageProcessingLogs?$orderby=LogStart&$select=MessageGuid&$skiptoken=1000`,
    ])
    const rest = d(await tenant.call('GET', first.__next.slice(API.length)))
    expect([rest.results.map((log: { MessageGuid: string }) => log.MessageGuid), rest.__next]).toEqual([['G1000'], undefined])
  })

  it('expands all details of all logs', async () => {
    const { call } = await aTenantWithLogs()
    const { results } = d(
      await call(
        'GET',
        '/MessageProcessingLogs?$expand=CustomHeaderProperties,ErrorInformation,AdapterAttributes,Attachments&$select=MessageGuid',
      ),
    )
    expect(results.slice(1)).toEqual([
      {
        __metadata: expect.anything(),
        MessageGuid: 'B',
        CustomHeaderProperties: {
          results: [
            expect.objectContaining({ Id: '2', Name: 'Order', Value: "4'7" }),
            expect.objectContaining({ Id: '3', Name: 'Other', Value: 'x' }),
          ],
        },
        ErrorInformation: expect.objectContaining({ MessageGuid: 'B', Type: 'text/plain', LastErrorModelStepId: 'CallActivity_1' }),
        AdapterAttributes: {
          results: [expect.objectContaining({ Id: '9', AdapterId: 'HTTP', AdapterMessageId: null, Name: 'Code', Value: '500' })],
        },
        Attachments: { results: [expect.objectContaining({ Id: attachment.id })] },
      },
      {
        __metadata: expect.anything(),
        MessageGuid: 'A',
        CustomHeaderProperties: { results: [expect.objectContaining({ Name: 'Order' })] },
        ErrorInformation: null,
        AdapterAttributes: { results: [] },
        Attachments: { results: [] },
      },
    ])
  })

  it.each([
    ['an unknown property', '$filter=Colour eq 1', 400, "Invalid filter: property 'Colour' at position 1 does not exist."],
    [
      'one that is not stored',
      "$filter=AlternateWebLink eq 'x'",
      400,
      "MessageProcessingLogs cannot be filtered or sorted by 'AlternateWebLink'.",
    ],
    [
      'sorting by one that is not stored',
      '$orderby=ArchivingStatus',
      400,
      "MessageProcessingLogs cannot be filtered or sorted by 'ArchivingStatus'.",
    ],
    [
      'a broken header filter',
      'filterCustomHeaderProperties=Order',
      400,
      "Invalid filterCustomHeaderProperties: expected 'name' eq 'value', found Order.",
    ],
  ])('refuses %s', async (_name, query, status, text) => {
    const { call } = await aTenantWithLogs()
    expect(failure(await call('GET', `/MessageProcessingLogs?${query}`))).toEqual({ status, text })
  })

  it('answers 404 for an unknown guid', async () => {
    const { call } = await aTenantWithLogs()
    for (const path of ['', '/Attachments', '/ErrorInformation/$value']) {
      expect(failure(await call('GET', `/MessageProcessingLogs('X')${path}`))).toEqual({
        status: 404,
        text: 'Requested entity could not be found.',
      })
    }
  })
})

describe('details of a log', () => {
  it('hands out the error text of a failed message and 204 for others', async () => {
    const { call } = await aTenantWithLogs()
    expect(await call('GET', "/MessageProcessingLogs('B')/ErrorInformation/$value")).toEqual({
      status: 200,
      headers: { 'Content-Type': 'text/plain;charset=utf-8', DataServiceVersion: '1.0' },
      body: 'It broke',
    })
    expect(plain(await call('GET', "/MessageProcessingLogs('A')/ErrorInformation/$value"))).toEqual({ status: 204, body: null })
    expect(plain(await call('GET', "/MessageProcessingLogs('A')/ErrorInformation"))).toEqual({ status: 204, body: null })
  })

  it('hands out attachments through the log and by id', async () => {
    const { call } = await aTenantWithLogs()
    const path = `MessageProcessingLogAttachments('${encodeURIComponent(attachment.id)}')`
    const entity = {
      __metadata: {
        ...metadata(path, 'MessageProcessingLogAttachment'),
        content_type: 'application/octet-stream',
        media_src: uri(`${path}/$value`),
        edit_media: uri(`${path}/$value`),
      },
      Id: attachment.id,
      MessageGuid: 'B',
      TimeStamp: '/Date(3500)/',
      Name: 'Payload',
      ContentType: 'application/xml',
      PayloadSize: '4',
    }
    expect(d(await call('GET', "/MessageProcessingLogs('B')/Attachments"))).toEqual({ results: [entity] })
    expect(d(await call('GET', `/MessageProcessingLogAttachments('${attachment.id}')`))).toEqual(entity)
    expect(await call('GET', `/${path}/$value`)).toEqual({
      status: 200,
      headers: { 'Content-Type': 'application/xml', DataServiceVersion: '1.0' },
      body: Buffer.from('<a/>'),
    })
    expect((await call('GET', "/MessageProcessingLogAttachments('x')/$value")).status).toBe(404)
  })

  it('shows payloads to who may see payloads only', async () => {
    const monitor = await aTenantWithLogs(['MonitoringDataRead'])
    expect((await monitor.call('GET', "/MessageProcessingLogs('B')/Attachments")).status).toBe(403)
    expect((await monitor.call('GET', "/MessageProcessingLogs('B')?$expand=Attachments")).status).toBe(403)
    expect((await monitor.call('GET', "/MessageProcessingLogs('B')?$expand=CustomHeaderProperties")).status).toBe(200)
  })

  it('finds custom headers directly by name and value, with their log', async () => {
    const { call } = await aTenantWithLogs()
    const filter = "$filter=Name eq 'Order' and Value eq '4''7'"
    const { results } = d(
      await call('GET', `/MessageProcessingLogCustomHeaderProperties?${filter}&$expand=Log&$select=Value,Log&$orderby=Id`),
    )
    expect(results.map((row: { Value: string; Log: { MessageGuid: string } }) => [row.Value, row.Log.MessageGuid])).toEqual([
      ["4'7", 'A'],
      ["4'7", 'B'],
    ])
    expect(failure(await call('GET', "/MessageProcessingLogCustomHeaderProperties?$filter=Name eq 'Order'"))).toEqual({
      status: 501,
      text: 'Only retrievable via navigation from MessageProcessingLogs entity, or with $filter on Name eq and Value eq',
    })
  })

  it('leads back from adapter attributes', async () => {
    const { call } = await aTenantWithLogs()
    const { results } = d(await call('GET', "/MessageProcessingLogs('B')/AdapterAttributes?$expand=MessageProcessingLog"))
    expect(results[0].MessageProcessingLog.MessageGuid).toBe('B')
  })
})
