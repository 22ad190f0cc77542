import { describe, expect, it } from 'vitest'
import { type NodeSketch, runFlow } from './branches/flow.fixture.ts'
import join from './join.ts'
import parallelMulticast from './parallel-multicast.ts'
import sequentialMulticast from './sequential-multicast.ts'
import { compileStep, exchangeOf } from './step.fixture.ts'

const START: NodeSketch = ['start', 'MessageStartEvent']
const END: NodeSketch = ['end', 'MessageEndEvent']
const CONCATENATE = { messageType: 'PlainText', aggregationAlgorithm: 'concatenate-strategy' }
const rows = (...flows: string[]): string => flows.map((flow, index) => `<row><cell>${index + 1}</cell><cell>${flow}</cell></row>`).join('')

const set = (id: string, text: string, ...targets: string[]): NodeSketch => [
  id,
  'Enricher',
  {
    bodyType: 'expression',
    wrapContent: text,
    headerTable: `<row><cell id='Action'>Create</cell><cell id='Type'>constant</cell><cell id='Name'>by</cell><cell id='Value'>${id}</cell></row>`,
    propertyTable: `<row><cell id='Action'>Create</cell><cell id='Type'>constant</cell><cell id='Name'>by-${id}</cell><cell id='Value'>yes</cell></row>`,
  },
  ...targets,
]
const probe = (id: string, failsWhen: string, ...targets: string[]): NodeSketch => [
  id,
  'Probe',
  { note: `${id} \${body} \${header.by} \${property.CamelMulticastIndex} \${property.CamelMulticastComplete}`, failsWhen },
  ...targets,
]
const parallel: NodeSketch = ['cast', 'Multicast/parallel', {}, 'a', 'b']
const sequential = (...order: string[]): NodeSketch => ['cast', 'SequentialMulticast', { routingSequenceTable: rows(...order) }, 'a', 'b']
const JOINED: NodeSketch[] = [
  set('a', '${body}A', 'aSeen'),
  probe('aSeen', '', 'join'),
  set('b', '${body}B', 'bSeen'),
  probe('bSeen', '', 'join'),
  ['join', 'Join'],
]

describe('multicasts', () => {
  it.each([
    [parallel, ['aSeen xA a 0 false', 'bSeen xB b 1 true'], 'xAxB'],
    [sequential(), ['aSeen xA a 0 false', 'bSeen xB b 1 true'], 'xAxB'],
    [sequential('cast-b', 'cast-a'), ['bSeen xB b 0 false', 'aSeen xA a 1 true'], 'xBxA'],
    [sequential('gone', 'cast-b'), ['bSeen xB b 0 false', 'aSeen xA a 1 true'], 'xBxA'],
  ])('%j: copies that do not see each other, gathered in order', async (cast, seen, text) => {
    const run = await runFlow({ main: { nodes: [START, cast, ...JOINED, ['gather', 'Gather', CONCATENATE], END] } }, 'x', ({ headers }) =>
      headers.set('by', 'main'),
    )
    expect([run.seen, run.body]).toEqual([seen, text])
    expect([run.exchange.headers.get('by'), run.exchange.properties.get('by-a'), run.exchange.properties.get('by-b')]).toEqual([
      'main',
      'yes',
      'yes',
    ])
  })

  it('a Join alone goes on with the last message', async () => {
    const run = await runFlow({ main: { nodes: [START, parallel, ...JOINED, set('after', '[${body}]'), END] } }, 'x')
    expect([run.body, run.exchange.properties.get('by-a')]).toEqual(['[xB]', 'yes'])
  })

  it('without Join the process ends with the last message', async () => {
    const nodes: NodeSketch[] = [START, parallel, set('a', 'A', 'endA'), ['endA', 'MessageEndEvent'], set('b', 'B'), END]
    const run = await runFlow({ main: { nodes } }, 'x')
    expect([run.ending, run.body, run.exchange.headers.get('by')]).toEqual(['completed', 'B', 'b'])
  })

  it('a branch that ends by itself is not gathered', async () => {
    const nodes: NodeSketch[] = [
      START,
      parallel,
      set('a', 'A', 'endA'),
      ['endA', 'MessageEndEvent'],
      set('b', 'B', 'join'),
      ['join', 'Join'],
      ['gather', 'Gather', CONCATENATE],
      END,
    ]
    expect((await runFlow({ main: { nodes } }, 'x')).body).toBe('B')
  })

  it.each([
    [[set('e', '(${body})', 'join')], 'A(CD)'],
    [[], 'ACD'],
  ] satisfies [NodeSketch[], string][])('nests, with %j behind the inner Gather', async (behind, text) => {
    const close: NodeSketch = ['close', 'Gather', CONCATENATE, behind[0]?.[0] ?? 'join']
    const nodes: NodeSketch[] = [
      START,
      parallel,
      set('a', 'A', 'join'),
      ['b', 'Multicast/parallel', {}, 'c', 'd'],
      set('c', 'C', 'inner'),
      set('d', 'D', 'inner'),
      ['inner', 'Join'],
      close,
      ...behind,
      ['join', 'Join'],
      ['gather', 'Gather', CONCATENATE],
      END,
    ]
    const run = await runFlow({ main: { nodes } }, 'x')
    expect([run.body, run.steps.filter((step) => step.startsWith('gather'))]).toEqual([text, ['gather/1', 'gather/2', 'gather/0']])
  })
})

describe('failures of branches', () => {
  const failing = (cast: NodeSketch): NodeSketch[] => [
    START,
    cast,
    probe('a', "${body} = 'x'", 'join'),
    probe('b', '', 'join'),
    ['join', 'Join'],
    ['gather', 'Gather', CONCATENATE],
    END,
  ]
  const A = 'a x  0 false'
  const B = 'b x  1 true'

  it.each([
    [parallel, [A, B]],
    [sequential(), [A]],
  ])('%j fails the message', async (cast, seen) => {
    expect(await runFlow({ main: { nodes: failing(cast) } }, 'x')).toMatchObject({ ending: 'failed', failure: 'broken x', seen })
  })

  it.each([
    [parallel, 'EndErrorEvent', 'failed', 'handled'],
    [sequential(), 'EndErrorEvent', 'failed', 'handled'],
    [parallel, 'MessageEndEvent', 'completed', 'handledx'],
    [sequential(), 'MessageEndEvent', 'completed', 'handledx'],
  ] as const)('%j with an exception subprocess to %s: %s', async (cast, end, ending, text) => {
    const onError: NodeSketch[] = [['error', 'StartErrorEvent'], set('handle', 'handled'), ['errorEnd', end]]
    const run = await runFlow({ main: { nodes: failing(cast), onError } }, 'x')
    expect(run).toMatchObject({ ending, body: text })
    expect(run.steps.filter((step) => step.startsWith('handle/'))).toEqual(['handle/1'])
  })
})

it.each([parallelMulticast, sequentialMulticast])('$label needs a route', async (step) => {
  await expect(compileStep(step)).rejects.toThrow('No sequence flow leaves the multicast')
})

it('Join leaves it to a Gather behind it how messages are combined', async () => {
  expect((await compileStep(join))(exchangeOf())).toMatchObject({ ending: 'gather', defers: true })
})
