import { describe, expect, test } from 'vitest'
import { escapeXml } from '../../src/iflow/xml-text.ts'
import { call, content, type FlowSketch, groovy, https, type StepSketch } from '../support/flow.ts'
import { useStage } from './stage.ts'

// What real flows contain and easily goes wrong: the numbers are the sections of the format document.

const stage = useStage()
let flows = 0

interface Message {
  readonly body?: string
  readonly headers?: Record<string, string>
}

/** Deploys a flow at an address of its own and sends it a message. */
async function run(flow: Partial<FlowSketch> & { steps: readonly StepSketch[] }, { body = '', headers = {} }: Message = {}) {
  const id = `Trap_${++flows}`
  await stage.deploy({ id, sender: https(`/traps/${id}`), ...flow })
  const answer = await stage.call(`/traps/${id}`, body, { headers })
  return { answer, status: answer.status, text: await answer.text(), headers: answer.headers }
}

/** What the steps made of the body. */
async function textOf(steps: readonly StepSketch[], message?: Message, flow: Partial<FlowSketch> = {}): Promise<string> {
  return (await run({ ...flow, steps }, message)).text
}

const logStatus = async ({ answer }: { answer: Response }): Promise<unknown> => (await stage.logOf(answer)).Status

type Cells = Partial<Record<'Action' | 'Type' | 'Value' | 'Default' | 'Name' | 'Datatype', string>>

const rows = (cells: readonly Cells[]): string =>
  cells
    .map(
      (row) =>
        `<row>${Object.entries(row)
          .map(([id, value]) => `<cell id='${id}'>${escapeXml(value)}</cell>`)
          .join('')}</row>`,
    )
    .join('')

const modifier = (tables: { headers?: readonly Cells[]; properties?: readonly Cells[]; body?: string }): StepSketch => ({
  activity: 'Enricher',
  properties: {
    headerTable: rows(tables.headers ?? []),
    propertyTable: rows(tables.properties ?? []),
    ...(tables.body === undefined ? { wrapContent: '' } : { bodyType: 'expression', wrapContent: tables.body }),
  },
})

const property = (name: string, value: string, type = 'constant'): StepSketch =>
  modifier({ properties: [{ Action: 'Create', Type: type, Name: name, Value: value }] })

const fails: StepSketch = { activity: 'JsonToXmlConverter' }
const end = (activity: string, properties: Record<string, string> = {}): StepSketch => ({ activity, properties })
const script = (body: string): string =>
  `import com.sap.gateway.ip.core.customdev.util.Message\ndef Message processData(Message message) {\n${body}\nreturn message\n}`

describe('1 packaging', () => {
  test('scripts lie in sub-folders, and end with gsh', async () => {
    const resources = { 'script/v2/stamp.gsh': script("message.setBody('stamped')") }
    expect(await textOf([groovy('v2/stamp.gsh')], {}, { resources })).toBe('stamped')
  })

  test('old steps say what they are by the ending of their file', async () => {
    const resources = {
      'script/a.js': 'function processData(m) { m.setBody("js"); return m }',
      'script/a.groovy': script("message.setBody('groovy')"),
    }
    const old = (file: string): StepSketch => ({ activity: 'Script', properties: { script: file } })
    expect(await textOf([old('a.js')], {}, { resources })).toBe('js')
    expect(await textOf([old('a.groovy')], {}, { resources })).toBe('groovy')
  })
})

describe('2.1 properties of the flow', () => {
  test.each([
    ['', ''],
    ['*', 'a,b,1'],
    ['SAP_.*', ',,1'],
    ['X-One|X-Two', 'a,b,'],
    ['X-One, sap_sender', 'a,,1'],
    ['.*', 'a,b,1'],
  ])('allowedHeaderList %j lets in %j', async (allowedHeaderList, expected) => {
    const steps = [content('${header.X-One},${header.X-Two},${header.SAP_Sender}')]
    const message = { headers: { 'X-One': 'a', 'X-Two': 'b', SAP_Sender: '1' } }
    expect(await textOf(steps, message, { properties: { allowedHeaderList } })).toBe(expected === '' ? ',,' : expected)
  })

  test('an empty allowedHeaderList keeps Content-Type out, and the headers of the product are there', async () => {
    const steps = [content('${header.Content-Type}|${header.CamelHttpMethod}|${header.CamelServletContextPath}')]
    expect(await textOf(steps, { headers: { 'Content-Type': 'text/plain' } })).toBe(`|POST|/traps/Trap_${flows}`)
  })

  test('returnExceptionToSender decides whether the caller reads the reason', async () => {
    const silent = await run({ steps: [fails] }, { body: 'x' })
    const open = await run({ steps: [fails], properties: { returnExceptionToSender: 'true' } }, { body: 'x' })
    expect([silent.status, silent.text]).toEqual([
      500,
      `An internal server error occured: The MPL ID for the failed message is : ${silent.headers.get('SAP_MessageProcessingLogID')}`,
    ])
    expect([open.status, open.text]).toEqual([
      500,
      expect.stringMatching(/^An internal server error occured: .+\.\nThe MPL ID for the failed message is : AG/),
    ])
  })
})

describe('2.3 and 2.4 channels and processes', () => {
  test('a message flow without adapter is an unfinished drawing', async () => {
    const unfinished: StepSketch = { ...content('${body}!'), channel: { Name: 'HTTP' } }
    expect(await textOf([unfinished], { body: 'x' })).toBe('x!')
  })

  test('a path that leads to nothing just ends', async () => {
    const router: StepSketch = {
      activity: 'ExclusiveGateway',
      routes: [{ steps: [content('default')] }, { condition: "${body} = 'x'", steps: [content('over')], leadsNowhere: true }],
    }
    expect(await textOf([router, content('${body} and on')], { body: 'x' })).toBe('over')
    expect(await textOf([router, content('${body} and on')], { body: 'y' })).toBe('default and on')
  })
})

describe('2.5 events', () => {
  test('an escalation is no success: log ESCALATED', async () => {
    const answer = await run({ steps: [content('a'), end('EscalationEndEvent', { ErrorCode: 'ReceiverNotFound' })] })
    expect(await logStatus(answer)).toBe('ESCALATED')
  })

  test('terminate stops the whole message out of a local process, completed', async () => {
    const locals = [{ id: 'Stop', steps: [content('stopped'), end('TerminateEndEvent')] }]
    const answer = await run({ steps: [call('Stop'), content('never')], locals })
    expect([answer.status, answer.text, await logStatus(answer)]).toEqual([200, 'stopped', 'COMPLETED'])
  })

  test('the end of a local process returns to its caller, with headers, properties and body', async () => {
    const locals = [{ id: 'Local', steps: [property('p', '1'), content('local', { h: '2' })] }]
    expect(await textOf([call('Local'), content('${body}-${property.p}-${header.h}')], {}, { locals })).toBe('local-1-2')
  })
})

describe('2.6 exception subprocesses', () => {
  const throwing = { steps: [content('before'), fails] }

  test('a message end handles the failure: the caller gets the body, log COMPLETED', async () => {
    const answer = await run({ ...throwing, onError: [content('sorry: ${exception.message}', { CamelHttpResponseCode: '418' })] })
    expect([answer.status, answer.text.startsWith('sorry: '), answer.text.length > 10, await logStatus(answer)]).toEqual([
      418,
      true,
      true,
      'COMPLETED',
    ])
  })

  test('an error end fails the message all the same: log FAILED, status 500', async () => {
    const answer = await run({ ...throwing, onError: [content('sorry', { CamelHttpResponseCode: '418' }), end('EndErrorEvent')] })
    expect([answer.status, await logStatus(answer)]).toEqual([500, 'FAILED'])
  })

  test('they know which element failed', async () => {
    expect(await textOf(throwing.steps, { body: 'x' }, { onError: [content('${property.SAP_ErrorModelStepID}')] })).toBe('Step_2')
    const locals = [{ id: 'Local', ...throwing }]
    expect(await textOf([call('Local')], {}, { locals, onError: [content('${property.SAP_ErrorModelStepID}')] })).toBe('Local_Step_2')
  })

  test('an escalation end escalates', async () => {
    const answer = await run({ ...throwing, onError: [end('EscalationEndEvent')] })
    expect(await logStatus(answer)).toBe('ESCALATED')
  })

  test('that of a local process comes first', async () => {
    const locals = [{ id: 'Local', ...throwing, onError: [content('handled')] }]
    const answer = await run({ steps: [call('Local')], locals, onError: [content('by the main process')] })
    expect([answer.text, await logStatus(answer)]).toEqual(['handled', 'COMPLETED'])
  })

  test('without one in the local process the failure reaches that of the caller', async () => {
    const locals = [{ id: 'Local', ...throwing }]
    expect(await textOf([call('Local')], {}, { locals, onError: [content('by the main process')] })).toBe('by the main process')
  })

  test('an error end in that of the local process reaches that of the caller', async () => {
    const locals = [{ id: 'Local', ...throwing, onError: [property('local', 'seen'), end('EndErrorEvent')] }]
    expect(await textOf([call('Local')], {}, { locals, onError: [content('${property.local} by both')] })).toBe('seen by both')
  })
})

describe('2.7 routers', () => {
  const router = (condition: string, language: 'XML' | 'NonXML' = 'NonXML'): StepSketch => ({
    activity: 'ExclusiveGateway',
    routes: [
      { language: 'XML', steps: [content('default')] },
      { condition, language, steps: [content('taken')] },
    ],
  })
  const before = [property('country', 'DE'), property('countries', 'FR,DE'), property('count', '9'), property('Blank', '')]

  test.each([
    ["${property.country} = 'DE'", 'taken'],
    ["  ${property.country} = 'DE'  ", 'taken'],
    ['${property.country} in ${property.countries}', 'taken'],
    ["${property.country} in 'FR,IT'", 'default'],
    ["${property.country} not in 'FR,IT'", 'taken'],
    ['${property.missing} = null', 'taken'],
    ['${property.country} != null', 'taken'],
    ["${property.Blank} = ''", 'taken'],
    ["${property.missing} = ''", 'default'],
    ["${property.count} > '10'", 'default'],
    ["${property.country.toLowerCase()} = 'de'", 'taken'],
    ["${property.country} regex '[A-Z]{2}'", 'taken'],
    ["${property.country} = 'FR' or ${property.count} >= '9'", 'taken'],
    ["${property.country} = 'DE' and ${property.count} < '9'", 'default'],
    ["${property.countries} contains 'FR'", 'taken'],
  ])('%s: %s', async (condition, expected) => {
    expect(await textOf([...before, router(condition)])).toBe(expected)
  })

  test('an XPath condition reads the body, and routes meet again', async () => {
    const steps = [router("/order/total > 10 and /order/@id != ''", 'XML'), content('${body}!')]
    expect(await textOf(steps, { body: '<order id="1"><total>11</total></order>' })).toBe('taken!')
    expect(await textOf(steps, { body: '<order><total>11</total></order>' })).toBe('default!')
  })
})

describe('2.8 process calls', () => {
  const looping = (condition: string, maximum: number, postProcessing?: string): StepSketch => ({
    activity: 'ProcessCallElement',
    loop: { condition, maximum },
    properties: {
      subActivityType: 'LoopingProcess',
      processId: 'Round',
      expressionType: 'Non XML',
      ...(postProcessing ? { postProcessing } : {}),
    },
  })
  const locals = [{ id: 'Round', steps: [content('${body}${property.CamelLoopIndex}${header.CamelLoopIndex} ')] }]

  test('a loop counts from 0, hands its body on and goes on while the condition is true', async () => {
    expect(await textOf([looping("${property.CamelLoopIndex} < '2'", 10)], {}, { locals })).toBe('00 11 22 ')
  })

  test('at its maximum a loop ends, or fails when that is wanted', async () => {
    expect(await textOf([looping("${body} != ''", 2)], {}, { locals })).toBe('00 11 ')
    expect((await run({ steps: [looping("${body} != ''", 2, 'throwException')], locals })).status).toBe(500)
  })
})

describe('3.1 Content Modifier', () => {
  const three = { headers: { 'X-One': '1', 'X-Two': '2', Other: '3' } }
  const shown = content('${header.X-One},${header.X-Two},${header.Other}')

  test.each([
    ['$name=X-One', ',2,3'],
    ['$name=$name=X-One', ',2,3'],
    ['X-One', ',2,3'],
    ['x-one', ',2,3'],
    ['$include=X-*', ',,3'],
    ['$include=*', ',,'],
  ])('the delete row %j leaves %j', async (Name, left) => {
    const steps = [modifier({ headers: [{ Action: 'Delete', Name }] }), shown]
    expect(await textOf(steps, three, { properties: { allowedHeaderList: 'X-One|X-Two|Other' } })).toBe(left)
  })

  test('a row whose name is blank does nothing, wherever its cells stand', async () => {
    const blank = [{ Value: 'x', Name: ' ', Type: 'constant' }, { Name: '' }, { Value: 'y', Name: 'kept' }]
    expect(await textOf([modifier({ headers: blank, properties: blank }), content('${header.kept}${property.kept}')])).toBe('yy')
  })

  test('an empty body in the dialog leaves the body as it is; one of nothing empties it', async () => {
    expect(await textOf([modifier({ properties: [{ Name: 'a', Value: 'b' }] })], { body: 'kept' })).toBe('kept')
    const emptied = await run({ steps: [content('${property.never}')] }, { body: 'gone' })
    expect([emptied.status, emptied.text]).toEqual([204, ''])
  })

  test('types that are misspelt deploy and mean text', async () => {
    const properties = [{ Type: 'xpath', Value: '/a/b', Name: 'p', Datatype: 'java.lang.Strng' }]
    expect(await textOf([modifier({ properties }), content('${property.p}')], { body: '<a><b>x</b></a>' })).toBe('x')
  })

  test('an old step with numbered rows', async () => {
    const old: StepSketch = {
      activity: 'Enricher',
      properties: {
        HEADER_0: 'Name:=:h:;Type:=:constant:;Datatype:=::;Value:=:1:;Default:=:',
        property_0: 'Name:=:p:;Type:=:expression:;Datatype:=::;Value:=:${header.h}2:;Default:=:',
      },
    }
    expect(await textOf([old, content('${header.h},${property.p}')])).toBe('1,12')
  })
})

describe('3.9 splitters', () => {
  const splitter = (splitType: string, splitExprValue: string): StepSketch => ({
    activity: 'Splitter',
    properties: { splitType, exprType: 'XPath', splitExprValue, Streaming: 'false' },
  })
  const gather: StepSketch = { activity: 'Gather', properties: { messageType: 'PlainText', aggregationAlgorithm: 'concatenate-strategy' } }
  const counted = content('${property.CamelSplitIndex}/${property.CamelSplitSize}:${property.CamelSplitComplete} ${body}\n')
  const body = '<l v="1"><day>x</day><i>a</i><i>b</i></l>'

  test.each([
    ['GeneralSplitter', '/l/i', '0/2:false <l v="1"><day>x</day><i>a</i></l>\n1/2:true <l v="1"><day>x</day><i>b</i></l>\n'],
    ['GeneralSplitter', '/l/i/', '0/2:false <l v="1"><day>x</day><i>a</i></l>\n1/2:true <l v="1"><day>x</day><i>b</i></l>\n'],
    ['IteratingSplitter', '/l/i/', '0/2:false <i>a</i>\n1/2:true <i>b</i>\n'],
    ['IteratingSplitter', '//i', '0/2:false <i>a</i>\n1/2:true <i>b</i>\n'],
  ])('%s at %s', async (type, path, expected) => {
    expect((await textOf([splitter(type, path), counted, gather], { body })).replace(/<\?xml[^>]*\?>\s*/g, '')).toBe(expected)
  })
})

describe('5 externalised parameters', () => {
  const parameters = (text: string) => ({ resources: { 'parameters.prop': `#Mon Jan 01 00:00:00 UTC 2024\n${text}` } })

  test('names with blanks, brackets and angle brackets, alone and inside text', async () => {
    const flow = parameters('Base\\ Url=https\\://host\nQuery\\ (JQL)=a\\=b\n<KEY>=k\nUnused=1\n')
    expect(await textOf([content('{{Base Url}}/x?{{Query (JQL)}}&{{<KEY>}}')], {}, flow)).toBe('https://host/x?a=b&k')
  })

  test('values that are escaped as XML, empty ones and those that nobody set', async () => {
    const flow = parameters('Token=&lt;token&gt;\nEmpty=\n')
    expect(await textOf([content('{{Token}}|{{Empty}}|{{Missing}}')], {}, flow)).toBe('<token>||{{Missing}}')
  })

  test('the address of the sender may be one', async () => {
    const sender = https('{{Sender Address}}')
    await stage.deploy({ id: 'Addressed', sender, steps: [content('here')], ...parameters('Sender\\ Address=/traps/addressed\n') })
    const answer = await stage.call('/traps/addressed')
    expect(await answer.text()).toBe('here')
  })
})

describe('6 expressions', () => {
  test.each([
    ['${property.xml.NameA}', 'dotted'],
    ['${property.bp-alias}', 'dashed'],
    ['${property.Receiver14.SuccessFactors.hasMoreRecords}', 'true'],
    ['${property.bp-alias.toUpperCase()}', 'DASHED'],
    ['${property.bp-alias.substring(0,4)}', 'dash'],
    ['[${property.none}${header.none}${headers.none}${in.header.none}]', '[]'],
    ['${null}|', '|'],
    ['${bodyAs(String)}${in.body}${body}', 'bbb'],
    ['${in.body.length}', '1'],
    ['${date:now:yyyy}', String(new Date().getUTCFullYear())],
    ['${camelId}', /^Trap_/],
  ])('%s', async (expression, expected) => {
    const steps = [
      property('xml.NameA', 'dotted'),
      property('bp-alias', 'dashed'),
      property('Receiver14.SuccessFactors.hasMoreRecords', 'true'),
    ]
    const text = await textOf([...steps, content(expression)], { body: 'b' })
    if (typeof expected === 'string') expect(text).toBe(expected)
    else expect(text).toMatch(expected)
  })

  test('an XPath uses prefixes of the flow, wildcards and $names of headers and properties', async () => {
    const properties = ["string-join(//p:id, '-')", 'count(//*:id)', '//p:id[. = $wanted]/text()'].map((Value, index) => ({
      Type: 'xpath',
      Datatype: 'java.lang.String',
      Name: `x${index}`,
      Value,
    }))
    const steps = [property('wanted', '8'), modifier({ properties }), content('${property.x0},${property.x1},${property.x2}')]
    const flow = { properties: { namespaceMapping: 'xmlns:p=urn:orders' } }
    expect(await textOf(steps, { body: '<o xmlns="urn:orders"><id>7</id><id>8</id></o>' }, flow)).toBe('7-8,2,8')
  })

  test('CamelHttpResponseCode sets the status of the answer', async () => {
    expect((await run({ steps: [content('made', { CamelHttpResponseCode: '201' })] })).status).toBe(201)
  })
})

describe('6 headers and properties of the product', () => {
  test('what every message has', async () => {
    const names = ['SAP_MessageProcessingLogID', 'SAP_RunId', 'SAP_InboundMessageSizeInKB', 'SAP_MPL_LogLevel_Overall']
    const answer = await run({ steps: [content(names.map((name) => `\${property.${name}}`).join(' '))] }, { body: 'x'.repeat(1500) })
    const guid = answer.headers.get('SAP_MessageProcessingLogID')
    const [id, runId, ...rest] = answer.text.split(' ')
    expect([id, runId === id, /^[\w-]{28}$/.test(runId ?? ''), rest]).toEqual([guid, false, true, ['2', 'INFO']])
  })

  test('SAP_MplCorrelationId is a header that the flow may set, and the log follows', async () => {
    const answer = await run({
      steps: [content('${header.SAP_MplCorrelationId}'), content('${body}', { SAP_MplCorrelationId: 'order-1' })],
    })
    expect(answer.text).toMatch(/^[\w-]{28}$/)
    expect(await stage.logOf(answer.answer)).toMatchObject({ CorrelationId: 'order-1' })
  })
})

describe('7 scripts', () => {
  test.each([
    [
      'a class with the name of the file',
      "class tidy { static String up(String s) { s.toUpperCase() } }\ndef Message processData(Message m) { m.setBody(tidy.up('a')); m }",
      'A',
    ],
    [
      'a package of its own',
      "package script\nimport com.sap.gateway.ip.core.customdev.util.Message\ndef Message processData(Message m) { m.setBody('p'); m }",
      'p',
    ],
    [
      'a helper below src.main.resources.script',
      'import src.main.resources.script.Helper\nimport com.sap.gateway.ip.core.customdev.util.Message\ndef Message processData(Message m) { m.setBody(Helper.text()); m }',
      'helped',
    ],
    [
      'properties and headers that nobody set',
      "def Message processData(Message m) { m.setBody(\"${m.getProperties().get('x')},${m.getHeaders().get('y')},${m.getProperty('z')},${m.getHeader('w', String)}\"); m }",
      'null,null,null,null',
    ],
    [
      'the log level, as old and as new scripts read it',
      "def Message processData(Message m) { m.setBody((m.getProperties().get('SAP_MessageProcessingLogConfiguration').logLevel as String) + m.getProperty('SAP_MPL_LogLevel_Overall')); m }",
      'INFOINFO',
    ],
    [
      'SOAP headers, which an HTTP message has not',
      'def Message processData(Message m) { m.setBody(m.getSoapHeaders() as String); m.clearSoapHeaders(); m }',
      '[]',
    ],
    [
      'an empty body',
      "def Message processData(Message m) { m.setBody('[' + m.getBody(String) + ']' + m.getBody(Reader).text.length()); m }",
      '[]0',
    ],
  ])('%s', async (_what, source, expected) => {
    const imports = source.includes('import com.sap') ? '' : 'import com.sap.gateway.ip.core.customdev.util.Message\n'
    const resources = {
      'script/tidy.groovy': imports + source,
      'script/Helper.groovy': "package src.main.resources.script\nclass Helper { static String text() { 'helped' } }",
    }
    expect(await textOf([groovy('tidy.groovy')], {}, { resources })).toBe(expected)
  })
})
