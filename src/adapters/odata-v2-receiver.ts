import { Body } from '../engine/body.ts'
import { type AdapterContext, defineReceiver } from '../engine/define-adapter.ts'
import { choice, flag, integer, text } from '../engine/fields.ts'
import { compileSimpleText } from '../languages/simple/simple.ts'
import { compileAuthentication } from './http/authentication.ts'
import { compileHeaderSelection, selectRequestHeaders, takeResponseHeaders } from './http/header-selection.ts'
import { HttpOperationFailed } from './http/operation-failed.ts'
import type { OutboundRequest, OutboundResponse } from './http/outbound.ts'
import { checkProxyType } from './http/proxy-type.ts'
import { readAtomAnswer } from './odata/atom-answer.ts'
import { sendWithCsrfToken } from './odata/csrf-token.ts'
import type { Entity, EntityPage } from './odata/entity.ts'
import { writeFlowXml } from './odata/flow-xml.ts'
import { readJsonAnswer } from './odata/json-answer.ts'
import { compileMetadata, type MetadataOf } from './odata/metadata-source.ts'
import { compileRequest, type ODataRequest } from './odata/operation.ts'
import { resourceUrl } from './odata/resource-url.ts'

const OPERATIONS = [
  'Query(GET)',
  'Read(GET)',
  'Create(POST)',
  'Update(PUT)',
  'Patch(PATCH)',
  'Merge(MERGE)',
  'Delete(DELETE)',
  'FunctionImport',
] as const

export default defineReceiver({
  adapter: 'HCIOData',
  protocol: 'OData V2',
  label: 'OData V2 receiver',
  doc: 'Reads and changes entities of an OData V2 service; flows see them as XML.',
  limits:
    'Authentication: none, Basic and OAuth2 Client Credentials. Changes are sent one by one, not as a batch; all pages are read in one call.',
  fields: {
    address: text('address', 'Address of the service; may hold Simple expressions'),
    resourcePath: text('resourcePath', 'Entity set, entity or function; may hold Simple expressions'),
    operation: choice('operation', 'What is done', OPERATIONS, 'Query(GET)'),
    queryOptions: text('queryOptions', '$select, $filter and the like, or the parameters of a function; may hold Simple expressions'),
    customQueryOptions: text('customQueryOptions', 'Further query options; may hold Simple expressions'),
    contentType: choice('contentType', 'Format on the wire', ['application/atom+xml', 'application/json'], 'application/atom+xml'),
    metadataFile: text('edmxFilePath', 'EDMX file of the artifact; without it the service is asked'),
    authentication: text('authenticationMethod', 'How the flow authenticates itself', 'None'),
    credentialName: text('alias', 'Security material; may hold Simple expressions'),
    proxyType: text('proxyType', 'How the system is reached: directly, whatever is chosen', 'default'),
    csrf: flag('isCSRFEnabled', 'Fetch a CSRF token before a change', true),
    batch: flag('enableBatchProcessing', 'Send changes in a batch', false),
    inPages: flag('pagination', 'Process in pages: one page per call', false),
    timeout: integer('receiveTimeOut', 'Minutes to wait for the answer', 1),
    requestHeaders: text('whitelistRequestHeaders', 'Message headers to send, separated by |'),
    responseHeaders: text('whitelistResponseHeaders', 'Response headers to take, separated by |; * for all'),
  },
  compile(config, context) {
    refuseUnavailable(config, context)
    const service = compileSimpleText(config.address)
    const authenticate = compileAuthentication(config.authentication, config.credentialName, context)
    const requestHeaders = compileHeaderSelection(config.requestHeaders)
    const responseHeaders = compileHeaderSelection(config.responseHeaders)
    const timeout = config.timeout * 60_000
    const { bufferLimit: limit, sendHttp } = context.flow.services
    const metadataOf = compileMetadata(config.metadataFile, context)
    const requestOf = compileRequest(config)

    return async (exchange) => {
      const address = service(exchange)
      const send = (request: OutboundRequest) =>
        authenticate(exchange, (authorization) => sendHttp(authorization === undefined ? request : authorized(request, authorization)))
      const get = (url: URL, accept: string) => send({ method: 'GET', url, headers: { Accept: accept }, body: undefined, timeout, limit })
      const metadata: MetadataOf = () => metadataOf(address, (url) => succeed(get(url, 'application/xml'), url))
      const operation = await requestOf(exchange, metadata)
      const url = resourceUrl(address, operation.resource, operation.options)
      const headers = {
        ...selectRequestHeaders(exchange.headers, requestHeaders(exchange)),
        ...formatHeaders(config.contentType, operation),
      }
      const request = { method: operation.method, url, headers, body: operation.body, timeout, limit }
      const response = await succeed(sendOperation(request, config.csrf, resourceUrl(address, '', []), send), url)
      const entities = await readPages(response, url, operation, (next) => succeed(get(next, config.contentType), next))
      takeResponseHeaders(exchange.headers, response.headers, responseHeaders(exchange))
      exchange.headers.set('CamelHttpResponseCode', response.status)
      exchange.body = entities === undefined ? Body.empty : Body.text(writeFlowXml(operation.setName, entities))
    }
  },
})

function refuseUnavailable(
  config: { proxyType: string; batch: boolean; inPages: boolean; resourcePath: string },
  context: AdapterContext,
): void {
  checkProxyType(config.proxyType, context)
  if (config.batch) context.fail('Batch processing', 'Changes are sent one by one only')
  if (config.inPages) context.fail('Process in Pages', 'All pages are read in one call only')
  if (config.resourcePath.trim() === '') context.fail('Resource path', 'It is empty')
}

/** The channel's own credentials replace those that the flow put into a header. */
function authorized(request: OutboundRequest, authorization: string): OutboundRequest {
  return { ...request, headers: { ...request.headers, Authorization: authorization } }
}

function formatHeaders(contentType: string, { body }: ODataRequest): Record<string, string> {
  const headers: Record<string, string> = { Accept: contentType, DataServiceVersion: '2.0', MaxDataServiceVersion: '2.0' }
  return body === undefined ? headers : { ...headers, 'Content-Type': contentType }
}

function sendOperation(
  request: OutboundRequest,
  csrf: boolean,
  service: URL,
  send: (request: OutboundRequest) => Promise<OutboundResponse>,
): Promise<OutboundResponse> {
  return csrf && request.method !== 'GET' ? sendWithCsrfToken(request, service, send) : send(request)
}

async function succeed(response: Promise<OutboundResponse>, url: URL): Promise<OutboundResponse> {
  const answered = await response
  if (answered.status < 200 || answered.status > 299) throw new HttpOperationFailed(url, answered)
  return answered
}

/** Entities of the answer and of all pages after it; nothing when the answer has no body, as after an update. */
async function readPages(
  first: OutboundResponse,
  url: URL,
  { method, setName }: ODataRequest,
  get: (url: URL) => Promise<OutboundResponse>,
): Promise<readonly Entity[] | undefined> {
  if (first.body.length === 0) return undefined
  const entities: Entity[] = []
  let page: EntityPage | undefined = readPage(first, setName)
  const seen = new Set<string>()
  while (page) {
    entities.push(...page.entities)
    const next: URL | undefined = method === 'GET' && page.next !== undefined ? new URL(page.next, url) : undefined
    // A service whose next page is one that was read already would keep the message here for ever.
    if (!next || next.origin !== url.origin || seen.has(next.href)) break
    seen.add(next.href)
    page = readPage(await get(next), setName)
  }
  return entities
}

function readPage({ body, headers }: OutboundResponse, setName: string): EntityPage {
  const text = new TextDecoder().decode(body)
  return String(headers.get('content-type') ?? '').includes('json') ? readJsonAnswer(text, setName) : readAtomAnswer(text)
}
