import { afterEach, describe, expect, test } from 'vitest'
import { useStage } from '../flows/stage.ts'
import { type FlowSketch, groovy, https } from '../support/flow.ts'
import { managementApi } from '../support/management-api.ts'

const stage = useStage()

/** Asks another flow, and counts with a script. */
const SUM: FlowSketch = {
  id: 'Sum',
  sender: https('/sum'),
  resources: {
    'parameters.prop': 'More=1\nNote=as designed\n',
    'script/sum.groovy': `import com.sap.gateway.ip.core.customdev.util.Message
Message processData(Message message) {
  def sum = (message.getBody(String) as int) + (message.getProperty('more') as int)
  if (sum > 100) throw new IllegalStateException('too much')
  message.setBody(String.valueOf(sum))
  message
}`,
  },
  steps: [
    {
      activity: 'Enricher',
      properties: {
        propertyTable:
          "<row><cell id='Action'>Create</cell><cell id='Type'>constant</cell><cell id='Name'>more</cell><cell id='Value'>{{More}}</cell></row>",
      },
    },
    { activity: 'ExternalCall', channel: { ComponentType: 'ProcessDirect', address: '/twice' } },
    groovy('sum.groovy'),
  ],
}

const TWICE: FlowSketch = {
  id: 'Twice',
  sender: { ComponentType: 'ProcessDirect', address: '/twice' },
  resources: {
    'script/twice.groovy': `import com.sap.gateway.ip.core.customdev.util.Message
Message processData(Message message) { message.setBody(String.valueOf(2 * (message.getBody(String) as int))); message }`,
  },
  steps: [groovy('twice.groovy')],
}

interface Run {
  readonly test: string
  readonly results: readonly { readonly status: string; readonly failures: readonly { readonly message: string }[] }[]
}

/** A call of the admin API, whose answer is JSON of this shape. */
async function admin<T>(method: string, path: string, body?: object): Promise<T> {
  const { localUrl, adminToken } = stage.tenant
  const headers = { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' }
  const answer = await fetch(`${localUrl}/admin/v1${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) })
  expect(answer.ok).toBe(true)
  return answer.json() as Promise<T>
}

const draftOf = async (message: string): Promise<string> =>
  (await admin<{ text: string }>('GET', `/artifacts/Sum/test-draft?message=${message}`)).text

/** Calls the flow with a trace; the id of the message. */
async function traced(body: string): Promise<string> {
  await stage.deploy(TWICE)
  await stage.deploy(SUM)
  await admin('PUT', '/log-levels/Sum', { level: 'TRACE' })
  return (await stage.logOf(await stage.call('/sum', body))).MessageGuid
}

afterEach(async () => {
  for (const { name } of await stage.tenant.store.flowTests.list('Sum')) await stage.tenant.store.flowTests.delete('Sum', name)
})

/** Each test file with what came of its tests. */
const run = async (body: object) =>
  (await admin<Run[]>('POST', '/artifacts/Sum/test-runs', body)).map(({ test: name, results }) => [
    name,
    ...results.map(({ status, failures }) => [status, ...failures.map(({ message }) => message)]),
  ])

describe('the tests of a flow on the server', () => {
  test('of traced messages pass, of one that failed too, until the flow is changed', async () => {
    for (const [name, body] of [
      ['good', '20'],
      ['failed', '60'],
    ] as const) {
      await admin('POST', '/artifacts/Sum/tests', { name, text: await draftOf(await traced(body)) })
    }
    expect(await run({})).toEqual([
      ['failed', ['passed']],
      ['good', ['passed']],
    ])
    const change = await managementApi(stage.tenant)(
      'PUT',
      "IntegrationDesigntimeArtifacts(Id='Sum',Version='active')/$links/Configurations('More')",
      {
        ParameterValue: '2',
        DataType: 'xsd:string',
      },
    )
    expect(change.status).toBe(202)
    expect(await run({ name: 'good' })).toEqual([['good', ['failed', 'is "42", expected "41"']]])
  })

  test('of a message that ran with other values of parameters have these values', async () => {
    const message = await traced('20')
    const content = (await stage.tenant.store.design.content('Sum'))!
    await managementApi(stage.tenant)('PUT', "IntegrationDesigntimeArtifacts(Id='Sum',Version='active')/$links/Configurations('More')", {
      ParameterValue: '7',
      DataType: 'xsd:string',
    })
    expect(await stage.tenant.store.design.content('Sum')).not.toEqual(content)
    const text = await draftOf(message)
    expect(text).toContain('parameters:\n  More: "1"\n')
    expect(text).not.toContain('as designed')
    expect(await run({ text })).toEqual([['test', ['passed']]])
  })

  test('run with other artifacts that are designed here, and with a script alone', async () => {
    await traced('1')
    const text = `with: [Twice]
tests:
  - { name: Together, request: { body: '4' }, expect: { body: '9' } }
  - { name: Alone, script: script/sum.groovy, message: { properties: { more: 5 }, body: '4' }, expect: { body: '9' } }
`
    expect(await run({ text })).toEqual([['test', ['passed'], ['passed']]])
  })
})
