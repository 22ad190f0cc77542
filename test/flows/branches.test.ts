import { afterAll, beforeAll, expect, test } from 'vitest'
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

const splitter = (properties: Record<string, string> = {}): StepSketch => ({
  activity: 'Splitter',
  properties: { splitType: 'GeneralSplitter', exprType: 'XPath', splitExprValue: '/orders/order/', Streaming: 'true', ...properties },
})
const gather: StepSketch = {
  activity: 'Gather',
  properties: { messageType: 'PlainText', aggregationAlgorithm: 'concatenate-strategy' },
}
const filter: StepSketch = { activity: 'Filter', properties: { wrapContent: 'string(//order)', xpathType: 'String' } }
const reject: StepSketch = { activity: 'JsonToXmlConverter' }

async function send(address: string, body: string) {
  const answer = await fetch(`${tenant.publicUrl}/http${address}`, { method: 'POST', headers: { authorization }, body })
  const guid = answer.headers.get('SAP_MessageProcessingLogID')
  return { status: answer.status, text: await answer.text(), ...(await logOf(guid!)) }
}

async function logOf(guid: string): Promise<{ log: string; steps: number }> {
  const read = (path: string) =>
    fetch(`${tenant.publicUrl}/api/v1/${path}`, { headers: { authorization: `Bearer ${tenant.adminToken}`, accept: 'application/json' } })
  await expect.poll(async () => (await read(`MessageProcessingLogs('${guid}')`)).status).toBe(200)
  const { d: log } = (await (await read(`MessageProcessingLogs('${guid}')`)).json()) as { d: { Status: string } }
  const { d: runs } = (await (await read(`MessageProcessingLogs('${guid}')/Runs`)).json()) as { d: { results: { Id: string }[] } }
  const steps = await read(`MessageProcessingLogRuns('${runs.results[0]!.Id}')/RunSteps/$count`)
  return { log: log.Status, steps: Number(await steps.text()) }
}

const ORDERS = '<orders><day>1</day><order>pen</order><order>ink</order><order>nib</order></orders>'

test('items are split, changed and gathered', async () => {
  const steps = [splitter(), filter, content('${property.CamelSplitIndex}:${body} '), gather, content('[${body}]')]
  await deploy(tenant, { id: 'SplitGather', sender: https('/split-gather'), steps })
  expect(await send('/split-gather', ORDERS)).toEqual({ status: 200, text: '[0:pen 1:ink 2:nib ]', log: 'COMPLETED', steps: 14 })
})

test('without Gather the caller gets what was split; without items too', async () => {
  await deploy(tenant, { id: 'Split', sender: https('/split'), steps: [splitter(), content('changed')] })
  expect(await send('/split', ORDERS)).toMatchObject({ status: 200, text: ORDERS, log: 'COMPLETED' })
  expect(await send('/split', '<orders/>')).toMatchObject({ status: 200, text: '<orders/>', log: 'COMPLETED', steps: 2 })
})

test('a failure stops the splitter, and the exception subprocess answers with the item that failed', async () => {
  const steps = [splitter({ StopOnExecution: 'true' }), filter, reject]
  await deploy(tenant, { id: 'SplitFails', sender: https('/split-fails'), steps })
  expect(await send('/split-fails', ORDERS)).toMatchObject({ status: 500, log: 'FAILED' })
  await deploy(tenant, { id: 'SplitHandled', sender: https('/split-handled'), steps, onError: [content('lost ${body}')] })
  expect(await send('/split-handled', ORDERS)).toMatchObject({ status: 200, text: 'lost pen', log: 'COMPLETED' })
})
