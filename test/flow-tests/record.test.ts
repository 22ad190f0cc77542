import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Finished, runCli } from '../../src/cli/cli.fixture.ts'
import { writeArchive } from '../../src/iflow/archive.ts'
import { flowTests } from '../../src/main.ts'
import { useStage } from '../flows/stage.ts'
import { sluice } from '../support/cli.ts'
import { content, type FlowSketch, flowFiles, groovy, https, type StepSketch } from '../support/flow.ts'

const stage = useStage()
const { tests, stop } = flowTests()
const folder = mkdtempSync(join(tmpdir(), 'sluice-record-'))
let shop: Server
let shopUrl = ''

beforeAll(async () => {
  shop = createServer((request, response) => {
    if (request.url === '/missing') response.writeHead(404).end('none')
    else
      response.writeHead(201, { 'X-Shop': 'north', 'Content-Type': 'application/json', 'Set-Cookie': 'session=hidden' }).end('{"ok":true}')
  })
  await new Promise<void>((listening) => shop.listen(0, '127.0.0.1', listening))
  shopUrl = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`
})

afterAll(async () => {
  await stop()
  await new Promise<void>((closed) => shop.close(() => closed()))
  rmSync(folder, { recursive: true, force: true })
})

const callShop = (path: string, more: Record<string, string> = {}): StepSketch => ({
  activity: 'ExternalCall',
  channel: { ComponentType: 'HTTP', httpAddressWithoutQuery: `${shopUrl}${path}`, httpMethod: 'POST', allowedRequestHeaders: '*', ...more },
})

/** Calls a flow that is traced; the guid of its message, once it is in the log. */
async function traced(flow: FlowSketch, path: string, init: RequestInit & { body?: string } = {}): Promise<string> {
  await stage.deploy(flow)
  expect((await sluice(stage.tenant, ['log-level', flow.id, 'TRACE'])).err).toBe('')
  return (await stage.logOf(await stage.call(path, init.body, init))).MessageGuid
}

/** Records in the folder, runs what was recorded, and reads it. */
async function recordAndRun(guid: string, name: string): Promise<{ text: string; run: Finished; recorded: Finished }> {
  const before = process.cwd()
  process.chdir(folder)
  try {
    const recorded = await sluice(stage.tenant, ['test', '--record', guid])
    const run = await runCli(['test', `${name}.test.yaml`], { parts: { flowTests: async () => ({ tests, stop: async () => {} }) } })
    return { text: readFileSync(`${name}.test.yaml`, 'utf8'), run, recorded }
  } finally {
    process.chdir(before)
  }
}

describe('a test that was recorded', () => {
  test('of a call with other systems passes, and holds no credentials', async () => {
    const log = `import com.sap.gateway.ip.core.customdev.util.Message
Message processData(Message message) { messageLogFactory.getMessageLog(message).addCustomHeaderProperty('Kind', 'x'); message }`
    const flow: FlowSketch = {
      id: 'Recorded',
      sender: https('/recorded'),
      properties: { allowedHeaderList: 'Priority|Authorization|q|X-Api-Key' },
      resources: { 'script/log.groovy': log },
      steps: [
        callShop('/a', { authenticationMethod: 'Basic', credentialName: 'Shop' }),
        groovy('log.groovy'),
        callShop('/b'),
        content('<r n="${header.X-Shop}">${in.body}</r>'),
      ],
    }
    await sluice(stage.tenant, ['credential', 'set', 'user', 'Shop', '--user', 'anna', '--password', '-'], 'top-secret')
    const guid = await traced(flow, '/recorded?q=1', { body: '{"a":1}', headers: { Priority: 'high', 'X-Api-Key': 'secret-key' } })
    const { text, run, recorded } = await recordAndRun(guid, 'Recorded')
    expect(recorded).toEqual({ code: 0, err: '', out: 'Wrote Recorded.test.yaml. Run it with: sluice test Recorded.test.yaml\n' })
    expect(text.replaceAll(guid, 'GUID').replace(/^clock: .*$/m, 'clock: NOW')).toMatchInlineSnapshot(`
      "artifact: Recorded.zip
      clock: NOW
      tenant:
        credentials:
          Shop:
            user: test
            password: test
      tests:
        - name: Message GUID
          request:
            method: POST
            path: /http/recorded?q=1
            headers:
              Priority: high
            body:
              json:
                a: 1
          stubs:
            - receiver: MessageFlow_Step_1
              answers:
                - status: 201
                  headers:
                    X-Shop: north
                    Content-Type: application/json
                  body:
                    json:
                      ok: true
            - receiver: MessageFlow_Step_3
              answers:
                - status: 201
                  body:
                    json:
                      ok: true
          expect:
            status: 201
            headers:
              Content-Type: application/json
            body:
              xml: <r n="north">{"ok":true}</r>
            log:
              status: COMPLETED
              customHeaders:
                Kind: x
            calls:
              MessageFlow_Step_1: 1
              MessageFlow_Step_3: 1
      "
    `)
    expect(run).toMatchObject({ code: 0, err: '', out: expect.stringContaining('1 passed') })
    expect(text).not.toMatch(/hidden|top-secret|secret-key|anna|Basic/)
  })

  test('of a failed call, and beside the flow on disk with its parameters', async () => {
    const flow: FlowSketch = {
      id: 'Missing',
      sender: https('/missing'),
      steps: [callShop('{{Path}}')],
      resources: { 'parameters.prop': 'Path=/missing\n' },
    }
    const guid = await traced(flow, '/missing', { body: 'x' })
    const zip = join(folder, 'local.zip')
    writeFileSync(zip, await writeArchive(flowFiles({ ...flow, resources: { 'parameters.prop': 'Path=/other\n' } })))
    expect((await sluice(stage.tenant, ['test', '--record', guid, zip])).err).toBe('')
    const text = readFileSync(join(folder, 'local.test.yaml'), 'utf8')
    expect(
      text
        .replaceAll(guid, 'GUID')
        .replace(/^clock: .*$/m, 'clock: NOW')
        .replaceAll(shopUrl, 'http://shop'),
    ).toMatchInlineSnapshot(`
      "artifact: local.zip
      clock: NOW
      parameters:
        Path: /missing
      tests:
        - name: Message GUID
          request:
            method: POST
            path: /http/missing
            body: x
          stubs:
            - receiver: Receiver
              answers:
                - status: 404
          expect:
            status: 500
            log:
              status: FAILED
              error:
                contains: "HTTP operation failed invoking http://shop/missing with statusCode: 404"
            calls:
              Receiver: 1
      "
    `)
    const run = await runCli(['test', join(folder, 'local.test.yaml')], {
      parts: { flowTests: async () => ({ tests, stop: async () => {} }) },
    })
    expect(run).toMatchObject({ code: 0, err: '' })
    expect(await sluice(stage.tenant, ['test', '--record', guid, zip])).toMatchObject({
      code: 1,
      err: expect.stringContaining('local.test.yaml exists; move it away first'),
    })
  })
})

describe('what cannot be recorded', () => {
  test('a message that was not traced', async () => {
    await stage.deploy({ id: 'Untraced', sender: https('/untraced'), steps: [content('x')] })
    const { MessageGuid: guid } = await stage.logOf(await stage.call('/untraced'))
    expect(await sluice(stage.tenant, ['test', '--record', guid])).toEqual({
      code: 1,
      out: '',
      err: `sluice: Message ${guid} was not traced from its beginning to its end. Before the next message: sluice log-level FLOW TRACE\n`,
    })
  })

  test('a message that is not there, and two flows', async () => {
    expect(await sluice(stage.tenant, ['test', '--record', 'none'])).toEqual({
      code: 1,
      out: '',
      err: 'sluice: There is no message none\n',
    })
    expect(await sluice(stage.tenant, ['test', '--record', 'none', 'a', 'b'])).toEqual({
      code: 2,
      out: '',
      err: 'sluice: Name one flow with --record\n',
    })
  })
})
