import type { ValueMappings, ValueScheme } from '../engine/services.ts'
import type { MappedValue } from '../iflow/value-mapping.ts'

interface Target {
  readonly value: string
  readonly isDefault: boolean
}

/** The values of all value mappings that are deployed on this node. */
export class ValueMappingTable implements ValueMappings {
  /** Artifact id → source and target → value; a later artifact wins. */
  readonly #artifacts = new Map<string, ReadonlyMap<string, Target>>()

  /** Puts the groups of an artifact in place of those that it had. */
  put(artifactId: string, groups: readonly (readonly MappedValue[])[]): void {
    const targets = new Map<string, Target>()
    for (const group of groups) for (const source of group) for (const target of group) add(targets, source, target)
    this.#artifacts.set(artifactId, targets)
  }

  delete(artifactId: string): void {
    this.#artifacts.delete(artifactId)
  }

  async find(source: ValueScheme & { readonly value: string }, target: ValueScheme): Promise<string | undefined> {
    const key = keyOf(source, target)
    let found: string | undefined
    for (const targets of this.#artifacts.values()) found = targets.get(key)?.value ?? found
    return found
  }
}

const keyOf = (source: ValueScheme & { readonly value: string }, target: ValueScheme): string =>
  JSON.stringify([source.agency, source.schema, source.value, target.agency, target.schema])

/** The first group that has the source value decides, unless a later one is marked as its default. */
function add(targets: Map<string, Target>, source: MappedValue, target: MappedValue): void {
  if (source === target) return
  const key = keyOf(source, target)
  const known = targets.get(key)
  if (!known || (target.isDefault && !known.isDefault)) targets.set(key, target)
}
