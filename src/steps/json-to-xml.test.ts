import { describe, expect, it } from 'vitest'
import { Body } from '../engine/body.ts'
import type { StepContext } from '../engine/define-step.ts'
import { Exchange } from '../engine/exchange.ts'
import { readConfig } from '../engine/fields.ts'
import { MessageLog } from '../engine/message-log.ts'
import step from './json-to-xml.ts'

const context = {
  flow: { namespaces: new Map([['f', 'urn:flow']]) },
  fail(construct: string, reason: string): never {
    throw new Error(`${construct}: ${reason}`)
  },
} as unknown as StepContext

/** The body and headers after the step ran with these properties. */
async function convert(json: string, properties: Record<string, string> = {}) {
  const run = await step.compile(readConfig(step.fields, new Map(Object.entries(properties))), context)
  const log = new MessageLog({ messageGuid: 'm', correlationId: 'c', flowId: 'f', flowName: 'F', start: 0 })
  const exchange = new Exchange(log, 0, Body.bytes(Buffer.from(json)))
  exchange.headers.set('Content-Type', 'application/json')
  expect(await run(exchange)).toBeUndefined()
  return { body: exchange.body.asText(), headers: Object.fromEntries(exchange.headers) }
}

const xml = (root: string) => ({ body: `<?xml version='1.0' encoding='UTF-8'?>${root}`, headers: { 'Content-Type': 'application/json' } })

describe('JSON to XML Converter', () => {
  it('converts with the settings that new flows have', async () =>
    expect(
      await convert('{"productIdentifier":"HT-2000"}', {
        useNamespaces: 'true',
        jsonNamespaceMapping: '',
        jsonNamespaceSeparator: ':',
        addXMLRootElement: 'true',
        additionalRootElementName: 'root',
        additionalRootElementNamespace: '',
      }),
    ).toEqual(xml('<root><productIdentifier>HT-2000</productIdentifier></root>')))

  it('converts without any setting', async () => expect(await convert('{"a":{"b":[1,null]}}')).toEqual(xml('<a><b>1</b><b/></a>')))

  it('drops a byte order mark', async () => expect(await convert('\ufeff{"a":1}')).toEqual(xml('<a>1</a>')))

  it('maps prefixes', async () =>
    expect(
      await convert('{"p.a":{"@p.b":1}}', {
        jsonNamespaceMapping: '<row><cell>urn:x</cell><cell>p</cell></row>',
        jsonNamespaceSeparator: '.',
      }),
    ).toEqual(xml('<p:a xmlns:p="urn:x" p:b="1"/>')))

  it('maps prefixes that a blank separates, from cells with ids', async () =>
    expect(
      await convert('{"p a":1}', {
        jsonNamespaceMapping: "<row><cell id='jsonPrefix'>p</cell><cell id='xmlNamespace'>urn:x</cell></row>",
        jsonNamespaceSeparator: 'space',
      }),
    ).toEqual(xml('<p:a xmlns:p="urn:x">1</p:a>')))

  it('drops prefixes', async () => expect(await convert('{"p:a":1}', { useNamespaces: 'false' })).toEqual(xml('<a>1</a>')))

  it.each([
    ['xmlns:n=urn:new', '<n:root xmlns:n="urn:new"><a>1</a></n:root>'],
    ['urn:flow', '<f:root xmlns:f="urn:flow"><a>1</a></f:root>'],
  ])('puts the root into %s', async (additionalRootElementNamespace, root) =>
    expect(await convert('{"a":1}', { addXMLRootElement: 'true', additionalRootElementNamespace })).toEqual(xml(root)),
  )

  it.each([
    [{ additionalRootElementName: 'a b' }, 'additionalRootElementName: "a b" is no name of an XML element'],
    [
      { additionalRootElementNamespace: 'urn:other' },
      'additionalRootElementNamespace: "urn:other" has no prefix; write it as xmlns:prefix=namespace',
    ],
    [{ useNamespaces: 'maybe' }, "useNamespaces must be true or false, not 'maybe'"],
    [{ jsonNamespaceMapping: '<row>' }, 'The table value is not well-formed'],
  ])('does not compile %j', async (properties, message) =>
    expect(convert('{}', { addXMLRootElement: 'true', ...properties } as Record<string, string>)).rejects.toThrow(message),
  )

  it('names the place in a body that is not JSON', async () =>
    expect(convert('{"a":1\n"b":2}')).rejects.toMatchObject({
      code: 'processing-failed',
      message: "The body is not valid JSON: at line 2, column 1, ',' or '}' is expected",
    }))
})
