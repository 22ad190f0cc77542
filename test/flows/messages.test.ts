import { describe, expect, test } from 'vitest'
import { content, https, type StepSketch } from '../support/flow.ts'
import { useStage } from './stage.ts'

const stage = useStage()

const failing: StepSketch = { activity: 'Filter', properties: { wrapContent: '/root' } }

describe('a message', () => {
  test('goes through the flow; its answer carries the id of its log entry', async () => {
    await stage.deploy({ id: 'Hello', sender: https('/hello'), steps: [content('Hello ${in.body}', { 'X-Greeting': 'yes' })] })
    const answer = await stage.call('/HELLO', 'world')
    expect([answer.status, await answer.text(), answer.headers.get('x-greeting')]).toEqual([200, 'Hello world', 'yes'])
    expect(await stage.logOf(answer)).toMatchObject({
      Status: 'COMPLETED',
      CustomStatus: 'COMPLETED',
      IntegrationFlowName: 'Hello',
      Sender: 'Sender',
      IntegrationArtifact: { Id: 'Hello', Name: 'Hello', Type: 'INTEGRATION_FLOW', PackageId: 'Tests', PackageName: 'Tests' },
    })
  })

  test('sees the headers and properties that the real service sets, and no others', async () => {
    await stage.deploy({
      id: 'Seen',
      sender: https('/seen/*'),
      steps: [
        content(
          '${header.CamelHttpMethod}|${header.CamelHttpUrl}|${header.CamelHttpQuery}|${header.CamelServletContextPath}|${header.CamelHttpPath}|${header.Content-Type}|${header.X-Mine}|${property.SAP_MessageProcessingLogID}',
        ),
      ],
    })
    const answer = await stage.call('/seen/a/b?q=1', 'x', { headers: { 'X-Mine': 'dropped' } })
    const guid = answer.headers.get('SAP_MessageProcessingLogID')
    expect(await answer.text()).toBe(`POST|${stage.tenant.publicUrl}/http/seen/a/b|q=1|/seen|a/b|||${guid}`)
  })

  test('that fails answers 500 with the id, and the log names the step', async () => {
    await stage.deploy({ id: 'Failing', sender: https('/failing'), steps: [failing] })
    const answer = await stage.call('/failing', 'not xml')
    const guid = answer.headers.get('SAP_MessageProcessingLogID')
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      500,
      'text/plain',
      `An internal server error occured: The MPL ID for the failed message is : ${guid}`,
    ])
    expect(await stage.logOf(answer)).toMatchObject({ Status: 'FAILED' })
    const error = await stage.api('GET', `MessageProcessingLogs('${guid}')/ErrorInformation/$value`)
    expect(await error.text()).toMatch(/^XPath '\/root' needs an XML body\. .*\nIn step 'Filter Step_1' \(Step_1\)$/)
  })

  test('that fails and is handled by the exception subprocess is completed', async () => {
    const onError = [content('sorry: ${exception.message}', { CamelHttpResponseCode: '422' })]
    await stage.deploy({ id: 'Handled', sender: https('/handled'), steps: [failing], onError })
    const answer = await stage.call('/handled', 'not xml')
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringMatching(/^sorry: XPath '\/root' needs an XML body/)])
    expect(await stage.logOf(answer)).toMatchObject({ Status: 'COMPLETED' })
  })

  test('may write its own status, ids and partners into the log', async () => {
    const properties =
      "<row><cell id='Action'>Create</cell><cell id='Type'>constant</cell><cell id='Name'>SAP_MessageProcessingLogCustomStatus</cell><cell id='Value'>Shipped</cell></row>"
    const step = content('ok', { SAP_ApplicationID: 'A1', SAP_Sender: 'Shop', SAP_Receiver: 'Depot', SAP_MessageType: 'Order' })
    await stage.deploy({
      id: 'Own',
      sender: https('/own'),
      steps: [{ ...step, properties: { ...step.properties, propertyTable: properties } }],
    })
    const answer = await stage.call('/own', '')
    expect(await stage.logOf(answer)).toMatchObject({
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
    await stage.deploy({ id: 'Small', sender: https('/small', { maximumBodySize: '1' }), steps: [content('${in.body}')] })
    expect((await stage.call('/small', undefined, init)).status).toBe(413)
  })

  test('to another flow over ProcessDirect is a message of its own with the same correlation id', async () => {
    await stage.deploy({
      id: 'Inner',
      sender: { ComponentType: 'ProcessDirect', address: '/inner' },
      steps: [content('inner(${in.body})')],
    })
    const outer = { activity: 'ExternalCall', channel: { ComponentType: 'ProcessDirect', address: '/inner' } }
    await stage.deploy({ id: 'Outer', sender: https('/outer'), steps: [outer, content('outer(${in.body})')] })
    const answer = await stage.call('/outer', 'x')
    expect(await answer.text()).toBe('outer(inner(x))')
    const { CorrelationId } = await stage.logOf(answer)
    const related = await stage.api(
      'GET',
      `MessageProcessingLogs?$format=json&$filter=CorrelationId eq '${CorrelationId}'&$orderby=IntegrationFlowName`,
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
    await stage.deploy({ id: 'Guarded', sender: https('/guarded', { xsrfProtection: '1' }), steps: [content('ran')] })
    const refused = await stage.call('/guarded', 'x')
    expect([refused.status, refused.headers.get('x-csrf-token')?.toLowerCase()]).toEqual([403, 'required'])
    const fetched = await stage.call('/guarded', undefined, { method: 'GET', headers: { 'X-CSRF-Token': 'Fetch' } })
    expect([fetched.status, await fetched.text()]).toEqual([200, ''])
    const cookie = fetched.headers.get('set-cookie')?.split(';')[0] ?? ''
    const answer = await stage.call('/guarded', 'x', { headers: { 'X-CSRF-Token': fetched.headers.get('x-csrf-token') ?? '', cookie } })
    expect([answer.status, await answer.text()]).toEqual([200, 'ran'])
    expect(await (await stage.call('/guarded', undefined, { method: 'GET' })).text()).toBe('ran')
  })
})
