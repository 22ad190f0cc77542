import type { EntitySet } from './entity-set.ts'
import { methodNotAllowed } from './failure.ts'
import type { Model } from './model.ts'
import type { Projection } from './projection.ts'
import { type EntityResource, type Resource, targetSet } from './resource.ts'

/**
 * The permissions that a request needs, apart from those of `$expand`. None = any authenticated caller. Throws
 * `method-not-allowed` for a method that the resource does not have.
 */
export function permissionsOf<C, P>(resource: Resource<C, P>, method: string): P[] {
  const reading = method === 'GET' || method === 'HEAD'
  if (resource.kind === 'function') return method === 'POST' ? [resource.function.requires] : refuse(method)
  if (resource.kind === 'batch') return method === 'POST' ? [] : refuse(method)
  if (resource.kind !== 'entities') return reading ? [] : refuse(method)
  if (reading) return readPermissions(resource)
  return [writeOperation(resource, method)?.requires ?? refuse(method)]
}

function readPermissions<C, P>(resource: EntityResource<C, P>): P[] {
  const set = targetSet(resource)
  const content = resource.aspect.kind === 'media' ? set.media?.requires : undefined
  return [content ?? set.requires]
}

/** Permissions for everything that is written inline. */
export function expandPermissions<C, P>(model: Model<C, P>, set: EntitySet<C, P>, projection: Projection): P[] {
  return [...projection.expanded].flatMap(([name, inner]) => {
    const target = model.target(model.navigation(set, name)!)
    return [target.requires, ...expandPermissions(model, target, inner)]
  })
}

/** The declared operation that a modifying request asks for. */
function writeOperation<C, P>(resource: EntityResource<C, P>, method: string): { readonly requires: P } | undefined {
  const { set, keys, hops, aspect } = resource
  const hop = hops.at(-1)
  if (hop !== undefined) {
    if (method === 'POST') return aspect.kind === 'self' && hop.keys === undefined ? hop.navigation.create : undefined
    if (hop.keys === undefined || aspect.kind !== 'link') return undefined
    return method === 'PUT' ? hop.navigation.update : method === 'DELETE' ? hop.navigation.delete : undefined
  }
  if (aspect.kind === 'media') return method === 'PUT' ? set.media?.write : undefined
  if (aspect.kind !== 'self') return undefined
  if (keys === undefined) return method === 'POST' ? (set.create ?? set.media?.create) : undefined
  return method === 'PUT' ? set.update : method === 'DELETE' ? set.delete : isPatch(method) ? set.patch : undefined
}

/** `MERGE` is how OData V2 says what HTTP calls `PATCH` since RFC 5789. */
const isPatch = (method: string): boolean => method === 'PATCH' || method === 'MERGE'

function refuse(method: string): never {
  throw methodNotAllowed(method)
}
