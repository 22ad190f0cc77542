import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { Body } from '../../engine/body.ts'
import type { HttpTrigger } from '../../engine/define-adapter.ts'
import type { Exchange } from '../../engine/exchange.ts'
import type { Entry } from '../../engine/plan.ts'
import { messageOf, SluiceError } from '../../kernel/errors.ts'
import type { HttpRequest, HttpResponse } from '../../kernel/http.ts'
import { EndpointTable } from '../../runtime/endpoint-table.ts'
import type { RunningFlow } from '../../runtime/running-flow.ts'
import { bytesOf, contentTypeOf, type ReadFile } from '../format/payload.ts'
import type { MessageSketch, RequestSketch } from '../format/test-file.ts'
import type { TestTenant } from '../tenant/test-tenant.ts'
import type { Answer, Outcome } from './outcome.ts'

/** Puts a message into the flow, which has the test's own sender channel, and waits for its end. */
export async function runMessage(tenant: TestTenant, flow: RunningFlow, sketch: MessageSketch, readFile: ReadFile): Promise<Outcome> {
  const entry = flow.plan.entries.find(({ trigger }) => trigger.kind === 'process-direct') as Entry
  const exchange = tenant.runner.open(flow, undefined, await bodyOf(sketch, readFile))
  for (const [name, value] of Object.entries(sketch.headers ?? {})) exchange.headers.set(name, value)
  for (const [name, value] of Object.entries(sketch.properties ?? {})) exchange.properties.set(name, value)
  await tenant.runner.run(flow, entry, exchange).catch(() => undefined)
  return outcomeOf(tenant, exchange, undefined)
}

async function bodyOf({ body }: MessageSketch, readFile: ReadFile): Promise<Body> {
  if (body === undefined) return Body.empty
  return typeof body === 'string' ? Body.text(body) : Body.bytes(await bytesOf(body, readFile))
}

/** Calls an HTTP sender of the flow as a caller that may do so. Throws `bad-request` when no sender has the address. */
export async function runRequest(tenant: TestTenant, flow: RunningFlow, sketch: RequestSketch, readFile: ReadFile): Promise<Outcome> {
  const { entry, trigger, target } = findSender(flow, sketch.path)
  const request = httpRequest(target, sketch, await bytesOf(sketch.body, readFile))
  const exchange = tenant.runner.open(flow)
  const prepare = async () => {
    await trigger.receive(request, exchange)
    exchange.headers.set('SapAuthenticatedUserName', sketch.user ?? 'test')
    exchange.properties.set('SAP_InboundMessageSizeInKB', Math.ceil((exchange.body.size ?? 0) / 1024))
  }
  const response = await tenant.runner.run(flow, entry, exchange, prepare).then(
    () => trigger.respond(exchange),
    (failure) => trigger.respondFailure(failure instanceof Error ? failure : new Error(messageOf(failure)), exchange),
  )
  return outcomeOf(tenant, exchange, await readAnswer(response))
}

interface FoundSender {
  readonly entry: Entry
  readonly trigger: HttpTrigger
  readonly target: string
}

function findSender(flow: RunningFlow, path: string | undefined): FoundSender {
  const endpoints = new EndpointTable()
  for (const entry of flow.plan.entries) if (entry.trigger.kind === 'http') endpoints.add({ trigger: entry.trigger, flow, entry })
  const senders = endpoints.all()
  const addresses = senders.map(({ trigger }) => trigger.mount + trigger.address)
  if (path === undefined && addresses.length === 1) return { ...senders[0]!, target: addresses[0]! }
  const found = path === undefined ? undefined : endpoints.find(decodeURI(path.split('?', 1)[0]!))
  if (found && path !== undefined) return { ...found, target: path }
  const known = addresses.length === 0 ? 'It has no HTTP sender; begin the test with a message' : `It has ${addresses.join(', ')}`
  throw new SluiceError('bad-request', `${path === undefined ? 'The request needs a path' : `The flow has no address ${path}`}. ${known}`)
}

function httpRequest(target: string, { method, headers = {}, body }: RequestSketch, bytes: Uint8Array): HttpRequest {
  const type = contentTypeOf(body)
  const lines: Record<string, readonly string[]> = { host: ['localhost'], ...(type && { 'content-type': [type] }) }
  for (const [name, value] of Object.entries(headers)) lines[name.toLowerCase()] = [value]
  if (bytes.length > 0) lines['content-length'] = [String(bytes.length)]
  const [path = '', query = ''] = target.split('?')
  return {
    id: 'test',
    method: (method ?? (body === undefined ? 'GET' : 'POST')).toUpperCase(),
    target,
    path: decodeURI(path),
    query,
    headers: Object.fromEntries(Object.entries(lines).map(([name, values]) => [name, values[0]])),
    headerValues: lines,
    body: Readable.from(bytes.length === 0 ? [] : [bytes]),
    remoteAddress: '127.0.0.1',
    secure: true,
    clientCertificate: undefined,
  }
}

async function readAnswer({ status, headers, body }: HttpResponse): Promise<Answer> {
  return {
    status,
    headers: Object.entries(headers).flatMap(([name, value]) => [value].flat().map((line) => [name, String(line)] as const)),
    body: body instanceof Readable ? await buffer(body) : Buffer.from(body ?? ''),
  }
}

async function outcomeOf(tenant: TestTenant, exchange: Exchange, answer: Answer | undefined): Promise<Outcome> {
  if (answer === undefined) await exchange.body.buffer(Number.POSITIVE_INFINITY)
  return { answer, exchange, log: exchange.log, calls: tenant.calls.calls, tenant }
}
