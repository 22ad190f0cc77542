import { describe, expect, test } from 'vitest'
import type { Channel, FlowNode, IflowArtifact, IflowModel, ProcessModel, SequenceFlow } from '../iflow/model.ts'
import { ManualClock } from '../kernel/clock.ts'
import { SluiceError } from '../kernel/errors.ts'
import { silentLogger } from '../kernel/logger.ts'
import { Body } from './body.ts'
import { compile } from './compile.ts'
import { definePolling, defineReceiver, defineSender } from './define-adapter.ts'
import { defineStep, Ending } from './define-step.ts'
import { StepError } from './errors.ts'
import { Exchange } from './exchange.ts'
import { text } from './fields.ts'
import { MessageLog } from './message-log.ts'
import type { Entry } from './plan.ts'
import { Registry } from './registry.ts'
import type { Services } from './services.ts'

// Steps of one line each: what is under test is how they are put together.
const append = defineStep({
  activity: 'Append',
  label: 'Append',
  doc: '',
  fields: { suffix: text('suffix', '') },
  compile:
    ({ suffix }) =>
    (exchange) => {
      exchange.body = Body.text(exchange.body.asText() + suffix)
    },
})
const fail = defineStep({
  activity: 'Fail',
  label: 'Fail',
  doc: '',
  fields: { reason: text('reason', '', 'broken') },
  compile:
    ({ reason }) =>
    () => {
      throw new SluiceError('processing-failed', reason)
    },
})
const rethrow = defineStep({
  activity: 'Rethrow',
  label: 'Rethrow',
  doc: '',
  fields: {},
  compile: () => (exchange) => {
    throw exchange.properties.get('CamelExceptionCaught')
  },
})
const start = defineStep({ activity: 'StartEvent', label: 'Start', doc: '', fields: {}, compile: () => () => {} })
const errorStart = defineStep({ activity: 'StartErrorEvent', label: 'Error start', doc: '', fields: {}, compile: () => () => {} })
const timer = defineStep({
  activity: 'StartTimerEvent',
  label: 'Timer',
  doc: '',
  fields: {},
  compile: () => () => {},
  trigger: () => ({ kind: 'schedule', schedule: { kind: 'once' } }),
})
const end = defineStep({
  activity: 'End',
  label: 'End',
  doc: '',
  fields: { kind: text('kind', '', 'processEnd') },
  compile:
    ({ kind }) =>
    () =>
      Ending[kind as keyof typeof Ending],
})
const choose = defineStep({ activity: 'Choose', label: 'Choose', doc: '', fields: {}, compile: () => (exchange) => exchange.body.asText() })
const call = defineStep({
  activity: 'Call',
  label: 'Process Call',
  doc: '',
  fields: { processId: text('processId', '') },
  compile: ({ processId }, context) => context.process(processId),
})
const send = defineStep({
  activity: 'Send',
  label: 'Send',
  doc: '',
  fields: {},
  compile: (_, context) => context.receiver ?? context.fail('Send', 'There is no channel'),
})
const branching = defineStep({
  activity: 'Branch',
  label: 'Branch',
  doc: '',
  fields: { flow: text('flow', '') },
  compile({ flow }, context) {
    const branch = context.branch(flow)
    return async (exchange) => {
      const copy = exchange.copy()
      await branch(copy)
      exchange.properties.set('branch', copy.body.asText())
      return Ending.processEnd
    }
  },
})
/** Runs its branches one after the other, then goes on behind the step that gathers them. */
const fork = defineStep({
  activity: 'Fork',
  label: 'Fork',
  doc: '',
  fields: {},
  compile(_, context) {
    const branches = context.node.outgoing.map(({ id }) => context.branch(id))
    return async (exchange) => {
      const copies = branches.map(() => exchange.copy())
      const ends = []
      for (const [index, branch] of branches.entries()) ends.push(await branch(copies[index]!))
      exchange.properties.set(
        'ends',
        ends.map(({ failure, handled }) => (failure instanceof Error ? failure.message : handled)),
      )
      const at = ends.find(({ gathering }) => gathering)?.gathering
      const failure = ends.find((end) => end.failure !== undefined)?.failure
      if (failure) throw failure
      return at ? { ending: 'gathered', at, messages: copies } : Ending.processEnd
    }
  },
})
const gather = defineStep({
  activity: 'Gather',
  label: 'Gather',
  doc: '',
  fields: { reason: text('reason', '') },
  gathers: true,
  compile:
    ({ reason }) =>
    () => ({
      ending: 'gather',
      combine(messages, result) {
        if (reason !== '') throw new SluiceError('processing-failed', reason)
        result.body = Body.text(`(${messages.map(({ body }) => body.asText()).join('+')})`)
      },
    }),
})
const join = defineStep({
  activity: 'Join',
  label: 'Join',
  doc: '',
  fields: {},
  gathers: true,
  compile: () => () => ({
    ending: 'gather',
    defers: true,
    combine: (messages, result) => {
      result.body = messages[0]!.body
    },
  }),
})
const sender = defineSender({
  adapter: 'In',
  label: 'In',
  doc: '',
  fields: {},
  compile: () => ({ kind: 'process-direct', address: '/in' }),
})
const receiver = defineReceiver({
  adapter: 'Out',
  label: 'Out',
  doc: '',
  fields: { answer: text('answer', '') },
  compile:
    ({ answer }) =>
    async (exchange) => {
      exchange.body = Body.text(answer)
    },
})

const polling = definePolling({
  adapter: 'Poll',
  label: 'Poll',
  doc: '',
  fields: { found: text('found', '') },
  compile:
    ({ found }) =>
    async () =>
      found === '' ? undefined : { body: Body.text(found), headers: [] },
})
const fetch = defineStep({
  activity: 'Fetch',
  label: 'Fetch',
  doc: '',
  fields: {},
  polls: true,
  compile(_, context) {
    const poll = context.sender ?? context.fail('Fetch', 'There is no channel')
    return async (exchange) => {
      exchange.body = (await poll(exchange))?.body ?? exchange.body
    }
  },
})
/** Ends every message, and begins others behind itself. */
const collect = defineStep({
  activity: 'Collect',
  label: 'Collect',
  doc: '',
  fields: {},
  beginsBehind: true,
  compile: (_, context) => () => {
    context.signal.notify()
    return Ending.processEnd
  },
  trigger: (_, { container }) => ({ kind: 'poll', interval: container.properties.size, poll: async () => {} }),
})

const registry = new Registry(
  [append, fail, rethrow, start, errorStart, timer, end, choose, call, send, branching, fork, gather, join, fetch, collect],
  [sender, receiver, polling],
)
const services = { clock: new ManualClock(), logger: silentLogger, bufferLimit: 10 } as unknown as Services

type NodeSketch = [id: string, activity: string, properties?: Record<string, string>, ...targets: string[]]

/** Nodes in a list; without targets a node leads to the next one in the list. Flow ids are `<source>-<target>`. */
function nodes(...sketches: NodeSketch[]): Map<string, FlowNode> {
  const all = sketches.map(([id, activity, properties = {}, ...targets], index): FlowNode => {
    const next = targets.length > 0 ? targets : activity === 'End' ? [] : sketches.slice(index + 1, index + 2).map(([target]) => target)
    const outgoing = next.map(
      (target): SequenceFlow => ({ id: `${id}-${target}`, name: '', target, condition: undefined, conditionKind: 'simple' }),
    )
    return {
      id,
      name: `Step ${id}`,
      activity,
      variant: '',
      version: '',
      properties: new Map(Object.entries(properties)),
      outgoing,
      defaultFlow: undefined,
      loop: undefined,
    }
  })
  return new Map(all.map((node) => [node.id, node]))
}

const process = (id: string, kind: 'main' | 'local', main: Map<string, FlowNode>, handler?: Map<string, FlowNode>): ProcessModel => ({
  id,
  name: id,
  kind,
  properties: new Map(),
  nodes: main,
  exceptionSubprocess: handler && { id: `${id}-handler`, name: 'handler', nodes: handler },
})

const channel = (adapter: string, direction: 'sender' | 'receiver', nodeId: string, properties = {}): Channel => ({
  id: `${adapter}-${nodeId}`,
  name: adapter,
  direction,
  adapter,
  protocol: '',
  system: `${adapter} system`,
  nodeId,
  properties: new Map(Object.entries(properties)),
})

function flow(processes: ProcessModel[], channels: Channel[] = [channel('In', 'sender', 's')]): IflowArtifact {
  const model: IflowModel = {
    id: 'flow',
    name: 'Flow',
    version: '1.0.0',
    description: '',
    properties: new Map(),
    participants: new Map(),
    channels,
    processes: new Map(processes.map((each) => [each.id, each])),
  }
  return {
    kind: 'integration-flow',
    model,
    resources: new Map(),
    parameters: [],
    manifest: { id: 'flow', name: 'Flow', version: '1.0.0', bundleType: '', headers: new Map() },
  }
}

const build = (artifact: IflowArtifact) => compile(artifact, { registry, services, companion: () => undefined })

async function entryOf(artifact: IflowArtifact): Promise<Entry> {
  const { plan, problems } = await build(artifact)
  expect(problems).toEqual([])
  return plan!.entries[0]!
}

const message = (body = '') =>
  new Exchange(new MessageLog({ messageGuid: 'g', correlationId: 'c', flowId: 'flow', flowName: 'Flow', start: 0 }), 0, Body.text(body))

async function run(artifact: IflowArtifact, body = ''): Promise<{ body: string; ending: string; exchange: Exchange }> {
  const exchange = message(body)
  const ending = await (await entryOf(artifact)).run(exchange)
  return { body: exchange.body.asText(), ending, exchange }
}

describe('running a plan', () => {
  test('steps run in the order of the sequence flows', async () => {
    const artifact = flow([
      process(
        'p',
        'main',
        nodes(
          ['s', 'StartEvent'],
          ['a', 'Append', { suffix: '1' }, 'b'],
          ['c', 'Append', { suffix: '3' }, 'e'],
          ['b', 'Append', { suffix: '2' }, 'c'],
          ['e', 'End'],
        ),
      ),
    ])
    expect(await run(artifact, '0')).toMatchObject({ body: '0123', ending: 'completed' })
  })

  test('a step may name the flow to take, and a path may end without an end event', async () => {
    const artifact = flow([
      process(
        'p',
        'main',
        nodes(
          ['s', 'StartEvent'],
          ['g', 'Choose', {}, 'a', 'b'],
          ['a', 'Append', { suffix: 'A' }, 'none'],
          ['b', 'Append', { suffix: 'B' }, 'none'],
        ),
      ),
    ])
    expect((await run(artifact, 'g-a')).body).toBe('g-aA')
    expect((await run(artifact, 'g-b')).body).toBe('g-bB')
  })

  test('a local process runs on the same exchange and returns at its end', async () => {
    const main = process(
      'p',
      'main',
      nodes(['s', 'StartEvent'], ['c', 'Call', { processId: 'l' }], ['a', 'Append', { suffix: ' back' }], ['e', 'End']),
    )
    const local = process('l', 'local', nodes(['ls', 'StartEvent'], ['la', 'Append', { suffix: ' local' }], ['le', 'End']))
    expect((await run(flow([main, local]), 'x')).body).toBe('x local back')
  })

  test.each([
    ['terminate', 'completed'],
    ['escalate', 'escalated'],
  ])('%s in a local process ends the whole message as %s, past every exception subprocess', async (kind, ending) => {
    const handler = nodes(['hs', 'StartErrorEvent'], ['ha', 'Append', { suffix: ' handled' }], ['he', 'End'])
    const main = process(
      'p',
      'main',
      nodes(['s', 'StartEvent'], ['c', 'Call', { processId: 'l' }], ['a', 'Append', { suffix: ' back' }], ['e', 'End']),
      handler,
    )
    const local = process('l', 'local', nodes(['ls', 'StartEvent'], ['le', 'End', { kind }]))
    expect(await run(flow([main, local]), 'x')).toMatchObject({ body: 'x', ending })
  })

  test('a branch runs on a copy', async () => {
    const artifact = flow([
      process(
        'p',
        'main',
        nodes(['s', 'StartEvent'], ['b', 'Branch', { flow: 'b-a' }, 'a'], ['a', 'Append', { suffix: '!' }], ['e', 'End']),
      ),
    ])
    const { body, exchange } = await run(artifact, 'x')
    expect([body, exchange.properties.get('branch')]).toEqual(['x', 'x!'])
  })

  test('a receiver channel is attached to its step and named in the log', async () => {
    const artifact = flow(
      [process('p', 'main', nodes(['s', 'StartEvent'], ['r', 'Send'], ['e', 'End']))],
      [channel('In', 'sender', 's'), channel('Out', 'receiver', 'r', { answer: 'pong' })],
    )
    const { body, exchange } = await run(artifact, 'ping')
    expect([body, exchange.log.receiver]).toEqual(['pong', 'Out system'])
  })

  test('a streamed body is read before a step that needs it, up to the limit', async () => {
    const entry = await entryOf(flow([process('p', 'main', nodes(['s', 'StartEvent'], ['a', 'Append', { suffix: '!' }], ['e', 'End']))]))
    const exchange = message()
    const { Readable } = await import('node:stream')
    exchange.body = Body.stream(Readable.from([Buffer.from('abc')]))
    await entry.run(exchange)
    expect(exchange.body.asText()).toBe('abc!')
    exchange.body = Body.stream(Readable.from([Buffer.from('0123456789A')]))
    await expect(entry.run(exchange)).rejects.toThrow('The body is larger than 10 bytes')
  })
})

describe('messages from elsewhere', () => {
  const fetching = nodes(['s', 'StartEvent'], ['f', 'Fetch'], ['a', 'Append', { suffix: '!' }], ['e', 'End'])
  const fetched = (...channels: Channel[]) => flow([process('p', 'main', fetching)], [channel('In', 'sender', 's'), ...channels])

  test('are fetched by a step over its sender channel, which begins no flow', async () => {
    const artifact = fetched(channel('Poll', 'sender', 'f', { found: 'file' }))
    expect((await build(artifact)).plan?.entries.map(({ trigger }) => trigger.kind)).toEqual(['process-direct'])
    expect((await run(artifact, 'old')).body).toBe('file!')
    expect((await run(fetched(channel('Poll', 'sender', 'f')), 'old')).body).toBe('old!')
  })

  test.each<[string, Channel[], string, string]>([
    ['no channel', [], 'Fetch', 'There is no channel'],
    ['an adapter that only begins flows', [channel('In', 'sender', 'f')], 'In', 'No step can fetch messages with this adapter'],
    ['an adapter that there is not', [channel('SFTP', 'sender', 'f')], 'SFTP sender', 'This adapter is not supported'],
  ])('are not fetched with %s', async (_, channels, construct, reason) => {
    expect((await build(fetched(...channels))).problems).toMatchObject([{ construct, reason }])
  })

  test('do not begin a flow over a channel that a step asks', async () => {
    const { problems } = await build(
      flow([process('p', 'main', fetching)], [channel('Poll', 'sender', 's'), channel('Poll', 'sender', 'f')]),
    )
    expect(problems).toEqual([
      { element: 'Poll-s (Poll)', construct: 'Poll', reason: 'This adapter fetches messages for a step and cannot begin a process' },
    ])
  })

  test('begin behind the step that makes them, with what its process has', async () => {
    const collecting = nodes(['s', 'StartEvent'], ['c', 'Collect'], ['f', 'Fail'], ['e', 'End'])
    const handler = nodes(['hs', 'StartErrorEvent'], ['ha', 'Append', { suffix: ' handled' }], ['he', 'End'])
    const main = { ...process('p', 'main', collecting, handler), properties: new Map([['one', '1']]) }
    const { plan } = await build(flow([main]))
    const [given, made] = plan!.entries
    expect([plan!.entries.length, given!.startId, made!.startId, made!.trigger]).toMatchObject([2, 's', 'f', { kind: 'poll', interval: 1 }])
    let notified = 0
    made!.signal.listen(() => notified++)
    const [collected, begun] = [message('in'), message('out')]
    expect([await given!.run(collected), await made!.run(begun)]).toEqual(['completed', 'completed'])
    expect([collected.body.asText(), begun.body.asText(), notified]).toEqual(['in', 'out handled', 1])
  })
})

describe('failures', () => {
  const failing = (handler?: Map<string, FlowNode>) =>
    process('p', 'main', nodes(['s', 'StartEvent'], ['f', 'Fail'], ['e', 'End']), handler)

  test('name the element', async () => {
    const entry = await entryOf(flow([failing()]))
    const failure = await entry.run(message()).catch((thrown) => thrown)
    expect(failure).toBeInstanceOf(StepError)
    expect([failure.message, failure.elementId, failure.elementName]).toEqual(['broken', 'f', 'Step f'])
  })

  test('are handled by the exception subprocess, which sees what was thrown', async () => {
    const handler = nodes(['hs', 'StartErrorEvent'], ['ha', 'Append', { suffix: 'handled' }], ['he', 'End'])
    const { body, ending, exchange } = await run(flow([failing(handler)]))
    expect([body, ending]).toEqual(['handled', 'completed'])
    expect(exchange.properties.get('CamelExceptionCaught')).toMatchObject({ message: 'broken', code: 'processing-failed' })
  })

  test('thrown on by an error end keep the element that failed first', async () => {
    const entry = await entryOf(flow([failing(nodes(['hs', 'StartErrorEvent'], ['hr', 'Rethrow']))]))
    await expect(entry.run(message())).rejects.toMatchObject({ elementId: 'f', message: 'broken' })
  })

  test('of the exception subprocess itself win', async () => {
    const entry = await entryOf(flow([failing(nodes(['hs', 'StartErrorEvent'], ['hf', 'Fail', { reason: 'worse' }]))]))
    await expect(entry.run(message())).rejects.toMatchObject({ elementId: 'hf', message: 'worse' })
  })

  test('of a local process go to its own handler first, which ends the caller too, else to the caller’s', async () => {
    const call = nodes(['s', 'StartEvent'], ['c', 'Call', { processId: 'l' }], ['a', 'Append', { suffix: ' after' }], ['e', 'End'])
    const local = nodes(['ls', 'StartEvent'], ['lf', 'Fail'], ['le', 'End'])
    const handler = (suffix: string) =>
      nodes([`${suffix}s`, 'StartErrorEvent'], [`${suffix}a`, 'Append', { suffix }], [`${suffix}e`, 'End'])
    const own = flow([process('p', 'main', call, handler('main')), process('l', 'local', local, handler('local'))])
    expect(await run(own)).toMatchObject({ body: 'local', ending: 'completed' })
    const callers = flow([process('p', 'main', call, handler('main')), process('l', 'local', local)])
    expect((await run(callers)).body).toBe('main')
  })
})

describe('branches', () => {
  const forked = (...behind: NodeSketch[]) =>
    nodes(
      ['s', 'StartEvent'],
      ['f', 'Fork', {}, 'a', 'b'],
      ['a', 'Append', { suffix: 'A' }, behind[0]![0]],
      ['b', 'Append', { suffix: 'B' }],
      ...behind,
      ['z', 'Append', { suffix: '!' }],
      ['e', 'End'],
    )
  const bodyOf = async (...behind: NodeSketch[]) => (await run(flow([process('p', 'main', forked(...behind))]), 'x')).body

  test('end at the step that gathers them, and one message goes on behind it', async () => {
    expect(await bodyOf(['g', 'Gather'])).toBe('(xA+xB)!')
    expect(await bodyOf(['j', 'Join'])).toBe('xA!')
    expect(await bodyOf(['j', 'Join'], ['g', 'Gather'])).toBe('(xA+xB)!')
    expect(await bodyOf(['g', 'Gather'], ['h', 'Gather'])).toBe('((xA+xB))!')
  })

  test('a failure while they are combined names the gathering step', async () => {
    const entry = await entryOf(flow([process('p', 'main', forked(['g', 'Gather', { reason: 'no fit' }]))]))
    await expect(entry.run(message())).rejects.toMatchObject({ elementId: 'g', message: 'no fit' })
  })

  test.each([['processEnd'], ['terminate']])('failures go to the exception subprocess on the branch; it may end by %s', async (kind) => {
    const main = nodes(['s', 'StartEvent'], ['f', 'Fork', {}, 'x', 'e'], ['x', 'Fail'], ['e', 'End'])
    const handler = nodes(['hs', 'StartErrorEvent'], ['ha', 'Append', { suffix: 'handled' }], ['he', 'End', { kind }])
    const { body, ending, exchange } = await run(flow([process('p', 'main', main, handler)]), 'x')
    expect([body, ending, exchange.properties.get('ends')]).toEqual(['x', 'completed', [true, false]])
  })

  test('a failure that the exception subprocess has seen is thrown past it', async () => {
    const main = nodes(['s', 'StartEvent'], ['f', 'Fork', {}, 'x'], ['x', 'Fail'])
    const handler = nodes(['hs', 'StartErrorEvent'], ['ha', 'Append', { suffix: ' handled' }], ['hr', 'Rethrow'])
    const entry = await entryOf(flow([process('p', 'main', main, handler)]))
    const exchange = message('x')
    await expect(entry.run(exchange)).rejects.toMatchObject({ elementId: 'x', message: 'broken' })
    expect([exchange.body.asText(), exchange.properties.get('ends')]).toEqual(['x', ['broken']])
  })

  test('in an exception subprocess fail into nothing but their step', async () => {
    const handler = nodes(['hs', 'StartErrorEvent'], ['hf', 'Fork', {}, 'hx'], ['hx', 'Fail', { reason: 'worse' }])
    const entry = await entryOf(flow([process('p', 'main', nodes(['s', 'StartEvent'], ['x', 'Fail']), handler)]))
    await expect(entry.run(message())).rejects.toMatchObject({ elementId: 'hx', message: 'worse' })
  })

  test('a cancelled message ends in all of them', async () => {
    const exchange = message('x')
    exchange.log.cancelled = true
    const entry = await entryOf(flow([process('p', 'main', forked(['g', 'Gather']))]))
    expect([await entry.run(exchange), exchange.body.asText()]).toEqual(['completed', 'x'])
  })
})

describe('compiling', () => {
  test('a timer starts its process by itself', async () => {
    const entry = await entryOf(flow([process('p', 'main', nodes(['t', 'StartTimerEvent'], ['e', 'End']))], []))
    expect(entry.trigger).toEqual({ kind: 'schedule', schedule: { kind: 'once' } })
  })

  test('finds every problem at once, each with its element', async () => {
    const main = process(
      'p',
      'main',
      nodes(
        ['s', 'StartEvent'],
        ['u', 'Unknown'],
        ['c', 'Send'],
        ['d', 'Call', { processId: 'gone' }],
        ['r', 'Send'],
        ['b', 'Branch', { flow: 'gone' }],
        ['e', 'End'],
      ),
    )
    const channels = [channel('In', 'sender', 's'), channel('SFTP', 'sender', 's'), channel('AS2', 'receiver', 'c')]
    expect(await build(flow([main], channels))).toEqual({
      plan: undefined,
      problems: [
        { element: 'u (Step u)', construct: 'Unknown', reason: 'This step is not supported' },
        { element: 'AS2-c (AS2)', construct: 'AS2 receiver', reason: 'This adapter is not supported' },
        { element: 'd (Step d)', construct: 'Process Call', reason: 'There is no integration process gone' },
        { element: 'r (Step r)', construct: 'Send', reason: 'There is no channel' },
        { element: 'b (Step b)', construct: 'Branch', reason: 'There is no sequence flow gone' },
        { element: 'SFTP-s (SFTP)', construct: 'SFTP sender', reason: 'This adapter is not supported' },
      ],
    })
  })

  test('two definitions of the same step are a defect', () => {
    expect(() => new Registry([append, append], [])).toThrow('Two definitions for Append/')
  })
})
