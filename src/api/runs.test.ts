import { describe, expect, it } from 'vitest'
import type { RunRecord } from '../store/runs.ts'
import { ALL_ROLES, API, aTenant, d, failure, plain } from './tenant.fixture.ts'

const START = 1_767_225_600_000

const log = (messageGuid: string, status = 'COMPLETED') => ({
  log: {
    messageGuid,
    correlationId: `C${messageGuid}`,
    flowId: 'Order',
    flowName: 'Order',
    packageId: 'Sales',
    packageName: 'Sales',
    status,
    customStatus: status,
    logLevel: 'TRACE',
    start: START,
    end: START + 30,
    sender: '',
    receiver: '',
    applicationMessageId: '',
    applicationMessageType: '',
  },
  details: { customHeaders: [], attachments: [], adapterAttributes: [], error: null },
})

const step = (childCount: number) => ({
  childCount,
  start: START + childCount,
  stop: START + childCount + 1,
  elementId: `CallActivity_${childCount}`,
  branchId: '0',
  status: 'COMPLETED',
  error: null,
  activity: 'Content Modifier',
  properties: [],
})

const run: RunRecord = {
  run: { id: "R'1", start: START, stop: START + 30, logLevel: 'TRACE', overallState: 'FAILED', processId: 'node-1' },
  steps: [
    step(1),
    { ...step(2), stop: null, status: 'FAILED', error: 'boom', activity: 'Script', properties: [{ name: 'Name', value: 'Map it' }] },
    step(3),
  ],
  trace: {
    contents: [
      Buffer.from('<html>in</html>'),
      Buffer.from('[["Content-Type","text/html"],["Colour","red"]]'),
      Buffer.from('[["SAP_RunId","R1"]]'),
    ],
    messages: [
      { childCount: 2, elementId: 'CallActivity_2', size: 15, mimeType: 'text/html', payload: 0, headers: 1, exchangeProperties: 2 },
    ],
  },
}

const RUN = "MessageProcessingLogRuns('R''1')"
/** As links are written. */
const uri = (path: string) => `${API}/${path.replaceAll("'R''1'", "'R''1'")}`
const deferred = (path: string) => ({ __deferred: { uri: uri(path) } })
const metadata = (path: string, type: string) => ({ id: uri(path), uri: uri(path), type: `com.sap.hci.api.${type}` })

async function aTenantWithRun(roles: readonly string[] = ALL_ROLES) {
  const tenant = await aTenant(roles)
  await tenant.store.messageLogs.write([{ ...log('G'), run }, log('H')])
  return tenant
}

const STEP_2 = "MessageProcessingLogRunSteps(RunId='R''1',ChildCount=2)"

const failedStep = {
  __metadata: metadata(STEP_2, 'MessageProcessingLogRunStep'),
  RunId: "R'1",
  ChildCount: 2,
  StepStart: `/Date(${START + 2})/`,
  StepStop: null,
  StepId: 'CallActivity_2',
  ModelStepId: 'CallActivity_2',
  BranchId: '0',
  Status: 'FAILED',
  Error: 'boom',
  Activity: 'Script',
  RunStepProperties: deferred(`${STEP_2}/RunStepProperties`),
  TraceMessages: deferred(`${STEP_2}/TraceMessages`),
}

describe('runs of a message', () => {
  it('are shown whole, counted, through the log and by id', async () => {
    const { call } = await aTenantWithRun()
    const entity = {
      __metadata: metadata(RUN, 'MessageProcessingLogRun'),
      Id: "R'1",
      RunStart: `/Date(${START})/`,
      RunStop: `/Date(${START + 30})/`,
      LogLevel: 'TRACE',
      OverallState: 'FAILED',
      ProcessId: 'node-1',
      RunSteps: deferred(`${RUN}/RunSteps`),
    }
    const query = '?$inlinecount=allpages&$format=json&$top=200'
    expect(d(await call('GET', `/MessageProcessingLogs('G')/Runs${query}`))).toEqual({ __count: '1', results: [entity] })
    expect(d(await call('GET', `/MessageProcessingLogs('H')/Runs${query}`))).toEqual({ __count: '0', results: [] })
    expect(d(await call('GET', `/${RUN}`))).toEqual(entity)
    const expanded = d(await call('GET', '/MessageProcessingLogs?$expand=Runs&$orderby=MessageGuid&$select=MessageGuid'))
    expect(expanded.results.map((each: { Runs: { results: unknown[] } }) => each.Runs.results)).toEqual([[entity], []])
  })

  it('have steps, counted and paged', async () => {
    const { call } = await aTenantWithRun()
    const page = (query: string) => call('GET', `/${RUN}/RunSteps?$inlinecount=allpages&$format=json&${query}`)
    const first = d(await page('$top=2&$skip=0'))
    expect([first.__count, first.results.map((each: { ChildCount: number }) => each.ChildCount)]).toEqual(['3', [1, 2]])
    expect(first.results[1]).toEqual(failedStep)
    const rest = d(await page('$top=2&$skip=2'))
    expect([rest.__count, rest.results.map((each: { ChildCount: number }) => each.ChildCount)]).toEqual(['3', [3]])
    expect((await call('GET', `/${RUN}/RunSteps/$count`)).body).toBe('3')
    expect(d(await page("$filter=Status eq 'FAILED'")).results).toEqual([failedStep])
  })

  it('have pages of 1000 steps', async () => {
    const { call, store } = await aTenant()
    const steps = Array.from({ length: 1001 }, (_, index) => step(index + 1))
    await store.messageLogs.write([{ ...log('G'), run: { ...run, steps, trace: undefined } }])
    const first = d(await call('GET', `/${RUN}/RunSteps`))
    const rest = d(await call('GET', first.__next.slice(API.length)))
    expect([first.results.length, rest.results.length, rest.__next]).toEqual([1000, 1, undefined])
  })

  it('show one step with its properties, also behind a slash', async () => {
    const { call } = await aTenantWithRun()
    const property = {
      __metadata: metadata(
        "MessageProcessingLogRunStepProperties(RunId='R''1',ChildCount=2,Name='Name')",
        'MessageProcessingLogRunStepProperty',
      ),
      RunId: "R'1",
      ChildCount: 2,
      Name: 'Name',
      Value: 'Map it',
    }
    expect(d(await call('GET', `/${STEP_2}/?$expand=RunStepProperties&$format=json`))).toEqual({
      ...failedStep,
      RunStepProperties: { results: [property] },
    })
    expect(d(await call('GET', `/${STEP_2}/RunStepProperties`))).toEqual({ results: [property] })
    expect(d(await call('GET', "/MessageProcessingLogRunSteps(RunId='R''1',ChildCount=1)/RunStepProperties"))).toEqual({ results: [] })
  })

  it.each([
    ['an unknown run', "/MessageProcessingLogRuns('X')", 404, 'Requested entity could not be found.'],
    ['the steps of an unknown run', "/MessageProcessingLogRuns('X')/RunSteps", 404, 'Requested entity could not be found.'],
    ['an unknown step', "/MessageProcessingLogRunSteps(RunId='R''1',ChildCount=9)", 404, 'Requested entity could not be found.'],
    ['all runs', '/MessageProcessingLogRuns', 501, 'Not implemented'],
    [
      'a step without its run',
      '/MessageProcessingLogRunSteps(ChildCount=2)',
      400,
      'Invalid key predicate: the key RunId of MessageProcessingLogRunSteps is missing.',
    ],
    [
      'a position that is no number',
      "/MessageProcessingLogRunSteps(RunId='R',ChildCount='2')",
      400,
      "Invalid key predicate: '2' does not fit the key ChildCount of MessageProcessingLogRunSteps.",
    ],
    ['an unknown trace', '/TraceMessages(999)', 404, 'Requested entity could not be found.'],
    ['the content of an unknown trace', '/TraceMessages(999)/$value', 404, 'Requested entity could not be found.'],
  ])('refuse %s', async (_, path, status, text) => {
    const { call } = await aTenantWithRun()
    expect(failure(await call('GET', path))).toEqual({ status, text })
  })
})

describe('traced messages', () => {
  it('have headers, properties and body, with the id written either way', async () => {
    const { call } = await aTenantWithRun()
    const [trace] = d(await call('GET', `/${STEP_2}/TraceMessages?$format=json`)).results
    const id = Number(trace.TraceId)
    const path = `TraceMessages(${id}L)`
    expect(trace).toEqual({
      __metadata: {
        ...metadata(path, 'TraceMessage'),
        content_type: 'application/octet-stream',
        media_src: uri(`${path}/$value`),
        edit_media: uri(`${path}/$value`),
      },
      TraceId: String(id),
      MplId: 'G',
      RunId: "R'1",
      ModelStepId: 'CallActivity_2',
      PayloadSize: '15',
      MimeType: 'text/html',
      Properties: deferred(`${path}/Properties`),
      ExchangeProperties: deferred(`${path}/ExchangeProperties`),
    })
    expect(d(await call('GET', `/TraceMessages(${id})`))).toEqual(trace)
    const header = (name: string, value: string) => ({
      __metadata: metadata(`TraceMessageProperties(TraceId=${id}L,Name='${name}')`, 'TraceMessageProperty'),
      TraceId: String(id),
      Name: name,
      Value: value,
    })
    expect(d(await call('GET', `/TraceMessages(${id}L)/Properties?$format=json`))).toEqual({
      results: [header('Content-Type', 'text/html'), header('Colour', 'red')],
    })
    expect(d(await call('GET', `/TraceMessages(${id})/ExchangeProperties?$format=json`))).toEqual({
      results: [
        {
          __metadata: metadata(`TraceMessageExchangeProperties(TraceId=${id}L,Name='SAP_RunId')`, 'TraceMessageExchangeProperty'),
          TraceId: String(id),
          Name: 'SAP_RunId',
          Value: 'R1',
        },
      ],
    })
    for (const key of [`${id}`, `${id}L`]) {
      expect(await call('GET', `/TraceMessages(${key})/$value`)).toEqual({
        status: 200,
        headers: { 'Content-Type': 'application/octet-stream', DataServiceVersion: '1.0' },
        body: Buffer.from('<html>in</html>'),
      })
    }
    expect(d(await call('GET', "/MessageProcessingLogRunSteps(RunId='R''1',ChildCount=1)/TraceMessages"))).toEqual({ results: [] })
  })

  it('are for who may see payloads only', async () => {
    const { call, store } = await aTenantWithRun(['MonitoringDataRead'])
    const [trace] = await store.runs.traceMessages("R'1", 2)
    for (const path of [`${STEP_2}/TraceMessages`, `${STEP_2}?$expand=TraceMessages`, `TraceMessages(${trace!.id})/$value`]) {
      expect([path, (await call('GET', `/${path}`)).status]).toEqual([path, 403])
    }
    expect((await call('GET', `/TraceMessages(${trace!.id})/Properties`)).status).toBe(403)
    expect((await call('GET', `/${RUN}/RunSteps`)).status).toBe(200)
  })
})

describe('CancelMessageProcessingLog', () => {
  it('cancels what is in process', async () => {
    const cancelled: string[] = []
    const { call } = await aTenant(ALL_ROLES, { messages: { cancel: async (guid) => void cancelled.push(guid) } })
    expect(plain(await call('POST', "/CancelMessageProcessingLog?Id='G'", undefined, { authorization: 'Bearer x' }))).toEqual({
      status: 202,
      body: null,
    })
    expect(cancelled).toEqual(['G'])
  })

  it.each([
    ["Id='G'", 409, 'The message G cannot be cancelled: its status is COMPLETED'],
    ["Id='X'", 404, 'Requested entity could not be found.'],
    ['', 400, 'The parameter Id of CancelMessageProcessingLog is missing.'],
  ])('answers for %s with %i', async (query, status, text) => {
    const { call } = await aTenantWithRun()
    const headers = { authorization: 'Bearer x', accept: 'application/json' }
    expect(failure(await call('POST', `/CancelMessageProcessingLog?${query}`, undefined, headers))).toEqual({ status, text })
  })

  it('needs more than the right to look', async () => {
    const { call } = await aTenantWithRun(['MonitoringDataRead'])
    expect((await call('POST', "/CancelMessageProcessingLog?Id='G'", undefined, { authorization: 'Bearer x' })).status).toBe(403)
  })
})
