import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { Body } from '../engine/body.ts'
import { writeTar } from '../languages/file-archive/tar.ts'
import { writeZip } from '../languages/file-archive/zip.ts'
import { type NodeSketch, type ProcessSketch, runFlow } from './branches/flow.fixture.ts'
import generalSplitter from './general-splitter.ts'
import idocSplitter from './idoc-splitter.ts'
import iteratingSplitter from './iterating-splitter.ts'
import pkcs7Splitter from './pkcs7-splitter.ts'
import { compileStep, takesStreams } from './step.fixture.ts'
import tarSplitter from './tar-splitter.ts'
import zipSplitter from './zip-splitter.ts'

const ITEMS = '<items><item>1</item><item>2</item><item>3</item><end/></items>'
const LINES = 'head\na\nb\nc\n'
const BY_ITEM = { exprType: 'XPath', splitExprValue: '/items/item' }
const BY_LINE = { exprType: 'Line Break' }
const CONCATENATE = { messageType: 'PlainText', aggregationAlgorithm: 'concatenate-strategy' }

const START: NodeSketch = ['start', 'MessageStartEvent']
const END: NodeSketch = ['end', 'MessageEndEvent']
const GATHER: NodeSketch = ['gather', 'Gather', CONCATENATE]
const iterating = (properties: Record<string, string> = BY_ITEM): NodeSketch => ['split', 'Splitter/Camel', properties]
const general = (properties: Record<string, string> = BY_ITEM): NodeSketch => ['split', 'Splitter/GeneralSplitter', properties]
const note = (text = '${body}', failsWhen = ''): NodeSketch => ['note', 'Probe', { note: text, failsWhen }]
const body = (id: string, text: string): NodeSketch => [id, 'Enricher', { bodyType: 'expression', wrapContent: text }]
const flow = (...nodes: NodeSketch[]): { main: ProcessSketch } => ({ main: { nodes: [START, ...nodes, END] } })

describe('what a splitter sends', () => {
  it.each([
    [general(), ITEMS, ['1', '2', '3'].map((item) => `<?xml version='1.0' encoding='UTF-8'?><items><item>${item}</item></items>`)],
    [iterating(), ITEMS, ['<item>1</item>', '<item>2</item>', '<item>3</item>']],
    [iterating({ ...BY_ITEM, grouping: '2' }), ITEMS, ['<item>1</item><item>2</item>', '<item>3</item>']],
    [general(BY_LINE), LINES, ['head\na', 'head\nb', 'head\nc']],
    [general({ exprType: 'LineFeed' }), LINES, ['head\na', 'head\nb', 'head\nc']],
    [iterating({ exprType: 'LineFeed' }), LINES, ['head', 'a', 'b', 'c']],
    [general({ ...BY_LINE, grouping: '2' }), LINES, ['head\na\nb', 'head\nc']],
    [iterating(BY_LINE), 'a\r\nb\n\nc', ['a', 'b', '', 'c']],
    [iterating({ ...BY_LINE, grouping: '3' }), LINES, ['head\na\nb', 'c']],
    [iterating({ exprType: 'Token', tokenValue: 'item' }), ITEMS, ['<item>1</item>', '<item>2</item>', '<item>3</item>']],
    [iterating({ exprType: 'Token', tokenValue: '<item>' }), ITEMS, ['<item>1</item>', '<item>2</item>', '<item>3</item>']],
    [iterating({ exprType: 'Token', tokenValue: ';', grouping: '2' }), 'a;b;c;', ['a;b', 'c']],
    [iterating({ exprType: 'Token', splitExprValue: 'and' }), 'a and b', ['a ', ' b']],
    [
      ['split', 'Splitter/IDoc'],
      '<O><x/><IDOC>1</IDOC><IDOC>2</IDOC></O>',
      ['1', '2'].map((item) => `<?xml version='1.0' encoding='UTF-8'?><O><x/><IDOC>${item}</IDOC></O>`),
    ],
  ] satisfies [NodeSketch, string, string[]][])('%j', async (splitter, message, expected) => {
    expect((await runFlow(flow(splitter, note()), message)).seen).toEqual(expected)
  })

  it('reads path and grouping from headers and properties', async () => {
    const splitter = iterating({ splitExprValue: '${header.path}', grouping: '${property.size}' })
    const { seen } = await runFlow(flow(splitter, note()), ITEMS, ({ headers, properties }) => {
      headers.set('path', '//item')
      properties.set('size', 2)
    })
    expect(seen).toEqual(['<item>1</item><item>2</item>', '<item>3</item>'])
    expect(await runFlow(flow(splitter, note()), ITEMS)).toMatchObject({ ending: 'failed', failure: 'The XPath expression is empty' })
  })

  it.each([
    ['true', ['0 false ', '1 false ', '2 true 3']],
    ['false', ['0 false 3', '1 false 3', '2 true 3']],
  ])('counts them, with streaming %s', async (Streaming, expected) => {
    const counts = '${property.CamelSplitIndex} ${property.CamelSplitComplete} ${property.CamelSplitSize}'
    expect((await runFlow(flow(iterating({ ...BY_ITEM, Streaming }), note(counts)), ITEMS)).seen).toEqual(expected)
  })

  it('is a branch of its own for each in the trace', async () => {
    expect((await runFlow(flow(iterating(), GATHER), ITEMS)).steps).toEqual([
      'start/0',
      'split/0',
      'gather/1',
      'gather/2',
      'gather/3',
      'gather/0',
      'end/0',
    ])
  })
})

describe('what goes on afterwards', () => {
  it('is the message before the splitter, when nothing gathers', async () => {
    const { ending, body: text, exchange } = await runFlow(flow(iterating(), body('change', 'changed')), ITEMS)
    expect([ending, text, exchange.properties.has('CamelSplitIndex')]).toEqual(['completed', ITEMS, false])
  })

  it('is the gathered message, with headers from before and properties of the items', async () => {
    const change: NodeSketch = [
      'change',
      'Enricher',
      {
        headerTable:
          "<row><cell id='Action'>Create</cell><cell id='Type'>constant</cell><cell id='Name'>h</cell><cell id='Value'>item</cell></row>",
        propertyTable:
          "<row><cell id='Action'>Create</cell><cell id='Type'>expression</cell><cell id='Name'>last</cell><cell id='Value'>${body}</cell></row>",
      },
    ]
    const { body: text, exchange } = await runFlow(flow(iterating(), change, GATHER, body('after', '[${body}]')), ITEMS, ({ headers }) =>
      headers.set('h', 'before'),
    )
    expect([text, exchange.headers.get('h'), exchange.properties.get('last')]).toEqual([
      '[<item>1</item><item>2</item><item>3</item>]',
      'before',
      '<item>3</item>',
    ])
  })

  it('is nothing when there is no item: the message is completed', async () => {
    const run = await runFlow(flow(iterating({ splitExprValue: '/items/none' }), note(), GATHER, body('after', 'after')), ITEMS)
    expect(run).toMatchObject({ ending: 'completed', seen: [], body: ITEMS })
  })

  it('nests: an inner splitter is gathered inside, one without items ends only its branch', async () => {
    const inner: NodeSketch = ['inner', 'Splitter/Camel', { splitExprValue: '/g/i' }]
    const close: NodeSketch = ['close', 'Gather', CONCATENATE]
    const nested = flow(iterating({ splitExprValue: '/all/g' }), inner, note(), close, body('group', '(${body})'), GATHER)
    const run = await runFlow(nested, '<all><g><i>1</i><i>2</i></g><g/><g><i>3</i></g></all>')
    expect([run.seen, run.body]).toEqual([['<i>1</i>', '<i>2</i>', '<i>3</i>'], '(<i>1</i><i>2</i>)(<i>3</i>)'])
  })

  it('works in a local process', async () => {
    const run = await runFlow(
      {
        main: { nodes: [START, ['call', 'ProcessCallElement/NonLoopingProcess', { processId: 'local' }], body('after', '${body}!'), END] },
        local: { nodes: [['localStart', 'StartEvent'], iterating(), GATHER, ['localEnd', 'EndEvent']] },
      },
      ITEMS,
    )
    expect(run.body).toBe('<item>1</item><item>2</item><item>3</item>!')
  })

  it('a Gather without branches gathers the one message', async () => {
    expect((await runFlow(flow(['gather', 'Gather', {}], body('after', '${body}!')), ITEMS)).body).toBe(
      `<?xml version='1.0' encoding='UTF-8'?><multimap:Messages xmlns:multimap="http://sap.com/xi/XI/SplitAndMerge"><multimap:Message1>${ITEMS}</multimap:Message1></multimap:Messages>!`,
    )
  })
})

describe('failures of items', () => {
  const fails = note('${body}', "${body} contains '2'")
  const handled = (end: string): NodeSketch[] => [
    ['error', 'StartErrorEvent'],
    body('handle', 'handled ${exception.message}'),
    ['errorEnd', end],
  ]
  const withHandler = (stop: string, end: string, ...rest: NodeSketch[]) => ({
    main: { nodes: [START, iterating({ ...BY_ITEM, StopOnExecution: stop }), fails, ...rest, END], onError: handled(end) },
  })
  const ALL = ['<item>1</item>', '<item>2</item>', '<item>3</item>']

  it.each([
    ['true', ALL.slice(0, 2), '<item>2</item>'],
    ['false', ALL, ITEMS],
  ])('fail the message, with stop on exception %s', async (StopOnExecution, seen, text) => {
    const run = await runFlow(flow(iterating({ ...BY_ITEM, StopOnExecution }), fails), ITEMS)
    expect(run).toMatchObject({ ending: 'failed', failure: 'broken <item>2</item>', seen, body: text })
  })

  it.each([
    ['true', 'MessageEndEvent', 'completed', ALL.slice(0, 2), 'handled broken <item>2</item>'],
    ['false', 'MessageEndEvent', 'completed', ALL, ITEMS],
    ['true', 'EndErrorEvent', 'failed', ALL.slice(0, 2), 'handled broken <item>2</item>'],
    ['false', 'EndErrorEvent', 'failed', ALL, ITEMS],
  ])('stop %s, exception subprocess to %s: %s', async (stop, end, ending, seen, text) => {
    const run = await runFlow(withHandler(stop, end), ITEMS)
    expect(run).toMatchObject({ ending, seen, body: text })
    expect(run.steps.filter((step) => step.startsWith('handle'))).toEqual(['handle/2'])
  })

  it.each([
    ['true', 'MessageEndEvent', 'completed', 'handled broken <item>2</item>'],
    ['false', 'MessageEndEvent', 'completed', '<item>1</item>handled broken <item>2</item><item>3</item>!'],
    ['true', 'EndErrorEvent', 'failed', 'handled broken <item>2</item>'],
    ['false', 'EndErrorEvent', 'completed', '<item>1</item>handled broken <item>2</item><item>3</item>!'],
  ])('with Gather, stop %s, exception subprocess to %s: %s', async (stop, end, ending, text) => {
    expect(await runFlow(withHandler(stop, end, GATHER, body('after', '${body}!')), ITEMS)).toMatchObject({ ending, body: text })
  })

  it('are gathered as the message that failed when nothing handles them', async () => {
    expect(await runFlow(flow(iterating(), fails, GATHER, body('after', '${body}!')), ITEMS)).toMatchObject({
      ending: 'completed',
      body: '<item>1</item><item>2</item><item>3</item>!',
    })
    const all = note('', "${body} contains 'item'")
    expect(await runFlow(flow(iterating(), all, GATHER), ITEMS)).toMatchObject({ ending: 'failed', failure: 'broken <item>1</item>' })
  })

  it.each([
    ['true', ['<item>1</item>', '<item>2</item>']],
    ['false', ALL],
  ])('handled in a local process, stop %s', async (StopOnExecution, seen) => {
    const run = await runFlow(
      {
        main: {
          nodes: [
            START,
            iterating({ ...BY_ITEM, StopOnExecution }),
            ['call', 'ProcessCallElement/NonLoopingProcess', { processId: 'local' }],
            END,
          ],
        },
        local: { nodes: [['localStart', 'StartEvent'], fails, ['localEnd', 'EndEvent']], onError: handled('MessageEndEvent') },
      },
      ITEMS,
    )
    expect([run.ending, run.seen]).toEqual(['completed', seen])
  })

  it('stop an IDoc splitter', async () => {
    const idocs = '<O><IDOC>1</IDOC><IDOC>2</IDOC><IDOC>3</IDOC></O>'
    expect(
      await runFlow(flow(['split', 'Splitter/IDoc'], note('${property.CamelSplitIndex}', "${property.CamelSplitIndex} = '1'")), idocs),
    ).toMatchObject({
      ending: 'failed',
      seen: ['0', '1'],
    })
  })

  describe.each([
    ['Splitter/ZipSplitter', writeZip],
    ['Splitter/TarSplitter', writeTar],
  ])('of a %s', (splitter, write) => {
    it.each([
      [{}, ['1', '2']],
      [{ stopOnExecution: 'false' }, ['1', '2', '3']],
    ])('with %j', async (properties, seen) => {
      const files = ['1', '2', '3'].map((name) => ({ name, content: Buffer.from(name) }))
      const handles = {
        nodes: [['localStart', 'StartEvent'], note('${body}', "${body} = '2'"), ['localEnd', 'EndEvent']],
        onError: handled('MessageEndEvent'),
      }
      const call: NodeSketch = ['call', 'ProcessCallElement/NonLoopingProcess', { processId: 'local' }]
      const run = await runFlow(
        { main: { nodes: [START, ['split', splitter, properties as Record<string, string>], call, END] }, local: handles as ProcessSketch },
        Body.bytes(await write(files, 0)),
      )
      expect([run.ending, run.seen]).toEqual(['completed', seen])
    })
  })

  it('of a splitter in a local process go to the exception subprocess of its caller', async () => {
    const run = await runFlow(
      {
        main: {
          nodes: [START, ['call', 'ProcessCallElement/NonLoopingProcess', { processId: 'local' }], END],
          onError: handled('MessageEndEvent'),
        },
        local: {
          nodes: [['localStart', 'StartEvent'], iterating({ ...BY_ITEM, StopOnExecution: 'true' }), fails, ['localEnd', 'EndEvent']],
        },
      },
      ITEMS,
    )
    expect(run).toMatchObject({ ending: 'completed', body: 'handled broken <item>2</item>' })
  })

  it('a terminated item ends alone, an escalated one ends the message', async () => {
    const ends = (end: string) => flow(iterating(), note(), ['end2', end])
    expect(await runFlow(ends('TerminateEndEvent'), ITEMS)).toMatchObject({ ending: 'completed', seen: ALL })
    expect(await runFlow(ends('EscalationEndEvent'), ITEMS)).toMatchObject({ ending: 'escalated', seen: ALL.slice(0, 1) })
  })

  it.each([
    ['', 'The body is not well-formed XML: there is no element in line 1'],
    ['<items>\n<item>', 'The body is not well-formed XML: the element item has no end in line 2'],
  ])('a body %j cannot be split', async (message, failure) => {
    expect(await runFlow(flow(iterating()), message)).toMatchObject({ ending: 'failed', failure })
  })
})

describe('parallel processing', () => {
  const parallel = { ...BY_ITEM, ParallelProcessing: 'true', SplitterThreads: '2' }

  it('gathers in the order of the items', async () => {
    const { seen, body: text } = await runFlow(flow(iterating(parallel), note(), GATHER), ITEMS)
    expect([seen, text]).toEqual([['<item>1</item>', '<item>2</item>', '<item>3</item>'], '<item>1</item><item>2</item><item>3</item>'])
  })

  it('begins no item after a failure, and lets those that run end', async () => {
    const stop = { ...parallel, StopOnExecution: 'true' }
    expect(await runFlow(flow(iterating(stop), note('${body}', "${body} contains '1'")), ITEMS)).toMatchObject({
      ending: 'failed',
      failure: 'broken <item>1</item>',
      seen: ['<item>1</item>', '<item>2</item>'],
    })
  })
})

describe('a body that does not fit into memory', () => {
  const LONG = 'x'.repeat(400_000)
  const XML = [`<items><!-- ${LONG} --><item>1</item>`, `<!-- ${LONG}${LONG} --><item>2</item>`, '<item>3</item></items>']
  const TEXT = [`head\n${LONG}\n`, `${LONG}\n${LONG}`, `${LONG}\n`]
  const streamed = (pieces: readonly string[]) => Body.stream(Readable.from(pieces.map((piece) => Buffer.from(piece))))
  const lengths = '${property.CamelSplitIndex} ${property.CamelSplitComplete} ${property.CamelSplitSize} ${body.length}'

  it.each([
    [iterating(), XML, ['0 false  14', '1 false  14', '2 true 3 14']],
    [iterating({ ...BY_ITEM, grouping: '2' }), XML, ['0 false  28', '1 true 2 14']],
    [iterating({ exprType: 'Token', tokenValue: 'item' }), XML, ['0 false  14', '1 false  14', '2 true 3 14']],
    [iterating({ exprType: 'Token', tokenValue: '\nx' }), TEXT, ['0 false  4', '1 false  399999', '2 false  399999', '3 true 4 800000']],
    [iterating(BY_LINE), TEXT, ['0 false  4', '1 false  400000', '2 false  400000', '3 true 4 800000']],
    [general(BY_LINE), TEXT, ['0 false  400005', '1 false  400005', '2 true 3 800005']],
    [general({ ...BY_LINE, grouping: '2' }), TEXT, ['0 false  800006', '1 true 2 800005']],
  ] satisfies [NodeSketch, readonly string[], string[]][])('is split one by one: %j', async (splitter, pieces, expected) => {
    const { ending, body: rest, seen } = await runFlow(flow(splitter, note(lengths)), streamed(pieces))
    expect({ ending, rest, seen }).toEqual({ ending: 'completed', rest: '', seen: expected })
  })

  it('has items with their envelope', async () => {
    const comment = `<!-- ${LONG}${LONG} -->`
    const pieces = ['<items><item>1</item>', comment, comment, '<item>2</item></items>']
    const run = await runFlow(flow(general(), GATHER), streamed(pieces))
    expect(run.body).toBe(['1', '2'].map((item) => `<?xml version='1.0' encoding='UTF-8'?><items><item>${item}</item></items>`).join(''))
  })

  it('is processed in parallel', async () => {
    const parallel = iterating({ ...BY_ITEM, ParallelProcessing: 'true', SplitterThreads: '2' })
    expect(await runFlow(flow(parallel, GATHER), streamed(XML))).toMatchObject({
      ending: 'completed',
      body: '<item>1</item><item>2</item><item>3</item>',
    })
  })

  it('ends the message when it has no item', async () => {
    const none = iterating({ splitExprValue: '/none' })
    expect(await runFlow(flow(none, note(), body('after', 'after')), streamed(XML))).toMatchObject({
      ending: 'completed',
      seen: [],
      body: '',
    })
  })

  it('fails where it turns out to be malformed, after the items before that', async () => {
    const run = await runFlow(flow(iterating(), note()), streamed([...XML.slice(0, 2), '</item>']))
    const failure = 'The body is not well-formed XML: </item> stands where </items> is expected in line 1'
    expect(run).toMatchObject({ ending: 'failed', failure, seen: ['<item>1</item>'], body: '' })
  })

  it('gives its source back when it stops at a failure', async () => {
    const source = Readable.from(XML.map((piece) => Buffer.from(piece)))
    const stop = iterating({ ...BY_ITEM, StopOnExecution: 'true' })
    const run = await runFlow(flow(stop, note('${body}', "${body} contains '1'")), Body.stream(source))
    expect([run.failure, run.seen, source.destroyed]).toEqual(['broken <item>1</item>', ['<item>1</item>'], true])
  })

  it('fails when what is gathered does not fit into memory either', async () => {
    const run = await runFlow(flow(iterating(BY_LINE), GATHER), streamed(TEXT))
    const failure = 'The messages to be gathered are larger than 1000000 bytes together, the most that is read into memory'
    expect(run).toMatchObject({ ending: 'failed', failure })
  })

  it.each([
    [true, {}],
    [false, { Streaming: 'false' }],
    [false, { splitExprValue: '${body.length}' }],
    [false, { grouping: '${bodyAs(String)}' }],
  ])('is taken: %s, with %o', (expected, properties) => {
    expect([generalSplitter, iteratingSplitter].map((step) => takesStreams(step, { ...BY_ITEM, ...properties }))).toEqual([
      expected,
      expected,
    ])
  })
})

describe('deployment', () => {
  const outgoing = [{ id: 'out', name: '', target: 'next', condition: undefined, conditionKind: 'simple' as const }]

  it.each([
    [
      iteratingSplitter,
      { splitExprValue: '/a[1]' },
      "The splitter cannot follow 'a[1]' in '/a[1]': only names of elements after / and // can split",
    ],
    [generalSplitter, { splitExprValue: '/x:a' }, "XPath '/x:a': the prefix x is missing in the namespace mapping"],
    [generalSplitter, {}, 'The XPath expression is empty'],
    [generalSplitter, { ...BY_ITEM, exprType: 'Token' }, "exprType must be one of XPath, Line Break, LineFeed, not 'Token'"],
    [iteratingSplitter, { exprType: 'Token' }, 'The token is missing'],
    [iteratingSplitter, { ...BY_ITEM, grouping: '0' }, "The grouping must be a whole number above 0, not '0'"],
    [iteratingSplitter, { ...BY_ITEM, grouping: '{{size}}' }, "The grouping must be a whole number above 0, not '{{size}}'"],
    [iteratingSplitter, { ...BY_ITEM, grouping: '${nope}' }, "unknown function 'nope'"],
    [
      iteratingSplitter,
      { ...BY_ITEM, ParallelProcessing: 'true', SplitterThreads: '51' },
      'The number of concurrent processes must be 1 to 50, not 51',
    ],
    [iteratingSplitter, { ...BY_ITEM, ParallelProcessing: 'true', timeOut: '-1' }, 'The timeout must not be negative, but is -1'],
  ] as const)('refuses %o', async (step, properties, reason) => {
    await expect(compileStep(step, properties, { node: { outgoing } })).rejects.toThrow(reason)
  })

  it.each([generalSplitter, iteratingSplitter, idocSplitter, zipSplitter, tarSplitter, pkcs7Splitter])(
    'refuses a $label that leads nowhere',
    async (step) => {
      await expect(compileStep(step, BY_ITEM)).rejects.toThrow('No sequence flow leaves the splitter')
    },
  )
})
