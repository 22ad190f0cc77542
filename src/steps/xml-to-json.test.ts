import { describe, expect, it } from 'vitest'
import { Body } from '../engine/body.ts'
import type { StepContext } from '../engine/define-step.ts'
import { Exchange } from '../engine/exchange.ts'
import { readConfig } from '../engine/fields.ts'
import { MessageLog } from '../engine/message-log.ts'
import step from './xml-to-json.ts'

const context = {
  fail(construct: string, reason: string): never {
    throw new Error(`${construct}: ${reason}`)
  },
} as unknown as StepContext

/** The exchange after the step ran with these properties. */
async function convert(xml: string, properties: Record<string, string> = {}, prepare: (exchange: Exchange) => void = () => {}) {
  const run = await step.compile(readConfig(step.fields, new Map(Object.entries(properties))), context)
  const log = new MessageLog({ messageGuid: 'm', correlationId: 'c', flowId: 'f', flowName: 'F', start: 0 })
  const exchange = new Exchange(log, 0, Body.text(xml))
  prepare(exchange)
  expect(await run(exchange)).toBeUndefined()
  return exchange
}

const json = async (xml: string, properties?: Record<string, string>) => (await convert(xml, properties)).body.asText()

const LIST = '<?xml version="1.0" encoding="UTF-8"?><EmpJob><EmpJob><id>1</id></EmpJob></EmpJob>'

describe('XML to JSON Converter', () => {
  it('converts without any setting', async () => expect(await json(LIST)).toBe('{"EmpJob":{"EmpJob":{"id":"1"}}}'))

  it('converts with arrays at paths and without root, as most flows do', async () =>
    expect(
      await json(LIST, {
        xmlJsonUseStreaming: 'true',
        xmlJsonSuppressRootElement: 'true',
        xmlJsonConvertAllElements: 'specific',
        xmlJsonPathTable: '<row><cell>/EmpJob/EmpJob</cell><cell></cell></row><row><cell></cell><cell></cell></row>',
      }),
    ).toBe('{"EmpJob":[{"id":"1"}]}'))

  it('takes a path without leading slash', async () =>
    expect(await json(LIST, { xmlJsonUseStreaming: 'true', xmlJsonPathTable: '<row><cell>EmpJob/EmpJob/</cell></row>' })).toBe(
      '{"EmpJob":{"EmpJob":[{"id":"1"}]}}',
    ))

  it('takes a path from a cell with its id', async () =>
    expect(
      await json(LIST, {
        xmlJsonUseStreaming: 'true',
        xmlJsonPathTable: "<row><cell id='fromXsd'>false</cell><cell id='xmlElement'>/EmpJob/EmpJob</cell></row>",
      }),
    ).toBe('{"EmpJob":{"EmpJob":[{"id":"1"}]}}'))

  it('makes every element an array', async () =>
    expect(await json(LIST, { xmlJsonUseStreaming: 'true', xmlJsonConvertAllElements: 'all' })).toBe(
      '{"EmpJob":[{"EmpJob":[{"id":["1"]}]}]}',
    ))

  it('ignores the paths when it does not stream', async () =>
    expect(await json(LIST, { xmlJsonPathTable: '<row><cell>/EmpJob/EmpJob</cell></row>' })).toBe('{"EmpJob":{"EmpJob":{"id":"1"}}}'))

  it('maps namespaces', async () =>
    expect(
      await json('<n:a xmlns:n="urn:x"/>', {
        jsonNamespaceMapping: '<row><cell>urn:x</cell><cell>p</cell></row>',
        jsonNamespaceSeparator: '|',
      }),
    ).toBe('{"p|a":""}'))

  it('separates a prefix by a blank', async () =>
    expect(
      await json('<n:a xmlns:n="urn:x"/>', {
        jsonNamespaceMapping: '<row><cell>urn:x</cell><cell>p</cell></row>',
        jsonNamespaceSeparator: 'space',
      }),
    ).toBe('{"p a":""}'))

  it('drops namespaces', async () => expect(await json('<n:a xmlns:n="urn:x"/>', { useNamespaces: 'false' })).toBe('{"a":""}'))

  it.each([
    ['the setting', { jsonOutputEncoding: 'UTF-16BE' }, () => {}],
    ['the header', {}, (exchange: Exchange) => exchange.headers.set('CamelCharsetName', 'UTF-16BE')],
    ['the property', {}, (exchange: Exchange) => void exchange.properties.set('CamelCharsetName', 'UTF-16BE')],
  ])('encodes as %s says', async (_, properties, prepare) =>
    expect((await convert('<a/>', properties as Record<string, string>, prepare)).body.asBytes()).toEqual(
      Buffer.from('{"a":""}', 'utf16le').swap16(),
    ),
  )

  it.each([
    ['UTF-32BE', '000000220001f60000000022'],
    ['UTF-32LE', '2200000000f6010022000000'],
  ])('encodes characters outside the basic plane as %s', async (jsonOutputEncoding, hex) =>
    expect(
      Buffer.from((await convert('<a>😀</a>', { jsonOutputEncoding, xmlJsonSuppressRootElement: 'false' })).body.asBytes()).toString('hex'),
    ).toContain(hex),
  )

  it('leaves the headers alone', async () => {
    const exchange = await convert('<a/>', {}, ({ headers }) => headers.set('Content-Type', 'application/xml'))
    expect([...exchange.headers]).toEqual([['Content-Type', 'application/xml']])
  })

  it.each([
    [{ jsonOutputEncoding: 'EBCDIC' }, 'jsonOutputEncoding: EBCDIC is not supported'],
    [{ xmlJsonConvertAllElements: 'some' }, "xmlJsonConvertAllElements must be one of all, specific, not 'some'"],
  ])('does not compile %j', async (properties, message) =>
    expect(convert('<a/>', properties as Record<string, string>)).rejects.toThrow(message),
  )

  it('refuses an unknown encoding in the header', async () =>
    expect(convert('<a/>', {}, ({ headers }) => headers.set('CamelCharsetName', 'x'))).rejects.toMatchObject({
      code: 'processing-failed',
      message: 'The encoding x is not supported',
    }))

  it('refuses a body that is not XML', async () =>
    expect(json('{"a":1}')).rejects.toMatchObject({
      code: 'processing-failed',
      message: expect.stringMatching(/^The body is not well-formed XML: /),
    }))
})
