import { isComplex, propertyAt } from './edm.ts'
import type { EntitySet, FunctionImport, Keys, Navigation } from './entity-set.ts'
import { badRequest, notSupported, unknownProperty, unknownSet } from './failure.ts'
import { readKeys, somePath } from './key-predicate.ts'
import type { Model } from './model.ts'
import { type PathSegment, parsePath } from './resource-path.ts'

/** What a path addresses. */
export type Resource<C, P> =
  | { readonly kind: 'service-document' }
  | { readonly kind: 'metadata' }
  | { readonly kind: 'batch' }
  | { readonly kind: 'function'; readonly function: FunctionImport<C, P> }
  | EntityResource<C, P>

export interface EntityResource<C, P> {
  readonly kind: 'entities'
  readonly set: EntitySet<C, P>
  /** Keys behind the name of the set. */
  readonly keys: Keys | undefined
  readonly hops: readonly Hop<C, P>[]
  readonly aspect: Aspect
}

/** One navigation on the way. */
export interface Hop<C, P> {
  readonly name: string
  readonly navigation: Navigation<C, P>
  readonly target: EntitySet<C, P>
  readonly keys: Keys | undefined
}

/** What of the addressed entity or collection is meant. */
export type Aspect =
  | { readonly kind: 'self' | 'count' | 'media' | 'link' }
  | { readonly kind: 'property'; readonly path: string; readonly raw: boolean }

/** The set that the last hop leads to. */
export const targetSet = <C, P>(resource: EntityResource<C, P>): EntitySet<C, P> => resource.hops.at(-1)?.target ?? resource.set

/** Whether the path addresses one entity and not a collection. */
export function isSingle<C, P>(resource: EntityResource<C, P>): boolean {
  const last = resource.hops.at(-1)
  return (last ?? resource).keys !== undefined || last?.navigation.many === false
}

/**
 * The address of some entity like the one that a change of the resource makes known: what can be said of it before it is there. Of a
 * change that makes none, the address of the resource.
 */
export function likenessOf<C, P>(resource: Resource<C, P>, path: string): string {
  return resource.kind === 'entities' && !isSingle(resource) ? somePath(targetSet(resource)) : path
}

/** Finds what an encoded path below the service root addresses. Throws `not-found`, `bad-request` or `not-supported`. */
export function resolvePath<C, P>(model: Model<C, P>, encoded: string): Resource<C, P> {
  const [first, ...rest] = parsePath(encoded)
  if (first === undefined) return { kind: 'service-document' }
  if (first.name === '$metadata' && rest.length === 0) return { kind: 'metadata' }
  if (first.name === '$batch' && rest.length === 0) return { kind: 'batch' }
  const callee = model.functions.get(first.name)
  if (callee !== undefined && rest.length === 0 && first.predicate === undefined) return { kind: 'function', function: callee }
  const set = model.sets.get(first.name)
  if (set === undefined) throw model.known.has(first.name) ? notSupported('Not implemented') : unknownSet(first.name)
  const start: EntityResource<C, P> = { kind: 'entities', set, keys: keysOf(set, first), hops: [], aspect: { kind: 'self' } }
  return follow(model, start, rest)
}

function follow<C, P>(model: Model<C, P>, resource: EntityResource<C, P>, segments: readonly PathSegment[]): EntityResource<C, P> {
  const [segment, ...rest] = segments
  if (segment === undefined) return resource
  if (segment.name === '$count') return last({ ...resource, aspect: { kind: 'count' } }, rest, !isSingle(resource))
  if (!isSingle(resource)) throw unknownProperty(segment.name)
  if (segment.name === '$value') return last({ ...resource, aspect: { kind: 'media' } }, rest, targetSet(resource).media !== undefined)
  if (segment.name === '$links') return followLink(model, resource, rest)
  const navigation = model.navigation(targetSet(resource), segment.name)
  if (navigation !== undefined) return follow(model, hop(model, resource, segment, navigation), rest)
  return atProperty(resource, segments)
}

function hop<C, P>(
  model: Model<C, P>,
  resource: EntityResource<C, P>,
  segment: PathSegment,
  navigation: Navigation<C, P>,
): EntityResource<C, P> {
  const target = model.target(navigation)
  const keys = keysOf(target, segment)
  if (keys !== undefined && !navigation.many) throw badRequest(`Invalid key predicate: ${segment.name} leads to one entity.`)
  return { ...resource, hops: [...resource.hops, { name: segment.name, navigation, target, keys }] }
}

function followLink<C, P>(model: Model<C, P>, resource: EntityResource<C, P>, segments: readonly PathSegment[]): EntityResource<C, P> {
  const [segment, ...rest] = segments
  const navigation = segment === undefined ? undefined : model.navigation(targetSet(resource), segment.name)
  if (segment === undefined || navigation === undefined) throw unknownProperty(segment?.name ?? '$links')
  return last({ ...hop(model, resource, segment, navigation), aspect: { kind: 'link' } }, rest, true)
}

function atProperty<C, P>(resource: EntityResource<C, P>, segments: readonly PathSegment[]): EntityResource<C, P> {
  const names = segments.map((segment) => segment.name)
  const raw = names.at(-1) === '$value'
  const path = (raw ? names.slice(0, -1) : names).join('/')
  const { properties } = targetSet(resource)
  const complex = !raw && names.length === 1 && Object.hasOwn(properties, path) && isComplex(properties[path]!)
  if (!complex && propertyAt(properties, path) === undefined) throw unknownProperty(path)
  return { ...resource, aspect: { kind: 'property', path, raw } }
}

function last<C, P>(resource: EntityResource<C, P>, rest: readonly PathSegment[], exists: boolean): EntityResource<C, P> {
  if (rest[0] !== undefined) throw unknownProperty(rest[0].name)
  if (!exists) throw unknownProperty(resource.aspect.kind === 'count' ? '$count' : '$value')
  return resource
}

const keysOf = <C, P>(set: EntitySet<C, P>, segment: PathSegment): Keys | undefined =>
  segment.predicate === undefined ? undefined : readKeys(set, segment.predicate)
