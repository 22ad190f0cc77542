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

const call = (path: string, init: RequestInit = {}) =>
  fetch(`${tenant.publicUrl}/http${path}`, { method: 'POST', ...init, headers: { authorization, ...init.headers } })

/** The log entry of a message, as the management API shows it once it is written. */
async function logOf(guid: string | null, expand = ''): Promise<Record<string, unknown>> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const answer = await fetch(`${tenant.publicUrl}/api/v1/MessageProcessingLogs('${guid}')?$format=json${expand}`, {
      headers: { authorization: `Bearer ${tenant.adminToken}` },
    })
    if (answer.ok) return ((await answer.json()) as { d: Record<string, unknown> }).d
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error(`There is no log of message ${guid}`)
}

const failing: StepSketch = { activity: 'Filter', properties: { wrapContent: '/root' } }

describe('a message', () => {
  test('goes through the flow; its answer carries the id of its log entry', async () => {
    await deploy(tenant, { id: 'Hello', sender: https('/hello'), steps: [content('Hello ${in.body}', { 'X-Greeting': 'yes' })] })
    const answer = await call('/HELLO', { body: 'world' })
    expect([answer.status, await answer.text(), answer.headers.get('x-greeting')]).toEqual([200, 'Hello world', 'yes'])
    expect(await logOf(answer.headers.get('SAP_MessageProcessingLogID'))).toMatchObject({
      Status: 'COMPLETED',
      CustomStatus: 'COMPLETED',
      IntegrationFlowName: 'Hello',
      Sender: 'Sender',
      IntegrationArtifact: { Id: 'Hello', Name: 'Hello', Type: 'INTEGRATION_FLOW', PackageId: 'Tests', PackageName: 'Tests' },
    })
  })

  test('sees the headers and properties that the real service sets, and no others', async () => {
    await deploy(tenant, {
      id: 'Seen',
      sender: https('/seen/*'),
      steps: [
        content(
          '${header.CamelHttpMethod}|${header.CamelHttpUrl}|${header.CamelHttpQuery}|${header.CamelServletContextPath}|${header.CamelHttpPath}|${header.Content-Type}|${header.X-Mine}|${property.SAP_MessageProcessingLogID}',
        ),
      ],
    })
    const answer = await call('/seen/a/b?q=1', { body: 'x', headers: { 'X-Mine': 'dropped' } })
    const guid = answer.headers.get('SAP_MessageProcessingLogID')
    expect(await answer.text()).toBe(`POST|${tenant.publicUrl}/http/seen/a/b|q=1|/seen|a/b|||${guid}`)
  })

  test('that fails answers 500 with the id, and the log names the step', async () => {
    await deploy(tenant, { id: 'Failing', sender: https('/failing'), steps: [failing] })
    const answer = await call('/failing', { body: 'not xml' })
    const guid = answer.headers.get('SAP_MessageProcessingLogID')
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      500,
      'text/plain',
      `An internal server error occured: The MPL ID for the failed message is : ${guid}`,
    ])
    expect(await logOf(guid)).toMatchObject({ Status: 'FAILED' })
    const error = await fetch(`${tenant.publicUrl}/api/v1/MessageProcessingLogs('${guid}')/ErrorInformation/$value`, {
      headers: { authorization: `Bearer ${tenant.adminToken}` },
    })
    expect(await error.text()).toMatch(/^XPath '\/root' needs an XML body\. .*\nIn step 'Filter Step_1' \(Step_1\)$/)
  })

  test('that fails and is handled by the exception subprocess is completed', async () => {
    const onError = [content('sorry: ${exception.message}', { CamelHttpResponseCode: '422' })]
    await deploy(tenant, { id: 'Handled', sender: https('/handled'), steps: [failing], onError })
    const answer = await call('/handled', { body: 'not xml' })
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringMatching(/^sorry: XPath '\/root' needs an XML body/)])
    expect(await logOf(answer.headers.get('SAP_MessageProcessingLogID'))).toMatchObject({ Status: 'COMPLETED' })
  })

  test('may write its own status, ids and partners into the log', async () => {
    const properties =
      "<row><cell id='Action'>Create</cell><cell id='Type'>constant</cell><cell id='Name'>SAP_MessageProcessingLogCustomStatus</cell><cell id='Value'>Shipped</cell></row>"
    const step = content('ok', { SAP_ApplicationID: 'A1', SAP_Sender: 'Shop', SAP_Receiver: 'Depot', SAP_MessageType: 'Order' })
    await deploy(tenant, {
      id: 'Own',
      sender: https('/own'),
      steps: [{ ...step, properties: { ...step.properties, propertyTable: properties } }],
    })
    const answer = await call('/own', { body: '' })
    expect(await logOf(answer.headers.get('SAP_MessageProcessingLogID'))).toMatchObject({
      CustomStatus: 'Shipped',
      ApplicationMessageId: 'A1',
      ApplicationMessageType: 'Order',
      Sender: 'Shop',
      Receiver: 'Depot',
    })
  })

  test.each([
    ['declared', { body: 'x'.repeat(1024 * 1024 + 1) }],
    ['streamed', { body: new Blob(['x'.repeat(1024 * 1024 + 1)]).stream(), duplex: 'half' } as RequestInit],
  ])('larger than the channel allows is refused with 413 (%s)', async (_, init) => {
    await deploy(tenant, { id: 'Small', sender: https('/small', { maximumBodySize: '1' }), steps: [content('${in.body}')] })
    expect((await call('/small', init)).status).toBe(413)
  })

  test('to another flow over ProcessDirect is a message of its own with the same correlation id', async () => {
    await deploy(tenant, {
      id: 'Inner',
      sender: { ComponentType: 'ProcessDirect', address: '/inner' },
      steps: [content('inner(${in.body})')],
    })
    const outer = { activity: 'ExternalCall', channel: { ComponentType: 'ProcessDirect', address: '/inner' } }
    await deploy(tenant, { id: 'Outer', sender: https('/outer'), steps: [outer, content('outer(${in.body})')] })
    const answer = await call('/outer', { body: 'x' })
    expect(await answer.text()).toBe('outer(inner(x))')
    const { CorrelationId } = await logOf(answer.headers.get('SAP_MessageProcessingLogID'))
    const related = await fetch(
      `${tenant.publicUrl}/api/v1/MessageProcessingLogs?$format=json&$filter=CorrelationId eq '${CorrelationId}'&$orderby=IntegrationFlowName`,
      {
        headers: { authorization: `Bearer ${tenant.adminToken}` },
      },
    )
    const { d } = (await related.json()) as { d: { results: { IntegrationFlowName: string; Status: string }[] } }
    expect(d.results.map(({ IntegrationFlowName, Status }) => [IntegrationFlowName, Status])).toEqual([
      ['Inner', 'COMPLETED'],
      ['Outer', 'COMPLETED'],
    ])
  })
})

describe('a CSRF-protected channel', () => {
  test('gives a token without running the flow, and takes a call only with it', async () => {
    await deploy(tenant, { id: 'Guarded', sender: https('/guarded', { xsrfProtection: '1' }), steps: [content('ran')] })
    const refused = await call('/guarded', { body: 'x' })
    expect([refused.status, refused.headers.get('x-csrf-token')?.toLowerCase()]).toEqual([403, 'required'])
    const fetched = await call('/guarded', { method: 'GET', headers: { 'X-CSRF-Token': 'Fetch' } })
    expect([fetched.status, await fetched.text()]).toEqual([200, ''])
    const cookie = fetched.headers.get('set-cookie')?.split(';')[0] ?? ''
    const answer = await call('/guarded', { body: 'x', headers: { 'X-CSRF-Token': fetched.headers.get('x-csrf-token') ?? '', cookie } })
    expect([answer.status, await answer.text()]).toEqual([200, 'ran'])
    expect(await (await call('/guarded', { method: 'GET' })).text()).toBe('ran')
  })
})
