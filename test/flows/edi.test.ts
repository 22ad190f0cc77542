import { expect, test } from 'vitest'
import { edifact, pickupMessage, set911, x12 } from '../../src/languages/edi/fixtures/interchanges.ts'
import { PICKUP, X12_911 } from '../../src/languages/edi/fixtures/schemas.ts'
import { content, https, type StepSketch } from '../support/flow.ts'
import { useStage } from './stage.ts'

const stage = useStage()

async function send(address: string, body: string) {
  const answer = await stage.call(address, body)
  return { status: answer.status, text: await answer.text() }
}

const schemas = {
  edifactSchemaTable: "<row><cell id='edifactSchemaName'>/xsd/UN-EDIFACT_PICKUP_D24A.xsd</cell></row>",
  x12SchemaTable: "<row><cell id='x12SchemaName'>/xsd/ASC-X12_911_004010.xsd</cell></row>",
}
const resources = { 'xsd/UN-EDIFACT_PICKUP_D24A.xsd': PICKUP, 'xsd/ASC-X12_911_004010.xsd': X12_911 }
const step = (activity: string, properties: Record<string, string> = {}): StepSketch => ({
  activity,
  properties: { ...schemas, ...properties },
})

test('an interchange becomes XML and an interchange again, with headers for the flow', async () => {
  const setBody = content('${header.SAP_EDI_Message_Type} ${header.SAP_EDI_Sender_ID} ${body}')
  const steps = [{ activity: 'EDIExtractor' }, step('EDItoXMLConverter'), step('XMLtoEDIConverter'), setBody]
  await stage.deploy({ id: 'EdiRoundTrip', sender: https('/edi-round-trip'), steps, resources })
  for (const [text, type] of [
    [edifact(pickupMessage('1')), 'PICKUP'],
    [x12(set911()), '911'],
  ] as const) {
    expect(await send('/edi-round-trip', text)).toEqual({ status: 200, text: `${type} ALPHA ${text}` })
  }
})

test('a splitter sends messages and the acknowledgement down the flow', async () => {
  const write: StepSketch = {
    activity: 'DBstorage',
    properties: {
      operation: 'put',
      storageName: 'Parts',
      visibility: 'global',
      messageId: '${property.CamelSplitIndex}',
      encrypt: 'false',
    },
  }
  const described = content('${header.SAP_EDI_Message_Control_Number} ${header.SAP_EDI_ACKNOWLEDGEMENT} ${body}')
  const properties = {
    splitType: 'EDISplitter',
    edifactCreateAck: 'required',
    edifactValidateMessage: 'true',
    edifactValidate: 'envelopAndMessage',
  }
  await stage.deploy({ id: 'EdiSplit', sender: https('/edi-split'), steps: [step('Splitter', properties), described, write], resources })
  const text = edifact(pickupMessage('1'), pickupMessage('2'))
  expect(await send('/edi-split', text)).toEqual({ status: 200, text })
  const entries = await stage.tenant.store.dataStores.select({ storeName: 'Parts', flowId: '', type: '' }, 10, Date.now())
  expect(entries.map((entry) => Buffer.from(entry.content).toString())).toEqual([
    `1  ${edifact(pickupMessage('1'))}`,
    `2  ${edifact(pickupMessage('2'))}`,
    expect.stringMatching(
      /^1 true UNB\+UNOC:3\+BETA:ZZ\+ALPHA:14:IN\+.*UCM\+1\+PICKUP:D:24A:UN\+7'UCM\+2\+PICKUP:D:24A:UN\+7'UNT\+5\+1'UNZ\+1\+REF7'$/,
    ),
  ])
})

test('a validator stops what has faults, or tells them and goes on', async () => {
  const validator = (preventException: string): StepSketch => ({
    activity: 'EDIValidator',
    properties: { preventException, schemaTable: schemas.edifactSchemaTable.replace('edifactSchemaName', 'schemaName') },
  })
  const faulty = edifact(pickupMessage().replace('DTM+137:', 'DTM+1377:'))
  await stage.deploy({ id: 'EdiStop', sender: https('/edi-stop'), steps: [validator('false')], resources })
  await stage.deploy({
    id: 'EdiGoOn',
    sender: https('/edi-go-on'),
    steps: [validator('true'), content('${header.SAP_EDI_Document_Number}|${header.SAP_EDIValidationResult}|${body}')],
    resources,
  })
  expect([(await send('/edi-stop', faulty)).status, await send('/edi-stop', edifact(pickupMessage()))]).toEqual([
    500,
    { status: 200, text: edifact(pickupMessage()) },
  ])
  const [number, xml, body] = (await send('/edi-go-on', faulty)).text.split('|')
  expect([number, body, /<XPath>.*<\/ErrorCode>/.exec(xml!)?.[0]]).toEqual([
    'P4711',
    faulty,
    '<XPath>/Interchange/M_PICKUP/S_DTM/C_C507/D_2005</XPath><ErrorCode>39</ErrorCode>',
  ])
})

test('a flow without its schema is refused, and so is a message that does not fit it', async () => {
  await expect(stage.deploy({ id: 'EdiBare', sender: https('/edi-bare'), steps: [step('EDItoXMLConverter')] })).rejects.toThrow(
    'EDIFACT schema in Step_1 (EDItoXMLConverter Step_1): The flow has no file xsd/UN-EDIFACT_PICKUP_D24A.xsd',
  )
  await stage.deploy({ id: 'EdiStrict', sender: https('/edi-strict'), steps: [step('EDItoXMLConverter')], resources })
  expect((await send('/edi-strict', edifact(pickupMessage().replace('BGM', "XYZ'BGM")))).status).toBe(500)
})
