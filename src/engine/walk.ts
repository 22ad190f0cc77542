import { SluiceError } from '../kernel/errors.ts'
import { Ending, type GatheringPoint, type Outcome, type Run } from './define-step.ts'
import { StepError } from './errors.ts'
import type { Exchange } from './exchange.ts'
import { giveWay } from './give-way.ts'
import type { ObservedElement, ObservedStep } from './step-observer.ts'

/** A compiled node, linked to its successors. */
export interface PlanNode extends ObservedElement {
  readonly acceptsStreams: boolean
  /** Branches end here. */
  readonly gathers?: boolean
  readonly run: Run
  /** Where to go when the step names no flow. */
  next: PlanNode | undefined
  /** Sequence-flow id → node, for steps that choose. */
  readonly flows: Map<string, PlanNode>
}

/** How a message is left at once. */
type MessageEnding = typeof Ending.terminate | typeof Ending.escalate | typeof HANDLED

/**
 * A local process failed and its exception subprocess ended well: what called it ends there too, the whole message or one branch of it
 * (SAP Help, “Handle Exceptions in Subprocess”).
 */
export const HANDLED = { ending: 'handled' } as const

/** Leaves every process of the message at once; no exception subprocess catches it. */
export class MessageEnded {
  readonly ending: MessageEnding

  constructor(ending: MessageEnding) {
    this.ending = ending
  }
}

/**
 * Runs nodes from `start` until the path ends. This is the one place where steps run: whatever is to be known about every
 * step is told from here. Throws a `StepError` that names the element, or `MessageEnded`.
 */
export async function walk(start: PlanNode | undefined, exchange: Exchange, bufferLimit: number): Promise<void> {
  let point = await walkBranch(start, exchange, bufferLimit)
  // A gathering step outside of any branch gathers the one message that there is.
  while (point) point = await walkBranch(await gather(point, [exchange], exchange), exchange, bufferLimit)
}

/** Like `walk`, but ends at the step that gathers the path with others; returns it. */
export async function walkBranch(
  start: PlanNode | undefined,
  exchange: Exchange,
  bufferLimit: number,
): Promise<GatheringPoint | undefined> {
  let node = start
  while (node) {
    const turn = giveWay()
    if (turn) await turn
    const outcome: Outcome | undefined = await runNode(node, exchange, bufferLimit)
    if (outcome === undefined) node = node.next
    else if (typeof outcome === 'string') node = successor(node, outcome)
    else if (outcome.ending === 'process-end') return undefined
    else if (outcome.ending === 'gathered') node = await gather(outcome.at, outcome.messages, exchange)
    else if (outcome.ending !== 'gather') throw new MessageEnded(outcome)
    else if (outcome.defers && node.next?.gathers) node = node.next
    else return { node, combine: outcome.combine }
  }
  return undefined
}

/** Combines the messages as a step of its own; returns where to go on. */
async function gather({ node, combine }: GatheringPoint, messages: readonly Exchange[], result: Exchange): Promise<PlanNode | undefined> {
  try {
    await runObserved(node, result, async () => combine(messages, result))
  } catch (thrown) {
    throw new StepError(node, thrown)
  }
  return node.next
}

async function runNode(node: PlanNode, exchange: Exchange, bufferLimit: number): Promise<Outcome | undefined> {
  const { log, body } = exchange
  if (log.cancelled) throw new MessageEnded(Ending.terminate)
  const observer = log.run
  let step: ObservedStep | undefined
  try {
    if (body.isStream && observer?.readsBodies) await body.bufferIfFits(bufferLimit)
    step = observer?.begin(node, exchange)
    if (body.isStream && !node.acceptsStreams) await body.buffer(bufferLimit)
    const outcome = (await node.run(exchange)) ?? undefined
    step?.end()
    return outcome
  } catch (thrown) {
    const failure = thrown instanceof StepError || thrown instanceof MessageEnded ? thrown : new StepError(node, thrown)
    step?.end(failure)
    throw failure
  }
}

/** Runs a part of a step, such as its receiver channel, so that it is observed as an element of its own. */
export async function runObserved<T>(element: ObservedElement, exchange: Exchange, run: (exchange: Exchange) => Promise<T>): Promise<T> {
  const step = exchange.log.run?.begin(element, exchange)
  try {
    const result = await run(exchange)
    step?.end()
    return result
  } catch (thrown) {
    step?.end(thrown)
    throw thrown
  }
}

function successor(node: PlanNode, flow: string): PlanNode {
  const next = node.flows.get(flow)
  if (!next) throw new StepError(node, new SluiceError('internal', `Sequence flow ${flow} does not leave ${node.id}`))
  return next
}
