import { describe, expect, it } from 'vitest'
import { Body } from '../engine/body.ts'
import type { Exchange } from '../engine/exchange.ts'
import decode from './mime-multipart-decode.ts'
import encode from './mime-multipart-encode.ts'
import { exchangeOf, runStep } from './step.fixture.ts'

function order(): Exchange {
  const exchange = exchangeOf({
    body: '<order/>',
    headers: { 'Content-Type': 'text/xml', header1: '00001', secret: 'x', 'Message-Id': 'own' },
  })
  exchange.attachments.set('photo.png', { contentType: 'image/png', content: Buffer.of(0xff), headers: new Map() })
  return exchange
}

const UNIQUE = /----=_Part_0_\d+\.\d+|<[0-9a-f]{24}@/g

/** The body and headers, with what is unique replaced. */
const shown = ({ body, headers, attachments }: Exchange) => {
  const names = ['BOUNDARY', '<ID@']
  const tidy = (text: string) => text.replaceAll(UNIQUE, (found) => (found.startsWith('<') ? names[1]! : names[0]!))
  return {
    body: tidy(body.asText()).split('\r\n'),
    headers: Object.fromEntries([...headers].map(([name, value]) => [name, tidy(String(value))])),
    attachments: [...attachments.keys()],
  }
}

const PARTS = [
  '--BOUNDARY',
  'Content-Type: text/xml',
  'Content-Transfer-Encoding: 8bit',
  '',
  '<order/>',
  '--BOUNDARY',
  'Content-Type: image/png',
  'Content-Transfer-Encoding: base64',
  'Content-Disposition: attachment; filename="photo.png"',
  '',
  '/w==',
  '--BOUNDARY--',
  '',
]

describe('MIME Multipart Encoder', () => {
  it.each([
    ['false', 'multipart/mixed; boundary="BOUNDARY"'],
    ['true', 'multipart/mixed; \r\n\tboundary="BOUNDARY"'],
  ])('puts header fields into headers, folded: %s', async (FoldLongHeaders, type) => {
    const properties = { MultipartSubtype: 'Mixed', MultipartAddHeadersInline: 'false', IncludeHeaders: '', FoldLongHeaders }
    expect(shown(await runStep(encode, properties, order()))).toEqual({
      body: PARTS,
      headers: { 'Content-Type': type, header1: '00001', secret: 'x', 'Message-Id': '<ID@Order_Flow>', 'MIME-Version': '1.0' },
      attachments: [],
    })
  })

  it('leaves a message without attachments as it is', async () => {
    const exchange = exchangeOf({ body: '<order/>', headers: { 'Content-Type': 'text/xml' } })
    expect(shown(await runStep(encode, {}, exchange))).toEqual({
      body: ['<order/>'],
      headers: { 'Content-Type': 'text/xml' },
      attachments: [],
    })
  })

  it('puts header fields into the body, and headers that a pattern names', async () => {
    const properties = { MultipartSubtype: 'Related', MultipartAddHeadersInline: 'true', IncludeHeaders: 'h.*|Message-.*' }
    expect(shown(await runStep(encode, properties, order()))).toEqual({
      body: [
        'Message-ID: <ID@Order_Flow>',
        'MIME-Version: 1.0',
        'Content-Type: multipart/related; ',
        '\tboundary="BOUNDARY"',
        'header1: 00001',
        '',
        ...PARTS,
      ],
      headers: { 'Content-Type': 'text/xml', header1: '00001', secret: 'x', 'Message-Id': 'own' },
      attachments: [],
    })
  })

  it('makes a part of a message without attachments when header fields are in the body', async () => {
    const exchange = await runStep(encode, { MultipartAddHeadersInline: 'true' }, exchangeOf({ body: 'a' }))
    expect(shown(exchange).body.slice(5)).toEqual([
      '--BOUNDARY',
      'Content-Type: application/octet-stream',
      'Content-Transfer-Encoding: base64',
      '',
      'YQ==',
      '--BOUNDARY--',
      '',
    ])
  })

  it('does not compile a pattern that is none', async () =>
    expect(runStep(encode, { IncludeHeaders: '(' }, order())).rejects.toThrow('The regular expression ( cannot be read'))
})

describe('MIME Multipart Decoder', () => {
  it.each(['true', 'false'])('undoes the encoder, header fields in the body: %s', async (inline) => {
    const exchange = await runStep(encode, { MultipartAddHeadersInline: inline }, order())
    await runStep(decode, { MultipartHeadersInline: inline }, exchange)
    expect(exchange.body.asText()).toBe('<order/>')
    expect(exchange.headers.get('Content-Type')).toBe('text/xml')
    expect(exchange.headers.has('MIME-Version')).toBe(false)
    expect([...exchange.attachments].map(([name, { contentType, content }]) => [name, contentType, [...content]])).toEqual([
      ['photo.png', 'image/png', [0xff]],
    ])
  })

  it('names attachments by file, name, content id, or anew', async () => {
    const exchange = exchangeOf({ headers: { 'content-type': 'multipart/form-data; boundary=b' } })
    const fields = ['', 'Content-Disposition: form-data; name="x"; filename="f"', 'Content-Type: a/b; name=n', 'Content-ID: <i@x>', 'X: y']
    exchange.body = Body.text(`${fields.map((field) => `--b\r\n${field}\r\n\r\n${field}`).join('\r\n')}\r\n--b--`)
    await runStep(decode, {}, exchange)
    expect(exchange.body.asText()).toBe('\r\n')
    expect([...exchange.attachments.keys()]).toEqual(['f', 'n', 'i@x', expect.stringMatching(/^[0-9a-f-]{36}$/)])
    expect(exchange.attachments.get('f')).toEqual({
      contentType: 'text/plain',
      content: Buffer.from(fields[1]!),
      headers: new Map([['content-disposition', 'form-data; name="x"; filename="f"']]),
    })
  })

  it('leaves a message alone that its headers do not call multipart', async () => {
    for (const headers of [{}, { 'Content-Type': 'text/plain' }]) {
      expect((await runStep(decode, {}, exchangeOf({ body: '--b', headers }))).body.asText()).toBe('--b')
    }
  })

  it('empties a body without multipart header fields', async () =>
    expect((await runStep(decode, { MultipartHeadersInline: 'true' }, exchangeOf({ body: 'text' }))).body.isEmpty).toBe(true))

  it.each([
    ['multipart/mixed', 'x', "The content type 'multipart/mixed' has no boundary"],
    ['multipart/mixed; boundary=b', 'x', 'The MIME multipart message has no part'],
  ])('fails on %s', async (type, body, message) =>
    expect(runStep(decode, {}, exchangeOf({ body, headers: { 'Content-Type': type } }))).rejects.toMatchObject({
      code: 'processing-failed',
      message,
    }),
  )
})
