import type { FlowNode, Properties, Resources } from '../iflow/model.ts'
import type { Trigger } from './define-adapter.ts'
import type { Exchange } from './exchange.ts'
import type { Config, Fields } from './fields.ts'
import type { PollingChannel } from './poll.ts'
import type { Services } from './services.ts'
import type { Signal } from './signal.ts'
import type { PlanNode } from './walk.ts'

/**
 * One step type, declared once: validation, documentation, the property panel, `sluice check` and the coverage table come
 * from it. A step is one file in `steps/` with this as default export, and one line in `steps/index.ts`.
 */
export interface StepDefinition<F extends Fields = Fields> {
  /** `FlowNode.activity` that it implements. */
  readonly activity: string
  /** `FlowNode.variant`; absent when the activity has no variants. */
  readonly variant?: string
  /** Name in the product's palette. */
  readonly label: string
  /** One sentence for the generated reference. */
  readonly doc: string
  /** What the product does and this does not, for the table of constructs; absent: nothing that is known. */
  readonly limits?: string
  /** Version of Sluice that has it first; absent: the first one, 0.1.0. */
  readonly since?: string
  readonly fields: F
  /** Passes streamed bodies on, or reads them piece by piece, as it is configured here; absent: the engine buffers the body first. */
  readonly acceptsStreams?: boolean | ((config: Config<F>, node: FlowNode) => boolean)
  /** Branches end here and one message goes on; absent: the step belongs to its branch. */
  readonly gathers?: boolean
  /** Mistakes die here: throws through `context.fail` with the construct that cannot run. */
  compile(config: Config<F>, context: StepContext): Run | Promise<Run>
  /** For steps that begin messages by themselves: what begins them. */
  trigger?(config: Config<F>, context: StepContext): Trigger
  /** The messages that it begins go on behind it; absent: they run through it, as through a start event. */
  readonly beginsBehind?: boolean
  /** A sender channel leads to it, which it asks for messages. */
  readonly polls?: boolean
}

/**
 * Runs one step. Returns nothing to go on to the single outgoing flow, the id of a sequence flow to take that one, or an
 * ending to leave the process.
 */
// biome-ignore lint/suspicious/noConfusingVoidType: a step that returns nothing goes on
export type Run = (exchange: Exchange) => Outcome | void | Promise<Outcome | void>

export type Outcome = string | Ending | Gathering | Gathered

/** How a path ends when it does not simply run out of nodes. */
export type Ending = typeof Ending.processEnd | typeof Ending.terminate | typeof Ending.escalate
export const Ending = {
  /** End of this process: a local process returns to its caller. */
  processEnd: { ending: 'process-end' },
  /** The whole message stops here and is completed. */
  terminate: { ending: 'terminate' },
  /** The whole message stops here and is escalated. */
  escalate: { ending: 'escalate' },
} as const

/** What a gathering step returns: the branch is over, and whoever began it combines what its branches ended with. */
export interface Gathering {
  readonly ending: 'gather'
  readonly combine: Combine
  /** Whether a gathering step right behind it gathers instead, as Gather does behind Join. */
  readonly defers?: boolean
}

/** Puts the messages, in the order of their branches, into the one that goes on. That one may be among them. */
export type Combine = (messages: readonly Exchange[], result: Exchange) => void | Promise<void>

/** The gathering step that a branch reached. */
export interface GatheringPoint {
  readonly node: PlanNode
  readonly combine: Combine
}

/** What a step returns whose branches are over: to combine them and to go on behind the gathering step. */
export interface Gathered {
  readonly ending: 'gathered'
  readonly at: GatheringPoint
  readonly messages: readonly Exchange[]
}

/** Runs one branch on an exchange of its own. Throws only what ends the whole message. */
export type Branch = (exchange: Exchange) => Promise<BranchEnd>

/** How a branch ended: at a gathering step, elsewhere, or by a failure. */
export interface BranchEnd {
  /** `undefined` when it ended elsewhere. */
  readonly gathering: GatheringPoint | undefined
  /** What it failed with, as long as no exception subprocess handled it well; else `undefined`. */
  readonly failure: unknown
  /** Whether it failed and an exception subprocess handled that well. */
  readonly handled: boolean
}

/** What a step sees of the flow around it while it compiles. */
export interface StepContext {
  readonly node: FlowNode
  readonly flow: FlowContext
  /** Calls the process with this id on the same exchange; throws at compile time when it does not exist. */
  process(id: string): (exchange: Exchange) => Promise<void>
  /**
   * The path that begins with this sequence flow, up to its end or to the step that gathers it with others, as a callable on an
   * exchange of the step's choice. Its failures go to the exception subprocess of the process.
   */
  branch(sequenceFlowId: string): Branch
  /** The receiver channel attached to this node; `undefined` when there is none. */
  readonly receiver: ReceiverChannel | undefined
  /** The sender channel that a step which polls asks; `undefined` when there is none. */
  readonly sender: PollingChannel | undefined
  /** What the node stands in. */
  readonly container: Container
  /** Of the messages that the step begins: notified, they are looked for at once. */
  readonly signal: Signal
  /** Refuses to compile: names the element, the construct and the reason. */
  fail(construct: string, reason: string): never
}

export interface Container {
  readonly kind: 'main' | 'local' | 'exception-subprocess'
  /** Of the integration process. */
  readonly properties: Properties
}

/** The parts of the flow that every element may look at. */
export interface FlowContext {
  readonly id: string
  readonly name: string
  readonly properties: Properties
  readonly resources: Resources
  /** Prefix → namespace from `namespaceMapping`. */
  readonly namespaces: ReadonlyMap<string, string>
  readonly services: Services
  /** Files of a deployed companion artifact (script collection, mapping artifact); `undefined` when it is not deployed. */
  companion(id: string): Resources | undefined
}

/** Sends the exchange to another system and puts the answer, if the protocol has one, into it. */
export type ReceiverChannel = (exchange: Exchange) => Promise<void>

/** Identity function that infers the field types. */
export function defineStep<const F extends Fields>(definition: StepDefinition<F>): StepDefinition {
  return definition as unknown as StepDefinition
}
