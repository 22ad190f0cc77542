import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openServer, type TestServer } from './cli.fixture.ts'

let server: TestServer
beforeAll(async () => {
  server = await openServer()
})
afterAll(() => server.stop())

const failed = {
  MessageGuid: 'AGp1',
  CorrelationId: 'AGp0',
  IntegrationFlowName: "Shop's orders",
  Status: 'FAILED',
  CustomStatus: 'Rejected',
  LogStart: '/Date(1767225600000)/',
  LogEnd: '/Date(1767225600042)/',
  Sender: 'Shop',
  Receiver: null,
}
const running = { ...failed, MessageGuid: 'AGp2', Status: 'PROCESSING', CustomStatus: null, LogEnd: null }

beforeEach(() => {
  const { entities, sets, values, requests } = server.managementApi
  for (const store of [entities, sets, values]) store.clear()
  requests.length = 0
  sets.set('MessageProcessingLogs', [running, failed])
})

test('messages are asked for newest first and shown in a table', async () => {
  expect(await server.cli(['logs'])).toEqual({
    code: 0,
    out: [
      'END                       STATUS      FLOW           MESSAGE  MS',
      "in process                PROCESSING  Shop's orders  AGp2",
      "2026-01-01T00:00:00.042Z  FAILED      Shop's orders  AGp1     42",
      '',
    ].join('\n'),
    err: '',
  })
  await server.cli(['logs', '--status', 'FAILED', '--flow', "Shop's orders", '--limit', '5'])
  expect(server.managementApi.requests).toEqual([
    'GET MessageProcessingLogs?$orderby=LogEnd desc&$top=20&$format=json',
    "GET MessageProcessingLogs?$filter=Status eq 'FAILED' and IntegrationFlowName eq 'Shop''s orders'&$orderby=LogEnd desc&$top=5&$format=json",
  ])
})

test('no messages are told', async () => {
  server.managementApi.sets.set('MessageProcessingLogs', [])
  expect((await server.cli(['logs'])).out).toBe('no messages\n')
  expect((await server.cli(['logs', '--json'])).out).toBe('[]\n')
})

test('one message is shown with error, custom headers and attachments', async () => {
  const path = "MessageProcessingLogs('AGp1')"
  const { entities, sets, values } = server.managementApi
  entities.set(path, failed)
  sets.set(`${path}/CustomHeaderProperties`, [{ Id: '1', Name: 'OrderNumber', Value: '4711' }])
  sets.set(`${path}/Attachments`, [{ Id: 'sap-1', Name: 'Payload', ContentType: 'text/xml', PayloadSize: '26' }])
  values.set(`${path}/ErrorInformation/$value`, 'Step CallActivity_3 failed: division by zero')
  expect((await server.cli(['logs', 'AGp1'])).out).toBe(
    [
      'message      AGp1',
      "flow         Shop's orders",
      'status       FAILED (Rejected)',
      'start        2026-01-01T00:00:00.000Z',
      'end          2026-01-01T00:00:00.042Z (42 ms)',
      'correlation  AGp0',
      'sender       Shop',
      '',
      'Step CallActivity_3 failed: division by zero',
      '',
      'CUSTOM HEADER  VALUE',
      'OrderNumber    4711',
      '',
      'ATTACHMENT  TYPE      SIZE      ID',
      'Payload     text/xml  26 bytes  sap-1',
      '',
    ].join('\n'),
  )
  expect(JSON.parse((await server.cli(['logs', 'AGp1', '--json'])).out)).toEqual({
    guid: 'AGp1',
    correlationId: 'AGp0',
    flow: "Shop's orders",
    status: 'FAILED',
    customStatus: 'Rejected',
    start: '2026-01-01T00:00:00.000Z',
    end: '2026-01-01T00:00:00.042Z',
    sender: 'Shop',
    receiver: '',
    error: 'Step CallActivity_3 failed: division by zero',
    customHeaders: [{ name: 'OrderNumber', value: '4711' }],
    attachments: [{ name: 'Payload', contentType: 'text/xml', size: 26, id: 'sap-1' }],
  })
})

test('an unknown message is told', async () => {
  expect(await server.cli(['logs', 'AGp9'])).toEqual({
    code: 1,
    out: '',
    err: 'sluice: There is no message AGp9. The newest ones: sluice logs\n',
  })
})
