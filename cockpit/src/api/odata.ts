import type { EntityTypes } from './entity-types.ts'
import { request } from './request.ts'

export type Entity<Set extends keyof EntityTypes> = EntityTypes[Set]

/** System query options without the dollar sign. */
export interface Options {
  readonly filter?: string | undefined
  readonly orderby?: string | undefined
  readonly top?: number | undefined
  readonly skip?: number | undefined
  readonly expand?: string | undefined
  readonly inlinecount?: 'allpages' | undefined
}

export interface Page<T> {
  readonly results: readonly T[]
  /** Only when it was asked for. */
  readonly count: number | undefined
}

export type Key = string | number | Readonly<Record<string, string | number>>

const ROOT = '/api/v1'
const JSON_HEADERS = { accept: 'application/json' }

/**
 * Reads a collection of the management API. Throws an `ApiError`.
 *
 * @param parameters those without a dollar sign, which only some sets know
 */
export async function list<Set extends keyof EntityTypes>(
  set: Set,
  options: Options = {},
  parameters: Readonly<Record<string, string>> = {},
): Promise<Page<Entity<Set>>> {
  return page(await read(withQuery(set, options, parameters)))
}

/** Reads one entity. Throws an `ApiError`, with status 404 when there is none. */
export async function find<Set extends keyof EntityTypes>(
  set: Set,
  key: Key,
  options: Options = {},
  parameters: Readonly<Record<string, string>> = {},
): Promise<Entity<Set>> {
  return (await read(withQuery(entityPath(set, key), options, parameters))) as Entity<Set>
}

/** Reads the collection that an entity leads to. */
export async function related<Target extends keyof EntityTypes>(
  from: string,
  key: Key,
  navigation: string,
  options: Options = {},
  parameters: Readonly<Record<string, string>> = {},
): Promise<Page<Entity<Target>>> {
  return page(await read(withQuery(`${entityPath(from, key)}/${navigation}`, options, parameters)))
}

/** Sends a change; a body that is no text is sent as JSON. Resolves to the entity of the answer, if there is one. */
export async function change(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: object | string): Promise<unknown> {
  const response = await request(`${ROOT}/${path}`, {
    method,
    headers: { ...JSON_HEADERS, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!response.headers.get('content-type')?.includes('json')) return text
  return text === '' ? undefined : JSON.parse(text).d
}

/** Puts a file behind `$value`. Resolves to the rows of the answer. */
export async function upload<Set extends keyof EntityTypes>(
  path: string,
  content: Blob,
  headers: Readonly<Record<string, string>> = {},
): Promise<readonly Entity<Set>[]> {
  const response = await request(`${ROOT}/${path}`, {
    method: 'PUT',
    headers: { ...JSON_HEADERS, ...headers, 'content-type': 'application/octet-stream' },
    body: content,
  })
  return response.status === 204 ? [] : page<Entity<Set>>((await response.json()).d).results
}

/** The content behind `$value`. */
export async function value(path: string): Promise<Response> {
  return request(`${ROOT}/${path}/$value`)
}

/** `Set('key')` or `Set(A='x',B='y')`, encoded. */
export function entityPath(set: string, key: Key): string {
  const encoded = (part: string | number) => encodeURIComponent(literal(part))
  const predicate =
    typeof key === 'object'
      ? Object.entries(key)
          .map(([name, part]) => `${name}=${encoded(part)}`)
          .join(',')
      : encoded(key)
  return `${set}(${predicate})`
}

/** A value of a filter (OData V2 §2.2.2). */
export const literal = (text: string | number): string => (typeof text === 'number' ? String(text) : `'${text.replaceAll("'", "''")}'`)

/** `/Date(1700000000000)/` → a date. */
export function dateOf(text: string | null): Date | undefined {
  const milliseconds = /\/Date\((-?\d+)/.exec(text ?? '')?.[1]
  return milliseconds === undefined ? undefined : new Date(Number(milliseconds))
}

/** A time as a literal of a filter, in UTC. */
export const dateLiteral = (date: Date): string => `datetime'${date.toISOString().slice(0, 23)}'`

async function read(path: string): Promise<unknown> {
  const response = await request(`${ROOT}/${path}`, { headers: JSON_HEADERS })
  return (await response.json()).d
}

function page<T>(answer: unknown): Page<T> {
  const { results, __count } = answer as { results: readonly T[]; __count?: string }
  return { results, count: __count === undefined ? undefined : Number(__count) }
}

function withQuery(path: string, options: Options, parameters: Readonly<Record<string, string>>): string {
  const query = [queryText(options).slice(1), new URLSearchParams(parameters).toString()].filter((part) => part !== '')
  return query.length === 0 ? path : `${path}?${query.join('&')}`
}

function queryText(options: Options): string {
  const given = Object.entries(options).filter(([, option]) => option !== undefined && option !== '')
  return given.length === 0 ? '' : `?${given.map(([name, option]) => `$${name}=${encodeURIComponent(String(option))}`).join('&')}`
}
