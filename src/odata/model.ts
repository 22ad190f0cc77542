import type { EntitySet, FunctionImport, Navigation } from './entity-set.ts'

/** All declarations of a service. */
export interface Declarations<C, P> {
  /** Namespace of the types in `$metadata` and `__metadata.type`. */
  readonly namespace: string
  readonly sets: readonly EntitySet<C, P>[]
  readonly functions: readonly FunctionImport<C, P>[]
  /** Names of sets and functions that the protocol has and this server does not: 501 instead of 404. */
  readonly known: readonly string[]
}

/** The declarations by name. */
export class Model<C, P> {
  readonly namespace: string
  readonly sets: ReadonlyMap<string, EntitySet<C, P>>
  readonly functions: ReadonlyMap<string, FunctionImport<C, P>>
  readonly known: ReadonlySet<string>

  /** Throws when a name occurs twice or a navigation leads nowhere. */
  constructor(declarations: Declarations<C, P>) {
    this.namespace = declarations.namespace
    this.sets = byName(declarations.sets)
    this.functions = byName(declarations.functions)
    this.known = new Set(declarations.known)
    for (const set of this.sets.values()) for (const navigation of Object.values(set.navigation ?? {})) this.target(navigation)
  }

  navigation(set: EntitySet<C, P>, name: string): Navigation<C, P> | undefined {
    return set.navigation !== undefined && Object.hasOwn(set.navigation, name) ? set.navigation[name] : undefined
  }

  target(navigation: Navigation<C, P>): EntitySet<C, P> {
    const set = this.sets.get(navigation.target)
    if (set === undefined) throw new Error(`The entity set ${navigation.target} is not declared`)
    return set
  }
}

function byName<T extends { readonly name: string }>(declarations: readonly T[]): ReadonlyMap<string, T> {
  const map = new Map(declarations.map((declaration) => [declaration.name, declaration]))
  if (map.size !== declarations.length) throw new Error('A name is declared twice')
  return map
}
