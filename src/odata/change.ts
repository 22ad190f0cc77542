import type { EdmValue } from './edm.ts'
import type { EntitySet, Keys } from './entity-set.ts'
import { parseLiteral } from './literal.ts'
import type { QueryParameters } from './query-string.ts'
import { type EntityResource, type Resource, targetSet } from './resource.ts'

/** What a modifying request has done. */
export interface Change {
  readonly kind: 'create' | 'update' | 'delete' | 'call'
  /** Entity type, or name of the function. */
  readonly subject: string
  /** Key properties of the entity and of those that lead to it, or parameters of the function: names, never contents. */
  readonly keys: Readonly<Record<string, unknown>>
}

type FunctionResource<C, P> = Extract<Resource<C, P>, { kind: 'function' }>

export function changeOfCall<C, P>({ function: { name, parameters } }: FunctionResource<C, P>, query: QueryParameters): Change {
  const given = Object.keys(parameters).flatMap((parameter) => {
    const raw = query.get(parameter)?.trim()
    return raw === undefined ? [] : [[parameter, parseLiteral(raw).value]]
  })
  return { kind: 'call', subject: name, keys: Object.fromEntries(given) }
}

/** @param made names what was made; `row` is it, for a key that the request left to the service */
export function changeOf<C, P>(
  resource: EntityResource<C, P>,
  method: string,
  { json, row, made }: { readonly json: Readonly<Record<string, unknown>>; readonly row: unknown; readonly made: Keys | undefined },
): Change {
  const target = targetSet(resource)
  const addressed = Object.assign({}, resource.keys, ...resource.hops.map(({ keys }) => keys))
  if (method !== 'POST') return { kind: method === 'DELETE' ? 'delete' : 'update', subject: target.type, keys: addressed }
  const keys = target.keys.map((name) => [name, json[name] ?? keyOf(target, name, row)]).filter(([, value]) => value !== undefined)
  return { kind: 'create', subject: target.type, keys: { ...addressed, ...(made ?? Object.fromEntries(keys)) } }
}

function keyOf<C, P>({ properties }: EntitySet<C, P>, name: string, row: unknown): EdmValue | undefined {
  const property = properties[name]
  return row === undefined || property === undefined || 'complex' in property ? undefined : property.of(row)
}
