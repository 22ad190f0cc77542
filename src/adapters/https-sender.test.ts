import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { Body } from '../engine/body.ts'
import type { HttpTrigger } from '../engine/define-adapter.ts'
import { StepError } from '../engine/errors.ts'
import { SluiceError } from '../kernel/errors.ts'
import { compileSender, exchange, flowContext, httpRequest, type RequestParts } from './http/fixtures/stand-ins.ts'
import httpsSender from './https-sender.ts'

const GUID = 'AGpshQj-Ymkt69khneBQIZ4WEwRg'
const MEGABYTE = 1024 * 1024

async function compile(properties: Record<string, string>, flow: Record<string, string> = {}): Promise<HttpTrigger> {
  return (await compileSender(httpsSender, properties, flowContext(flow))) as HttpTrigger
}

/** Headers and body of the message that a request becomes. */
async function received(parts: RequestParts, properties: Record<string, string> = {}, flow: Record<string, string> = {}) {
  const trigger = await compile({ urlPath: '/test', ...properties }, flow)
  const message = exchange()
  await trigger.receive(httpRequest(parts), message)
  await message.body.buffer(100 * MEGABYTE)
  return { headers: Object.fromEntries(message.headers), body: message.body.asText() }
}

describe('compiling', () => {
  it('takes the defaults of the product', async () => {
    expect(await compile({ urlPath: 'Orders/*' })).toMatchObject({
      kind: 'http',
      mount: '/http',
      address: '/Orders',
      wildcard: true,
      protocol: 'REST',
      role: 'ESBMessaging.send',
      clientCertificates: [],
      csrfProtected: true,
      maximumBodySize: 40 * MEGABYTE,
    })
  })

  it('reads a role of its own, no CSRF protection and a smaller body', async () => {
    const trigger = await compile({ urlPath: '/a', userRole: 'Orders.send', xsrfProtection: '0', maximumBodySize: '2' })
    expect(trigger).toMatchObject({ role: 'Orders.send', csrfProtected: false, maximumBodySize: 2 * MEGABYTE })
  })

  it('reads client certificates, which take the place of the role', async () => {
    const rows =
      "<row><cell id='clientCertificate.subjectDN'>CN=a</cell><cell id='clientCertificate.issuerDN'>CN=ca</cell></row><row><cell>CN=b</cell><cell>CN=ca</cell></row>"
    expect(await compile({ urlPath: '/a', senderAuthType: 'ClientCertificate', clientCertificates: rows })).toMatchObject({
      role: undefined,
      clientCertificates: [
        { subjectDn: 'CN=a', issuerDn: 'CN=ca' },
        { subjectDn: 'CN=b', issuerDn: 'CN=ca' },
      ],
    })
  })

  it.each([
    [{ urlPath: '/a b' }, "The address '/a b' is not valid: the character ' ' is not allowed"],
    [{ urlPath: '/a', maximumBodySize: '0' }, 'maximumBodySize must be at least 1 MB'],
    [{ urlPath: '/a', senderAuthType: 'ClientCertificate' }, 'clientCertificates lists none'],
    [{ urlPath: '/a', senderAuthType: 'Magic' }, "senderAuthType must be one of RoleBased, ClientCertificate, not 'Magic'"],
    [
      { urlPath: '/a', senderAuthType: 'NoAuthorization' },
      "senderAuthType must be one of RoleBased, ClientCertificate, not 'NoAuthorization'",
    ],
  ])('refuses %j', async (properties, text) => {
    await expect(compile(properties)).rejects.toThrow(text)
  })

  it('refuses calls of other origins', async () => {
    expect(await compile({ urlPath: '/a' }, { corsEnabled: 'false' })).toMatchObject({ address: '/a' })
    await expect(compile({ urlPath: '/a' }, { corsEnabled: 'true' })).rejects.toThrow(
      'Calls of other origins (corsEnabled) are not supported',
    )
  })
})

describe('receiving', () => {
  it('gives the headers of the real trace, and no others, with an empty list', async () => {
    const headers = { 'Content-Type': 'text/plain', 'X-Own': '1' }
    expect(await received({ target: '/http/test', headers, body: 'test message' })).toEqual({
      headers: {
        CamelHttpMethod: 'POST',
        CamelHttpUrl: 'http://sluice.example/http/test',
        CamelServletContextPath: '/test',
      },
      body: 'test message',
    })
  })

  it('tells method, path below a wildcard as sent, and query', async () => {
    const { headers } = await received({ method: 'PUT', target: '/http/TEST/abc/d%20f?a=1&b=2', secure: true }, { urlPath: '/test/*' })
    expect(headers).toEqual({
      CamelHttpMethod: 'PUT',
      CamelHttpUrl: 'https://sluice.example/http/TEST/abc/d%20f',
      CamelHttpQuery: 'a=1&b=2',
      CamelServletContextPath: '/test',
      CamelHttpPath: 'abc/d%20f',
    })
  })

  it('has no path header for the wildcard address itself', async () => {
    const { headers } = await received({ target: '/http/test' }, { urlPath: '/test/*' })
    expect(headers).not.toHaveProperty('CamelHttpPath')
  })

  it('counts the path from the mount for a wildcard over everything', async () => {
    const { headers } = await received({ target: 'http://sluice.example/http/a/b' }, { urlPath: '/*' })
    expect(headers).toMatchObject({ CamelHttpPath: 'a/b', CamelServletContextPath: '/', CamelHttpUrl: 'http://sluice.example/http/a/b' })
  })

  it('lets allowed headers and query parameters in and joins those of one name', async () => {
    const parts = { target: '/http/test?X-Own=q1&X-Own=q2&id=a+b%C3%A4&other=1', headers: { 'x-own': ['h1', 'h2'] } }
    const { headers } = await received(parts, {}, { allowedHeaderList: 'X-Own|id' })
    expect(headers).toMatchObject({ 'X-Own': 'h1, h2, q1, q2', id: 'a bä' })
    expect(headers).not.toHaveProperty('other')
  })

  it('never lets in what belongs to the runtime, the connection or the credentials', async () => {
    const forbidden = {
      Authorization: 'Bearer x',
      Cookie: 'a=1',
      CamelHttpUri: 'http://evil',
      'camel-x': '1',
      'org.apache.camel.x': '1',
      Connection: 'close',
      Expect: '100-continue',
      TE: 'trailers',
      SSL_CLIENT_CERT: 'forged',
      SapAuthenticatedUserName: 'admin',
      SAP_MessageProcessingLogID: 'forged',
    }
    const parts = { target: '/http/test?CamelHttpUri=http://evil&Authorization=x&fine=1', headers: forbidden }
    const { headers } = await received(parts, {}, { allowedHeaderList: '*' })
    expect(headers).toEqual({
      host: 'sluice.example',
      fine: '1',
      CamelHttpMethod: 'POST',
      CamelHttpUrl: 'http://sluice.example/http/test',
      CamelHttpQuery: 'CamelHttpUri=http://evil&Authorization=x&fine=1',
      CamelServletContextPath: '/test',
    })
  })

  it('has an empty body when none was sent', async () => {
    const trigger = await compile({ urlPath: '/test' })
    const message = exchange()
    await trigger.receive(httpRequest({ method: 'GET' }), message)
    expect(message.body.isEmpty).toBe(true)
  })

  it('unpacks gzip', async () => {
    const parts = { headers: { 'Content-Encoding': 'gzip' }, body: gzipSync('unpacked') }
    expect((await received(parts)).body).toBe('unpacked')
  })

  it('refuses what calls itself gzip and is not', async () => {
    const parts = { headers: { 'Content-Encoding': 'gzip' }, body: 'plain text' }
    await expect(received(parts)).rejects.toMatchObject({ code: 'bad-request', message: 'The body is not valid gzip' })
  })

  it('streams a large body', async () => {
    const trigger = await compile({ urlPath: '/test' })
    const message = exchange()
    await trigger.receive(httpRequest({ body: Buffer.alloc(3 * MEGABYTE, 'x') }), message)
    expect(message.body.isStream).toBe(true)
    await message.body.buffer(40 * MEGABYTE)
    expect(message.body.size).toBe(3 * MEGABYTE)
  })

  it('passes on that a caller went away', async () => {
    const body = new Readable({ read() {} })
    const trigger = await compile({ urlPath: '/test' })
    const message = exchange()
    await trigger.receive(httpRequest({ headers: { 'Transfer-Encoding': 'chunked' }, body }), message)
    const reading = message.body.buffer(MEGABYTE)
    body.destroy(new Error('aborted'))
    await expect(reading).rejects.toThrow('aborted')
  })
})

describe('maximum body size', () => {
  const tooLarge = { code: 'too-large', message: `The body is larger than ${MEGABYTE} bytes` }
  const small = { maximumBodySize: '1' }
  const endless = () => Readable.from(Array.from({ length: 40 }, () => Buffer.alloc(64 * 1024)))

  it('admits a body of exactly that size', async () => {
    expect((await received({ body: 'x'.repeat(MEGABYTE) }, small)).body.length).toBe(MEGABYTE)
  })

  it('goes by the announced length', async () => {
    await expect(received({ body: 'x'.repeat(MEGABYTE + 1) }, small)).rejects.toMatchObject(tooLarge)
  })

  it('goes by what really comes when no length is announced', async () => {
    const parts = { headers: { 'Transfer-Encoding': 'chunked' }, body: endless() }
    await expect(received(parts, small)).rejects.toMatchObject(tooLarge)
  })

  it('goes by what comes out of gzip', async () => {
    const bomb = gzipSync(Buffer.alloc(4 * MEGABYTE))
    await expect(received({ headers: { 'Content-Encoding': 'gzip' }, body: bomb }, small)).rejects.toMatchObject(tooLarge)
  })
})

describe('responding', () => {
  const respond = async (headers: Record<string, unknown>, body: Body) => {
    const message = exchange(headers)
    message.body = body
    return (await compile({ urlPath: '/test' })).respond(message)
  }

  it('answers with the final body and message headers', async () => {
    const headers = { 'Content-Type': 'application/json', 'X-Own': 7, 'Set-Cookie': ['a=1', 'b=2'], SAP_ApplicationID: 'HT-2000' }
    expect(await respond(headers, Body.text('{}'))).toEqual({
      status: 200,
      headers: { ...headers, 'X-Own': '7', SAP_MessageProcessingLogID: GUID },
      body: Buffer.from('{}'),
    })
  })

  it('keeps back what is internal, about the connection or a credential, and what no header can carry', async () => {
    const headers = {
      CamelHttpMethod: 'POST',
      'org.apache.camel.x': '1',
      SapAuthenticatedUserName: 'me',
      sap_messageprocessinglogid: 'other',
      'Content-Length': '99',
      'Transfer-Encoding': 'chunked',
      Connection: 'close',
      Host: 'backend',
      Date: 'yesterday',
      Authorization: 'Bearer x',
      Cookie: 'a=1',
      'bad name': '1',
      Structured: { a: 1 },
      Nothing: null,
      'X-Split': 'a\r\nX-Evil: 1',
    }
    expect((await respond(headers, Body.text('x'))).headers).toEqual({ 'X-Split': 'a X-Evil: 1', SAP_MessageProcessingLogID: GUID })
  })

  it.each([
    ['201', 201],
    [404, 404],
    [599, 599],
    ['abc', 200],
    [42, 200],
    [600, 200],
    [100, 200],
  ])('CamelHttpResponseCode %j gives %d', async (code, status) => {
    expect((await respond({ CamelHttpResponseCode: code }, Body.text('x'))).status).toBe(status)
  })

  it('answers 204 without a body, and the code of the flow when it set one', async () => {
    expect(await respond({}, Body.empty)).toEqual({ status: 204, headers: { SAP_MessageProcessingLogID: GUID }, body: null })
    expect(await respond({ CamelHttpResponseCode: '202' }, Body.empty)).toMatchObject({ status: 202, body: null })
  })

  it('sends no body with 204 and 304', async () => {
    expect(await respond({ CamelHttpResponseCode: 304 }, Body.text('x'))).toMatchObject({ status: 304, body: null })
  })

  it('passes a stream through', async () => {
    const { body } = await respond({}, Body.stream(Readable.from(['a', 'b'])))
    expect((await buffer(body as Readable)).toString()).toBe('ab')
  })

  it('packs a body whose header says gzip, once', async () => {
    const packed = await respond({ 'Content-Encoding': 'gzip' }, Body.text('x'))
    expect(gunzipSync(await buffer(packed.body as Readable)).toString()).toBe('x')
    const already = gzipSync('x')
    expect((await respond({ 'Content-Encoding': 'gzip' }, Body.bytes(already))).body).toEqual(already)
  })
})

describe('responding to a failure', () => {
  const failure = new StepError({ id: 'CallActivity_1', name: 'Step' }, new Error('boom'))

  it.each(['', 'false'])('hides the exception with returnExceptionToSender=%j', async (returnExceptionToSender) => {
    const trigger = await compile({ urlPath: '/test' }, { returnExceptionToSender })
    expect(trigger.respondFailure(failure, exchange({ CamelHttpResponseCode: 404 }))).toEqual({
      status: 500,
      headers: { 'Content-Type': 'text/plain', SAP_MessageProcessingLogID: GUID },
      body: `An internal server error occured: The MPL ID for the failed message is : ${GUID}`,
    })
  })

  it('shows it with returnExceptionToSender=true', async () => {
    const trigger = await compile({ urlPath: '/test' }, { returnExceptionToSender: 'true' })
    expect(trigger.respondFailure(failure, exchange()).body).toBe(
      `An internal server error occured: boom.\nThe MPL ID for the failed message is : ${GUID}`,
    )
  })

  it('answers 413 when the cause is the size of the body', async () => {
    const trigger = await compile({ urlPath: '/test' })
    const cause = new SluiceError('too-large', 'The body is larger than 1 bytes')
    expect(trigger.respondFailure(new StepError({ id: 'a', name: '' }, cause), exchange()).status).toBe(413)
  })
})
