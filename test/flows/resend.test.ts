import { afterAll, beforeAll, expect, test } from 'vitest'
import { basic, testClient } from '../support/client.ts'
import { deploy } from '../support/deploy.ts'
import { content, groovy, https } from '../support/flow.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'

let tenant: TestTenant
let authorization: string
beforeAll(async () => {
  tenant = await testTenant()
  authorization = basic(await testClient(tenant, 'neo'))
})
afterAll(() => tenant.stop())

async function admin(method: string, path: string, body?: unknown) {
  const answer = await fetch(`${tenant.publicUrl}/admin/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${tenant.adminToken}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: answer.status, body: (await answer.json()) as { messageId: string; error: { message: string }; xml: string } }
}

const resend = (messageGuid: string) => admin('POST', `/messages/${messageGuid}/resend`)
const setLevel = (flow: string, level: string) => admin('PUT', `/log-levels/${flow}`, { level })

/** Sends a message to `/echo?…`; its log when it is over. */
async function send(address: string, body: string, headers: Record<string, string> = {}) {
  const answer = await fetch(`${tenant.publicUrl}/http${address}`, { method: 'POST', body, headers: { authorization, ...headers } })
  return ended(answer.headers.get('SAP_MessageProcessingLogID')!)
}

async function ended(messageGuid: string) {
  await expect.poll(async () => (await tenant.store.messageLogs.find(messageGuid))?.end ?? null, { interval: 5 }).not.toBeNull()
  return (await tenant.store.messageLogs.find(messageGuid))!
}

async function deployEcho(extra: { allowed?: string } = {}) {
  const step = content('${header.kind}: ${in.body}')
  const properties = { allowedHeaderList: extra.allowed ?? 'kind' }
  await deploy(tenant, { id: 'Echo', sender: https('/echo'), properties, steps: [step, content('${in.body}!')] })
}

/** The body of a traced message at its end. */
async function finalBody(messageGuid: string): Promise<string> {
  const [run] = (await tenant.store.runs.ofMessages([messageGuid])).get(messageGuid)!
  const last = (await tenant.store.runs.steps([run!.id])).get(run!.id)!.at(-1)!
  const trace = (await tenant.store.runs.traceMessages(run!.id, last.childCount)).at(-1)!
  return Buffer.from((await tenant.store.runs.traceContent(trace.id))!.payload).toString('utf8')
}

test('a traced message comes again with its body and headers, as a message of its own in the same correlation', async () => {
  await deployEcho()
  await setLevel('Echo', 'TRACE')
  const first = await send('/echo', 'hello', { kind: 'greeting' })
  const answer = await resend(first.messageGuid)
  expect(answer).toEqual({ status: 202, body: { messageId: expect.stringMatching(/^[\w-]{28}$/) } })
  const again = await ended(answer.body.messageId)
  expect(again).toMatchObject({ flowId: 'Echo', status: 'COMPLETED', correlationId: first.correlationId, sender: first.sender })
  expect([again.messageGuid === first.messageGuid, await finalBody(again.messageGuid)]).toEqual([false, 'greeting: hello!'])
  const [entry] = await tenant.store.auditLog.query({ orderBy: [{ field: 'time', descending: true }], limit: 1 })
  expect(entry).toMatchObject({ user: 'admin', objectType: 'message', objectName: `${first.messageGuid} / ${again.messageGuid}` })
})

test('it runs on the flow that is deployed now; a failure is in its own log', async () => {
  await deployEcho()
  await setLevel('Echo', 'TRACE')
  const first = await send('/echo', 'hello')
  const script = 'def Message processData(m) { throw new RuntimeException("no more") }'
  const groovyFile = `import com.sap.gateway.ip.core.customdev.util.Message\n${script}`
  await deploy(tenant, {
    id: 'Echo',
    sender: https('/echo'),
    steps: [groovy('fail.groovy')],
    resources: { 'script/fail.groovy': groovyFile },
  })
  const again = await ended((await resend(first.messageGuid)).body.messageId)
  expect(again.status).toBe('FAILED')
})

test('what cannot be sent again says why', async () => {
  await deployEcho()
  await setLevel('Echo', 'INFO')
  const untraced = await send('/echo', 'hello')
  await setLevel('Echo', 'TRACE')
  const large = await send('/echo', 'x'.repeat(1024 * 1024 + 1))
  const longHeader = await send('/echo', 'hello', { kind: 'k'.repeat(10_001) })
  const traced = await send('/echo', 'hello')
  const reasonOf = async (guid: string) => {
    const { status, body } = await resend(guid)
    return [status, body.error.message]
  }
  expect(await reasonOf('AGghost')).toEqual([404, 'There is no message AGghost'])
  expect(await reasonOf(untraced.messageGuid)).toEqual([
    409,
    'The message cannot be sent again: its content was not kept, or is kept no longer. Set the log level of the flow to TRACE before the next message',
  ])
  expect(await reasonOf(large.messageGuid)).toEqual([409, 'The message cannot be sent again: only a part of its 1048577 bytes was kept'])
  expect(await reasonOf(longHeader.messageGuid)).toEqual([409, 'The message cannot be sent again: of kind only a part was kept'])
  await tenant.deployments.undeploy('Echo')
  expect(await reasonOf(traced.messageGuid)).toEqual([409, 'The message cannot be sent again: no flow Echo is deployed'])
})

test('a message of a timer starts again without a trace', async () => {
  const timer = '<row><cell>triggerType</cell><cell>simple</cell></row><row><cell>fireNow</cell><cell>true</cell></row>'
  await deploy(tenant, { id: 'Clock', timer, steps: [content('tick')] })
  const logs = () => tenant.store.messageLogs.query({ where: { op: 'eq', field: 'flowId', value: 'Clock' } })
  await expect.poll(async () => (await logs()).map(({ status }) => status), { interval: 5 }).toEqual(['COMPLETED'])
  const { status, body } = await resend((await logs())[0]!.messageGuid)
  expect([status, (await ended(body.messageId)).status]).toEqual([202, 'COMPLETED'])
  expect(await logs()).toHaveLength(2)
})

test('a restart starts what is deployed, and a timer that runs once runs again', async () => {
  const logs = () => tenant.store.messageLogs.count({ op: 'eq', field: 'flowId', value: 'Clock' })
  const before = await logs()
  expect(await admin('POST', '/runtime-artifacts/Clock/restart')).toEqual({ status: 200, body: { status: 'STARTED' } })
  await expect.poll(logs, { interval: 5 }).toBe(before + 1)
  expect(await admin('POST', '/runtime-artifacts/Ghost/restart')).toMatchObject({ status: 404 })
})

test('the drawing of a deployed flow is there as it was deployed', async () => {
  const { status, body } = await admin('GET', '/runtime-artifacts/Clock/diagram')
  expect([status, body.xml.includes('<bpmn2:timerEventDefinition>')]).toEqual([200, true])
  expect(await admin('GET', '/runtime-artifacts/Ghost/diagram')).toMatchObject({ status: 404 })
})
