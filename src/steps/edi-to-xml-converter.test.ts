import { describe, expect, test } from 'vitest'
import { Body } from '../engine/body.ts'
import { edifact, pickupMessage, set911, x12 } from '../languages/edi/fixtures/interchanges.ts'
import { PICKUP } from '../languages/edi/fixtures/schemas.ts'
import { BOTH_SCHEMAS, compileEdiStep, runEdiStep, schemaTable } from './edi/edi.fixture.ts'
import ediToXmlConverter from './edi-to-xml-converter.ts'
import { exchangeOf, type Surroundings } from './step.fixture.ts'

const EDIFACT = edifact(pickupMessage())

async function convert(
  body: string,
  properties: Record<string, string> = {},
  headers: Record<string, unknown> = {},
  more: Surroundings = {},
) {
  return runEdiStep(ediToXmlConverter, { ...BOTH_SCHEMAS, ...properties }, exchangeOf({ body, headers }), more)
}

const xmlOf = async (...[body, properties, headers]: Parameters<typeof convert>) => (await convert(body, properties, headers)).body.asText()

describe('EDI to XML Converter', () => {
  test('converts both standards by their schemas and sets headers', async () => {
    const exchange = await convert(EDIFACT)
    expect(exchange.body.asText()).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?><ns0:Interchange xmlns:ns0="urn:sap.com:typesystem:b2b:6:un-edifact"><S_UNB>.*<\/S_UNZ><\/ns0:Interchange>$/,
    )
    expect(['SAP_EDI_Document_Number', 'SAP_EDI_Message_Type', 'SAP_EDI_Payload_Format'].map((name) => exchange.headers.get(name))).toEqual(
      ['P4711', 'PICKUP', undefined],
    )
    expect(await xmlOf(x12(set911()))).toContain('<FunctionalGroup><S_GS>')
  })

  test('leaves the envelopes out, for each standard by its own setting', async () => {
    expect(await xmlOf(EDIFACT, { edifactEnvelopeTruncator: 'true', edifactTargetRootElement: 'dynamic' })).toMatch(/\?><M_PICKUP><S_UNH>/)
    expect(await xmlOf(EDIFACT, { edifactEnvelopeTruncator: 'true', edifactTargetRootElement: 'fromIncomingPayload' })).toMatch(
      /\?><M_PICKUP>/,
    )
    expect(await xmlOf(x12(set911()), { edifactEnvelopeTruncator: 'true' })).toContain('<S_ISA>')
  })

  test('reads the source encoding, and writes what ISO-8859-1 has beyond ASCII as references', async () => {
    const exchange = exchangeOf()
    exchange.body = Body.bytes(Buffer.from(EDIFACT, 'latin1'))
    const settings = { ...BOTH_SCHEMAS, edifactSourceEncoding: 'ISO-8859-1', edifactTargetEncoding: 'ISO-8859-1' }
    expect((await runEdiStep(ediToXmlConverter, settings, exchange)).body.asText()).toMatch(
      /^<\?xml version="1.0" encoding="ISO-8859-1"\?>.*<D_3124>Caf&#233; \+ Bar<\/D_3124>/,
    )
    expect(await xmlOf(EDIFACT)).toContain('<D_3124>Caf\u00e9 + Bar</D_3124>')
  })

  test('headers set what is dynamic, and replace what is configured', async () => {
    const text = `UNA:+,? '${EDIFACT.replace('12.5', '12,5').replace('CTA+IC', 'CTA')}`
    const properties = { edifactDecimalCharacter: 'dynamic', edifactEmptySegment: 'Exclude' }
    const headers = { SAP_EDITOXML_TARGET_DECIMAL_CHARACTER: 'dot', SAP_EDITOXML_EDIFACT_EMPTY_SEGMENT: 'include' }
    expect(await xmlOf(text, properties, headers)).toMatch(/<S_CTA\/>.*<D_6060>12\.5</)
    await expect(convert(text, properties)).rejects.toThrow(
      'The header SAP_EDITOXML_TARGET_DECIMAL_CHARACTER, which this step is configured to read, is not set',
    )
    await expect(convert(EDIFACT, {}, { SAP_EDITOXML_EDIFACT_EMPTY_SEGMENT: 'maybe' })).rejects.toThrow(
      "The header SAP_EDITOXML_EDIFACT_EMPTY_SEGMENT must be one of Exclude, Include, not 'maybe'",
    )
    await expect(
      convert(EDIFACT, { edifactTargetRootElement: 'Dynamic' }, { SAP_EDITOXML_EDIFACT_TARGET_ROOT_ELEMENT: 'fromIncomingPayload' }),
    ).rejects.toThrow("The header SAP_EDITOXML_EDIFACT_TARGET_ROOT_ELEMENT must be one of interchange, not 'fromIncomingPayload'")
  })

  test('a header names the schema: a file of the flow, or a parameter of a partner by what the message is', async () => {
    const properties = { edifactEdiSchemaSource: 'Header', edifactHeaderName: 'SCHEMA', edifactSchemaTable: '' }
    expect((await convert(EDIFACT, properties, { SCHEMA: '/xsd/UN-EDIFACT_PICKUP_D24A.xsd' })).body.asText()).toContain('<M_PICKUP>')
    const asked: string[] = []
    const partnerDirectory = {
      binaryParameter: async (partner: string, id: string) => {
        asked.push(`${partner}/${id}`)
        return Buffer.from(PICKUP)
      },
    } as unknown as NonNullable<Surroundings['services']>['partnerDirectory']
    const name = 'pd:Alpha:${edi.EDI_Document_Standard}_${edi.EDI_Message_Type}_${edi.EDI_Message_Version}:binary'
    await convert(EDIFACT, properties, { SCHEMA: name }, { services: { partnerDirectory: partnerDirectory! } })
    expect(asked).toEqual(['Alpha/UN-EDIFACT_PICKUP_D24A'])
    await expect(convert(EDIFACT, properties)).rejects.toThrow('The header SCHEMA, which names the schema, is not set')
    await expect(convert(EDIFACT, properties, { SCHEMA: '/xsd/broken.xsd' })).rejects.toThrow('xsd/broken.xsd is not well-formed XML')
    await expect(convert(EDIFACT, properties, { SCHEMA: '/xsd/none.xsd' })).rejects.toThrow('The flow has no file xsd/none.xsd')
  })

  test.each([
    [
      EDIFACT.replace(':24A', ':25B'),
      'There is no schema for EDIFACT PICKUP D25B: the step has none with the name UN-EDIFACT_PICKUP_D25B.xsd',
    ],
    [EDIFACT.replace('24A:UN', '24B:UN:EAN1'), 'the step has none with the name UN-EDIFACT_PICKUP_D24B_EAN1.xsd'],
    [x12(set911().replace('ST*911', 'ST*912')), 'There is no schema for ASC X12 912 004010'],
    [EDIFACT.replace('BGM+', "XYZ'BGM+"), 'M_PICKUP: Segment 2 (XYZ): the segment is not defined in the message'],
    ['ISA*00', 'The ISA segment is not complete'],
    ['', 'it begins with neither UNA, UNB nor ISA'],
    ["STX=ANA:1+A+B'", 'TRADACOMS is not supported'],
  ])('fails a message: %#', async (body, reason) => {
    await expect(convert(body, { tradacomsConversionPreference: 'Dynamic', vdaConversionPreference: 'No' })).rejects.toThrow(reason)
  })

  test('an association or an extension without a schema of its own takes the one of the version', async () => {
    expect(await xmlOf(EDIFACT.replace('24A:UN', '24A:UN:EAN1'))).toContain('<D_0057>EAN1</D_0057>')
    expect(await xmlOf(x12(set911()).replace('004010', '004010VICS'))).toContain('<D_480>004010VICS</D_480>')
  })

  test.each([
    [{ x12SchemaTable: schemaTable('x12SchemaName', '/xsd/none.xsd') }, 'The flow has no file xsd/none.xsd'],
    [{ x12SchemaTable: schemaTable('x12SchemaName', '/xsd/broken.xsd') }, 'xsd/broken.xsd is not well-formed XML'],
    [{ vdaSchemaTable: schemaTable('vdaSchemaName', '/xsd/a.xsd') }, 'Messages of this standard are not supported'],
    [{ tradacomsSchemaTable: schemaTable('tradacomsSchemaName', '/xsd/a.xsd') }, 'Messages of this standard are not supported'],
    [
      { edifactTargetRootElement: 'fromIncomingPayload' },
      'edifactTargetRootElement cannot be fromIncomingPayload; only interchange is supported',
    ],
    [{ tradacomsConversionPreference: 'Yes' }, "tradacomsConversionPreference must be one of No, dynamic, not 'Yes'"],
    [{ vdaSplitPreference: 'WithoutValidation' }, "vdaSplitPreference must be one of NoSplit, dynamic, not 'WithoutValidation'"],
    [{ x12SourceEncoding: 'EBCDIC' }, "x12SourceEncoding must be one of UTF-8, ISO-8859-1, not 'EBCDIC'"],
  ])('refuses to deploy: %j', async (properties, reason) => {
    await expect(compileEdiStep(ediToXmlConverter, properties)).rejects.toThrow(reason)
  })
})
