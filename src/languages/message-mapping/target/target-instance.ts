import { SluiceError } from '../../../kernel/errors.ts'
import type { Context, Queue } from '../queue.ts'
import { type Content, Failure, SUPPRESS } from '../value.ts'
import type { TargetNode } from './target-node.ts'

/** A node of the result. */
export interface TargetInstance {
  readonly node: TargetNode
  readonly value: Content
  readonly children: readonly TargetInstance[]
}

/**
 * Creates the result from the queues. For each parent a mapped node takes one context of its queue and is created for each value
 * in it, up to its maximum; a node that is not mapped is created once when it must be there. Throws `processing-failed` when a
 * node gets fewer values than its minimum.
 */
export class TargetBuilder {
  readonly #queues: readonly Queue[]
  /** Next context of each mapped node. */
  readonly #positions = new Map<TargetNode, number>()

  constructor(queues: readonly Queue[]) {
    this.#queues = queues
  }

  instances(node: TargetNode): TargetInstance[] {
    if (node.queue === undefined) return node.structure.minimum > 0 ? [this.#create(node, '')] : []
    const created: TargetInstance[] = []
    for (const value of this.#nextContext(node)) {
      if (created.length === node.structure.maximum) break
      if (value instanceof Failure) throw failed(node, value.error)
      if (value === SUPPRESS) this.#skipChildren(node)
      else created.push(this.#create(node, value))
    }
    if (created.length < node.structure.minimum) throw tooFewValues(node)
    return created
  }

  #create(node: TargetNode, value: Content): TargetInstance {
    return { node, value, children: node.children.flatMap((child) => this.instances(child)) }
  }

  #nextContext(node: TargetNode): Context {
    const position = this.#positions.get(node) ?? 0
    this.#positions.set(node, position + 1)
    return this.#queues[node.queue!]!.context(position)
  }

  /** What lies below a suppressed value is passed over, so that later values keep their own. */
  #skipChildren(node: TargetNode): void {
    for (const child of node.children) {
      if (child.queue === undefined) {
        if (child.structure.minimum > 0) this.#skipChildren(child)
        continue
      }
      const context = this.#nextContext(child)
      for (const _ of context.slice(0, child.structure.maximum)) this.#skipChildren(child)
    }
  }
}

const failed = (node: TargetNode, cause: Error): SluiceError =>
  new SluiceError('processing-failed', `Runtime exception when processing target-field mapping ${node.path}: ${cause.message}`, { cause })

const tooFewValues = (node: TargetNode): SluiceError =>
  new SluiceError(
    'processing-failed',
    `Cannot produce target element ${node.path}. Queue has not enough values in context. The target structure requires a value for this element, but the target-field mapping does not produce one. Probably the message does not fit the source structure, or the target-field mapping does not fulfil the requirement of the target structure`,
  )
