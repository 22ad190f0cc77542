import { SluiceError } from '../../../kernel/errors.ts'
import { type PathStep, parsePath } from '../path.ts'
import type { StructureNode } from '../structure/structure-node.ts'

/** A node that the mapping creates: one that is mapped, or that stands above one. */
export class TargetNode {
  /** As the mapping writes it. */
  readonly path: string
  readonly structure: StructureNode
  /** Which copy of a duplicated node. */
  readonly copy: number
  readonly children: TargetNode[] = []
  /** Number of the queue that decides how often it is created and with what value; nothing for a node that is not mapped. */
  queue: number | undefined
  #below: readonly StructureNode[] | undefined

  constructor(path: string, structure: StructureNode, copy: number) {
    this.path = path
    this.structure = structure
    this.copy = copy
  }

  /** What the structure allows below it, always the same objects. */
  get below(): readonly StructureNode[] {
    this.#below ??= this.structure.children()
    return this.#below
  }
}

/** How the steps of target paths are understood. */
export interface TargetNames {
  readonly isJson: boolean
  /** Prefix → namespace. */
  readonly namespaces: ReadonlyMap<string, string>
}

/** The part of a target structure that a mapping fills. */
export class TargetTree {
  readonly root: TargetNode
  readonly #names: TargetNames

  constructor(structure: StructureNode, names: TargetNames) {
    const [prefix] = [...names.namespaces].find(([, namespace]) => namespace === structure.namespace) ?? ['']
    this.root = new TargetNode(`/${written({ prefix, name: structure.name, isAttribute: false, copy: 0 })}`, structure, 0)
    this.#names = names
  }

  /**
   * Maps the node at a path to a queue; false when the structure does not have the node, as after a change of the structure.
   * Throws `deploy-failed` when the path has another root.
   */
  map(path: string, queue: number): boolean {
    const [first, ...rest] = parsePath(path, !this.#names.isJson)
    if (!first || !this.#isNamed(this.root.structure, first)) {
      throw new SluiceError(
        'deploy-failed',
        `The target field ${path} is not in the target structure, whose root is ${this.root.structure.name}`,
      )
    }
    let node: TargetNode | undefined = this.root
    for (const step of rest) node = node && this.#descend(node, step)
    if (node) node.queue = queue
    return node !== undefined
  }

  #descend(parent: TargetNode, step: PathStep): TargetNode | undefined {
    const known = parent.children.find(({ structure, copy }) => copy === step.copy && this.#isNamed(structure, step))
    if (known) return known
    const structure = parent.below.find((sibling) => this.#isNamed(sibling, step))
    if (!structure) return undefined
    const node = new TargetNode(`${parent.path}/${written(step)}`, structure, step.copy)
    parent.children.push(node)
    parent.children.sort((a, b) => place(parent, a) - place(parent, b) || a.copy - b.copy)
    return node
  }

  #isNamed(node: StructureNode, step: PathStep): boolean {
    if (node.name !== step.name || node.isAttribute !== step.isAttribute) return false
    const namespace = this.#names.namespaces.get(step.prefix)
    return namespace === undefined || namespace === node.namespace
  }
}

const place = (parent: TargetNode, { structure }: TargetNode): number => parent.below.indexOf(structure)

function written({ prefix, name, isAttribute, copy }: PathStep): string {
  return `${isAttribute ? '@' : ''}${prefix === '' ? '' : `${prefix}:`}${name}${copy === 0 ? '' : `[${copy}]`}`
}
