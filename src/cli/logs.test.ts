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

const step = {
  RunId: 'R1',
  ChildCount: 1,
  StepStart: '/Date(1767225600000)/',
  StepStop: '/Date(1767225600007)/',
  ModelStepId: 'StartEvent_1',
  BranchId: '0',
  Status: 'COMPLETED',
  Error: null,
  Activity: 'Start Message',
}
const broken = {
  ...step,
  ChildCount: 2,
  StepStop: null,
  ModelStepId: 'CallActivity_3',
  Status: 'FAILED',
  Error: 'boom\n',
  Activity: 'Script',
}

function withSteps(): void {
  const { entities, sets } = server.managementApi
  entities.set("MessageProcessingLogs('AGp1')", failed)
  sets.set("MessageProcessingLogs('AGp1')/Runs", [{ Id: 'R1' }])
  sets.set("MessageProcessingLogRuns('R1')/RunSteps", [step, broken])
}

test('the steps of a message are shown with durations and failures', async () => {
  withSteps()
  expect((await server.cli(['logs', 'AGp1', '--steps'])).out).toBe(
    [
      'STEP  ELEMENT         ACTIVITY       STATUS     MS',
      '1     StartEvent_1    Start Message  COMPLETED  7',
      '2     CallActivity_3  Script         FAILED',
      '',
      'Step 2: boom',
      '',
    ].join('\n'),
  )
  expect(JSON.parse((await server.cli(['logs', 'AGp1', '--steps', '--json'])).out)[1]).toEqual({
    run: 'R1',
    number: 2,
    element: 'CallActivity_3',
    activity: 'Script',
    branch: '0',
    status: 'FAILED',
    start: '2026-01-01T00:00:00.000Z',
    stop: '',
    error: 'boom\n',
  })
  server.managementApi.sets.set("MessageProcessingLogRuns('R1')/RunSteps", [])
  expect((await server.cli(['logs', 'AGp1', '--steps'])).out).toBe('no steps\n')
})

test.each(['2', 'CallActivity_3'])('what was traced at step %s is shown', async (name) => {
  withSteps()
  const { sets, values } = server.managementApi
  const path = "MessageProcessingLogRunSteps(RunId='R1',ChildCount=2)/TraceMessages"
  sets.set(path, [
    { TraceId: '7', MimeType: 'text/xml', PayloadSize: '4' },
    { TraceId: '8', MimeType: 'text/plain', PayloadSize: '3' },
  ])
  sets.set('TraceMessages(7L)/Properties', [{ Name: 'Colour', Value: 'red' }])
  sets.set('TraceMessages(7L)/ExchangeProperties', [{ Name: 'SAP_RunId', Value: 'R1' }])
  values.set('TraceMessages(7L)/$value', '<a/>')
  sets.set('TraceMessages(8L)/Properties', [])
  sets.set('TraceMessages(8L)/ExchangeProperties', [])
  values.set('TraceMessages(8L)/$value', 'end')
  expect((await server.cli(['logs', 'AGp1', '--trace', name])).out).toBe(
    [
      'HEADER  VALUE',
      'Colour  red',
      '',
      'PROPERTY   VALUE',
      'SAP_RunId  R1',
      '',
      'body, text/xml, 4 bytes:',
      '<a/>',
      '',
      'at the end of the message:',
      '',
      'no headers',
      '',
      'no properties',
      '',
      'body, text/plain, 3 bytes:',
      'end',
      '',
    ].join('\n'),
  )
})

test.each([
  [['AGp9', '--steps'], 'There is no message AGp9. The newest ones: sluice logs'],
  [['AGp9', '--trace', '1'], 'There is no message AGp9. The newest ones: sluice logs'],
  [['AGp1', '--trace', '9'], 'The message has no step 9. Its steps: sluice logs AGp1 --steps'],
  [['AGp1', '--trace', '1'], 'Step 1 was not traced, or its trace has ended. Before the next message: sluice log-level FLOW TRACE'],
])('%j is answered with the reason', async (argv, reason) => {
  withSteps()
  server.managementApi.sets.set("MessageProcessingLogRunSteps(RunId='R1',ChildCount=1)/TraceMessages", [])
  expect(await server.cli(['logs', ...argv])).toEqual({ code: 1, out: '', err: `sluice: ${reason}\n` })
})
