import { SluiceError } from '../../../kernel/errors.ts'
import type { SourceBrick } from '../brick.ts'
import { type PathStep, parsePath } from '../path.ts'
import { type Context, type Queue, queueOf } from '../queue.ts'
import type { Value } from '../value.ts'
import type { SourceNode } from './source-node.ts'

/** How the steps of source paths are understood. */
export interface SourceNames {
  readonly isJson: boolean
  /** Prefix → namespace. */
  readonly namespaces: ReadonlyMap<string, string>
  /** Namespace of prefixes that the mapping does not declare; nothing when any namespace will do. */
  readonly undeclared: string | undefined
}

/** A node on the path of a source field: what to do when the message has it. */
interface TreeNode {
  readonly step: PathStep
  /** Nothing takes any namespace. */
  readonly namespace: string | undefined
  readonly children: TreeNode[]
  /** Fields whose value this is. */
  readonly fields: number[]
  /** Fields for which a context begins here. */
  readonly contexts: number[]
}

/** The source fields of a mapping as one tree, so that a message is walked once for all of them. */
export class SourceTree {
  readonly #names: SourceNames
  readonly #root: TreeNode
  #size = 0

  constructor(names: SourceNames) {
    this.#names = names
    this.#root = treeNode({ prefix: '', name: '', isAttribute: false, copy: 0 }, '')
  }

  /** Adds a field and returns its number. Throws `deploy-failed` when its context is no ancestor. */
  add({ path, context }: SourceBrick): number {
    const steps = parsePath(path, !this.#names.isJson)
    const depth = context === '' ? steps.length - 1 : parsePath(context, !this.#names.isJson).length
    if (context !== '' && (depth >= steps.length || !`${path}/`.startsWith(`${context.replace(/\/$/, '')}/`))) {
      throw new SluiceError('deploy-failed', `The context ${context} of the source field ${path} is not above it`)
    }
    const field = this.#size++
    let node = this.#root
    for (const [index, step] of steps.entries()) {
      if (index === depth) node.contexts.push(field)
      node = this.#descend(node, step)
    }
    node.fields.push(field)
    return field
  }

  /** The queue of each field. A field whose context the message does not have gets one empty context. */
  read(roots: readonly SourceNode[]): Queue[] {
    const contexts: Value[][][] = Array.from({ length: this.#size }, () => [])
    for (const field of this.#root.contexts) contexts[field]!.push([])
    for (const root of roots) this.#walk(this.#root, root, contexts)
    return contexts.map((each) => queueOf(each.length > 0 ? each : ONE_EMPTY))
  }

  #walk(parent: TreeNode, message: SourceNode, contexts: Value[][][]): void {
    const node = parent.children.find((candidate) => matches(candidate, message))
    if (!node) return
    if (node.fields.length > 0) {
      const value = message.value()
      for (const field of node.fields) contexts[field]!.at(-1)!.push(value)
    }
    for (const field of node.contexts) contexts[field]!.push([])
    if (node.children.length === 0) return
    for (const child of message.children()) this.#walk(node, child, contexts)
  }

  #descend(parent: TreeNode, step: PathStep): TreeNode {
    const namespace = this.#namespaceOf(step)
    let node = parent.children.find((candidate) => isSame(candidate.step, step))
    if (!node) {
      node = treeNode(step, namespace)
      parent.children.push(node)
    }
    return node
  }

  #namespaceOf(step: PathStep): string | undefined {
    if (step.prefix === '') return ''
    return this.#names.namespaces.get(step.prefix) ?? this.#names.undeclared
  }
}

const ONE_EMPTY: Context[] = [[]]

const treeNode = (step: PathStep, namespace: string | undefined): TreeNode => ({ step, namespace, children: [], fields: [], contexts: [] })

const isSame = (a: PathStep, b: PathStep): boolean => a.name === b.name && a.prefix === b.prefix && a.isAttribute === b.isAttribute

const matches = (node: TreeNode, message: SourceNode): boolean =>
  node.step.name === message.name &&
  node.step.isAttribute === message.isAttribute &&
  (node.namespace === undefined || node.namespace === message.namespace)
