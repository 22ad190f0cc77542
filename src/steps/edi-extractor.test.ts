import { describe, expect, test } from 'vitest'
import { Body } from '../engine/body.ts'
import { edifact, pickupMessage, set911, x12 } from '../languages/edi/fixtures/interchanges.ts'
import { headersWith } from './edi/edi.fixture.ts'
import ediExtractor from './edi-extractor.ts'
import { exchangeOf, runStep } from './step.fixture.ts'

const extract = (body: string, headers: Record<string, unknown> = {}) => runStep(ediExtractor, {}, exchangeOf({ body, headers }))

const UNB_XML =
  '<S_UNB><C_S001><D_0001>UNOC</D_0001><D_0002>3</D_0002></C_S001><C_S002><D_0004>ALPHA</D_0004></C_S002><D_0020>REF7</D_0020></S_UNB>'
const UNH_XML = '<S_UNH><D_0062>1</D_0062><C_S009><D_0065>PICKUP</D_0065><D_0052>D</D_0052><D_0054>24A</D_0054></C_S009></S_UNH>'

describe('EDI Extractor', () => {
  test('sets headers for EDIFACT, under their older names too, and leaves the body', async () => {
    const body = edifact(pickupMessage('4'), pickupMessage('5'))
    const exchange = await extract(body)
    expect(exchange.body.asText()).toBe(body)
    expect(headersWith(exchange, 'SAP_EDI_M')).toEqual({
      SAP_EDI_Message_Control_Number: '4',
      SAP_EDI_Message_Type: 'PICKUP',
      SAP_EDI_Message_Version: 'D',
      SAP_EDI_Message_Release: '24A',
      SAP_EDI_Message_Controlling_Agency: 'UN',
    })
    expect(['SAP_EDI_Payload_Format', 'SAP_EDI_Document_Standard', 'EDI_Sender_ID'].map((name) => exchange.headers.get(name))).toEqual([
      'EDI_FLAT',
      'UN-EDIFACT',
      'ALPHA',
    ])
  })

  test('ASC X12', async () => {
    const exchange = await extract(x12(set911()))
    expect(headersWith(exchange, 'SAP_GS')).toEqual({ SAP_GS_Functional_Id_Code: 'PO', SAP_GS_Responsible_Agency_Code: 'X' })
    expect([exchange.headers.get('SAP_EDI_Document_Standard'), exchange.headers.has('GS_Functional_Id_Code')]).toEqual(['ASC-X12', false])
  })

  test('a document that is said to be ODETTE stays so', async () => {
    const exchange = await extract(edifact(pickupMessage()), { SAP_EDI_Document_Standard: 'ODETTE' })
    expect(exchange.headers.get('SAP_EDI_Document_Standard')).toBe('ODETTE')
  })

  test('XML', async () => {
    const exchange = await extract(`\n<n:Interchange xmlns:n="urn:n">${UNB_XML}<M_PICKUP>${UNH_XML}<S_BGM/></M_PICKUP></n:Interchange>`)
    expect(headersWith(exchange, 'SAP_')).toEqual({
      SAP_EDI_Document_Standard: 'UN-EDIFACT',
      SAP_EDI_Syntax_Identifier: 'UNOC',
      SAP_EDI_Syntax_Version_Number: '3',
      SAP_EDI_Sender_ID: 'ALPHA',
      SAP_EDI_Interchange_Control_Number: 'REF7',
      SAP_EDI_Message_Control_Number: '1',
      SAP_EDI_Message_Type: 'PICKUP',
      SAP_EDI_Message_Version: 'D',
      SAP_EDI_Message_Release: '24A',
      SAP_EDI_Payload_Format: 'XML',
    })
  })

  test('bytes that are not UTF-8', async () => {
    const exchange = exchangeOf()
    exchange.body = Body.bytes(Buffer.from(edifact(pickupMessage()).replaceAll('ALPHA', 'M\u00fcller'), 'latin1'))
    expect((await runStep(ediExtractor, {}, exchange)).headers.get('SAP_EDI_Sender_ID')).toBe('M\u00fcller')
  })

  test.each([
    ['', 'it begins with neither UNA, UNB nor ISA'],
    ['<Order/>', 'The element Order contains no EDI message'],
    ['<Order', 'The body is not well-formed XML'],
  ])('refuses %j', async (body, reason) => {
    await expect(extract(body)).rejects.toThrow(reason)
  })
})
