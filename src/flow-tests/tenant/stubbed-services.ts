import { STATUS_CODES } from 'node:http'
import { Readable } from 'node:stream'
import { connectionFailure, connectionTimeout } from '../../adapters/http/connection-failure.ts'
import { headerValue } from '../../adapters/http/header-value.ts'
import { Body } from '../../engine/body.ts'
import type { Exchange } from '../../engine/exchange.ts'
import { Headers } from '../../engine/headers.ts'
import type { OutboundRequest, OutboundResponse } from '../../engine/outbound.ts'
import type { Services } from '../../engine/services.ts'
import type { Channel } from '../../iflow/model.ts'
import { SluiceError } from '../../kernel/errors.ts'
import { bytesOf, contentTypeOf, type ReadFile } from '../format/payload.ts'
import type { FAULTS, StubbedAnswer } from '../format/stub.ts'
import type { CallList } from './call-list.ts'
import { calledThrough, type RecordedCall } from './recorded-call.ts'

export interface StubbedCalls {
  readonly calls: CallList
  readonly readFile: ReadFile
  /** Whether a flow of the test listens on this ProcessDirect address. */
  listens(address: string): boolean
}

/** The services as one channel sees them: whatever leaves the tenant through it is answered by stubs. */
export function stubbedServices(channel: Channel, services: Services, stubs: StubbedCalls): Services {
  return {
    ...services,
    sendHttp: async (request) => {
      const body = await bytesIn(
        request.body instanceof Readable ? Body.stream(request.body) : Body.bytes(request.body ?? NO_BYTES),
        services,
      )
      return answerHttp(httpCall(channel, request, body), request, stubs)
    },
    async sendProcessDirect(address, exchange) {
      const call = messageCall(channel, address, exchange, await bytesIn(exchange.body, services))
      stubs.calls.keep(call)
      const answer = stubs.calls.find(call)
      if (answer === undefined && stubs.listens(address)) return services.sendProcessDirect(address, exchange)
      await putAnswer(answer ?? stubs.calls.refuse(call), exchange, stubs.readFile)
    },
  }
}

const NO_BYTES = new Uint8Array()

/** Stands for a channel as a whole: the answer is put into the message. */
export async function answerReplaced(
  channel: Channel,
  exchange: Exchange,
  services: Services,
  { calls, readFile }: StubbedCalls,
): Promise<void> {
  const answer = calls.answer(messageCall(channel, '', exchange, await bytesIn(exchange.body, services)))
  await putAnswer(answer, exchange, readFile)
}

async function bytesIn(body: Body, { bufferLimit }: Services): Promise<Uint8Array> {
  await body.buffer(bufferLimit)
  return body.asBytes()
}

const httpCall = (channel: Channel, { method, url, headers }: OutboundRequest, body: Uint8Array): RecordedCall => ({
  ...calledThrough(channel),
  method,
  address: url.href,
  headers: Object.entries(headers).flatMap(([name, value]) => [value].flat().map((one) => [name, one] as const)),
  body,
})

const messageCall = (channel: Channel, address: string, { headers }: Exchange, body: Uint8Array): RecordedCall => ({
  ...calledThrough(channel),
  method: '',
  address,
  headers: [...headers].map(([name, value]) => [name, headerValue(value)?.toString() ?? ''] as const),
  body,
})

async function answerHttp(call: RecordedCall, request: OutboundRequest, { calls, readFile }: StubbedCalls): Promise<OutboundResponse> {
  const answer = calls.answer(call)
  if (answer.error !== undefined) throw new SluiceError('processing-failed', answer.error)
  if (answer.fault !== undefined) throw FAILURES[answer.fault](request)
  const { status = 200, headers = {} } = answer
  const type = contentTypeOf(answer.body)
  const sent = new Headers(type === undefined ? [] : [['Content-Type', type]])
  for (const [name, value] of Object.entries(headers)) sent.set(name, String(value))
  return { status, statusText: STATUS_CODES[status] ?? '', headers: sent, body: await bytesOf(answer.body, readFile) }
}

const withCode = (code: string, text: string) => Object.assign(new Error(text), { code })

const FAILURES: Readonly<Record<(typeof FAULTS)[number], (request: OutboundRequest) => Error>> = {
  timeout: ({ url, timeout }) => connectionTimeout(url, timeout),
  'connection-refused': ({ url }) => connectionFailure(url, withCode('ECONNREFUSED', 'connect ECONNREFUSED')),
  'unknown-host': ({ url }) => connectionFailure(url, withCode('ENOTFOUND', 'getaddrinfo ENOTFOUND')),
  'connection-broken': ({ url }) => connectionFailure(url, withCode('ECONNRESET', 'socket hang up')),
}

/** Without a body the message keeps its own. */
async function putAnswer(
  { status, headers = {}, properties = {}, body, fault, error }: StubbedAnswer,
  exchange: Exchange,
  readFile: ReadFile,
) {
  if (error !== undefined || fault !== undefined) throw new SluiceError('processing-failed', error ?? `The call failed: ${fault}`)
  if (status !== undefined) exchange.headers.set('CamelHttpResponseCode', status)
  for (const [name, value] of Object.entries(headers)) exchange.headers.set(name, value)
  for (const [name, value] of Object.entries(properties)) exchange.properties.set(name, value)
  if (body !== undefined) exchange.body = typeof body === 'string' ? Body.text(body) : Body.bytes(await bytesOf(body, readFile))
}
