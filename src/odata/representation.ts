import { type EdmType, type EdmValue, isComplex } from './edm.ts'
import type { EntitySet } from './entity-set.ts'
import { canonicalPath } from './key-predicate.ts'
import type { Model } from './model.ts'
import type { Projection } from './projection.ts'
import type { QueryParameters } from './query-string.ts'

/** An entity as both formats write it. */
export interface Entry {
  /** Canonical address below the service root. */
  readonly path: string
  readonly setName: string
  /** Type with namespace. */
  readonly type: string
  readonly media: boolean
  readonly properties: readonly PropertyNode[]
  readonly links: readonly LinkNode[]
}

export type PropertyNode =
  | { readonly name: string; readonly type: EdmType; readonly value: EdmValue }
  | { readonly name: string; readonly complex: string; readonly parts: readonly PropertyNode[] }

export interface LinkNode {
  readonly name: string
  readonly many: boolean
  /** `undefined` = deferred. */
  readonly inline: readonly Entry[] | undefined
}

/** Parameters of a request are meant for what it addresses, not for what is written inline. */
const NO_PARAMETERS: QueryParameters = new Map()

/** Turns rows of a set into entries; each expanded navigation is resolved once for all rows. */
export async function represent<C, P>(
  model: Model<C, P>,
  set: EntitySet<C, P>,
  rows: readonly unknown[],
  projection: Projection,
  context: C,
): Promise<Entry[]> {
  const chosen = (name: string): boolean => projection.selected === undefined || projection.selected.has(name)
  const names = Object.keys(set.navigation ?? {}).filter((name) => chosen(name) || projection.expanded.has(name))
  const properties = Object.keys(set.properties).filter(chosen)
  const links = await Promise.all(names.map((name) => linksOf(model, set, rows, name, projection, context)))
  return rows.map((row, index) => ({
    path: canonicalPath(set, row),
    setName: set.name,
    type: `${model.namespace}.${set.type}`,
    media: set.media !== undefined,
    properties: properties.map((name) => propertyNode(model, set, row, name)),
    links: links.map((ofRows) => ofRows[index]!),
  }))
}

async function linksOf<C, P>(
  model: Model<C, P>,
  set: EntitySet<C, P>,
  rows: readonly unknown[],
  name: string,
  projection: Projection,
  context: C,
): Promise<LinkNode[]> {
  const navigation = set.navigation![name]!
  const inner = projection.expanded.get(name)
  if (inner === undefined) return rows.map(() => ({ name, many: navigation.many, inline: undefined }))
  const targets = await navigation.resolve(rows, context, NO_PARAMETERS)
  const entries = await represent(model, model.target(navigation), targets.flat(), inner, context)
  let next = 0
  return targets.map((ofRow) => {
    const inline = entries.slice(next, next + ofRow.length)
    next += ofRow.length
    return { name, many: navigation.many, inline }
  })
}

/** One property of a row, for entries and for `Set(key)/Property`. */
export function propertyNode<C, P>(model: Model<C, P>, set: EntitySet<C, P>, row: unknown, name: string): PropertyNode {
  const property = set.properties[name]!
  if (!isComplex(property)) return { name, type: property.type, value: property.of(row) }
  const parts = Object.entries(property.properties).map(([part, { type, of }]) => ({ name: part, type, value: of(row) }))
  return { name, complex: `${model.namespace}.${property.complex}`, parts }
}
