import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { basic, testClient } from '../support/client.ts'
import { deploy } from '../support/deploy.ts'
import { content, https, type StepSketch } from '../support/flow.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'

let tenant: TestTenant
let authorization: string

beforeAll(async () => {
  tenant = await testTenant()
  authorization = basic(await testClient(tenant, 'neo'))
})
afterAll(() => tenant.stop())

interface Step {
  readonly RunId: string
  readonly ChildCount: number
  readonly ModelStepId: string
  readonly Activity: string
  readonly Status: string
  readonly Error: string | null
}

const failing: StepSketch = { activity: 'Filter', properties: { wrapContent: '/root' } }

/** Sends a message; its guid when it is over. */
async function send(path: string, body: string): Promise<string> {
  const answer = await fetch(`${tenant.publicUrl}/http${path}`, { method: 'POST', body, headers: { authorization } })
  return answer.headers.get('SAP_MessageProcessingLogID')!
}

const api = (path: string, init: RequestInit = {}) =>
  fetch(`${tenant.publicUrl}/api/v1/${path}`, { ...init, headers: { authorization: `Bearer ${tenant.adminToken}` } })

const admin = (path: string, init: RequestInit = {}) =>
  fetch(`${tenant.publicUrl}/admin/v1${path}`, {
    ...init,
    headers: { authorization: `Bearer ${tenant.adminToken}`, 'content-type': 'application/json' },
  })

async function setLevel(flow: string, level: string, minutes?: number): Promise<void> {
  const answer = await admin(`/log-levels/${flow}`, { method: 'PUT', body: JSON.stringify({ level, minutes }) })
  expect(answer.status).toBe(200)
}

const jsonOf = async (answer: Response) => ((await answer.json()) as { d: Record<string, unknown> }).d
const resultsOf = async <T>(path: string): Promise<T[]> => (await jsonOf(await api(path))).results as T[]

/** The log entry of a message, once it is written. */
const logOf = (guid: string) =>
  expect.poll(async () => (await api(`MessageProcessingLogs('${guid}')?$format=json`)).status, { interval: 5 }).toBe(200)

/** The steps of a message as browser extensions read them. */
async function stepsOf(guid: string): Promise<Step[]> {
  await logOf(guid)
  const runs = await jsonOf(await api(`MessageProcessingLogs('${guid}')/Runs?$inlinecount=allpages&$format=json&$top=200`))
  expect(runs.__count).toBe('1')
  const [{ Id } = { Id: '' }] = runs.results as { Id: string }[]
  const steps = await jsonOf(await api(`MessageProcessingLogRuns('${Id}')/RunSteps?$inlinecount=allpages&$format=json&$top=300`))
  const results = steps.results as Step[]
  expect(steps.__count).toBe(String(results.length))
  return results
}

const valuesOf = async (path: string): Promise<Record<string, string>> =>
  Object.fromEntries((await resultsOf<{ Name: string; Value: string }>(path)).map(({ Name, Value }) => [Name, Value]))

describe('log levels', () => {
  beforeAll(() => deploy(tenant, { id: 'Levels', sender: https('/levels'), steps: [content('Hello ${in.body}')] }))

  test('INFO keeps the steps and no content', async () => {
    const guid = await send('/levels', 'world')
    const steps = await stepsOf(guid)
    expect(steps.map(({ ChildCount, ModelStepId, Activity, Status }) => [ChildCount, ModelStepId, Activity, Status])).toEqual([
      [1, 'StartEvent_1', 'Start Message', 'COMPLETED'],
      [2, 'Step_1', 'Content Modifier', 'COMPLETED'],
      [3, 'EndEvent_1', 'End Message', 'COMPLETED'],
    ])
    const path = `MessageProcessingLogRunSteps(RunId='${steps[0]!.RunId}',ChildCount=2)`
    expect(await resultsOf(`${path}/TraceMessages?$format=json`)).toEqual([])
    expect(await resultsOf(`${path}/RunStepProperties?$format=json`)).toEqual([])
  })

  test('a change counts for the next message and shows in its log', async () => {
    await setLevel('Levels', 'DEBUG')
    const guid = await send('/levels', 'world')
    await logOf(guid)
    expect(await jsonOf(await api(`MessageProcessingLogs('${guid}')?$format=json`))).toMatchObject({ LogLevel: 'DEBUG' })
    const [run] = await resultsOf<{ LogLevel: string }>(`MessageProcessingLogs('${guid}')/Runs?$format=json`)
    expect(run).toMatchObject({ LogLevel: 'DEBUG', OverallState: 'COMPLETED' })
    const { RunId } = (await stepsOf(guid))[0]!
    const step = await jsonOf(
      await api(`MessageProcessingLogRunSteps(RunId='${RunId}',ChildCount=2)/?$expand=RunStepProperties&$format=json`),
    )
    expect(step.RunStepProperties).toMatchObject({ results: [{ Name: 'Name', Value: 'Enricher Step_1' }] })
  })

  test('NONE keeps nothing, ERROR what failed', async () => {
    await deploy(tenant, { id: 'Picky', sender: https('/picky'), steps: [failing] })
    await setLevel('Picky', 'NONE')
    const silent = [await send('/picky', '<root/>'), await send('/picky', 'no xml')]
    await setLevel('Picky', 'ERROR')
    const completed = await send('/picky', '<root/>')
    const failed = await send('/picky', 'no xml')
    const steps = await stepsOf(failed)
    expect(steps.map(({ ModelStepId, Status }) => [ModelStepId, Status])).toEqual([
      ['StartEvent_1', 'COMPLETED'],
      ['Step_1', 'FAILED'],
    ])
    expect(steps[1]!.Error).toMatch(/^XPath '\/root' needs an XML body/)
    for (const guid of [...silent, completed]) expect((await api(`MessageProcessingLogs('${guid}')`)).status).toBe(404)
  })

  test('a deployment over the flow keeps the level, one after undeployment does not', async () => {
    const flow = { id: 'Again', sender: https('/again'), steps: [content('x')] }
    const levelOf = async () => {
      const levels = (await (await admin('/log-levels')).json()) as { flow: string; level: string }[]
      return levels.find((each) => each.flow === 'Again')?.level
    }
    await deploy(tenant, flow)
    await setLevel('Again', 'TRACE', 0)
    await deploy(tenant, flow)
    expect(await levelOf()).toBe('TRACE')
    await tenant.deployments.undeploy('Again')
    expect(await levelOf()).toBeUndefined()
    await deploy(tenant, flow)
    expect(await levelOf()).toBe('INFO')
  })
})

describe('a traced message', () => {
  test('shows headers, properties and body before each step, and what it became', async () => {
    await deploy(tenant, {
      id: 'Traced',
      sender: https('/traced'),
      steps: [content('first(${in.body})', { Colour: 'red' }), failing],
      onError: [content('sorry')],
    })
    await setLevel('Traced', 'TRACE')
    const guid = await send('/traced', 'in')
    const steps = await stepsOf(guid)
    expect(steps.map(({ ModelStepId, Status }) => [ModelStepId, Status])).toEqual([
      ['StartEvent_1', 'COMPLETED'],
      ['Step_1', 'COMPLETED'],
      ['Step_2', 'FAILED'],
      ['XStartEvent_1', 'COMPLETED'],
      ['XStep_1', 'COMPLETED'],
      ['XEndEvent_1', 'COMPLETED'],
    ])
    const bodies: string[] = []
    for (const { RunId, ChildCount } of steps) {
      const path = `MessageProcessingLogRunSteps(RunId='${RunId}',ChildCount=${ChildCount})/TraceMessages?$format=json`
      for (const { TraceId } of await resultsOf<{ TraceId: string }>(path)) {
        bodies.push(await (await api(`TraceMessages(${TraceId})/$value`)).text())
      }
    }
    expect(bodies).toEqual(['in', 'in', 'first(in)', 'first(in)', 'first(in)', 'sorry'])
    const [trace] = await resultsOf<{ TraceId: string; MplId: string }>(
      `MessageProcessingLogRunSteps(RunId='${steps[2]!.RunId}',ChildCount=3)/TraceMessages?$format=json`,
    )
    expect(trace!.MplId).toBe(guid)
    expect(await valuesOf(`TraceMessages(${trace!.TraceId}L)/Properties?$format=json`)).toMatchObject({
      Colour: 'red',
      SAP_MessageProcessingLogID: guid,
    })
    expect(await valuesOf(`TraceMessages(${trace!.TraceId}L)/ExchangeProperties?$format=json`)).toMatchObject({
      SAP_RunId: steps[0]!.RunId,
      SAP_MessageProcessingLogID: guid,
      SAP_MPL_LogLevel_Overall: 'TRACE',
    })
  })
})

describe('a message that waits for another system', () => {
  let arrived: (call: { guid: string; answer: ServerResponse }) => void
  const backend = createServer((request, answer) => arrived({ guid: request.url!.slice(1), answer }))
  beforeAll(async () => {
    await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve))
    const address = `http://127.0.0.1:${(backend.address() as AddressInfo).port}/\${header.SAP_MessageProcessingLogID}`
    const ask = { activity: 'ExternalCall', channel: { ComponentType: 'HTTP', httpAddressWithoutQuery: address, httpMethod: 'GET' } }
    await deploy(tenant, { id: 'Asking', sender: https('/asking'), steps: [ask, content('after')] })
  })
  afterAll(() => new Promise((resolve) => backend.close(resolve)))

  /** The guid when the other system has been reached, and the end of the message. */
  async function ask() {
    const reached = new Promise<{ guid: string; answer: ServerResponse }>((resolve) => {
      arrived = resolve
    })
    const sent = send('/asking', 'x')
    return { ...(await reached), sent }
  }

  test('shows its receiver channel as a step', async () => {
    const { guid, answer, sent } = await ask()
    answer.end('answer')
    await sent
    expect((await stepsOf(guid)).map(({ ModelStepId, Activity }) => [ModelStepId, Activity])).toEqual([
      ['StartEvent_1', 'Start Message'],
      ['Step_1', 'Request Reply'],
      ['MessageFlow_Step_1', 'HTTP receiver'],
      ['Step_2', 'Content Modifier'],
      ['EndEvent_1', 'End Message'],
    ])
  })

  test('can be cancelled: the step that it is in is its last', async () => {
    const { guid, answer, sent } = await ask()
    expect((await api(`CancelMessageProcessingLog?Id='${guid}'`, { method: 'POST' })).status).toBe(202)
    answer.end('answer')
    await sent
    expect((await stepsOf(guid)).map(({ ModelStepId }) => ModelStepId)).toEqual(['StartEvent_1', 'Step_1', 'MessageFlow_Step_1'])
    expect(await jsonOf(await api(`MessageProcessingLogs('${guid}')?$format=json`))).toMatchObject({ Status: 'CANCELLED' })
    const again = await api(`CancelMessageProcessingLog?Id='${guid}'`, { method: 'POST' })
    expect([again.status, await again.text()]).toEqual([
      409,
      expect.stringContaining(`The message ${guid} cannot be cancelled: its status is CANCELLED`),
    ])
  })
})
