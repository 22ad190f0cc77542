import { describe, expect, test } from 'vitest'
import { call, content, type FlowSketch, https, type StepSketch } from '../support/flow.ts'
import { useStage } from './stage.ts'

// SAP Help, “Handle Errors Gracefully”: what its example flows do.

const stage = useStage()
let flows = 0

const end = (activity: string): StepSketch => ({ activity })
const errorEnd = end('EndErrorEvent')
const splitter = (StopOnExecution: boolean): StepSketch => ({
  activity: 'Splitter',
  properties: {
    ...{ splitType: 'IteratingSplitter', exprType: 'XPath', splitExprValue: '/order/item', Streaming: 'true' },
    StopOnExecution: String(StopOnExecution),
  },
})
const gather: StepSketch = {
  activity: 'Gather',
  properties: { messageType: 'SameXMLFormat', aggregationAlgorithm: 'sap-identical-multi-mapping' },
}
const put = (storageName: string): StepSketch => ({
  activity: 'DBstorage',
  properties: {
    operation: 'put',
    storageName,
    visibility: 'global',
    messageId: '${xpath.string(//@n)}',
    override: 'false',
    encrypt: 'false',
  },
})
const row = (name: string, value: string): string =>
  `<row><cell id='Action'>Create</cell><cell id='Type'>expression</cell><cell id='Name'>${name}</cell><cell id='Value'>${value}</cell></row>`
const property = (name: string, value: string): StepSketch => ({ activity: 'Enricher', properties: { propertyTable: row(name, value) } })
/** Fails for an item without a price. */
const price: StepSketch = {
  activity: 'ExclusiveGateway',
  routes: [
    { condition: '//price', language: 'XML', steps: [{ activity: 'Filter', properties: { wrapContent: '/item' } }] },
    { steps: [{ activity: 'JsonToXmlConverter' }] },
  ],
}
const ORDER = '<order><item n="1"><price/></item><item n="2"/><item n="3"><price/></item></order>'
const multimap = (...items: string[]) =>
  `<?xml version='1.0' encoding='UTF-8'?><multimap:Messages xmlns:multimap="http://sap.com/xi/XI/SplitAndMerge"><multimap:Message1>${items.join('')}</multimap:Message1></multimap:Messages>`

async function run(flow: Omit<FlowSketch, 'id'>, body = ORDER, headers: Record<string, string> = {}) {
  const id = `Failure_${++flows}`
  await stage.deploy({ id, sender: https(`/failures/${id}`), ...flow })
  const answer = await stage.call(`/failures/${id}`, body, { headers })
  const { Status } = await stage.logOf(answer)
  return { status: answer.status, text: await answer.text(), log: Status }
}

async function stored(storeName: string): Promise<string[]> {
  const entries = await stage.tenant.store.dataStores.entries({ store: { storeName, flowId: '', type: '' } }, Date.now())
  return entries.map(({ id }) => id).sort()
}

describe('a failure in a local process', () => {
  const failing = { steps: [content('<failed n="0"/>'), { activity: 'JsonToXmlConverter' }] }

  test('that its exception subprocess handles ends the caller, which answers with what was made of it', async () => {
    const locals = [{ id: 'Local', ...failing, onError: [content('Error: failed', { 'X-Handled': 'yes' })] }]
    const sketch = { steps: [call('Local'), content('never'), put('Never')], locals, onError: [content('by the main process')] }
    expect(await run(sketch)).toEqual({ status: 200, text: 'Error: failed', log: 'COMPLETED' })
    expect(await stored('Never')).toEqual([])
  })

  test('ends every caller above it, too', async () => {
    const locals = [
      { id: 'Outer', steps: [call('Inner'), content('never')], onError: [content('by the outer process')] },
      { id: 'Inner', ...failing, onError: [content('by the inner process')] },
    ]
    expect(await run({ steps: [call('Outer'), content('never')], locals })).toMatchObject({
      text: 'by the inner process',
      log: 'COMPLETED',
    })
    const [outer, inner] = locals as [(typeof locals)[0], (typeof locals)[0]]
    const thrown = { ...inner, onError: [content('thrown on'), errorEnd] }
    expect(await run({ steps: [call('Outer'), content('never')], locals: [outer, thrown] })).toMatchObject({
      text: 'by the outer process',
      log: 'COMPLETED',
    })
    const neither = [{ ...outer, onError: [errorEnd] }, thrown]
    expect(await run({ steps: [call('Outer')], locals: neither })).toMatchObject({ status: 500, log: 'FAILED' })
    const escalating = [outer, { ...inner, onError: [end('EscalationEndEvent')] }]
    expect(await run({ steps: [call('Outer')], locals: escalating, onError: [content('never')] })).toMatchObject({ log: 'ESCALATED' })
  })

  test('keeps what the process changed in its transaction when it was handled, and nothing otherwise', async () => {
    const process = { transactionalHandling: 'Required' }
    const steps = [content('<kept n="7"/>'), put('Transaction'), { activity: 'JsonToXmlConverter' }]
    const handled = [{ id: 'Local', steps, onError: [content('handled')] }]
    const failed = [{ id: 'Local', steps, onError: [errorEnd] }]
    expect(await run({ process, steps: [call('Local')], locals: failed })).toMatchObject({ log: 'FAILED' })
    expect(await stored('Transaction')).toEqual([])
    expect(await run({ process, steps: [call('Local')], locals: handled })).toMatchObject({ text: 'handled', log: 'COMPLETED' })
    expect(await stored('Transaction')).toEqual(['7'])
  })
})

describe('a failure in a local process behind a splitter', () => {
  const local = (store: string, ...onError: StepSketch[]) => [
    { id: 'Item', steps: [price, put(`${store}_Sent`)], onError: [put(`${store}_Failed`), ...onError] },
  ]

  test('with Stop on Exception and an error end stops the splitter and fails the message', async () => {
    expect(await run({ steps: [splitter(true), call('Item')], locals: local('V1', errorEnd) })).toMatchObject({
      status: 500,
      log: 'FAILED',
    })
    expect([await stored('V1_Sent'), await stored('V1_Failed')]).toEqual([['1'], ['2']])
  })

  test('without Stop on Exception and with a message end leaves the others alone, completed', async () => {
    expect(await run({ steps: [splitter(false), call('Item')], locals: local('V2') })).toMatchObject({ status: 200, log: 'COMPLETED' })
    expect([await stored('V2_Sent'), await stored('V2_Failed')]).toEqual([['1', '3'], ['2']])
  })

  test('with Stop on Exception and an error end never reaches Gather', async () => {
    const steps = [splitter(true), call('Item'), gather, content('<all n="all"/>'), put('V3_All')]
    expect(await run({ steps, locals: local('V3', errorEnd) })).toMatchObject({ status: 500, log: 'FAILED' })
    expect([await stored('V3_All'), await stored('V3_Failed')]).toEqual([[], ['2']])
  })

  test('without Stop on Exception and with a message end is gathered as what was made of it, past the steps between', async () => {
    const filter: StepSketch = { activity: 'Filter', properties: { wrapContent: '/item[@n != "x"]' } }
    const steps = [splitter(false), call('Item'), filter, gather]
    expect(await run({ steps, locals: local('V4', content('<item n="x"/>')) })).toEqual({
      status: 200,
      text: multimap('<item n="1"><price/></item>', '<item n="x"/>', '<item n="3"><price/></item>'),
      log: 'COMPLETED',
    })
  })
})

describe('a failure in a flow behind ProcessDirect', () => {
  const child = (id: string, onError?: readonly StepSketch[]) =>
    stage.deploy({
      id,
      sender: { ComponentType: 'ProcessDirect', address: `/${id}` },
      properties: { allowedHeaderList: '*' },
      steps: [property('child', 'seen'), content('in the child', { 'X-Child': 'yes' }), { activity: 'JsonToXmlConverter' }],
      ...(onError && { onError }),
    })
  const callChild = (id: string): StepSketch => ({
    activity: 'ExternalCall',
    channel: { ComponentType: 'ProcessDirect', address: `/${id}` },
  })
  const statusOf = async (flow: string) => {
    const answer = await stage.api('GET', `MessageProcessingLogs?$filter=IntegrationFlowName eq '${flow}'`)
    return ((await answer.json()) as { d: { results: { Status: string }[] } }).d.results.map(({ Status }) => Status)
  }

  test('that it handles itself does not stop the caller, who gets body and headers, and no properties', async () => {
    await child('Child_Handles', [content('Error: failed', { context: 'child' })])
    const steps = [callChild('Child_Handles'), content('${body} ${header.context} ${header.X-Child} ${property.child}')]
    expect(await run({ steps })).toEqual({ status: 200, text: 'Error: failed child yes ', log: 'COMPLETED' })
    await expect.poll(() => statusOf('Child_Handles')).toEqual(['COMPLETED'])
  })

  test('fails the caller with its reason: both logs say so, and an exception subprocess of the caller handles it', async () => {
    await child('Child_Fails')
    expect(await run({ steps: [callChild('Child_Fails'), content('never')] })).toMatchObject({ status: 500, log: 'FAILED' })
    const onError = [content('${exception.message}')]
    expect(await run({ steps: [callChild('Child_Fails')], onError })).toEqual({
      status: 200,
      text: expect.stringMatching(/JSON/),
      log: 'COMPLETED',
    })
    await expect.poll(() => statusOf('Child_Fails')).toEqual(['FAILED', 'FAILED'])
  })

  test('that escalates there ends the child alone', async () => {
    await child('Child_Escalates', [end('EscalationEndEvent')])
    expect(await run({ steps: [callChild('Child_Escalates'), content('then ${body}')] })).toMatchObject({ status: 200, log: 'COMPLETED' })
    await expect.poll(() => statusOf('Child_Escalates')).toEqual(['ESCALATED'])
  })
})

describe('headers and properties', () => {
  test('of a splitter: items see those from before, not those of each other; properties come through Gather, headers do not', async () => {
    const steps = [
      property('before', 'p'),
      splitter(false),
      content('<item n="${property.CamelSplitIndex}${property.before}${property.own}${header.own}"/>'),
      { activity: 'Enricher', properties: { headerTable: row('own', 'h') } },
      property('own', 'o'),
      gather,
      content('${body}|${property.own}|${header.own}'),
    ]
    expect((await run({ steps })).text).toBe(`${multimap('<item n="0p"/>', '<item n="1p"/>', '<item n="2p"/>')}|o|`)
  })

  test('of a local process are those of its caller, both ways, in a branch too', async () => {
    const locals = [{ id: 'Local', steps: [property('deep', '${property.before}!'), content('<i n="${property.deep}"/>', { deep: 'h' })] }]
    const steps = [property('before', 'p'), splitter(false), call('Local'), content('<i n="${property.deep}${header.deep}"/>'), gather]
    expect((await run({ steps, locals })).text).toBe(multimap('<i n="p!h"/>', '<i n="p!h"/>', '<i n="p!h"/>'))
  })
})
