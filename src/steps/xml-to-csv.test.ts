import { describe, expect, it } from 'vitest'
import { readConfig } from '../engine/fields.ts'
import { contextOf, exchangeOf } from './step.fixture.ts'
import step from './xml-to-csv.ts'

const PRODUCTS = `<?xml version="1.0"?>
<shop:root xmlns:shop="urn:shop" Category="Scanners">
  <Type>Source, Data</Type><Source/>
  <Products>
    <Product key="a"><Id>1</Id><Name>Photo; "Scan"</Name></Product>
    <Product key="b"><Weight unit="kg">2.3</Weight><Id>2</Id><Name>Jet
Scan</Name></Product>
  </Products>
</shop:root>`

const XSD = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:element name="Id"><xs:annotation><xs:documentation>Elsewhere</xs:documentation></xs:annotation></xs:element>
  <xs:element name="Product"><xs:complexType><xs:sequence>
    <xs:element name="Id"><xs:annotation><xs:documentation source="x"> Number, short </xs:documentation></xs:annotation></xs:element>
    <xs:element name="Name"/>
  </xs:sequence></xs:complexType></xs:element>
</xs:schema>`

async function convert(body: string, properties: Record<string, string>, headers: Record<string, string> = {}): Promise<string> {
  const context = contextOf(step, properties, { namespaces: { s: 'urn:shop' } })
  const flow = {
    ...context.flow,
    resources: new Map([
      ['xsd/p.xsd', Buffer.from(XSD)],
      ['xsd/broken.xsd', Buffer.from('<')],
    ]),
  }
  const run = await step.compile(readConfig(step.fields, context.node.properties), { ...context, flow })
  const exchange = exchangeOf({ body, headers })
  expect(await run(exchange)).toBeUndefined()
  return exchange.body.asText()
}

const PATH = { XPath_Field_Location: '/s:root/Products/Product' }
const SEMICOLON = { Field_Separator_in_CSV: ';' }

describe('XML to CSV Converter', () => {
  it('writes a line for each element, its columns as they first occur', async () =>
    expect(await convert(PRODUCTS, { ...PATH, ...SEMICOLON })).toBe('1;"Photo; ""Scan""";\n2;"Jet\nScan";2.3\n'))

  it.each([
    ['relative', 's:root/Products/Product', '1,"Photo; ""Scan""",\n2,"Jet\nScan",2.3\n'],
    ['without result', '/s:root/Order', ''],
  ])('takes a path that is %s', async (_, path, csv) => expect(await convert(PRODUCTS, { XPath_Field_Location: path })).toBe(csv))

  it.each<Record<string, string>>([{ Include_Header: 'true' }, { CSV_Header: 'XML based' }, { CSV_Header: 'xml' }])(
    'names the columns for %j',
    async (header) =>
      expect(await convert('<a><b><c>1</c><d>2</d><c>3</c></b></a>', { XPath_Field_Location: '/a/b', ...header })).toBe('c,d,c\n1,2,3\n'),
  )

  it.each([
    ['Space', '1 2\n'],
    ['\\t', '1\t2\n'],
    ['|', '1|2\n'],
  ])('separates by %s', async (separator, csv) =>
    expect(await convert('<a><b><c>1</c><d>2</d></b></a>', { XPath_Field_Location: '/a/b', Field_Separator_in_CSV: separator })).toBe(csv),
  )

  it('names no columns without lines', async () =>
    expect(await convert('<a/>', { XPath_Field_Location: '/a/b', Include_Header: 'true' })).toBe(''))

  it('puts attributes before elements', async () =>
    expect(await convert(PRODUCTS, { ...PATH, ...SEMICOLON, Include_Attribute: 'true', Include_Header: 'true' })).toBe(
      'key;Id;Name;unit;Weight\na;1;"Photo; ""Scan""";;\nb;2;"Jet\nScan";kg;2.3\n',
    ))

  it('puts a parent before all lines', async () =>
    expect(
      await convert(PRODUCTS, {
        ...PATH,
        Include_Master: 'true',
        Master_XPath_Field_Location: 's:root',
        Include_Attribute: 'true',
        CSV_Header: 'XML',
        ...SEMICOLON,
      }),
    ).toBe('Category;Type;Source\nScanners;Source, Data;\nkey;Id;Name;unit;Weight\na;1;"Photo; ""Scan""";;\nb;2;"Jet\nScan";kg;2.3\n'))

  it('flattens elements within elements', async () =>
    expect(await convert('<a><b><c>1</c><d><e>2</e><f/></d></b></a>', { XPath_Field_Location: '/a/b', Include_Header: 'true' })).toBe(
      'c,e,f\n1,2,\n',
    ))

  it.each(['/xsd/p.xsd', '${header.schema}'])('takes the names from the schema %s', async (file) =>
    expect(
      await convert(
        PRODUCTS,
        { ...PATH, ...SEMICOLON, CSV_Header: 'XSD annotation based', XML_Schema_File_Path: file },
        { schema: 'xsd/p.xsd' },
      ),
    ).toBe('Number;short;Name;Weight\n1;"Photo; ""Scan""";\n2;"Jet\nScan";2.3\n'),
  )

  it.each([
    [{ XPath_Field_Location: '' }, 'The XPath expression is empty'],
    [{ ...PATH, Include_Master: 'true' }, 'The path to the parent element is not given'],
    [{ ...PATH, CSV_Header: 'both' }, "'both' is neither none nor based on XML or XSD"],
    [{ ...PATH, CSV_Header: 'xsd', XML_Schema_File_Path: '/xsd/x.xsd' }, "Schema 'xsd/x.xsd' not found"],
    [{ ...PATH, CSV_Header: 'xsd', XML_Schema_File_Path: '/xsd/broken.xsd' }, /^xsd\/broken\.xsd is not well-formed XML/],
  ])('does not compile %j', async (properties, message) =>
    expect(convert('<a/>', properties as Record<string, string>)).rejects.toThrow(message),
  )

  it('fails on a body that is no XML', async () => expect(convert('a,b', PATH)).rejects.toMatchObject({ code: 'processing-failed' }))
})
