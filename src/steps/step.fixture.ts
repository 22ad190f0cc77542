import { absentStores } from '../engine/absent-stores.ts'
import type { BranchEnd, Container, ReceiverChannel, Run, StepContext, StepDefinition } from '../engine/define-step.ts'
import { CompileFailure } from '../engine/errors.ts'
import type { Exchange } from '../engine/exchange.ts'
import { readConfig } from '../engine/fields.ts'
import type { PollingChannel } from '../engine/poll.ts'
import type { Services } from '../engine/services.ts'
import { Signal } from '../engine/signal.ts'
import type { FlowNode } from '../iflow/model.ts'
import { ManualClock } from '../kernel/clock.ts'
import { silentLogger } from '../kernel/logger.ts'

export { exchangeOf } from '../languages/exchange.fixture.ts'

/** What a test says about the flow around its step. */
export interface Surroundings {
  readonly node?: Partial<FlowNode>
  readonly namespaces?: Record<string, string>
  readonly receiver?: ReceiverChannel
  readonly sender?: PollingChannel
  readonly container?: Partial<Container>
  readonly signal?: Signal
  readonly services?: Partial<Services>
  readonly processes?: Record<string, (exchange: Exchange) => void | Promise<void>>
  /** What happens on the branch behind a sequence flow, and how it ends. */
  readonly branches?: Record<string, (exchange: Exchange) => Partial<BranchEnd> | Promise<Partial<BranchEnd>>>
}

/** Compiles a step as the engine does. */
export async function compileStep(
  step: StepDefinition,
  properties: Record<string, string> = {},
  surroundings: Surroundings = {},
): Promise<Run> {
  const context = contextOf(step, properties, surroundings)
  return step.compile(readConfig(step.fields, context.node.properties), context)
}

/** Compiles a step and runs it once; returns the exchange. */
export async function runStep(
  step: StepDefinition,
  properties: Record<string, string>,
  exchange: Exchange,
  surroundings: Surroundings = {},
): Promise<Exchange> {
  await (await compileStep(step, properties, surroundings))(exchange)
  return exchange
}

/** Whether the step takes a body that does not fit into memory, as it is configured. */
export function takesStreams(step: StepDefinition, properties: Record<string, string>, surroundings: Surroundings = {}): boolean {
  const { node } = contextOf(step, properties, surroundings)
  const { acceptsStreams = false } = step
  return typeof acceptsStreams === 'function' ? acceptsStreams(readConfig(step.fields, node.properties), node) : acceptsStreams
}

export function contextOf(step: StepDefinition, properties: Record<string, string>, surroundings: Surroundings = {}): StepContext {
  const node: FlowNode = {
    id: 'Step_1',
    name: '',
    activity: step.activity,
    variant: step.variant ?? '',
    version: '',
    properties: new Map(Object.entries(properties)),
    outgoing: [],
    defaultFlow: undefined,
    loop: undefined,
    ...surroundings.node,
  }
  return {
    node,
    flow: {
      id: 'Order_Flow',
      name: 'Order Flow',
      properties: new Map(),
      resources: new Map(),
      namespaces: new Map(Object.entries(surroundings.namespaces ?? {})),
      services: { ...services, ...surroundings.services },
      companion: () => undefined,
    },
    receiver: surroundings.receiver,
    sender: surroundings.sender,
    container: { kind: 'main', properties: new Map(), ...surroundings.container },
    signal: surroundings.signal ?? new Signal(),
    process: (id) => async (exchange) => surroundings.processes?.[id]?.(exchange),
    branch: (flowId) => async (exchange) => {
      const end = await surroundings.branches?.[flowId]?.(exchange)
      return { gathering: undefined, failure: undefined, handled: false, ...end }
    },
    fail: (construct, reason) => {
      throw new CompileFailure(construct, reason)
    },
  }
}

const unused = (): never => {
  throw new Error('The step must not use this service')
}

const services: Services = {
  clock: new ManualClock(),
  logger: silentLogger,
  credentials: { user: unused, oauth2ClientCredentials: unused, secureParameter: unused },
  keys: { keyPair: unused, findKeyPair: unused, certificates: unused, publicPgpKeys: unused, secretPgpKeys: unused },
  scripts: { unavailable: () => undefined, compile: unused, compileStylesheet: unused, compileSchema: unused },
  valueMappings: { find: unused },
  stores: absentStores,
  partnerDirectory: { binaryParameter: unused },
  sendHttp: unused,
  sendProcessDirect: unused,
  bufferLimit: 1_000_000,
}
