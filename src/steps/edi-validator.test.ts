import { describe, expect, test } from 'vitest'
import { Body } from '../engine/body.ts'
import { edifact, ISA, pickupMessage, set911, x12 } from '../languages/edi/fixtures/interchanges.ts'
import { compileEdiStep, headersWith, schemaTable } from './edi/edi.fixture.ts'
import ediValidator from './edi-validator.ts'
import { exchangeOf } from './step.fixture.ts'

const SCHEMAS = { schemaTable: schemaTable('schemaName', '/xsd/UN-EDIFACT_PICKUP_D24A.xsd', '/xsd/ASC-X12_911_004010.xsd') }
const GO_ON = { ...SCHEMAS, preventException: 'true' }

async function validated(body: string, properties: Record<string, string> = GO_ON, headers: Record<string, unknown> = {}) {
  const exchange = exchangeOf({ body, headers })
  await (await compileEdiStep(ediValidator, properties))(exchange)
  return exchange
}

const resultOf = async (...given: Parameters<typeof validated>) =>
  (await validated(...given)).headers.get('SAP_EDIValidationResult') as string | undefined

/** What a result says of errors, each in a line: path, code, and places. */
const errorsOf = (xml = '') =>
  [...xml.matchAll(/<Error>(.*?)<\/Error>/g)].map(([, error = '']) =>
    ['ElementType', 'XPath', 'ErrorCode', 'SegmentPosition', 'DataElementPosition', 'DataCompositePosition']
      .map((name) => new RegExp(`<${name}>(.*?)</`).exec(error)?.[1] ?? '')
      .join(' ')
      .trim(),
  )

describe('EDI Validator', () => {
  test.each([
    ['EDIFACT', edifact(pickupMessage('1'), pickupMessage('2'))],
    ['ASC X12', x12(set911())],
  ])('a valid interchange of %s passes and tells its document number', async (_name, body) => {
    const exchange = await validated(body, SCHEMAS)
    expect([exchange.body.asText(), headersWith(exchange, 'SAP_'), exchange.log.attachments]).toEqual([
      body,
      { SAP_EDI_Document_Number: 'P4711' },
      [],
    ])
  })

  test('the faults of a message become XML in header and log, and the message goes on', async () => {
    const body = edifact(pickupMessage('1'), pickupMessage('2').replace('LIN+2+DEF:EN', 'LIN+2x+DEF:EN'))
    const { body: left, headers, log } = await validated(body)
    const xml = [
      '<Interchange><DocumentStandard>UN-EDIFACT</DocumentStandard><SyntaxVersion>3</SyntaxVersion>',
      '<InterchangeSender><Identification>ALPHA</Identification><Qualifier>14</Qualifier></InterchangeSender>',
      '<InterchangeReceiver><Identification>BETA</Identification><Qualifier>ZZ</Qualifier></InterchangeReceiver>',
      '<InterchangeControlNumber>REF7</InterchangeControlNumber><InterchangeError></InterchangeError>',
      '<FunctionalGroup><GroupControlNumber></GroupControlNumber>',
      '<MessageError type="PICKUP" version="D24A"><MessageControlNumber>2</MessageControlNumber>',
      '<Error><ElementType>DataElement</ElementType><XPath>/Interchange/M_PICKUP/G_SG3/S_LIN/D_1082</XPath>',
      '<ErrorCode>37</ErrorCode><ErrorText>Segment 9 (LIN), element 1 (D_1082): the value is not a number</ErrorText>',
      '<SegmentPosition>20</SegmentPosition><DataElementPosition>1</DataElementPosition></Error>',
      '</MessageError></FunctionalGroup></Interchange>',
    ].join('')
    expect([left.asText(), headers.get('SAP_EDIValidationResult')]).toEqual([body, xml])
    expect(log.attachments.map(({ name, contentType, content }) => [name, contentType, Buffer.from(content).toString()])).toEqual([
      ['SAP_EDIValidationResult', 'application/xml', xml],
    ])
  })

  test('faults fail the message, with the header for its exception subprocess', async () => {
    const exchange = exchangeOf({ body: edifact(pickupMessage().replace('BGM+', "XYZ'BGM+").replace('UNT+11', 'UNT+12')) })
    await expect((await compileEdiStep(ediValidator, SCHEMAS))(exchange)).rejects.toMatchObject({
      code: 'processing-failed',
      message: 'The interchange is not valid. PICKUP 1: Segment 2 (XYZ): the segment is not defined in the message',
    })
    expect(errorsOf(String(exchange.headers.get('SAP_EDIValidationResult')))).toEqual(['SegmentElement /Interchange/M_PICKUP/S_XYZ 15 2'])
  })

  test.each([
    ['a segment that is missing', "UNS+S'", '', 'SegmentElement /Interchange/M_PICKUP/S_UNS 13 10'],
    ['a composite that is missing', 'QTY+21:12.5', 'QTY', 'CompositeElement /Interchange/M_PICKUP/G_SG3/S_QTY/C_C186 13 7 1'],
    ['a component', 'SU+4012345:SA', 'SU+:SA', 'DataElement /Interchange/M_PICKUP/G_SG1/S_NAD/C_C082/D_3039 13 4 2 1'],
    ['a code', 'NAD+SU', 'NAD+XX', 'DataElement /Interchange/M_PICKUP/G_SG1/S_NAD/D_3035 12 4 1'],
    ['too many elements', 'CTA+IC', 'CTA+IC+a', 'SegmentElement /Interchange/M_PICKUP/G_SG1/G_SG2/S_CTA 16 5 2'],
    ['a segment in the wrong place', "UNS+S'", "BGM'UNS+S'", 'SegmentElement /Interchange/M_PICKUP/G_SG3/S_BGM 15 10'],
    ['a segment too often', "QTY+21:12.5'", "QTY+21:1'".repeat(3), 'SegmentElement /Interchange/M_PICKUP/G_SG3/S_QTY 35 9'],
    [
      'a group too often',
      "NAD+SU+4012345:SA+Caf\u00e9 ?+ Bar'CTA+IC'",
      "NAD+SU'".repeat(3),
      'SegmentElement /Interchange/M_PICKUP/G_SG1 36 6',
    ],
  ])('EDIFACT: %s', async (_name, pattern, replacement, error) => {
    const body = edifact(pickupMessage().replace(pattern, replacement))
    const counted = body.replace(/UNT\+\d+/, `UNT+${body.split("'").length - 3}`)
    expect(errorsOf(await resultOf(counted))).toEqual([error])
  })

  test('EDIFACT: envelopes, with lines counted when segments have their own', async () => {
    const body = edifact(pickupMessage().replace("UNT+11+1'", "UNT+12+2'"))
      .replace('UNOC:3', 'UNOC:9')
      .replace("UNZ+1+REF7'", "UNZ+2+REF8'")
    expect(errorsOf(await resultOf(`UNA:+.? '\n${body.replaceAll("'", "'\n")}`))).toEqual([
      'DataElement /Interchange/S_UNB/C_S001/D_0002 2',
      'DataElement /Interchange/S_UNZ/D_0020 28',
      'DataElement /Interchange/S_UNZ/D_0036 29',
      'DataElement /Interchange/M_PICKUP/S_UNT/D_0062 28 13',
      'DataElement /Interchange/M_PICKUP/S_UNT/D_0074 29 13',
    ])
    const inGroup = body.replace('UNH+', "UNG+PICKUP+A+B+240131:0915+5+UN'UNH+").replace('UNZ', "UNE+2+6'UNZ")
    expect(errorsOf(await resultOf(inGroup)).slice(3, 5)).toEqual([
      'DataElement /Interchange/S_UNE/D_0048 28',
      'DataElement /Interchange/S_UNE/D_0060 29',
    ])
  })

  test('ASC X12: from the envelopes down to components', async () => {
    const set = set911()
      .replace('REF*DP*038*x:y*AB>12', 'XYZ*1~REF*D*038*x*AB')
      .replace('20240131', '20240231')
      .replace('LE*PO1~', '')
      .replace('SE*9*0001', 'SE*8*0002')
    const body = x12(set).replace('GE*1*77', 'GE*2*78').replace('IEA*1*000000042', 'IEA*2*000000043')
    const xml = await resultOf(body)
    expect(xml).toMatch(
      /^<Interchange><DocumentStandard>ASC-X12<\/DocumentStandard><SyntaxVersion>00401<\/SyntaxVersion><InterchangeSender><Identification>ALPHA<\/Identification><Qualifier>ZZ<\/Qualifier>/,
    )
    expect(xml).toContain('<GroupControlNumber>77</GroupControlNumber>')
    expect(errorsOf(xml)).toEqual([
      'DataElement /Interchange/S_IEA/D_I12 001',
      'DataElement /Interchange/S_IEA/D_I16 021',
      'DataElement /Interchange/FunctionalGroup/S_GE/D_28 4',
      'DataElement /Interchange/FunctionalGroup/S_GE/D_97 5',
      'DataElement /Interchange/FunctionalGroup/M_911/S_SE/D_329 3 10',
      'DataElement /Interchange/FunctionalGroup/M_911/S_SE/D_96 4 10',
      'DataElement /Interchange/FunctionalGroup/M_911/S_BEG/D_373 8 3 5',
      'SegmentElement /Interchange/FunctionalGroup/M_911/S_XYZ 6 4',
      'DataElement /Interchange/FunctionalGroup/M_911/S_REF/D_128 4 5 1',
      'DataElement /Interchange/FunctionalGroup/M_911/S_REF/C_C040/D_127 1 5 4 2',
      'SegmentElement /Interchange/FunctionalGroup/M_911/G_LS/S_LE 3 10',
    ])
  })

  test.each([
    ['no EDI', 'text', 'it begins with neither UNA, UNB nor ISA', '18'],
    ['a segment that does not end', edifact(pickupMessage()).slice(0, -1), 'does not end with the segment terminator', '18'],
    ['an envelope that does not end', `${ISA}IEA`, 'does not end with the segment terminator ~', ''],
    ['no schema', edifact(pickupMessage().replaceAll('24A', '25A')), 'There is no schema for EDIFACT PICKUP D25A', '18'],
  ])('%s is a fault, too', async (_name, body, reason, code) => {
    expect(await resultOf(body)).toMatch(new RegExp(`<ErrorCode>${code}</ErrorCode><ErrorText>.*${reason}`))
    await expect(validated(body, SCHEMAS)).rejects.toThrow(reason)
  })

  test('reads the source encoding: a letter of two bytes is one', async () => {
    const body = edifact(pickupMessage().replace('Caf\u00e9 ?+ Bar', '\u00e9'.repeat(35)))
    const faultsIn = async (sourceEncoding: string) => {
      const exchange = exchangeOf()
      exchange.body = Body.bytes(Buffer.from(body, 'utf8'))
      await (await compileEdiStep(ediValidator, { ...GO_ON, sourceEncoding }))(exchange)
      return errorsOf(exchange.headers.get('SAP_EDIValidationResult') as string | undefined)
    }
    expect([await faultsIn('UTF-8'), await faultsIn(''), await faultsIn('ISO-8859-1')]).toEqual([
      [],
      ['DataElement /Interchange/M_PICKUP/G_SG1/S_NAD/D_3124 39 4 3'],
      ['DataElement /Interchange/M_PICKUP/G_SG1/S_NAD/D_3124 39 4 3'],
    ])
  })

  test('numbers have the decimal sign that UNA declares', async () => {
    const comma = edifact(pickupMessage().replace('12.5', '12,5'))
    expect([errorsOf(await resultOf(`UNA:+,? '${comma}`)), errorsOf(await resultOf(comma))]).toEqual([
      [],
      ['DataElement /Interchange/M_PICKUP/G_SG3/S_QTY/C_C186/D_6060 37 7 1 2'],
    ])
  })

  test('a header names the schema', async () => {
    const properties = { ediSchemaSource: 'Header', headerName: 'Extended_SCHEMA' }
    const body = edifact(pickupMessage())
    expect((await validated(body, properties, { Extended_SCHEMA: '/xsd/UN-EDIFACT_PICKUP_D24A.xsd' })).body.asText()).toBe(body)
    await expect(validated(body, properties)).rejects.toThrow('The header Extended_SCHEMA, which names the schema, is not set')
  })

  test.each([
    [{}, 'No schema is chosen'],
    [{ ediSchemaSource: 'Header' }, 'The header that names the schema is not given'],
    [{ schemaTable: schemaTable('schemaName', '/xsd/none.xsd') }, 'The flow has no file xsd/none.xsd'],
    [{ schemaTable: schemaTable('schemaName', '/xsd/broken.xsd') }, 'xsd/broken.xsd is not well-formed XML'],
    [{ ...SCHEMAS, sourceEncoding: 'EBCDIC' }, "sourceEncoding must be one of ISO-8859-1, UTF-8, not 'EBCDIC'"],
    [{ ...SCHEMAS, validateMessage: 'extendedValidation' }, 'Extended validation is not supported (validateMessage)'],
  ])('refuses to deploy: %j', async (properties, reason) => {
    await expect(compileEdiStep(ediValidator, properties as Record<string, string>)).rejects.toThrow(reason)
  })
})
