import type { EntitySet } from './entity-set.ts'
import { badRequest } from './failure.ts'
import type { Model } from './model.ts'

/** Which parts of an entity go into the answer. */
export interface Projection {
  /** Selected properties and navigations; `undefined` = all. */
  readonly selected: ReadonlySet<string> | undefined
  /** Navigations that are written inline. */
  readonly expanded: ReadonlyMap<string, Projection>
}

export const everything: Projection = { selected: undefined, expanded: new Map() }

interface Draft {
  selected: Set<string> | undefined
  readonly expanded: Map<string, Draft>
}

/** Sets can lead to each other in circles, and every level multiplies the rows. */
const DEPTH_LIMIT = 4

/** Builds the projection from decoded `$select` and `$expand`. Throws `bad-request` naming what does not exist. */
export function parseProjection<C, P>(
  model: Model<C, P>,
  set: EntitySet<C, P>,
  select: string | undefined,
  expand: string | undefined,
): Projection {
  const draft: Draft = { selected: undefined, expanded: new Map() }
  for (const path of paths(expand)) {
    if (path.length > DEPTH_LIMIT) throw badRequest(`Invalid $expand: '${path.join('/')}' is more than ${DEPTH_LIMIT} levels deep.`)
    addExpansion(model, set, draft, path)
  }
  for (const path of paths(select)) addSelection(model, set, draft, path)
  return draft
}

const paths = (option: string | undefined): string[][] =>
  option === undefined || option.trim() === '' ? [] : option.split(',').map((path) => path.trim().split('/'))

function addExpansion<C, P>(model: Model<C, P>, set: EntitySet<C, P>, draft: Draft, path: readonly string[]): void {
  const [name = '', ...rest] = path
  const navigation = model.navigation(set, name)
  if (navigation === undefined) throw badRequest(`Invalid $expand: '${name}' is no navigation property of ${set.type}.`)
  const inner = draft.expanded.get(name) ?? { selected: undefined, expanded: new Map() }
  draft.expanded.set(name, inner)
  if (rest.length > 0) addExpansion(model, model.target(navigation), inner, rest)
}

function addSelection<C, P>(model: Model<C, P>, set: EntitySet<C, P>, draft: Draft, path: readonly string[]): void {
  const [name = '', ...rest] = path
  if (name === '*') {
    draft.selected = new Set([...(draft.selected ?? []), ...Object.keys(set.properties)])
    return
  }
  const navigation = model.navigation(set, name)
  if (navigation === undefined && !Object.hasOwn(set.properties, name)) {
    throw badRequest(`Invalid $select: '${name}' is no property of ${set.type}.`)
  }
  draft.selected = new Set([...(draft.selected ?? []), name])
  const inner = draft.expanded.get(name)
  if (navigation !== undefined && inner !== undefined && rest.length > 0) addSelection(model, model.target(navigation), inner, rest)
}
