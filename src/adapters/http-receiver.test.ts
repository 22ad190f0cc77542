import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { Body } from '../engine/body.ts'
import type { FlowContext } from '../engine/define-step.ts'
import type { Exchange } from '../engine/exchange.ts'
import type { Credentials, OAuth2ClientCredentials } from '../engine/services.ts'
import { SluiceError } from '../kernel/errors.ts'
import {
  clientCredentials,
  closedOrigin,
  compileReceiver,
  exchange,
  flowContext,
  localServer,
  services,
} from './http/fixtures/stand-ins.ts'
import type { HttpOperationFailed } from './http/operation-failed.ts'
import httpReceiver from './http-receiver.ts'

const MEGABYTE = 1024 * 1024

const LISTED = { allowedRequestHeaders: '' }

function message(headers: Record<string, unknown> = {}, body = 'payload'): Exchange {
  const made = exchange(headers)
  made.body = Body.text(body)
  return made
}

/** A server that says yes to everything. */
const yes = () => localServer((_request, _count, response) => response.end('yes'))

/** Sends one message through a channel. */
async function send(properties: Record<string, string>, sent: Exchange = message(), flow?: FlowContext): Promise<Exchange> {
  const channel = await compileReceiver(httpReceiver, properties, flow)
  await channel(sent)
  return sent
}

const failureOf = (sending: Promise<unknown>): Promise<HttpOperationFailed> =>
  sending.then(
    () => expect.fail('the call did not fail'),
    (failure) => failure,
  )

describe('the answer', () => {
  it('becomes body and headers of the message; the rest of the message stays', async () => {
    const { url } = await localServer((_request, _count, response) => {
      response.writeHead(201, 'Made', { 'Content-Type': 'text/xml', 'X-New': 'n', CamelHttpUri: 'http://evil', Connection: 'close' })
      response.end('<a/>')
    })
    const sent = await send({ httpAddressWithoutQuery: url }, message({ 'Content-Type': 'text/plain', 'X-Old': 'o' }))
    const { Date: date, ...headers } = Object.fromEntries(sent.headers)
    expect(headers).toEqual({
      'Content-Type': 'text/xml',
      'X-Old': 'o',
      'X-New': 'n',
      CamelHttpResponseCode: 201,
      CamelHttpResponseText: 'Made',
    })
    expect(date).toEqual(expect.any(String))
    expect(sent.body.asText()).toBe('<a/>')
  })

  it.each([
    ['', []],
    ['X-A', ['X-A']],
    ['x-a | X-B', ['X-A', 'X-B']],
    ['*', ['X-A', 'X-B']],
  ])('gives the headers of the list %j', async (list, names) => {
    const { url } = await localServer((_request, _count, response) => response.writeHead(200, { 'X-A': '1', 'X-B': '2' }).end())
    const properties = { httpAddressWithoutQuery: url, allowedResponseHeaders: list }
    const sent = await send(properties)
    // An empty list is the default of the channel, which is every header.
    const expected = list === '' ? ['X-A', 'X-B'] : names
    expect([...sent.headers].map(([name]) => name).filter((name) => name.startsWith('X-'))).toEqual(expected)
  })

  it('has an empty body when the system sent none', async () => {
    const { url } = await localServer((_request, _count, response) => response.writeHead(204).end())
    expect((await send({ httpAddressWithoutQuery: url })).body.isEmpty).toBe(true)
  })
})

describe('the request', () => {
  it('has method, query, body and content type', async () => {
    const { url, received } = await yes()
    const properties = { ...LISTED, httpAddressWithoutQuery: `${url}/a`, httpAddressQuery: 'id=${header.id}', httpMethod: 'Put' }
    await send(properties, message({ id: '1', 'Content-Type': 'text/csv' }))
    expect(received[0]).toMatchObject({ method: 'PUT', url: '/a?id=1', body: 'payload', headers: { 'content-type': 'text/csv' } })
    expect(received[0]?.headers).not.toHaveProperty('id')
  })

  it.each([
    ['GET', 'false', ''],
    ['GET', 'true', 'payload'],
    ['DELETE', 'false', ''],
    ['DELETE', 'true', 'payload'],
    ['HEAD', 'false', ''],
    ['PATCH', 'false', 'payload'],
    ['TRACE', 'true', ''],
  ])('%s with httpShouldSendBody=%s sends %j', async (httpMethod, httpShouldSendBody, body) => {
    const { url, received } = await yes()
    await send({ httpAddressWithoutQuery: url, httpMethod, httpShouldSendBody })
    expect(received[0]).toMatchObject({ method: httpMethod, body })
  })

  it.each([
    ['get', 'GET'],
    ['', 'POST'],
  ])('takes the method from an expression: %j', async (method, used) => {
    const { url, received } = await yes()
    const properties = { httpAddressWithoutQuery: url, httpMethod: 'DYNAMIC', methodSourceExpression: '${header.method}' }
    await send(properties, message({ method }))
    expect(received[0]?.method).toBe(used)
  })

  it('refuses a method that does not exist', async () => {
    const properties = { httpAddressWithoutQuery: 'http://a.example', httpMethod: 'DYNAMIC', methodSourceExpression: '${header.method}' }
    const text = "'FETCH\nX: Y' is not an HTTP method that this channel can send"
    await expect(send(properties, message({ method: 'fetch\nx: y' }))).rejects.toThrow(text)
  })

  it.each([
    ['*', { 'x-a': '1', 'x-b': 'two lines', authorization: 'Bearer own', 'x-list': '1, 2' }],
    ['X-A', { 'x-a': '1' }],
    ['x-a|Authorization', { 'x-a': '1', authorization: 'Bearer own' }],
    ['X-A,X-B', { 'x-a': '1', 'x-b': 'two lines' }],
    ['*|X-A', { 'x-a': '1' }],
    ['${property.list}', { 'x-b': 'two lines' }],
    ['', {}],
  ])('sends the headers of the list %j', async (allowedRequestHeaders, expected) => {
    const { url, received } = await yes()
    const sent = message({
      'X-A': 1,
      'X-B': 'two\r\nlines',
      'X-List': ['1', '2'],
      Authorization: 'Bearer own',
      CamelHttpMethod: 'GET',
      'org.apache.camel.x': '1',
      Host: 'evil',
      'Content-Length': '1',
      'Transfer-Encoding': 'identity',
      Via: 'x',
      Expect: '100-continue',
      SapAuthenticatedUserName: 'caller',
      'bad name': 'x',
    })
    sent.properties.set('list', 'X-B')
    await send({ httpAddressWithoutQuery: url, allowedRequestHeaders }, sent)
    const { host, connection, 'content-length': length, ...headers } = received[0]!.headers
    expect(headers).toEqual(expected)
    expect([host, length]).toEqual([new URL(url).host, '7'])
    expect(connection).toBe('keep-alive')
  })

  it('sends every header when the channel is older than the list', async () => {
    const { url, received } = await yes()
    await send({ httpAddressWithoutQuery: url }, message({ 'X-A': '1' }))
    expect(received[0]?.headers['x-a']).toBe('1')
  })

  it('follows the Camel headers that came with the call of the flow', async () => {
    const { url, received } = await yes()
    await send({ httpAddressWithoutQuery: `${url}/base` }, message({ CamelHttpPath: 'orders/1', CamelHttpQuery: 'x=1' }))
    expect(received[0]?.url).toBe('/base/orders/1?x=1')
  })
})

describe('a failed call', () => {
  const notFound = () =>
    localServer((_request, _count, response) => {
      response.writeHead(404, 'Not Here', { 'X-Reason': 'none', 'Set-Cookie': 'session=secret' }).end('no such product')
    })

  it('throws what scripts look for', async () => {
    const { url } = await notFound()
    const address = url.replace('http://', 'http://user:hidden@')
    const failure = await failureOf(send({ httpAddressWithoutQuery: `${address}/p`, httpAddressQuery: 'id=1' }))
    expect(failure).toBeInstanceOf(SluiceError)
    expect(String(failure)).toBe(
      `org.apache.camel.component.ahc.AhcOperationFailedException: HTTP operation failed invoking ${url}/p?id=1 with statusCode: 404`,
    )
    const { statusCode, statusText, responseBody, responseHeaders, redirectLocation } = failure
    expect([statusCode, statusText, responseBody, responseHeaders.get('x-reason'), redirectLocation]).toEqual([
      404,
      'Not Here',
      'no such product',
      'none',
      undefined,
    ])
  })

  it('names where a redirect points', async () => {
    const { url } = await localServer((_request, _count, response) => response.writeHead(302, { Location: '/login' }).end())
    const failure = await failureOf(send({ httpAddressWithoutQuery: url }))
    expect(failure.message).toBe(`HTTP operation failed invoking ${url}/ with statusCode: 302, redirectLocation: /login`)
    expect(failure.redirectLocation).toBe('/login')
  })

  it('leaves the message as it was', async () => {
    const { url } = await notFound()
    const sent = message({ 'X-Old': 'o' })
    await failureOf(send({ httpAddressWithoutQuery: url }, sent))
    expect([Object.fromEntries(sent.headers), sent.body.asText()]).toEqual([{ 'X-Old': 'o' }, 'payload'])
  })

  it('is attached to the log without credentials', async () => {
    const { url } = await notFound()
    const sent = message({ 'X-Old': 'o', Authorization: 'Bearer secret', 'x-apikey': 'secret' })
    await failureOf(send({ httpAddressWithoutQuery: url }, sent))
    const attachments = sent.log.attachments.map(({ name, content }) => [name, Buffer.from(content).toString()])
    expect(attachments).toEqual([
      ['HTTP_Receiver_Adapter_Request_Headers', 'X-Old: o\nAuthorization: ***\nx-apikey: ***'],
      ['HTTP_Receiver_Adapter_Response_Headers', expect.stringMatching(/X-Reason: none\nSet-Cookie: \*\*\*\n/)],
      ['HTTP_Receiver_Adapter_Response_Body', 'no such product'],
    ])
  })

  it('is not attached when the channel or the message says so', async () => {
    const { url } = await notFound()
    const sent = message()
    await failureOf(send({ httpAddressWithoutQuery: url, enableMPLAttachments: 'false' }, sent))
    sent.properties.set('SAP.DisableAttachments.HTTP', 'true')
    await failureOf(send({ httpAddressWithoutQuery: url }, sent))
    expect(sent.log.attachments).toEqual([])
  })

  it('goes on with throwExceptionOnFailure=false', async () => {
    const { url } = await notFound()
    const sent = await send({ httpAddressWithoutQuery: url, throwExceptionOnFailure: 'false' })
    const codes = [sent.headers.get('CamelHttpResponseCode'), sent.headers.get('CamelHttpResponseText'), sent.headers.get('X-Reason')]
    expect([codes, sent.body.asText()]).toEqual([[404, 'Not Here', 'none'], 'no such product'])
  })

  it('still fails without any answer', async () => {
    const properties = { httpAddressWithoutQuery: await closedOrigin(), throwExceptionOnFailure: 'false' }
    await expect(send(properties)).rejects.toThrow('Connection refused')
  })

  it('fails when the answer takes too long', async () => {
    const { url } = await localServer(() => {})
    await expect(send({ httpAddressWithoutQuery: url, httpRequestTimeout: '40' })).rejects.toThrow(/^Request timeout to .* after 40 ms$/)
  })

  it('fails when a refusal is larger than bodies may be', async () => {
    const { url } = await notFound()
    const flow = flowContext({}, services({ bufferLimit: 2 }))
    const text = 'The response body is larger than 2 bytes'
    await expect(send({ httpAddressWithoutQuery: url }, message({}, 'a'), flow)).rejects.toThrow(text)
  })
})

describe('bodies that do not fit into memory', () => {
  const small = () => flowContext({}, services({ bufferLimit: 2 * MEGABYTE }))
  const large = Buffer.alloc(3 * MEGABYTE, 'x')
  const streamed = (content = large): Exchange => {
    const made = exchange()
    made.body = Body.stream(Readable.from([content.subarray(0, 1000), content.subarray(1000)]))
    return made
  }

  it('are sent piece by piece, once, and so are answers received', async () => {
    const { url, received } = await localServer((_request, count, response) => {
      response.writeHead(count === 0 ? 200 : 503).end(large)
    })
    const retry = { retryOnConnectionFailure: 'true', httpErrorResponseCodes: '503', retryInterval: '0' }
    const sent = await send({ httpAddressWithoutQuery: url, ...retry }, streamed(), small())
    expect([received[0]?.body.length, received[0]?.headers['transfer-encoding'], sent.body.isStream]).toEqual([
      large.length,
      'chunked',
      true,
    ])
    await expect(sent.body.buffer(MEGABYTE)).rejects.toMatchObject({ code: 'processing-failed' })
    const failing = streamed()
    const open = flowContext({}, services({ bufferLimit: 4 * MEGABYTE }))
    expect((await failureOf(send({ httpAddressWithoutQuery: url }, failing, open))).statusCode).toBe(503)
    expect([received.length, failing.body.asText()]).toEqual([2, ''])
  })

  it('are kept as long as they fit where a request may have to be repeated', async () => {
    const { url, received } = await localServer((_request, count, response) => response.writeHead(count === 0 ? 503 : 200).end())
    const retry = { retryOnConnectionFailure: 'true', httpErrorResponseCodes: '503', retryInterval: '0' }
    await send({ httpAddressWithoutQuery: url, ...retry }, streamed(large.subarray(0, 1.5 * MEGABYTE)), small())
    expect(received.map(({ body }) => body.length)).toEqual([1.5 * MEGABYTE, 1.5 * MEGABYTE])
  })

  it('get the answer to a token that was refused', async () => {
    const { url, received } = await localServer(({ url: path }, count, response) => {
      if (path === '/token') response.end(JSON.stringify({ access_token: `token-${count}`, expires_in: 3600 }))
      else response.writeHead(count === 1 ? 200 : 401).end()
    })
    const credentials = { oauth2ClientCredentials: async () => clientCredentials(`${url}/token`) } as unknown as Credentials
    const flow = flowContext({}, services({ credentials, bufferLimit: 2 * MEGABYTE }))
    const oauth = { httpAddressWithoutQuery: `${url}/in`, authenticationMethod: 'OAuth2 Client Credentials', credentialName: 'c' }
    await send(oauth, message(), flow)
    expect((await failureOf(send(oauth, streamed(), flow))).statusCode).toBe(401)
    expect(received.map(({ url: path }) => path)).toEqual(['/token', '/in', '/in', '/token'])
  })

  it('fail with the failure of their source', async () => {
    const { url } = await yes()
    const broken = exchange()
    broken.body = Body.stream(
      Readable.from(
        (async function* () {
          yield large
          throw new SluiceError('too-large', 'The body is larger than the channel allows')
        })(),
      ),
    )
    await expect(send({ httpAddressWithoutQuery: url }, broken)).rejects.toMatchObject({ code: 'too-large' })
  })
})

describe('retries', () => {
  const retry = { retryOnConnectionFailure: 'true', httpErrorResponseCodes: '500,503', retryInterval: '0', retryIteration: '2' }
  const flaky = (...statuses: number[]) =>
    localServer((_request, count, response) => response.writeHead(statuses[count] ?? 200).end('done'))

  it('send the same request again', async () => {
    const { url, received } = await flaky(503, 500)
    const sent = await send({ httpAddressWithoutQuery: url, ...retry })
    expect(sent.body.asText()).toBe('done')
    expect(received.map(({ body }) => body)).toEqual(['payload', 'payload', 'payload'])
  })

  it('end after the last attempt', async () => {
    const { url, received } = await flaky(503, 503, 503, 503)
    expect((await failureOf(send({ httpAddressWithoutQuery: url, ...retry }))).statusCode).toBe(503)
    expect(received).toHaveLength(3)
  })

  it.each([
    ['for other statuses', { ...retry, httpErrorResponseCodes: '500' }],
    ['when switched off', { ...retry, retryOnConnectionFailure: 'false' }],
  ])('do not happen %s', async (_when, properties) => {
    const { url, received } = await flaky(503)
    expect((await failureOf(send({ httpAddressWithoutQuery: url, ...properties }))).statusCode).toBe(503)
    expect(received).toHaveLength(1)
  })

  it('do not happen when failures are no failures', async () => {
    const { url, received } = await flaky(503)
    const sent = await send({ httpAddressWithoutQuery: url, ...retry, throwExceptionOnFailure: 'false' })
    expect([sent.headers.get('CamelHttpResponseCode'), received.length]).toEqual([503, 1])
  })
})

describe('authentication', () => {
  const withCredentials = (credentials: Partial<Credentials>) =>
    flowContext({}, services({ credentials: { ...services().credentials, ...credentials } }))

  const users = withCredentials({ user: async (alias) => ({ user: alias, password: 'pä:ss' }) })

  it('is Basic with a credential chosen by the message, in place of a header of the flow', async () => {
    const { url, received } = await yes()
    const properties = { httpAddressWithoutQuery: url, authenticationMethod: 'Basic', credentialName: '${header.alias}' }
    await send(properties, message({ alias: 'anna', authorization: 'own' }), users)
    expect(received[0]?.headers.authorization).toBe(`Basic ${Buffer.from('anna:pä:ss').toString('base64')}`)
  })

  it('fails the message when the credential is not deployed', async () => {
    const missing = withCredentials({
      user: () => Promise.reject(new SluiceError('processing-failed', "There is no user credential with the name 'gone'")),
    })
    const properties = { httpAddressWithoutQuery: 'http://a.example', authenticationMethod: 'Basic', credentialName: 'gone' }
    await expect(send(properties, message(), missing)).rejects.toThrow("There is no user credential with the name 'gone'")
  })

  describe('with OAuth2 client credentials', () => {
    /** A system that accepts these tokens and a token service that numbers its tokens. */
    async function setUp(accepts: (token: string) => boolean, overrides: Partial<OAuth2ClientCredentials> = {}) {
      const tokens = await localServer((_request, count, response) =>
        response.end(JSON.stringify({ access_token: `token-${count}`, expires_in: 3600 })),
      )
      const system = await localServer((request, _count, response) => {
        const token = String(request.headers.authorization).replace('Bearer ', '')
        response.writeHead(accepts(token) ? 200 : 401).end(token)
      })
      const flow = withCredentials({ oauth2ClientCredentials: async () => clientCredentials(tokens.url, overrides) })
      const properties = {
        httpAddressWithoutQuery: system.url,
        authenticationMethod: 'OAuth2 Client Credentials',
        credentialName: 'Catalogue',
      }
      return { call: () => send(properties, message(), flow), tokens, system }
    }

    it('sends one token with every call, on every channel of the tenant', async () => {
      const { call, tokens, system } = await setUp(() => true)
      await Promise.all([call(), call()])
      await call()
      expect(system.received.map(({ headers }) => headers.authorization)).toEqual(Array(3).fill('Bearer token-0'))
      expect(tokens.received).toHaveLength(1)
    })

    it('gets a new token when a kept one is refused, once', async () => {
      let revoked = false
      const { call, tokens, system } = await setUp((token) => !revoked || token === 'token-1')
      await call()
      revoked = true
      expect((await call()).body.asText()).toBe('token-1')
      expect([tokens.received.length, system.received.length]).toEqual([2, 3])
    })

    it('does not ask again when a token is refused that was issued just now', async () => {
      const { call, tokens, system } = await setUp(() => false)
      expect((await failureOf(call())).statusCode).toBe(401)
      expect([tokens.received.length, system.received.length]).toEqual([1, 1])
    })

    it('fails with the token service error and no secret', async () => {
      const tokens = await localServer((_request, _count, response) => response.writeHead(401).end('{"error":"invalid_client"}'))
      const flow = withCredentials({ oauth2ClientCredentials: async () => clientCredentials(tokens.url) })
      const properties = {
        httpAddressWithoutQuery: 'http://a.example',
        authenticationMethod: 'OAuth2 Client Credentials',
        credentialName: 'C',
      }
      const text = "No OAuth2 access token for 'C': the token service answered 401 (invalid_client)"
      await expect(send(properties, message(), flow)).rejects.toThrow(text)
    })
  })
})

describe('HTTP session reuse', () => {
  /** Counts what the system saw in `Cookie` over two messages of two calls each. */
  async function cookies(httpSessionHandling: string): Promise<(string | undefined)[]> {
    const { url, received } = await localServer((_request, count, response) => {
      response.writeHead(200, { 'Set-Cookie': `session=${count}; Path=/` }).end()
    })
    const flow = flowContext({ httpSessionHandling })
    const properties = { ...LISTED, httpAddressWithoutQuery: url, allowedResponseHeaders: 'X-None' }
    for (const sent of [message(), message()]) {
      await send(properties, sent, flow)
      await send(properties, sent, flow)
    }
    return received.map(({ headers }) => headers.cookie)
  }

  it.each([
    ['None', [undefined, undefined, undefined, undefined]],
    ['', [undefined, undefined, undefined, undefined]],
    ['onExchange', [undefined, 'session=0', undefined, 'session=2']],
    ['onIntegrationFlow', [undefined, 'session=0', 'session=1', 'session=2']],
  ])('%s', async (handling, expected) => {
    expect(await cookies(handling)).toEqual(expected)
  })

  it('adds to a cookie that the flow sends itself', async () => {
    const { url, received } = await localServer((_request, _count, response) => response.writeHead(200, { 'Set-Cookie': 'b=2' }).end())
    const flow = flowContext({ httpSessionHandling: 'onExchange' })
    const sent = message({ cookie: 'a=1' })
    await send({ httpAddressWithoutQuery: url }, sent, flow)
    await send({ httpAddressWithoutQuery: url }, sent, flow)
    expect(received[1]?.headers.cookie).toBe('a=1; b=2')
  })
})

describe('compiling refuses', () => {
  it.each([
    [{ proxyType: 'manual' }, 'Proxy type manual', 'Connections are made directly only'],
    [{ httpMethod: 'FETCH' }, 'HTTP method FETCH', 'It must be one of GET, POST, PUT, DELETE, PATCH, HEAD, OPTIONS, TRACE or DYNAMIC'],
    [
      { authenticationMethod: 'Client Certificate', privateKeyAlias: 'a' },
      'Client Certificate authentication',
      'It needs a key pair from the keystore, which is not available to channels',
    ],
    [
      { apiArtifactType: 'API Provider', providerName: 'shop' },
      'Connection type API Provider',
      'There are no destinations here: the channel needs an address',
    ],
    [
      { authenticationMethod: 'OAuth2 SAML Bearer Assertion', credentialName: 'a' },
      'OAuth2 SAML Bearer Assertion authentication',
      'SAML assertions are not supported',
    ],
    [{ authenticationMethod: 'Magic' }, 'Magic authentication', 'This authentication method is not known'],
    [{ authenticationMethod: 'Basic' }, 'Basic authentication', 'The channel names no credential'],
    [{ retryOnConnectionFailure: 'true', retryIteration: '9' }, 'Retry', 'retryIteration must be between 0 and 3'],
    [{ retryOnConnectionFailure: 'true', retryInterval: '61' }, 'Retry', 'retryInterval must be between 0 and 60 seconds'],
  ])('%j', async (properties, construct, text) => {
    await expect(compileReceiver(httpReceiver, properties)).rejects.toMatchObject({ construct, message: text })
  })

  it.each([
    [{ httpRequestTimeout: 'soon' }, "httpRequestTimeout must be a whole number, not 'soon'"],
    [{ retryOnConnectionFailure: 'true', httpErrorResponseCodes: '5xx' }, "httpErrorResponseCodes must list HTTP status codes, not '5xx'"],
  ])('%j', async (properties, text) => {
    await expect(compileReceiver(httpReceiver, properties)).rejects.toMatchObject({ code: 'deploy-failed', message: text })
  })
})
