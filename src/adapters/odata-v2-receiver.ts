import { Body } from '../engine/body.ts'
import { type AdapterContext, defineReceiver } from '../engine/define-adapter.ts'
import { choice, flag, integer, text } from '../engine/fields.ts'
import { compileSimpleText } from '../languages/simple/simple.ts'
import { checkConnectionType } from './http/connection-type.ts'
import { compileHeaderSelection, selectRequestHeaders, takeResponseHeaders } from './http/header-selection.ts'
import type { OutboundResponse } from './http/outbound.ts'
import { checkProxyType } from './http/proxy-type.ts'
import { compileConnection } from './odata/connection.ts'
import { writeFlowXml } from './odata/flow-xml.ts'
import { compileMetadata } from './odata/metadata-source.ts'
import { compileRequest, type ODataRequest } from './odata/operation.ts'
import { type Answer, readAnswer, readInPages, readPages } from './odata/pages.ts'
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
  'DynamicOperation',
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
    operationExpression: text('odataOperationExpression', 'Simple expression for the method of a dynamic operation; empty result: POST'),
    queryOptions: text('queryOptions', '$select, $filter and the like, or the parameters of a function; may hold Simple expressions'),
    customQueryOptions: text('customQueryOptions', 'Further query options; may hold Simple expressions'),
    contentType: choice('contentType', 'Format on the wire', ['application/atom+xml', 'application/json'], 'application/atom+xml'),
    encoding: choice('characterEncoding', 'Whether the content type of a body names its encoding', ['none', 'utf8'], 'none'),
    pageSize: integer('odatapagesize', 'Entities that a query asks for at a time; 0 leaves it to the service', 0),
    metadataFile: text('edmxFilePath', 'EDMX file of the artifact; without it the service is asked'),
    authentication: text('authenticationMethod', 'How the flow authenticates itself', 'None'),
    credentialName: text('alias', 'Security material; may hold Simple expressions'),
    connectionType: text('apiArtifactType', 'Where the address stands: in the channel, whatever else is offered'),
    proxyType: text('proxyType', 'How the system is reached: directly, whatever is chosen', 'default'),
    csrf: flag('isCSRFEnabled', 'Fetch a CSRF token before a change', true),
    batch: flag('enableBatchProcessing', 'Send changes in a batch', false),
    inPages: flag('pagination', 'Process in pages: one page per call', false),
    timeout: integer('receiveTimeOut', 'Minutes to wait for the answer', 1),
    requestHeaders: text('whitelistRequestHeaders', 'Message headers to send, separated by |'),
    responseHeaders: text('whitelistResponseHeaders', 'Response headers to take, separated by |; * for all'),
    metadataHeaders: text('metadataAllowedHeaders', 'Message headers to send when the service is asked for its metadata, separated by |'),
    metadataOptions: text('metadataAllowedURIParams', 'Query options for the metadata; may hold Simple expressions'),
    attachesFailures: flag('enableMPLAttachments', 'Attach a failed call to the message log', true),
  },
  compile(config, context) {
    refuseUnavailable(config, context)
    const service = compileSimpleText(config.address)
    const connect = compileConnection(config, context)
    const requestHeaders = compileHeaderSelection(config.requestHeaders)
    const responseHeaders = compileHeaderSelection(config.responseHeaders)
    const metadataHeaders = compileHeaderSelection(config.metadataHeaders)
    const metadataOf = compileMetadata(config.metadataFile, config.metadataOptions, context)
    const requestOf = compileRequest(config)
    const pageSize = config.operation === 'Query(GET)' ? config.pageSize : 0

    return async (exchange) => {
      const address = service(exchange)
      const connection = connect(exchange)
      const askMetadata = (url: URL) =>
        connection.get(url, { ...selectRequestHeaders(exchange.headers, metadataHeaders(exchange)), Accept: 'application/xml' })
      const operation = await requestOf(exchange, () => metadataOf(exchange, address, askMetadata))
      const url = resourceUrl(address, operation.resource, operation.options)
      const headers = { ...selectRequestHeaders(exchange.headers, requestHeaders(exchange)), ...formatHeaders(config, operation) }
      const get = (page: URL) => connection.get(page, headers)
      const { response, entities } = await answerOf(operation, url, pageSize, get, () =>
        connection.change({ ...operation, url, headers }, resourceUrl(address, '', [])),
      )
      takeResponseHeaders(exchange.headers, response.headers, responseHeaders(exchange))
      exchange.headers.set('CamelHttpResponseCode', response.status)
      exchange.body = entities === undefined ? Body.empty : Body.text(writeFlowXml(operation.setName, entities))
    }
  },
})

interface Unavailable {
  readonly connectionType: string
  readonly proxyType: string
  readonly batch: boolean
  readonly inPages: boolean
  readonly pageSize: number
  readonly resourcePath: string
  readonly operation: string
  readonly operationExpression: string
}

function refuseUnavailable(config: Unavailable, context: AdapterContext): void {
  checkConnectionType(config.connectionType, context)
  checkProxyType(config.proxyType, context)
  if (config.batch) context.fail('Batch processing', 'Changes are sent one by one only')
  if (config.inPages) context.fail('Process in Pages', 'All pages are read in one call only')
  if (config.pageSize < 0) context.fail('Page size', `It must not be negative, but is ${config.pageSize}`)
  if (config.resourcePath.trim() === '') context.fail('Resource path', 'It is empty')
  if (config.operation === 'DynamicOperation' && config.operationExpression.trim() === '')
    context.fail('Dynamic operation', 'The expression for its method is empty')
}

function formatHeaders(
  { contentType, encoding }: { readonly contentType: string; readonly encoding: 'none' | 'utf8' },
  { body }: ODataRequest,
): Record<string, string> {
  const headers: Record<string, string> = { Accept: contentType, DataServiceVersion: '2.0', MaxDataServiceVersion: '2.0' }
  if (body === undefined) return headers
  return { ...headers, 'Content-Type': encoding === 'utf8' ? `${contentType};charset=utf-8` : contentType }
}

/** What is read comes with all of its pages. */
async function answerOf(
  { method, setName }: ODataRequest,
  url: URL,
  pageSize: number,
  get: (url: URL) => Promise<OutboundResponse>,
  change: () => Promise<OutboundResponse>,
): Promise<Answer> {
  if (method !== 'GET') return readAnswer(await change(), setName)
  return pageSize > 0 ? readInPages(pageSize, url, setName, get) : readPages(url, setName, get)
}
