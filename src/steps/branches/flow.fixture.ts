import { expect } from 'vitest'
import { Body } from '../../engine/body.ts'
import { compile } from '../../engine/compile.ts'
import { defineSender } from '../../engine/define-adapter.ts'
import { defineStep } from '../../engine/define-step.ts'
import { Exchange } from '../../engine/exchange.ts'
import { text } from '../../engine/fields.ts'
import { MessageLog } from '../../engine/message-log.ts'
import { Registry } from '../../engine/registry.ts'
import { RunRecorder } from '../../engine/run-recorder.ts'
import type { Services } from '../../engine/services.ts'
import type { FlowNode, IflowArtifact, ProcessModel } from '../../iflow/model.ts'
import { ManualClock } from '../../kernel/clock.ts'
import { SluiceError } from '../../kernel/errors.ts'
import { silentLogger } from '../../kernel/logger.ts'
import { compileSimplePredicate, compileSimpleText } from '../../languages/simple/simple.ts'
import { STEPS } from '../index.ts'

/** `[id, activity or activity/variant, properties, ...targets]`; without targets a node leads to the next one, an end to nothing. */
export type NodeSketch = readonly [id: string, construct: string, properties?: Readonly<Record<string, string>>, ...targets: string[]]

export interface ProcessSketch {
  readonly nodes: readonly NodeSketch[]
  readonly onError?: readonly NodeSketch[]
}

/** Notes its text in the list `seen`; with `when`, fails afterwards if that is true. */
const probe = defineStep({
  activity: 'Probe',
  label: 'Probe',
  doc: '',
  fields: { note: text('note', ''), failsWhen: text('failsWhen', '') },
  compile({ note, failsWhen }) {
    const noteOf = compileSimpleText(note)
    const fails = failsWhen === '' ? () => false : compileSimplePredicate(failsWhen)
    return async (exchange) => {
      await undefined
      seenBy.get(exchange.log)?.push(noteOf(exchange))
      if (fails(exchange)) throw new SluiceError('processing-failed', `broken ${exchange.body.asText()}`)
    }
  },
})

const sender = defineSender({
  adapter: 'In',
  label: 'In',
  doc: '',
  fields: {},
  compile: () => ({ kind: 'process-direct', address: '/in' }),
})

const seenBy = new WeakMap<MessageLog, string[]>()

/** How a message went through a flow of real steps. */
export interface FlowRun {
  readonly ending: 'completed' | 'escalated' | 'failed'
  readonly failure: string | undefined
  readonly body: string
  readonly exchange: Exchange
  /** What the probes noted. */
  readonly seen: readonly string[]
  /** Element and branch of each step that ran. */
  readonly steps: readonly string[]
}

/** Runs a message through the first process; the others are local processes by their names. */
export async function runFlow(
  processes: Readonly<Record<string, ProcessSketch>>,
  message: Body | string,
  prepare = (_: Exchange): void => {},
) {
  const { plan, problems } = await compileFlow(processes)
  expect(problems).toEqual([])
  const run = new RunRecorder({ id: 'run', level: 'DEBUG', processId: 'node', clock: new ManualClock() })
  const log = new MessageLog({ messageGuid: 'AGguid', correlationId: 'AGguid', flowId: 'flow', flowName: 'Flow', start: 0, run })
  const exchange = new Exchange(log, 0, typeof message === 'string' ? Body.text(message) : message)
  prepare(exchange)
  const seen: string[] = []
  seenBy.set(log, seen)
  const outcome = await plan!.entries[0]!.run(exchange).then(
    (ending) => ({ ending, failure: undefined }),
    (failure: Error) => ({ ending: 'failed' as const, failure: failure.message }),
  )
  const steps = run.steps().map(({ element, branchId }) => `${element.id}/${branchId}`)
  return { ...outcome, body: exchange.body.asText(), exchange, seen, steps } satisfies FlowRun
}

function compileFlow(processes: Readonly<Record<string, ProcessSketch>>) {
  const models = Object.entries(processes).map(([id, sketch], index) => processOf(id, index === 0 ? 'main' : 'local', sketch))
  const services = { clock: new ManualClock(), logger: silentLogger, bufferLimit: 1_000_000 } as unknown as Services
  return compile(artifactOf(models), { registry: new Registry([...STEPS, probe], [sender]), services, companion: () => undefined })
}

const processOf = (id: string, kind: 'main' | 'local', { nodes, onError }: ProcessSketch): ProcessModel => ({
  id,
  name: id,
  kind,
  properties: new Map(),
  nodes: nodesOf(nodes),
  exceptionSubprocess: onError && { id: `${id}-onError`, name: '', nodes: nodesOf(onError) },
})

const nodesOf = (sketches: readonly NodeSketch[]): Map<string, FlowNode> =>
  new Map(sketches.map((sketch, index) => [sketch[0], nodeOf(sketch, sketches[index + 1]?.[0])]))

function nodeOf([id, construct, properties = {}, ...targets]: NodeSketch, following: string | undefined): FlowNode {
  const [activity = '', ...variant] = construct.split('/')
  const next = activity.includes('End') ? [] : targets.length > 0 ? targets : following === undefined ? [] : [following]
  return {
    id,
    name: '',
    activity,
    variant: variant.join('/'),
    version: '',
    properties: new Map(Object.entries(properties)),
    outgoing: next.map((target) => ({ id: `${id}-${target}`, name: '', target, condition: undefined, conditionKind: 'simple' })),
    defaultFlow: undefined,
    loop: undefined,
  }
}

function artifactOf(processes: readonly ProcessModel[]): IflowArtifact {
  const start = [...processes[0]!.nodes.keys()][0]!
  const channel = { id: 'in', name: '', adapter: 'In', protocol: '', system: '', nodeId: start, properties: new Map() }
  return {
    kind: 'integration-flow',
    model: {
      id: 'flow',
      name: 'Flow',
      version: '1.0.0',
      description: '',
      properties: new Map([['namespaceMapping', 'xmlns:o=urn:orders']]),
      participants: new Map(),
      channels: [{ ...channel, direction: 'sender' }],
      processes: new Map(processes.map((each) => [each.id, each])),
    },
    resources: new Map(),
    parameters: [],
    manifest: { id: 'flow', name: 'Flow', version: '1.0.0', bundleType: '', headers: new Map() },
  }
}
