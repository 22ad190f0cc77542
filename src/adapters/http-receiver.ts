import { Readable } from 'node:stream'
import { Body } from '../engine/body.ts'
import { type AdapterContext, defineReceiver } from '../engine/define-adapter.ts'
import type { Exchange } from '../engine/exchange.ts'
import { flag, integer, text } from '../engine/fields.ts'
import { SluiceError } from '../kernel/errors.ts'
import { compileSimpleText } from '../languages/simple/simple.ts'
import { compileAuthentication, type SendAuthorized } from './http/authentication.ts'
import { checkConnectionType } from './http/connection-type.ts'
import { attachFailedCall } from './http/error-attachments.ts'
import { compileHeaderSelection, selectRequestHeaders, takeResponseHeaders } from './http/header-selection.ts'
import { headerValue } from './http/header-value.ts'
import { HttpOperationFailed } from './http/operation-failed.ts'
import { type OutboundRequest, type OutboundResponse, STREAMED_ABOVE } from './http/outbound.ts'
import { checkProxyType } from './http/proxy-type.ts'
import { NO_RETRY, parseStatuses, type RetryPolicy, withRetries } from './http/retry.ts'
import { compileSession } from './http/session.ts'
import { compileTargetUrl } from './http/target-url.ts'

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'TRACE']

/** These send no body unless the channel says so. */
const BODILESS = new Set(['GET', 'DELETE', 'HEAD', 'OPTIONS'])

export default defineReceiver({
  adapter: 'HTTP',
  label: 'HTTP receiver',
  doc: 'Calls another system over HTTP and puts its answer into the message.',
  limits: 'Authentication: none, Basic and OAuth2 Client Credentials. On-Premise connects directly, without a Cloud Connector.',
  acceptsStreams: true,
  fields: {
    address: text('httpAddressWithoutQuery', 'URL without query; may hold Simple expressions'),
    query: text('httpAddressQuery', 'Query string; may hold Simple expressions'),
    method: text('httpMethod', 'HTTP method, or DYNAMIC for the value of the expression', 'POST'),
    methodExpression: text('methodSourceExpression', 'Simple expression for the method; empty result: POST'),
    sendsBody: flag('httpShouldSendBody', 'Send the body with GET, DELETE and HEAD too', false),
    connectionType: text('apiArtifactType', 'Where the address stands: in the channel, whatever else is offered'),
    proxyType: text('proxyType', 'How the system is reached: directly, whatever is chosen', 'default'),
    authentication: text('authenticationMethod', 'How the flow authenticates itself', 'None'),
    credentialName: text('credentialName', 'Security material; may hold Simple expressions'),
    timeout: integer('httpRequestTimeout', 'Milliseconds to wait for the answer', 60_000),
    requestHeaders: text('allowedRequestHeaders', 'Message headers to send, separated by |; * for all'),
    responseHeaders: text('allowedResponseHeaders', 'Response headers to take, separated by |; * for all', '*'),
    throwsOnFailure: flag('throwExceptionOnFailure', 'A status outside 2xx fails the message', true),
    attachesFailures: flag('enableMPLAttachments', 'Attach a failed call to the message log', true),
    retries: flag('retryOnConnectionFailure', 'Send failed requests again', false),
    retryStatuses: text('httpErrorResponseCodes', 'Statuses after which a request is sent again'),
    retryIterations: integer('retryIteration', 'Number of further attempts', 1),
    retryInterval: integer('retryInterval', 'Seconds between attempts', 5),
  },
  compile(config, context) {
    checkConnectionType(config.connectionType, context)
    checkProxyType(config.proxyType, context)
    const target = compileTargetUrl(config.address, config.query)
    const methodOf = compileMethod(config.method, config.methodExpression, context)
    const authenticate = compileAuthentication(config.authentication, config.credentialName, context)
    const session = compileSession(context.flow)
    const requestHeaders = compileHeaderSelection(sendsEveryHeader(context) ? '*' : config.requestHeaders)
    const responseHeaders = compileHeaderSelection(config.responseHeaders)
    const retry = compileRetry(config, context)
    const { bufferLimit, clock, sendHttp } = context.flow.services

    const prepare = (exchange: Exchange): OutboundRequest => {
      const method = methodOf(exchange)
      const body = bodyOf(exchange, method, config.sendsBody)
      const headers = selectRequestHeaders(exchange.headers, requestHeaders(exchange))
      addContentType(headers, exchange, body)
      return { method, url: target(exchange), headers, body, timeout: config.timeout, limit: bufferLimit, acceptsStream: true }
    }

    return async (exchange) => {
      await exchange.body.bufferIfFits(mayRepeat(config) ? bufferLimit : STREAMED_ABOVE)
      const request = prepare(exchange)
      const send = (authorization: string | undefined) =>
        session(exchange, authorization === undefined ? request : withAuthorization(request, authorization), sendHttp)
      const isStream = request.body instanceof Readable
      // What was sent piece by piece is gone, also when the call fails.
      if (isStream) exchange.body = Body.empty
      const response = await withRetries(isStream ? NO_RETRY : retry, () => authenticate(exchange, isStream ? once(send) : send))
      if (config.throwsOnFailure && !isSuccess(response)) {
        if (config.attachesFailures) attachFailedCall('HTTP', exchange, { request, response }, clock)
        throw new HttpOperationFailed(request.url, response)
      }
      takeResponseHeaders(exchange.headers, response.headers, responseHeaders(exchange))
      exchange.headers.set('CamelHttpResponseCode', response.status)
      exchange.headers.set('CamelHttpResponseText', response.statusText)
      exchange.body = response.stream ? Body.stream(response.stream, { tooLarge: 'processing-failed' }) : Body.bytes(response.body)
    }
  },
})

/** Whether a request may have to be sent again: a larger body is kept for that, as long as it fits into memory. */
const mayRepeat = ({ retries, authentication }: { retries: boolean; authentication: string }): boolean =>
  retries || /oauth/i.test(authentication)

/** Who wants to send again gets the answer of the first time. */
function once(send: SendAuthorized): SendAuthorized {
  let answer: Promise<OutboundResponse> | undefined
  return (authorization) => {
    answer ??= send(authorization)
    return answer
  }
}

const isSuccess = ({ status }: OutboundResponse): boolean => status >= 200 && status < 300

/** Channels older than 1.10 have no header list and send every header. */
const sendsEveryHeader = ({ channel }: AdapterContext): boolean => !channel.properties.has('allowedRequestHeaders')

function compileMethod(configured: string, expression: string, context: AdapterContext): (exchange: Exchange) => string {
  const method = configured.trim().toUpperCase()
  if (method !== 'DYNAMIC') {
    if (!METHODS.includes(method)) context.fail(`HTTP method ${configured}`, `It must be one of ${METHODS.join(', ')} or DYNAMIC`)
    return () => method
  }
  const methodOf = compileSimpleText(expression)
  return (exchange) => knownMethod(methodOf(exchange).trim().toUpperCase() || 'POST')
}

function knownMethod(method: string): string {
  if (!METHODS.includes(method)) throw new SluiceError('processing-failed', `'${method}' is not an HTTP method that this channel can send`)
  return method
}

function compileRetry(
  config: { retries: boolean; throwsOnFailure: boolean; retryStatuses: string; retryIterations: number; retryInterval: number },
  context: AdapterContext,
): RetryPolicy {
  if (!config.retries || !config.throwsOnFailure) return NO_RETRY
  const within = (value: number, most: number) => value >= 0 && value <= most
  if (!within(config.retryIterations, 3)) context.fail('Retry', 'retryIteration must be between 0 and 3')
  if (!within(config.retryInterval, 60)) context.fail('Retry', 'retryInterval must be between 0 and 60 seconds')
  return { iterations: config.retryIterations, interval: config.retryInterval * 1000, statuses: parseStatuses(config.retryStatuses) }
}

function bodyOf({ body }: Exchange, method: string, sendsBody: boolean): OutboundRequest['body'] {
  if (method === 'TRACE' || (BODILESS.has(method) && !sendsBody)) return undefined
  return body.isStream ? body.asStream() : body.asBytes()
}

/** A body's content type goes with it, whether or not the channel lists the header. */
function addContentType(headers: Record<string, string | string[]>, exchange: Exchange, body: OutboundRequest['body']): void {
  const type = headerValue(exchange.headers.get('Content-Type'))
  if (body === undefined || type === undefined || Object.keys(headers).some((name) => name.toLowerCase() === 'content-type')) return
  headers['Content-Type'] = type
}

/** The channel's own credentials replace those that the flow put into a header. */
function withAuthorization(request: OutboundRequest, authorization: string): OutboundRequest {
  const others = Object.entries(request.headers).filter(([name]) => name.toLowerCase() !== 'authorization')
  return { ...request, headers: { ...Object.fromEntries(others), Authorization: authorization } }
}
