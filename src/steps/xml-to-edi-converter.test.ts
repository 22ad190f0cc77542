import { describe, expect, test } from 'vitest'
import { Body } from '../engine/body.ts'
import { edifact, ISA, pickupMessage, set911, x12 } from '../languages/edi/fixtures/interchanges.ts'
import { BOTH_SCHEMAS, compileEdiStep, runEdiStep } from './edi/edi.fixture.ts'
import ediToXmlConverter from './edi-to-xml-converter.ts'
import { exchangeOf } from './step.fixture.ts'
import xmlToEdiConverter from './xml-to-edi-converter.ts'

const toXml = async (text: string, properties: Record<string, string> = {}): Promise<string> =>
  (await runEdiStep(ediToXmlConverter, { ...BOTH_SCHEMAS, ...properties }, exchangeOf({ body: text }))).body.asText()

const convert = (body: string, properties: Record<string, string> = {}, headers: Record<string, unknown> = {}) =>
  runEdiStep(xmlToEdiConverter, { ...BOTH_SCHEMAS, ...properties }, exchangeOf({ body, headers }))

const textOf = async (...parameters: Parameters<typeof convert>) => (await convert(...parameters)).body.asText()

const EDIFACT = edifact(pickupMessage())
/** Without a colon in a value. */
const SET = set911().replace('x:y', 'xy')

describe('XML to EDI Converter', () => {
  test('writes what the other converter has read', async () => {
    for (const text of [`UNA:+.? '${EDIFACT}`, x12(set911())]) expect(await textOf(await toXml(text))).toBe(text)
  })

  test('sets headers', async () => {
    const { headers } = await convert(await toXml(x12(set911())))
    expect(['SAP_EDI_Message_Type', 'SAP_EDI_Receiver_ID', 'SAP_EDI_Document_Number'].map((name) => headers.get(name))).toEqual([
      '911',
      'BETA',
      'P4711',
    ])
  })

  test('a message without envelopes, by the only schema of its type', async () => {
    const xml = await toXml(x12(SET), { x12EnvelopeTruncator: 'true' })
    expect(await textOf(xml)).toBe(SET.replace('AB>12', 'AB:12'))
  })

  test('separators that the document declares', async () => {
    const text = `UNA;*,! |${EDIFACT.replace('?+', '+')
      .replaceAll('*', '')
      .replace(/[:+']/g, (each) => ({ ':': ';', '+': '*', "'": '|' })[each]!)
      .replace('Caf\u00e9 * Bar', 'Caf\u00e9 !* Bar')}`
    expect(await textOf(await toXml(text))).toBe(text)
    const unusable = x12(SET).replace(ISA, ISA.replace('>~', '*~'))
    expect(await textOf((await toXml(x12(SET))).replace('<D_I15>&gt;', '<D_I15>*'))).toBe(unusable.replace('AB>12', 'AB:12'))
  })

  const CUSTOM = {
    edifactUseCustomSeparator: 'true',
    edifactSegmentTerminator: '#x7e',
    edifactCompositeSeparator: ';',
    edifactDataElementSeparator: '${header.separator}',
    edifactEscapeCharacter: '#x21',
    edifactDecimalCharacter: '#x2c',
  }

  test('custom separators of EDIFACT, with a UNA segment that names them', async () => {
    const text = await textOf(await toXml(EDIFACT), CUSTOM, { separator: '*' })
    expect(text).toMatch(/^UNA;\*,! ~UNB\*UNOC;3\*ALPHA;14;IN\*.*NAD\*SU\*4012345;SA\*Caf\u00e9 \+ Bar~.*QTY\*21;12,5~/)
    await expect(convert(await toXml(EDIFACT), CUSTOM, { separator: ';' })).rejects.toThrow('Two separators are the same character')
    await expect(convert(await toXml(EDIFACT), CUSTOM, { separator: '--' })).rejects.toThrow(
      "The element separator must be one character, not '--'",
    )
    await expect(convert(await toXml(EDIFACT), CUSTOM)).rejects.toThrow('A separator is empty')
  })

  test('custom separators of EDIFACT that are the usual ones need no UNA segment, unless a header has another decimal sign', async () => {
    const properties = { edifactUseCustomSeparator: 'true', edifactDecimalCharacter: 'dynamic' }
    const headers = { SAP_XMLTOEDI_DECIMAL_CHARACTER: '#x2c' }
    expect(await textOf(await toXml(EDIFACT), properties, headers)).toBe(`UNA:+,? '${EDIFACT.replace('12.5', '12,5')}`)
    expect(await textOf(await toXml(EDIFACT), { edifactUseCustomSeparator: 'true' })).toBe(EDIFACT)
  })

  test('custom separators of ASC X12, which ISA names', async () => {
    const properties = {
      x12UseCustomSeparator: 'true',
      x12SegmentTerminator: '#xd#xa',
      x12CompositeSeparator: '#x3a',
      x12DataElementSeparator: '|',
      x12RepetitionSeparator: '#x5e',
    }
    const xml = (await toXml(x12(SET))).replace('<D_I11>00401', '<D_I11>00501')
    const text = await textOf(xml, properties)
    expect(text.split('\r\n').slice(0, 5)).toEqual([
      'ISA|00|          |00|          |ZZ|ALPHA          |01|BETA           |240131|0915|^|00501|000000042|0|T|:',
      'GS|PO|ALPHAGS|BETAGS|20240131|0915|77|X|004010',
      'ST|911|0001',
      'BEG|00|NE|P4711||20240131',
      'REF|DP|038|xy|AB:12',
    ])
  })

  test('target encodings', async () => {
    const bytesOf = async (properties: Record<string, string>, xml: string) =>
      Buffer.from((await convert(xml, properties)).body.asBytes()).toString('latin1')
    const xml = await toXml(EDIFACT)
    expect(await bytesOf({}, xml)).toContain('Caf\u00c3\u00a9')
    expect(await bytesOf({ edifactSourceEncoding: 'ISO-8859-1' }, xml)).toContain('Caf\u00e9')
    expect(await bytesOf({ edifactTargetEncoding: 'ISO-8859-5' }, xml)).toContain('Caf?')
    expect(await bytesOf({ edifactTargetEncoding: 'fromIncomingPayload' }, xml)).toContain('Caf\u00e9')
    expect(await bytesOf({ edifactTargetEncoding: 'fromIncomingPayload' }, xml.replace('UNOC', 'UNOW'))).toContain('Caf\u00c3\u00a9')
  })

  test('XML in bytes: UTF-8, else ISO-8859-1', async () => {
    const xml = await toXml(EDIFACT)
    for (const encoding of ['utf8', 'latin1'] as const) {
      const exchange = exchangeOf()
      exchange.body = Body.bytes(Buffer.from(xml, encoding))
      expect((await runEdiStep(xmlToEdiConverter, BOTH_SCHEMAS, exchange)).body.asText()).toBe(EDIFACT)
    }
  })

  test('empty segments', async () => {
    const xml = (await toXml(EDIFACT)).replace('<S_UNS><D_0081>S</D_0081></S_UNS>', '<S_UNS/>')
    expect(await textOf(xml)).not.toContain('UNS')
    expect(await textOf(xml, { edifactEmptySegment: 'Include' })).toContain("UNS'")
  })

  test.each([
    ['<Order/>', 'The element Order contains no EDI message, no element M_…'],
    ['x', 'The body is not well-formed XML'],
    [
      '<M_PICKUP><S_UNH><C_S009><D_0052>D</D_0052><D_0054>9</D_0054></C_S009></S_UNH></M_PICKUP>',
      'There is no schema for EDIFACT PICKUP D9',
    ],
    ['<M_911><S_ST/><S_BEG><D_1/></S_BEG></M_911>', 'The element S_BEG must not contain D_1'],
    ['<M_911><S_ST><D_143>9*1</D_143></S_ST></M_911>', 'A value of the segment ST contains a separator, which cannot be escaped here'],
  ])('fails a message: %s', async (body, reason) => {
    await expect(convert(body)).rejects.toThrow(reason)
  })

  test.each([
    [{ edifactUseCustomSeparator: 'true', edifactCompositeSeparator: '::' }, "The component separator must be one character, not '::'"],
    [{ edifactDecimalCharacter: ';' }, "edifactDecimalCharacter must be one of , #x2e, #x2c, dynamic, not ';'"],
    [{ x12SchemaTable: '<row><cell>/xsd/a.xsd</cell></row>' }, 'The flow has no file xsd/a.xsd'],
  ])('refuses to deploy: %j', async (properties, reason) => {
    await expect(compileEdiStep(xmlToEdiConverter, properties)).rejects.toThrow(reason)
  })
})
