import { EntityBody } from './entity-body.ts'
import type { FunctionImport, Keys, Reply } from './entity-set.ts'
import { badRequest, methodNotAllowed } from './failure.ts'
import { fits, parseLiteral } from './literal.ts'
import type { QueryParameters } from './query-string.ts'
import { type EntityResource, targetSet } from './resource.ts'
import { findRow } from './rows.ts'

/** A modifying request after routing and authorisation. */
export interface Modification {
  readonly method: string
  readonly json: Readonly<Record<string, unknown>>
  /** The body where that is the content of a media resource. */
  readonly content: Uint8Array
  readonly custom: QueryParameters
}

/** Carries out a create, update or delete. */
export function modify<C, P>(resource: EntityResource<C, P>, modification: Modification, context: C): Promise<Reply<unknown>> {
  if (resource.hops.length > 0) return modifyNavigation(resource, modification, context)
  const { set, keys } = resource
  const { method, json, content, custom } = modification
  if (resource.aspect.kind === 'media') return set.media!.write!.run(keys!, content, context, custom)
  if (takesContent(resource, method)) return set.media!.create!.run(content, context, custom)
  if (method === 'POST') return set.create!.run(new EntityBody(json, set.properties), context, custom)
  if (method === 'PUT') return set.update!.run(keys!, new EntityBody(json, set.properties), context, custom)
  if (method === 'DELETE') return set.delete!.run(keys!, context, custom)
  return set.patch!.run(keys!, new EntityBody(json, set.properties), context, custom)
}

/** Whether the body of a request is the content of a media resource and not an entity. */
export function takesContent<C, P>({ set, hops, aspect }: EntityResource<C, P>, method: string): boolean {
  if (aspect.kind === 'media') return true
  return method === 'POST' && hops.length === 0 && set.create === undefined && set.media?.create !== undefined
}

async function modifyNavigation<C, P>(
  resource: EntityResource<C, P>,
  { method, json, custom }: Modification,
  context: C,
): Promise<Reply<unknown>> {
  const { navigation, keys } = resource.hops.at(-1)!
  const own = method === 'PUT' ? navigation.update?.body : undefined
  const body = new EntityBody(json, own ?? targetSet(resource).properties)
  const owner = await findRow(ownerOf(resource), context, custom)
  if (method === 'POST') return navigation.create!.run(owner, body, context)
  if (method === 'PUT') return navigation.update!.run(owner, keys!, body, context)
  if (method === 'DELETE') return navigation.delete!.run(owner, keys!, context)
  throw methodNotAllowed(method)
}

/** The entity that the last navigation starts from. */
const ownerOf = <C, P>(resource: EntityResource<C, P>): EntityResource<C, P> => ({ ...resource, hops: resource.hops.slice(0, -1) })

/** Calls a function import with the parameters of the query. Throws `bad-request` naming the parameter. */
export function call<C, P>(declaration: FunctionImport<C, P>, query: QueryParameters, context: C): Promise<Reply<unknown>> {
  const parameters: Record<string, Keys[string]> = {}
  for (const [name, type] of Object.entries(declaration.parameters)) {
    const raw = query.get(name)?.trim()
    if (raw === undefined) {
      if (declaration.optional?.includes(name)) continue
      throw badRequest(`The parameter ${name} of ${declaration.name} is missing.`)
    }
    const literal = parseLiteral(raw)
    if (!fits(literal, type)) throw badRequest(`The parameter ${name} of ${declaration.name} must be an ${type} literal, found ${raw}.`)
    parameters[name] = literal.value
  }
  return declaration.call(parameters, context)
}
