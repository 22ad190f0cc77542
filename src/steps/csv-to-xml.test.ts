import { describe, expect, it } from 'vitest'
import { readConfig } from '../engine/fields.ts'
import type { Resources } from '../iflow/model.ts'
import step from './csv-to-xml.ts'
import { contextOf, exchangeOf } from './step.fixture.ts'

const xsd = (attributes: string) => `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" ${attributes}>
  <xs:element name="Products"><xs:complexType><xs:sequence>
    <xs:element name="Count" type="xs:int" minOccurs="0"/>
    <xs:element name="Product" maxOccurs="unbounded"><xs:complexType><xs:sequence>
      <xs:element name="Id" type="xs:string"/><xs:element name="Name" type="xs:string"/>
      <xs:element name="Parts"><xs:complexType><xs:sequence><xs:element name="Part"/></xs:sequence></xs:complexType></xs:element>
      <xs:element name="Weight" type="xs:decimal"/>
    </xs:sequence><xs:attribute name="kind"/></xs:complexType></xs:element>
  </xs:sequence></xs:complexType></xs:element>
</xs:schema>`

const RESOURCES: Resources = new Map(
  Object.entries({
    'xsd/products.xsd': xsd(''),
    'xsd/qualified.xsd': xsd('targetNamespace="urn:p" elementFormDefault="qualified"'),
    'xsd/unqualified.xsd': xsd('targetNamespace="urn:p"'),
    'xsd/broken.xsd': '<xs:schema',
  }).map(([path, content]) => [path, Buffer.from(content)]),
)

const PRODUCTS = { XML_Schema_File_Path: '/xsd/products.xsd', XPath_Field_Location: '/Products/Product' }

interface Case {
  properties?: Record<string, string>
  namespaces?: Record<string, string>
  headers?: Record<string, string>
}

async function convert(body: string, { properties = {}, namespaces = {}, headers = {} }: Case = {}): Promise<string> {
  const context = contextOf(step, { ...PRODUCTS, ...properties }, { namespaces })
  const partnerDirectory = {
    binaryParameter: async (partner: string, id: string) =>
      `${partner}/${id}` === 'ada/schema' ? RESOURCES.get('xsd/products.xsd') : undefined,
  }
  const flow = { ...context.flow, resources: RESOURCES, services: { ...context.flow.services, partnerDirectory } }
  const run = await step.compile(readConfig(step.fields, context.node.properties), { ...context, flow })
  const exchange = exchangeOf({ body, headers: { 'Content-Type': 'text/csv', ...headers } })
  expect(await run(exchange)).toBeUndefined()
  expect(exchange.headers.get('Content-Type')).toBe('text/csv')
  return exchange.body.asText()
}

const document = (products: string) => `<?xml version='1.0' encoding='UTF-8'?><Products>${products}</Products>`

const PEN = '<Product><Id>1</Id><Name>Pen</Name><Weight>0.1</Weight></Product>'
const INK = '<Product><Id>2</Id><Name>Ink &amp; &quot;Co&quot;</Name><Weight>0.2</Weight></Product>'

describe('values in sequence', () => {
  it('converts all lines', async () => expect(await convert('1,Pen,0.1\r\n2,"Ink & ""Co""",0.2')).toBe(document(PEN + INK)))

  it.each([
    ['Space', ' '],
    ['\\t', '\t'],
    ['|', '|'],
  ])('takes the separator %s', async (Field_Separator_in_CSV, separator) =>
    expect(await convert(['1', 'Pen', '0.1'].join(separator), { properties: { Field_Separator_in_CSV } })).toBe(document(PEN)),
  )

  it('leaves out missing elements and surplus values, and keeps empty ones', async () =>
    expect(await convert('1\n2,,0.2,more,and more')).toBe(
      document('<Product><Id>1</Id></Product><Product><Id>2</Id><Name/><Weight>0.2</Weight></Product>'),
    ))

  it.each([';', '|', '\t', '\\t', 'Tab'])('takes the separator %j', async (separator) => {
    const body = ['1', 'Pen', '0.1'].join(separator.length > 1 ? '\t' : separator)
    expect(await convert(body, { properties: { Field_Separator_in_CSV: separator } })).toBe(document(PEN))
  })

  it('skips a header that does not map', async () =>
    expect(
      await convert('Weight,Id,Name\n1,Pen,0.1', { properties: { ignoreFirstLineAsHeader: 'true', headerMapping: 'mapHeadersToCSV' } }),
    ).toBe(document(PEN)))

  it('takes the lines with the marker, which itself is no value', async () =>
    expect(await convert('Yes,1,Pen,0.1\nNo,2,Ink,0.2', { properties: { Record_Identifier_in_CSV: 'Yes' } })).toBe(document(PEN)))

  it.each(['', '\n\n'])('makes of %j a document without records', async (body) =>
    expect(await convert(body)).toBe("<?xml version='1.0' encoding='UTF-8'?><Products/>"),
  )
})

describe('values by name', () => {
  const properties = { ignoreFirstLineAsHeader: 'true', headerMapping: 'mapHeadersToXSD' }

  it('puts them where the header says', async () =>
    expect(await convert('Price, Name ,Weight,Id\n9,Pen,0.1,1', { properties })).toBe(document(PEN)))

  it('takes the lines with the marker, whose column may be a value too', async () =>
    expect(await convert('Name,Id,Weight\nPen,1,0.1\nInk,2,0.2', { properties: { ...properties, Record_Identifier_in_CSV: 'Pen' } })).toBe(
      document(PEN),
    ))

  it('refuses a name that stands twice', async () =>
    expect(convert('Id,Name,Id\n1,Pen,2', { properties })).rejects.toMatchObject({
      code: 'processing-failed',
      message: 'The first line of the CSV names Id more than once',
    }))
})

describe('namespaces', () => {
  it.each([
    ['qualified', {}, '/Products/Product', '<ns0:Products xmlns:ns0="urn:p"><ns0:Product><ns0:Id>1</ns0:Id></ns0:Product></ns0:Products>'],
    [
      'qualified',
      { p: 'urn:p' },
      '/p:Products/p:Product',
      '<p:Products xmlns:p="urn:p"><p:Product><p:Id>1</p:Id></p:Product></p:Products>',
    ],
    ['unqualified', { ns0: 'urn:x' }, '/Products/Product', '<ns1:Products xmlns:ns1="urn:p"><Product><Id>1</Id></Product></ns1:Products>'],
  ])('come from the %s schema and %j', async (file, namespaces, path, expected) =>
    expect(await convert('1', { properties: { XML_Schema_File_Path: `/xsd/${file}.xsd`, XPath_Field_Location: path }, namespaces })).toBe(
      `<?xml version='1.0' encoding='UTF-8'?>${expected}`,
    ),
  )

  it('declares them in an empty root', async () =>
    expect(await convert('', { properties: { XML_Schema_File_Path: '/xsd/qualified.xsd' } })).toBe(
      `<?xml version='1.0' encoding='UTF-8'?><ns0:Products xmlns:ns0="urn:p"/>`,
    ))
})

describe('a schema that the message names', () => {
  const properties = { XML_Schema_File_Path: '${header.schema}', XPath_Field_Location: '${header.path}' }

  it.each(['/xsd/products.xsd', 'pd:ada:schema:Binary'])('%s', async (schema) =>
    expect(await convert('1,Pen,0.1', { properties, headers: { schema, path: 'Products/Product' } })).toBe(document(PEN)),
  )

  it.each([
    [{ schema: '/xsd/none.xsd', path: 'Products' }, 'The flow has no file xsd/none.xsd'],
    [{ schema: '/xsd/products.xsd', path: 'Orders' }, 'xsd/products.xsd declares no element Orders'],
  ])('fails for %j', async (headers, message) =>
    expect(convert('1', { properties, headers })).rejects.toMatchObject({ code: 'processing-failed', message }),
  )
})

describe('mistakes', () => {
  it.each([
    [{ XML_Schema_File_Path: '/xsd/none.xsd' }, "Schema 'xsd/none.xsd' not found"],
    [{ XML_Schema_File_Path: '/xsd/broken.xsd' }, /^xsd\/broken\.xsd is not well-formed XML: /],
    [{ XPath_Field_Location: '/Products/Order' }, 'The element Products of xsd/products.xsd has no element Order'],
    [{ XPath_Field_Location: '/p:Products' }, "Path '/p:Products': the prefix p is missing in the namespace mapping"],
    [{ XPath_Field_Location: '' }, 'The path to the target element is not given'],
  ])('%j do not compile', async (properties, message) =>
    expect(convert('', { properties: properties as Record<string, string> })).rejects.toThrow(message),
  )

  it('a root takes one record', async () => {
    const properties = { XPath_Field_Location: '/Products' }
    expect(await convert('3', { properties })).toBe("<?xml version='1.0' encoding='UTF-8'?><Products><Count>3</Count></Products>")
    await expect(convert('3\n4', { properties })).rejects.toMatchObject({
      code: 'processing-failed',
      message: '/Products is the root of the document, which takes 1 record and not 2',
    })
  })
})
