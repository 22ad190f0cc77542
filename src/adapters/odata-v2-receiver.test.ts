import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { Body } from '../engine/body.ts'
import type { AdapterContext, ReceiverDefinition } from '../engine/define-adapter.ts'
import { CompileFailure } from '../engine/errors.ts'
import { Exchange } from '../engine/exchange.ts'
import { readConfig } from '../engine/fields.ts'
import { MessageLog } from '../engine/message-log.ts'
import { systemClock } from '../kernel/clock.ts'
import { silentLogger } from '../kernel/logger.ts'
import { sendRequest } from './http/outbound.ts'
import odata from './odata-v2-receiver.ts'

const EDMX = `<edmx:Edmx Version="1.0" xmlns:edmx="http://schemas.microsoft.com/ado/2007/06/edmx"><edmx:DataServices>
<Schema Namespace="shop" xmlns="http://schemas.microsoft.com/ado/2008/09/edm" xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata">
<EntityType Name="OrderType"><Key><PropertyRef Name="ID"/><PropertyRef Name="Year"/></Key>
<Property Name="ID" Type="Edm.String"/><Property Name="Year" Type="Edm.Int32"/><Property Name="Paid" Type="Edm.Boolean"/><Property Name="Total" Type="Edm.Decimal"/>
<Property Name="At" Type="Edm.DateTime"/><Property Name="Place" Type="shop.Place"/><NavigationProperty Name="to_Item" Relationship="shop.OrderItems" FromRole="Order" ToRole="Item"/></EntityType>
<EntityType Name="ItemType"><Key><PropertyRef Name="No"/></Key><Property Name="No" Type="Edm.Int16"/><Property Name="Text" Type="Edm.String"/></EntityType>
<ComplexType Name="Place"><Property Name="City" Type="Edm.String"/></ComplexType>
<Association Name="OrderItems"><End Type="shop.OrderType" Role="Order" Multiplicity="1"/><End Type="shop.ItemType" Role="Item" Multiplicity="*"/></Association>
<EntityContainer Name="C"><EntitySet Name="Orders" EntityType="shop.OrderType"/><FunctionImport Name="Close" m:HttpMethod="POST"><Parameter Name="ID" Type="Edm.String"/></FunctionImport></EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>`

interface Seen {
  method: string
  url: string
  headers: Record<string, string | string[] | undefined>
  body: string
}

let server: Server
let seen: Seen[] = []
let answer: (request: Seen) => { status?: number; headers?: Record<string, string | string[]>; body?: string }

beforeAll(async () => {
  server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    const call = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body: await readText(request) }
    seen.push(call)
    const { status = 200, headers = {}, body = '' } = answer(call)
    response.writeHead(status, headers).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterEach(() => {
  seen = []
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
const json = (value: unknown) => ({ headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(value) })

function fail(construct: string, reason: string): never {
  throw new CompileFailure(construct, reason)
}

async function channel(properties: Record<string, string>) {
  const definition = odata as ReceiverDefinition
  const all = new Map(
    Object.entries({ address: `${origin()}/shop.svc`, isCSRFEnabled: 'false', edmxFilePath: 'edmx/shop.edmx', ...properties }),
  )
  const context = {
    channel: { properties: all },
    flow: {
      properties: new Map(),
      resources: new Map([['edmx/shop.edmx', Buffer.from(EDMX)]]),
      services: {
        clock: systemClock,
        logger: silentLogger,
        sendHttp: sendRequest,
        bufferLimit: 1_000_000,
        credentials: { user: async () => ({ user: 'u', password: 'p' }) },
      },
    },
    fail,
  } as unknown as AdapterContext
  return definition.compile(readConfig(definition.fields, all), context)
}

async function run(properties: Record<string, string>, body = '', headers: Record<string, string> = {}): Promise<Exchange> {
  const exchange = new Exchange(
    new MessageLog({ messageGuid: 'g', correlationId: 'c', flowId: 'f', flowName: 'f', start: 0 }),
    0,
    Body.text(body),
  )
  for (const [name, value] of Object.entries(headers)) exchange.headers.set(name, value)
  await (await channel(properties))(exchange)
  return exchange
}

const order = (id: string, more = {}) => ({ __metadata: { type: 'shop.OrderType', uri: `Orders('${id}')` }, ID: id, ...more })

describe('reading', () => {
  test('a query: options are encoded, the set holds one element per entity', async () => {
    answer = () =>
      json({ d: { results: [order('1', { Paid: true, Total: '9.50', At: '/Date(1518438183084)/', Note: null }), order('A & B')] } })
    const exchange = await run(
      { resourcePath: 'Orders', queryOptions: "$select=ID&$filter=ID eq '${header.wanted}'", contentType: 'application/json' },
      '',
      { wanted: 'ü 1' },
    )
    expect(seen.map(({ method, url, headers }) => [method, url, headers.accept])).toEqual([
      ['GET', '/shop.svc/Orders?$select=ID&$filter=ID%20eq%20%27%C3%BC%201%27', 'application/json'],
    ])
    expect(exchange.body.asText()).toBe(
      '<Orders><OrderType><ID>1</ID><Paid>true</Paid><Total>9.50</Total><At>2018-02-12T12:23:03.084</At><Note/></OrderType><OrderType><ID>A &amp; B</ID></OrderType></Orders>',
    )
  })

  test('nothing found is an empty set', async () => {
    answer = () => json({ d: { results: [] } })
    expect((await run({ resourcePath: 'Orders' })).body.asText()).toBe('<Orders/>')
  })

  test('one entity has the same shape; complex values and expanded navigations are nested, deferred ones left out', async () => {
    const items = { results: [{ __metadata: { type: 'shop.ItemType', uri: 'i' }, No: 1, Text: 'a' }] }
    const customer = { __metadata: { type: 'shop.CustomerType', uri: 'c' }, Name: 'N' }
    const place = { __metadata: { type: 'shop.Place' }, City: 'B' }
    answer = () => json({ d: order('1', { Place: place, to_Item: items, to_Customer: customer, to_Other: { __deferred: { uri: 'x' } } }) })
    expect((await run({ resourcePath: "Orders('1')", operation: 'Read(GET)' })).body.asText()).toBe(
      '<Orders><OrderType><ID>1</ID><Place><City>B</City></Place><to_Item><ItemType><No>1</No><Text>a</Text></ItemType></to_Item><to_Customer><CustomerType><Name>N</Name></CustomerType></to_Customer></OrderType></Orders>',
    )
  })

  test('Atom gives the same as JSON', async () => {
    const ns =
      'xmlns="http://www.w3.org/2005/Atom" xmlns:d="http://schemas.microsoft.com/ado/2007/08/dataservices" xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata"'
    const scheme = 'http://schemas.microsoft.com/ado/2007/08/dataservices'
    const entry = (type: string, properties: string, links = '') =>
      `<entry><category term="shop.${type}" scheme="${scheme}/scheme"/>${links}<content type="application/xml"><m:properties>${properties}</m:properties></content></entry>`
    const link = `<link rel="${scheme}/related/to_Item"><m:inline><feed>${entry('ItemType', '<d:No m:type="Edm.Int16">1</d:No>')}</feed></m:inline></link><link rel="${scheme}/related/to_Customer" href="x"/>`
    answer = () => ({
      headers: { 'Content-Type': 'application/atom+xml;type=feed' },
      body: `<feed ${ns}><title/>${entry('OrderType', '<d:ID>A &amp; B</d:ID><d:Note m:null="true"/><d:Place m:type="shop.Place"><d:City>B</d:City></d:Place>', link)}</feed>`,
    })
    expect((await run({ resourcePath: 'Orders' })).body.asText()).toBe(
      '<Orders><OrderType><ID>A &amp; B</ID><Note/><Place><City>B</City></Place><to_Item><ItemType><No>1</No></ItemType></to_Item></OrderType></Orders>',
    )
  })

  test('every page is read, on the same host only and each once', async () => {
    answer = ({ url }) => {
      if (url.includes('skiptoken=2')) return json({ d: { results: [order('3')], __next: `${origin()}/shop.svc/Orders?$skiptoken=2` } })
      if (url.includes('skiptoken=1')) return json({ d: { results: [order('2')], __next: 'Orders?$skiptoken=2' } })
      return json({ d: { results: [order('1')], __next: `${origin()}/shop.svc/Orders?$skiptoken=1` } })
    }
    expect((await run({ resourcePath: 'Orders' })).body.asText()).toBe(
      '<Orders><OrderType><ID>1</ID></OrderType><OrderType><ID>2</ID></OrderType><OrderType><ID>3</ID></OrderType></Orders>',
    )
    expect(seen.length).toBe(3)
    answer = () => json({ d: { results: [order('1')], __next: 'http://elsewhere.invalid/' } })
    expect((await run({ resourcePath: 'Orders' })).body.asText()).toBe('<Orders><OrderType><ID>1</ID></OrderType></Orders>')
  })

  const paged = (all: readonly string[]) => {
    answer = ({ url }) => {
      const { searchParams } = new URL(url, origin())
      const skip = Number(searchParams.get('$skip'))
      return json({ d: { results: all.slice(skip, skip + Number(searchParams.get('$top'))).map((id) => order(id)) } })
    }
  }
  const ids = (exchange: Exchange) => [...exchange.body.asText().matchAll(/<ID>(.*?)<\/ID>/g)].map(([, id]) => id)

  test.each([
    ['', ['$top=2&$skip=0', '$top=2&$skip=2', '$top=2&$skip=4'], ['1', '2', '3', '4']],
    ['$orderby=ID&$skip=1', ['$orderby=ID&$top=2&$skip=1', '$orderby=ID&$top=2&$skip=3'], ['2', '3', '4']],
    ['$top=3', ['$top=2&$skip=0', '$top=1&$skip=2'], ['1', '2', '3']],
  ])('a query %j with a page size asks page by page', async (queryOptions, asked, found) => {
    paged(['1', '2', '3', '4'])
    const exchange = await run({ resourcePath: 'Orders', queryOptions, odatapagesize: '2', contentType: 'application/json' })
    expect([seen.map(({ url }) => url), ids(exchange)]).toEqual([asked.map((options) => `/shop.svc/Orders?${options}`), found])
  })

  test('a page size ends at a service that gives the same page again, and means nothing for one entity', async () => {
    answer = () => json({ d: { results: [order('1')] } })
    expect(ids(await run({ resourcePath: 'Orders', odatapagesize: '1' }))).toEqual(['1'])
    expect(seen.length).toBe(2)
    seen = []
    answer = () => json({ d: order('1') })
    await run({ resourcePath: "Orders('1')", operation: 'Read(GET)', odatapagesize: '1' })
    expect(seen.map(({ url }) => url)).toEqual(["/shop.svc/Orders('1')"])
  })

  test('credentials, allowed headers and the status', async () => {
    answer = () => ({ ...json({ d: { results: [] } }), headers: { 'Content-Type': 'application/json', etag: 'W/"1"', 'x-other': '1' } })
    const exchange = await run(
      {
        resourcePath: 'Orders',
        authenticationMethod: 'Basic',
        alias: 'shop',
        whitelistRequestHeaders: 'X-Ask',
        whitelistResponseHeaders: 'etag',
      },
      '',
      { 'X-Ask': 'yes', 'X-Not': 'no' },
    )
    expect(seen[0]?.headers).toMatchObject({ authorization: 'Basic dTpw', 'x-ask': 'yes' })
    expect(seen[0]?.headers['x-not']).toBeUndefined()
    expect([exchange.headers.get('etag'), exchange.headers.get('x-other'), exchange.headers.get('CamelHttpResponseCode')]).toEqual([
      'W/"1"',
      undefined,
      200,
    ])
  })
})

const ORDER_XML =
  '<Orders><OrderType><ID>1</ID><Year>2026</Year><Paid>true</Paid><Total>9.50</Total><At>2018-02-12T12:23:03.084</At><Place><City>B</City></Place><to_Item><ItemType><No>1</No><Text>a&amp;b</Text></ItemType></to_Item></OrderType></Orders>'

describe('changing', () => {
  test('create in JSON has the types of the metadata, nested entities included', async () => {
    answer = () => ({ status: 201, ...json({ d: order('1') }) })
    const exchange = await run({ resourcePath: 'Orders', operation: 'Create(POST)', contentType: 'application/json' }, ORDER_XML)
    expect([seen[0]?.method, seen[0]?.url, seen[0]?.headers['content-type']]).toEqual(['POST', '/shop.svc/Orders', 'application/json'])
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({
      ID: '1',
      Year: 2026,
      Paid: true,
      Total: '9.50',
      At: '/Date(1518438183084)/',
      Place: { City: 'B' },
      to_Item: [{ No: 1, Text: 'a&b' }],
    })
    expect([exchange.body.asText(), exchange.headers.get('CamelHttpResponseCode')]).toEqual([
      '<Orders><OrderType><ID>1</ID></OrderType></Orders>',
      201,
    ])
  })

  test('create in Atom', async () => {
    answer = () => ({ status: 201, ...json({ d: order('1') }) })
    await run({ resourcePath: 'Orders', operation: 'Create(POST)' }, ORDER_XML)
    expect(seen[0]?.headers['content-type']).toBe('application/atom+xml')
    const scheme = 'http://schemas.microsoft.com/ado/2007/08/dataservices'
    expect(seen[0]?.body).toBe(
      `<?xml version="1.0" encoding="UTF-8"?><entry xmlns="http://www.w3.org/2005/Atom" xmlns:d="${scheme}" xmlns:m="${scheme}/metadata"><category term="shop.OrderType" scheme="${scheme}/scheme"/>` +
        `<link rel="${scheme}/related/to_Item" type="application/atom+xml;type=feed" title="to_Item" href="to_Item"><m:inline><feed><entry><category term="shop.ItemType" scheme="${scheme}/scheme"/><content type="application/xml"><m:properties><d:No m:type="Edm.Int16">1</d:No><d:Text>a&amp;b</d:Text></m:properties></content></entry></feed></m:inline></link>` +
        '<content type="application/xml"><m:properties><d:ID>1</d:ID><d:Year m:type="Edm.Int32">2026</d:Year><d:Paid m:type="Edm.Boolean">true</d:Paid><d:Total m:type="Edm.Decimal">9.50</d:Total><d:At m:type="Edm.DateTime">2018-02-12T12:23:03.084</d:At><d:Place><d:City>B</d:City></d:Place></m:properties></content></entry>',
    )
  })

  test.each([
    ['Patch(PATCH)', 'PATCH'],
    ['Merge(MERGE)', 'MERGE'],
    ['Update(PUT)', 'PUT'],
  ])('%s takes the key from the body when the path has none, and leaves an empty body', async (operation, method) => {
    answer = () => ({ status: 204 })
    const exchange = await run(
      { resourcePath: 'Orders', operation },
      "<Orders><OrderType><ID>it's</ID><Year>2026</Year></OrderType></Orders>",
    )
    expect([seen[0]?.method, seen[0]?.url]).toEqual([method, "/shop.svc/Orders(ID='it''s',Year=2026)"])
    expect(exchange.body.isEmpty).toBe(true)
  })

  test('delete sends no body', async () => {
    answer = () => ({ status: 204 })
    await run({ resourcePath: "Orders('1')", operation: 'Delete(DELETE)' }, 'whatever')
    expect(seen.map(({ method, url, body }) => [method, url, body])).toEqual([['DELETE', "/shop.svc/Orders('1')", '']])
  })

  test('a function is called with the method of the metadata, which is asked of the service once', async () => {
    answer = ({ url }) =>
      url.endsWith('$metadata') ? { body: EDMX } : json({ d: { Close: { __metadata: { type: 'shop.Result' }, Done: true } } })
    const send = await channel({
      edmxFilePath: 'edmx/not-exported.edmx',
      resourcePath: 'Close',
      operation: 'FunctionImport',
      queryOptions: "ID='1'",
    })
    for (let round = 0; round < 2; round++) {
      const exchange = new Exchange(new MessageLog({ messageGuid: 'g', correlationId: 'c', flowId: 'f', flowName: 'f', start: 0 }), 0)
      await send(exchange)
      expect(exchange.body.asText()).toBe('<Close><Result><Done>true</Done></Result></Close>')
    }
    expect(seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /shop.svc/$metadata',
      'POST /shop.svc/Close?ID=%271%27',
      'POST /shop.svc/Close?ID=%271%27',
    ])
  })

  test('the metadata is asked with headers and options of its own', async () => {
    answer = ({ url }) => (url.includes('$metadata') ? { body: EDMX } : { status: 204 })
    const properties = {
      edmxFilePath: '',
      resourcePath: 'Orders',
      operation: 'Update(PUT)',
      metadataAllowedHeaders: 'apikey',
      metadataAllowedURIParams: 'sap-client=${header.client}&lang=en',
    }
    await run(properties, ORDER_XML, { apikey: 'k', client: '100', other: 'o' })
    expect(seen.map(({ method, url, headers }) => [method, url, headers.apikey, headers.other])).toEqual([
      ['GET', '/shop.svc/$metadata?sap-client=100&lang=en', 'k', undefined],
      ['PUT', "/shop.svc/Orders(ID='1',Year=2026)", undefined, undefined],
    ])
  })

  test.each([
    ['utf8', 'application/json;charset=utf-8'],
    ['none', 'application/json'],
  ])('the content type with the encoding %s', async (characterEncoding, type) => {
    answer = () => ({ status: 204 })
    await run({ resourcePath: 'Orders', operation: 'Update(PUT)', contentType: 'application/json', characterEncoding }, ORDER_XML)
    expect(seen[0]?.headers['content-type']).toBe(type)
  })

  test.each([
    ['get', 'GET', '/shop.svc/Orders?$top=1', ''],
    ['DELETE', 'DELETE', '/shop.svc/Orders?$top=1', ''],
    ['', 'POST', '/shop.svc/Orders?$top=1', expect.stringContaining('<d:ID>1</d:ID>')],
  ])('a dynamic operation %j', async (verb, method, url, body) => {
    answer = () => ({ status: 204 })
    const properties = { resourcePath: 'Orders', operation: 'DynamicOperation', odataOperationExpression: '${header.verb}' }
    await run({ ...properties, queryOptions: '$top=1' }, ORDER_XML, { verb })
    expect(seen.map((request) => [request.method, request.url, request.body])).toEqual([[method, url, body]])
    await expect(run(properties, ORDER_XML, { verb: 'QUERY' })).rejects.toThrow("'QUERY' is not the method of an OData operation")
  })

  test('a CSRF token is fetched with its cookies before the change', async () => {
    answer = ({ method }) =>
      method === 'GET' ? { headers: { 'x-csrf-token': 'T', 'set-cookie': ['a=1; Path=/', 'b=2'] } } : { status: 204 }
    await run({ resourcePath: "Orders('1')", operation: 'Delete(DELETE)', isCSRFEnabled: 'true' })
    expect(seen.map(({ method, url, headers }) => [method, url, headers['x-csrf-token'], headers.cookie])).toEqual([
      ['GET', '/shop.svc/', 'Fetch', undefined],
      ['DELETE', "/shop.svc/Orders('1')", 'T', 'a=1; b=2'],
    ])
  })
})

describe('mistakes', () => {
  test('a refused call fails the message with its status', async () => {
    answer = () => ({ status: 404, body: 'none' })
    await expect(run({ resourcePath: 'Orders' })).rejects.toMatchObject({ statusCode: 404, responseBody: 'none' })
  })

  test('a refused call is attached to the log unless the channel or the message says no', async () => {
    answer = () => ({ status: 404, body: 'none' })
    const attached = async (properties: Record<string, string>, switchedOff = '') => {
      const log = new MessageLog({ messageGuid: 'g', correlationId: 'c', flowId: 'f', flowName: 'f', start: 0 })
      const exchange = new Exchange(log, 0)
      exchange.properties.set('SAP.DisableAttachments.ODataV2', switchedOff)
      await expect((await channel({ resourcePath: 'Orders', ...properties }))(exchange)).rejects.toThrow('404')
      return log.attachments.map(({ name }) => name)
    }
    const parts = ['Request_Headers', 'Response_Headers', 'Response_Body'].map((part) => `ODataV2_Receiver_Adapter_${part}`)
    expect([await attached({}), await attached({ enableMPLAttachments: 'false' }), await attached({}, 'true')]).toEqual([parts, [], []])
  })

  test.each([
    ['<Orders/>', 'The body must hold exactly one entity below its root element; it holds 0'],
    ['<Orders><OrderType><Colour>red</Colour></OrderType></Orders>', 'OrderType has no property or navigation Colour'],
    ['{}', /not well-formed XML/],
  ])('a body that cannot be sent: %s', async (body, message) => {
    await expect(run({ resourcePath: 'Orders', operation: 'Create(POST)' }, body)).rejects.toThrow(message)
    expect(seen).toEqual([])
  })

  test.each([
    [{ resourcePath: 'Nothing', operation: 'Create(POST)' }, 'The OData service has no entity set Nothing'],
    [{ resourcePath: 'Nothing', operation: 'FunctionImport' }, 'The OData service has no function import Nothing'],
    [{ resourcePath: 'Orders', operation: 'Merge(MERGE)' }, 'The body has no value for the key ID of OrderType'],
    [{ resourcePath: 'Orders', address: 'ftp://u:p@x' }, "The address 'ftp://x' is not an http or https URL"],
  ])('%j', async (properties, message) => {
    await expect(run(properties as Record<string, string>, '<Orders><OrderType/></Orders>')).rejects.toThrow(message)
  })

  test('an answer that is neither JSON nor Atom', async () => {
    answer = () => ({ headers: { 'Content-Type': 'text/html' }, body: '<html>' })
    await expect(run({ resourcePath: 'Orders' })).rejects.toThrow('cannot be read')
  })

  test.each([
    [{ resourcePath: 'Orders', enableBatchProcessing: '1' }, 'Batch processing'],
    [{ resourcePath: 'Orders', pagination: '1' }, 'Process in Pages'],
    [{ resourcePath: 'Orders', proxyType: 'manual' }, 'Proxy type manual'],
    [{ resourcePath: '' }, 'Resource path'],
    [{ resourcePath: 'Orders', apiArtifactType: 'API Provider' }, 'Connection type API Provider'],
    [{ resourcePath: 'Orders', odatapagesize: '-1' }, 'Page size'],
    [{ resourcePath: 'Orders', operation: 'DynamicOperation' }, 'Dynamic operation'],
    [{ resourcePath: 'Orders', authenticationMethod: 'SAP_PP' }, 'SAP_PP authentication'],
    [{ resourcePath: 'Orders', authenticationMethod: 'Kerberos' }, 'Kerberos authentication'],
  ])('%j is refused at deployment', async (properties, construct) => {
    await expect(channel(properties as Record<string, string>)).rejects.toMatchObject({ construct })
  })
})
