import type { EntitySet, Question } from './entity-set.ts'
import { entityNotFound, notSupported } from './failure.ts'
import { answersTo } from './key-predicate.ts'
import type { QueryParameters } from './query-string.ts'
import type { EntityResource, Hop } from './resource.ts'
import { targetSet } from './resource.ts'
import { selectRows } from './select-rows.ts'

/** The rows behind an address and, when asked for, their number before skip and limit. */
export interface Found {
  readonly rows: readonly unknown[]
  readonly count: number | undefined
}

/** Answers a question to the addressed collection. */
export async function findRows<C, P>(resource: EntityResource<C, P>, question: Question, context: C): Promise<Found> {
  const { hops, set } = resource
  if (hops.length === 0 && set.find !== undefined) return set.find(question, context)
  const { custom } = question
  const rows =
    hops.length === 0 ? await list(set, context) : await followHops(await readStart(resource, context, custom), hops, context, custom)
  const { rows: selected, count } = selectRows(rows, targetSet(resource).properties, question.query)
  return { rows: selected, count: question.counted ? count : undefined }
}

function list<C, P>(set: EntitySet<C, P>, context: C): Promise<readonly unknown[]> {
  if (set.list === undefined) throw notSupported('Not implemented')
  return set.list(context)
}

/** The one addressed row; `undefined` when a to-one navigation leads nowhere. Throws `not-found` for a key that does not exist. */
export async function findRow<C, P>(resource: EntityResource<C, P>, context: C, custom: QueryParameters): Promise<unknown> {
  const start = await readStart(resource, context, custom)
  return resource.hops.length === 0 ? start : (await followHops(start, resource.hops, context, custom))[0]
}

async function readStart<C, P>({ set, keys }: EntityResource<C, P>, context: C, custom: QueryParameters): Promise<unknown> {
  if (set.read === undefined) throw notSupported('Not implemented')
  const row = await set.read(keys!, context, custom)
  if (row === undefined) throw entityNotFound()
  return row
}

async function followHops<C, P>(
  start: unknown,
  hops: readonly Hop<C, P>[],
  context: C,
  custom: QueryParameters,
): Promise<readonly unknown[]> {
  let rows: readonly unknown[] = [start]
  for (const { navigation, target, keys } of hops) {
    const [from] = rows
    if (from === undefined) throw entityNotFound()
    rows = (await navigation.resolve([from], context, custom))[0] ?? []
    if (keys !== undefined) rows = [rows.find((row) => answersTo(target, row, keys)) ?? missing()]
  }
  return rows
}

function missing(): never {
  throw entityNotFound()
}
