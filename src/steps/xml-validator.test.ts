import { describe, expect, test } from 'vitest'
import type { StepContext } from '../engine/define-step.ts'
import type { Exchange } from '../engine/exchange.ts'
import { readConfig } from '../engine/fields.ts'
import type { Resources } from '../iflow/model.ts'
import { files, scriptBench } from '../languages/script-host/fixtures/script-bench.ts'
import { contextOf, exchangeOf } from './step.fixture.ts'
import step from './xml-validator.ts'

const { host } = scriptBench()

const schema = (content: string) =>
  `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified">${content}</xs:schema>`

/** One element that holds a whole number. */
const number = (element: string) => schema(`<xs:element name="${element}" type="xs:int"/>`)

interface World {
  readonly resources?: Resources
  readonly parameters?: Map<string, Uint8Array>
  readonly unavailable?: string
}

async function compileIn({ resources = new Map(), parameters = new Map(), unavailable }: World, properties: Record<string, string>) {
  const base = contextOf(step, properties)
  const partnerDirectory = { binaryParameter: async (partner: string, id: string) => parameters.get(`${partner} ${id}`) }
  const scripts = unavailable === undefined ? host() : { ...base.flow.services.scripts, unavailable: () => unavailable }
  const context: StepContext = {
    ...base,
    flow: { ...base.flow, resources, services: { ...base.flow.services, scripts, partnerDirectory } },
  }
  return step.compile(readConfig(step.fields, context.node.properties), context)
}

async function validated(world: World, properties: Record<string, string>, body: string, headers = {}): Promise<Exchange> {
  const exchange = exchangeOf({ body, headers })
  await (await compileIn(world, properties))(exchange)
  return exchange
}

const world: World = { resources: files({ 'xsd/a.xsd': number('a') }) }
const goOn = { xsd: '/xsd/a.xsd', preventException: 'true' }

const FAULT = [
  'org.apache.camel.support.processor.validation.SchemaValidationException: Validation failed for: xsd/a.xsd',
  'errors: [',
  "org.xml.sax.SAXParseException: cvc-datatype-valid.1.2.1: 'x' is not a valid value for 'integer'., Line : 1, Column : 9",
  "org.xml.sax.SAXParseException: cvc-type.3.1.3: The value 'x' of element 'a' is not valid., Line : 1, Column : 9",
  ']',
].join('\n')

describe('XML Validator', () => {
  test('a valid body passes and leaves no trace', async () => {
    const { body, headers, properties, log } = await validated(world, goOn, '<a>1</a>')
    expect([body.asText(), [...headers], [...properties], log.attachments]).toEqual(['<a>1</a>', [], [], []])
  })

  test('faults go to header, property and log, and the message goes on', async () => {
    const { body, headers, properties, log } = await validated(world, goOn, '<a>x</a>')
    expect({
      body: body.asText(),
      headers: [...headers],
      properties: [...properties],
      attachments: log.attachments.map(({ name, contentType, content }) => [name, contentType, Buffer.from(content).toString()]),
    }).toEqual({
      body: '<a>x</a>',
      headers: [['SAP_XmlValidationResult', FAULT]],
      properties: [['SAP_XmlValidationResult', FAULT]],
      attachments: [['SAP_XmlValidationResult', 'text/plain', FAULT]],
    })
  })

  test('faults fail the message, with header and property for its exception subprocess', async () => {
    const exchange = exchangeOf({ body: '<a>x</a>' })
    const run = await compileIn(world, { xsd: '/xsd/a.xsd' })
    await expect(run(exchange)).rejects.toMatchObject({ code: 'processing-failed', message: FAULT })
    expect([exchange.headers.get('SAP_XmlValidationResult'), exchange.properties.get('SAP_XmlValidationResult')]).toEqual([FAULT, FAULT])
  })

  test.each([
    ['an unknown root', '<b/>', "cvc-elt.1.a: Cannot find the declaration of element 'b'., Line : 1, Column : 5"],
    ['XML that is not well-formed', '<a>1', 'XML document structures must start and end within the same entity., Line : 1, Column : 5'],
    ['no XML', 'text', 'Content is not allowed in prolog., Line : 1, Column : 1'],
    ['an empty body', '', 'Premature end of file., Line : 1, Column : 1'],
    [
      'a reference out of the document',
      '<!DOCTYPE a SYSTEM "http://127.0.0.1:1/a.dtd"><a>1</a>',
      "External DTD: Failed to read external DTD 'a.dtd', because 'http' access is not allowed",
    ],
  ])('%s is a fault', async (_name, body, fault) => {
    const exchange = await validated(world, goOn, body)
    expect(exchange.properties.get('SAP_XmlValidationResult')).toContain(fault)
  })

  test('a body that is wrong in every line has a hundred faults', async () => {
    const many = schema(
      '<xs:element name="m"><xs:complexType><xs:sequence><xs:element name="a" type="xs:date" maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:element>',
    )
    const exchange = await validated({ resources: files({ 'xsd/a.xsd': many }) }, goOn, `<m>${'<a>x</a>'.repeat(500)}</m>`)
    expect(String(exchange.properties.get('SAP_XmlValidationResult')).split('\n')).toHaveLength(103)
  })

  test('schemas include and import others of the flow', async () => {
    const resources = files({
      'xsd/a.xsd': schema(
        '<xs:include schemaLocation="types/number.xsd"/><xs:import namespace="urn:b" schemaLocation="../other/b.xsd"/><xs:element name="a" type="number"/>',
      ),
      'xsd/types/number.xsd': schema('<xs:simpleType name="number"><xs:restriction base="xs:int"/></xs:simpleType>'),
      'other/b.xsd': schema('').replace('elementFormDefault', 'targetNamespace="urn:b" elementFormDefault'),
    })
    expect((await validated({ resources }, goOn, '<a>x</a>')).properties.get('SAP_XmlValidationResult')).toContain(
      "'x' is not a valid value",
    )
  })

  test('an element may occur 999999 times, as in schemas of IDocs', async () => {
    const many = schema(
      '<xs:element name="m"><xs:complexType><xs:sequence><xs:element name="a" maxOccurs="999999"><xs:complexType><xs:sequence><xs:element name="b"/></xs:sequence></xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element>',
    )
    const exchange = await validated({ resources: files({ 'xsd/a.xsd': many }) }, goOn, `<m>${'<a><b/></a>'.repeat(6000)}</m>`)
    expect(exchange.properties.has('SAP_XmlValidationResult')).toBe(false)
  })

  test.each([
    ['an expression', { xsd: '${header.schema}' }],
    ['the name of a header', { xmlSchemaSource: 'header', headerSource: 'schema' }],
  ])('the schema can be named by %s', async (_name, properties) => {
    const worlds: World = { resources: files({ 'xsd/a.xsd': number('a') }), parameters: files({ 'P xsd': number('b') }) }
    const valid = async (body: string, reference: string) => {
      const exchange = await validated(worlds, { ...properties, preventException: 'true' }, body, { schema: reference })
      return !exchange.properties.has('SAP_XmlValidationResult')
    }
    expect([
      await valid('<a>1</a>', '/xsd/a.xsd'),
      await valid('<a>1</a>', 'pd:P:xsd:Binary'),
      await valid('<b>1</b>', 'pd:P:xsd:Binary'),
    ]).toEqual([true, false, true])
  })

  test('a schema that is not there fails the message that names it', async () => {
    await expect(validated(world, { xsd: '${header.schema}' }, '<a/>', { schema: 'pd:P:none:Binary' })).rejects.toMatchObject({
      code: 'processing-failed',
      message: 'The partner P has no binary parameter none',
    })
  })

  test.each<[string, World, Record<string, string>, string]>([
    ['no schema is chosen', {}, {}, 'No schema is chosen'],
    ['the file is missing', {}, { xsd: '/xsd/a.xsd' }, "Schema 'xsd/a.xsd' not found"],
    ['the header has no name', {}, { xmlSchemaSource: 'header' }, 'The header that names the schema is not given'],
    ['the script host is missing', { unavailable: 'Scripts need Java' }, goOn, 'Scripts need Java'],
    [
      'the schema is wrong',
      { resources: files({ 'xsd/a.xsd': schema('\n<xs:element name="a" type="none"/>') }) },
      goOn,
      "xsd/a.xsd: line 2: src-resolve: Cannot resolve the name 'none' to a(n) 'type definition' component.",
    ],
    [
      'the schema is of version 1.1',
      {
        resources: files({
          'xsd/a.xsd': schema('\n<xs:element name="a"><xs:complexType><xs:assert test="true()"/></xs:complexType></xs:element>'),
        }),
      },
      goOn,
      "xsd/a.xsd: line 2: s4s-elt-invalid-content.1: The content of '#AnonType_a' is invalid.  Element 'assert' is invalid, misplaced, or occurs too often.",
    ],
    [
      'a part is missing',
      { resources: files({ 'xsd/a.xsd': schema('<xs:include schemaLocation="none.xsd"/>') }) },
      goOn,
      'xsd/a.xsd: The artifact has no file xsd/none.xsd',
    ],
    [
      'a part is elsewhere',
      { resources: files({ 'xsd/a.xsd': schema('<xs:import namespace="urn:b" schemaLocation="http://127.0.0.1:1/b.xsd"/>') }) },
      goOn,
      'xsd/a.xsd: http://127.0.0.1:1/b.xsd is no file of the artifact, and nothing else is read',
    ],
    [
      'the schema refers to a DTD elsewhere',
      { resources: files({ 'xsd/a.xsd': `<!DOCTYPE x SYSTEM "file:///etc/passwd">${number('a')}` }) },
      goOn,
      'xsd/a.xsd: file:///etc/passwd is no file of the artifact, and nothing else is read',
    ],
  ])('does not deploy when %s', async (_name, within, properties, message) => {
    await expect(compileIn(within, properties)).rejects.toMatchObject({ name: 'CompileFailure', construct: 'XML Validator', message })
  })
})
