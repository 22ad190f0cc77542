import { describe, expect, test } from 'vitest'
import type { Exchange } from '../engine/exchange.ts'
import { edifact, GS, ISA, pickupMessage, set911, UNB, x12 } from '../languages/edi/fixtures/interchanges.ts'
import { BOTH_SCHEMAS, compileEdiStep } from './edi/edi.fixture.ts'
import ediSplitter from './edi-splitter.ts'
import { exchangeOf, type Surroundings } from './step.fixture.ts'
import { DAY, eachTenant } from './stores.fixture.ts'

const tenant = eachTenant()

const NODE = { outgoing: [{ id: 'Flow_1', name: '', target: 'Next', condition: undefined, conditionKind: 'simple' as const }] }

interface Part {
  readonly body: string
  readonly status: Record<string, unknown>
}

const STATUS = ['SAP_EDI_MESSAGE_STATUS', 'SAP_EDI_INTERCHANGE_STATUS', 'SAP_EDI_ACKNOWLEDGEMENT']

const partOf = ({ body, headers }: Exchange): Part => ({
  body: body.asText(),
  status: Object.fromEntries(STATUS.filter((name) => headers.has(name)).map((name) => [name.replace('SAP_EDI_', ''), headers.get(name)])),
})

/** What arrives behind the splitter. */
async function splitted(body: string, properties: Record<string, string> = {}, headers: Record<string, unknown> = {}) {
  const parts: Part[] = []
  const exchanges: Exchange[] = []
  const surroundings: Surroundings = {
    node: NODE,
    services: tenant.services,
    branches: {
      Flow_1: (exchange) => {
        parts.push(partOf(exchange))
        exchanges.push(exchange)
        return {}
      },
    },
  }
  const run = await compileEdiStep(ediSplitter, { ...BOTH_SCHEMAS, ...properties }, surroundings)
  const failure = await Promise.resolve(run(exchangeOf({ body, headers }))).then(
    () => undefined,
    (cause: Error) => cause.message,
  )
  return { parts, exchanges, failure }
}

const bodies = async (...parameters: Parameters<typeof splitted>) => (await splitted(...parameters)).parts.map(({ body }) => body)

describe('EDI Splitter', () => {
  test('splits EDIFACT into interchanges of one message, with headers of their own', async () => {
    const messages = [pickupMessage('1'), pickupMessage('2')]
    const { parts, exchanges, failure } = await splitted(`${edifact(...messages)}\r\n`, {}, { SAP_EDI_ACKNOWLEDGEMENT: 'old' })
    expect(failure).toBeUndefined()
    expect(parts).toEqual(messages.map((message) => ({ body: `${edifact(message)}\r\n`, status: {} })))
    expect(exchanges.map(({ headers }) => headers.get('SAP_EDI_Message_Control_Number'))).toEqual(['1', '2'])
    expect(exchanges[1]!.headers.get('SAP_EDI_Payload_Format')).toBe('EDI_FLAT')
    expect([...exchanges[1]!.properties]).toEqual([
      ['CamelSplitIndex', 1],
      ['CamelSplitComplete', true],
      ['CamelSplitSize', 2],
    ])
  })

  test('splits ASC X12', async () => {
    expect(await bodies(x12(set911('0001'), set911('0002')))).toEqual([x12(set911('0001')), x12(set911('0002'))])
  })

  test('several messages at the same time', async () => {
    expect(await bodies(edifact(pickupMessage('1'), pickupMessage('2')), { parallelProcessing: 'true', timeOut: '10' })).toHaveLength(2)
  })
})

describe('validation', () => {
  const VALIDATED = { edifactValidateMessage: 'true', edifactValidate: 'envelopAndMessage' }
  const BAD = pickupMessage('2').replace('DTM+137:', 'DTM+1377:')
  const BOTH = edifact(pickupMessage('1'), BAD)

  test('an interchange with a faulty message is rejected as a whole', async () => {
    const failure = 'The interchange is rejected. PICKUP 2: Segment 3 (DTM), element 1.1 (D_2005): the value is too long'
    expect(await splitted(BOTH, VALIDATED)).toMatchObject({ parts: [], failure })
    expect(await splitted(BOTH, { edifactValidateMessage: 'true' })).toMatchObject({ parts: [], failure })
    expect(await splitted(BOTH, VALIDATED, { SAP_EDISPLITTER_EDIFACT_VALIDATION_METHOD: 'envelop' })).toMatchObject({ failure: undefined })
  })

  test('by message only the faulty one is rejected, and the sender’s message fails at the end', async () => {
    expect(await splitted(BOTH, { ...VALIDATED, edifactTransactionMode: 'message' })).toMatchObject({
      parts: [{ body: edifact(pickupMessage('1')), status: {} }],
      failure: 'Messages are rejected. PICKUP 2: Segment 3 (DTM), element 1.1 (D_2005): the value is too long',
    })
  })

  test('rejected messages go on with their status', async () => {
    const properties = { ...VALIDATED, edifactTransactionMode: 'dynamic', edifactSendInvalidMessages: 'true' }
    expect(await splitted(BOTH, properties, { SAP_EDISPLITTER_EDIFACT_TRANSACTION_MODE: 'message' })).toMatchObject({
      parts: [
        { body: edifact(pickupMessage('1')), status: {} },
        { body: edifact(BAD), status: { MESSAGE_STATUS: 'failure' } },
      ],
      failure: undefined,
    })
  })

  test('a rejected interchange goes on with its status when an acknowledgement tells the sender', async () => {
    const properties = { ...VALIDATED, edifactSendInvalidMessages: 'true' }
    expect(await splitted(BOTH, properties)).toMatchObject({ parts: [], failure: expect.stringContaining('The interchange is rejected') })
    const { parts, failure } = await splitted(BOTH, { ...properties, edifactCreateAck: 'required' })
    expect([parts.map(({ status }) => status), parts[0]!.body, failure]).toEqual([
      [{ INTERCHANGE_STATUS: 'failure' }, { ACKNOWLEDGEMENT: 'true' }],
      BOTH,
      undefined,
    ])
  })

  test('the envelopes alone', async () => {
    const text = edifact(pickupMessage()).replace('UNZ+1', 'UNZ+2')
    const properties = { edifactValidateMessage: 'dynamic', edifactValidate: 'envelop', edifactEdiSchemaSource: 'Header' }
    expect(await splitted(text, properties, { SAP_EDISPLITTER_EDIFACT_VALIDATE_MESSAGE: 'true' })).toMatchObject({
      failure: 'The interchange is rejected. UNB: the number in the trailer is not that of what stands before it',
    })
  })

  test('the decimal sign of the interchange', async () => {
    const text = `UNA:+,? '${edifact(pickupMessage().replace('12.5', '12,5'))}`
    expect((await splitted(text, VALIDATED)).failure).toContain('the value is not a number')
    expect((await splitted(text, { ...VALIDATED, edifactDecimalCharacter: 'fromIncomingPayload' })).failure).toBeUndefined()
    expect((await splitted(text, VALIDATED, { SAP_EDISPLITTER_DECIMAL_CHARACTER: 'fromIncomingPayload' })).failure).toBeUndefined()
  })

  test('ASC X12', async () => {
    const text = x12(set911('0001'), set911('0002').replace('20240131', '20240231'))
    expect(await splitted(text, { x12ValidateMessageOptions: 'basic' })).toMatchObject({
      parts: [],
      failure: 'The interchange is rejected. 911 0002: Segment 2 (BEG), element 5 (D_373): the value is not a date',
    })
    expect(await bodies(text, { x12ValidateMessageOptions: 'basic', x12TransactionMode: 'message' })).toEqual([x12(set911('0001'))])
  })

  test.each([
    [edifact(pickupMessage()).replace(':24A', ':25A'), 'There is no schema for EDIFACT PICKUP D25A'],
    [
      `${UNB}UNG+A'${pickupMessage()}UNE+1+1'UNG+A'${pickupMessage('2')}UNE+1+1'UNZ+2+REF7'`,
      'The interchange has 2 functional groups; the splitter takes one',
    ],
    [`${ISA}TA1*1~IEA*0*1~`, 'The interchange has no message'],
    [`${ISA}${GS}`, 'The interchange ends without the segment ST'],
  ])('refuses %#', async (text, failure) => {
    expect(await splitted(text, { edifactValidateMessage: 'true', edifactValidate: 'envelopAndMessage' })).toEqual({
      parts: [],
      exchanges: [],
      failure: expect.stringContaining(failure),
    })
  })
})

describe('acknowledgements', () => {
  test('CONTRL follows the messages and has the headers of the interchange', async () => {
    const { parts, exchanges } = await splitted(edifact(pickupMessage('1'), pickupMessage('2')), { edifactCreateAck: 'required' })
    expect(parts.map(({ status }) => status)).toEqual([{}, {}, { ACKNOWLEDGEMENT: 'true' }])
    expect(parts[2]!.body).toBe(
      "UNB+UNOC:3+BETA:ZZ+ALPHA:14:IN+700101:0000+REF7'UNH+1+CONTRL:D:3:UN'UCI+REF7+ALPHA:14:IN+BETA:ZZ+7'UCM+1+PICKUP:D:24A:UN+7'UCM+2+PICKUP:D:24A:UN+7'UNT+5+1'UNZ+1+REF7'",
    )
    expect(['EDI_ACKNOWLEDGEMENT', 'SAP_EDI_Message_Type'].map((name) => exchanges[2]!.headers.get(name))).toEqual(['true', 'PICKUP'])
  })

  test('when the interchange asks for one', async () => {
    const asking = edifact(pickupMessage()).replace("REF7'UNH", "REF7++++1'UNH")
    expect(await bodies(asking, { edifactCreateAck: 'checkEDIEnvelop' })).toHaveLength(2)
    expect(await bodies(edifact(pickupMessage()), { edifactCreateAck: 'checkEDIEnvelop' })).toHaveLength(1)
    expect(await bodies(x12(set911()).replace('*0*T*', '*1*T*'), { x12CreateAck: 'checkEDIEnvelop' })).toHaveLength(2)
    expect(await bodies(x12(set911()), { x12CreateAck: 'checkEDIEnvelop' })).toHaveLength(1)
    expect(await bodies(x12(set911()), {}, { SAP_EDISPLITTER_X12_CREATE_ACK: 'required' })).toHaveLength(2)
  })

  const acknowledgement = async (...parameters: Parameters<typeof splitted>) => (await bodies(...parameters)).at(-1)!

  test('CONTRL: UNA, the version of the message, and UNB as configured', async () => {
    const text = edifact(pickupMessage()).replace("REF7'UNH", "REF7+PASS++A'UNH")
    const properties = { edifactCreateAck: 'required', edifactUnaRequired: 'true', edifactContrlVersion: 'useFromEDIMessage' }
    expect(await acknowledgement(text, properties)).toMatch(/^UNA:\+\.\? 'UNB\+UNOC:3\+.*\+REF7\+PASS\+\+A'UNH\+1\+CONTRL:D:24A:UN'/)
    const short = { edifactCreateAck: 'required', edifactCustomizeEnvelope: 'removeOptionalTrailingField' }
    expect(await acknowledgement(text, short)).toMatch(/^UNB\+[^']*\+REF7'/)
    const headers = {
      SAP_EDI_CONTRL_Character_Encoding: '7',
      SAP_EDI_CONTRL_Recipient_Reference_Password: 'OTHER',
      SAP_EDI_CONTRL_Test_Indicator: '1',
    }
    const own = { edifactCreateAck: 'required', edifactCustomizeEnvelope: 'overwriteWithExchangeHeaders' }
    expect(await acknowledgement(text, own, headers)).toMatch(/^UNB\+UNOC:3::7\+[^']*\+REF7\+OTHER\+{5}1'/)
  })

  test('997: without details, and with the usage indicator of a header', async () => {
    const text = x12(set911().replace('20240131', '20240231'))
    const properties = { x12CreateAck: 'required', x12ValidateMessageOptions: 'basic', x12TransactionMode: 'message' }
    expect(await acknowledgement(text, properties)).toContain('AK2*911*0001~AK3*BEG*2**8~AK4*5*373*8~AK5*R*5~AK9*R*1*1*0~')
    const own = { ...properties, x12ExcludeAk3Ak4: 'true', x12CustomizeEnvelope: 'overwriteWithExchangeHeaders' }
    expect(await acknowledgement(text, own, { SAP_EDI_997_Usage_Indicator: 'P' })).toMatch(
      /\*000000042\*0\*P\*>~.*AK2\*911\*0001~AK5\*R\*5~/,
    )
  })

  const range = (name: string, currentValue: string) =>
    tenant.store.numberRanges.create({
      name,
      description: '',
      minValue: '1',
      maxValue: '9999',
      currentValue,
      fieldLength: 0,
      rotate: false,
      deployedBy: '',
      deployedOn: 0,
    })

  const NUMBERED = {
    x12CreateAck: 'required',
    x12InterchangeNumberFrom: 'numberRange',
    x12NumberRangeName: '${header.range}',
    x12FunctionalGroupNumberFrom: 'numberRange',
    x12FGNumberRangeName: 'GROUPS',
    x12TSNumberFrom: 'numberRange',
    x12TSNumberRangeName: 'SETS',
  }
  const numbersOf = (text: string) =>
    [/ISA(?:\*[^*]*){12}\*(\d+)/, /GS(?:\*[^*]*){5}\*(\d+)/, /ST\*997\*(\d+)/].map((each) => each.exec(text)?.[1])

  test('numbers from ranges; the same interchange gets the same ones for 30 days', async () => {
    await range('ACKS', '500')
    await range('GROUPS', '60')
    await range('SETS', '7000')
    const numbers = async (text = x12(set911()), more: Record<string, string> = {}) =>
      numbersOf(await acknowledgement(text, { ...NUMBERED, ...more }, { range: 'ACKS' }))
    expect(await numbers()).toEqual(['000000500', '60', '7000'])
    expect(await numbers()).toEqual(['000000500', '60', '7000'])
    expect(await numbers(x12(set911()).replaceAll('000000042', '000000043'))).toEqual(['000000501', '61', '7001'])
    expect(await numbers(x12(set911()), { x12UniqueInterchangeNumber: 'required' })).toEqual(['000000502', '60', '7000'])
    tenant.clock.advance(30 * DAY)
    expect(await numbers()).toEqual(['000000503', '62', '7002'])
  })

  test('numbers of EDIFACT, and those of the interchange', async () => {
    await range('ACKS', '500')
    const properties = { edifactCreateAck: 'required', edifactInterchangeNumberFrom: 'dynamic', edifactUniqueInterchangeNumber: 'dynamic' }
    const headers = {
      SAP_EDISPLITTER_EDIFACT_INTERCHANGE_NUMBER: 'numberRange',
      SAP_EDISPLITTER_EDIFACT_UNIQUE_INTERCHANGE_NUMBER: 'required',
      SAP_EDISPLITTER_EDIFACT_NUMBER_RANGE: 'ACKS',
    }
    expect(await acknowledgement(edifact(pickupMessage()), properties, headers)).toMatch(/UNZ\+1\+500'$/)
    const own = { x12CreateAck: 'required', x12FunctionalGroupNumberFrom: 'useFromEDIMessage' }
    expect(numbersOf(await acknowledgement(x12(set911()), own))).toEqual(['000000042', '77', '0001'])
  })

  test('a range that is not named or not there fails the message', async () => {
    const properties = { x12CreateAck: 'required', x12InterchangeNumberFrom: 'numberRange' }
    const failure = async (name: string) => (await splitted(x12(set911()), { ...properties, x12NumberRangeName: name })).failure
    expect(await failure('')).toBe('The number of the acknowledgement comes from a number range, but no range is named')
    expect(await failure('NONE')).toContain('NONE')
  })
})

describe('deployment', () => {
  test.each([
    [{ timeOut: '-1' }, 'The timeout must not be negative, but is -1'],
    [{ edifactCreateAck: 'sometimes' }, 'edifactCreateAck must be one of notRequired, checkEDIEnvelop, required, dynamic'],
    [{ x12NumberRangeName: '${header.' }, 'header.'],
    [{ x12SchemaTable: '<row><cell>/xsd/a.xsd</cell></row>' }, 'The flow has no file xsd/a.xsd'],
  ])('refuses %j', async (properties, reason) => {
    await expect(compileEdiStep(ediSplitter, properties, { node: NODE })).rejects.toThrow(reason)
  })

  test('refuses to lead nowhere', async () => {
    await expect(compileEdiStep(ediSplitter, {})).rejects.toThrow('No sequence flow leaves the splitter')
  })
})
