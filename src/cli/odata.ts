import type { Call, ServerClient } from './client.ts'
import type { Answer } from './send.ts'

/** An address below `/api/v1`: keys quoted, options encoded. */
export function address(path: string, options: Readonly<Record<string, string>> = {}): string {
  const query = Object.entries(options).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return `/api/v1/${path}${query.length === 0 ? '' : `?${query.join('&')}`}`
}

/** A string literal for keys and filters (OData V2: a quote is doubled). */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** A string literal inside a path. */
export const key = (text: string): string => encodeURIComponent(literal(text))

/** All entities of one page. */
export async function readSet<T>(client: ServerClient, path: string, options: Readonly<Record<string, string>> = {}): Promise<T[]> {
  const answer = await client.request(address(path, { ...options, $format: 'json' }))
  return (JSON.parse(answer.text) as { d: { results: T[] } }).d.results
}

/** One entity; `undefined` when there is none. */
export async function readEntity<T>(client: ServerClient, path: string): Promise<T | undefined> {
  const answer = await client.request(address(path, { $format: 'json' }), { expect: [404] })
  return answer.status === 404 ? undefined : (JSON.parse(answer.text) as { d: T }).d
}

/** Sends a change. */
export function write(client: ServerClient, method: string, path: string, call: Omit<Call, 'method'> = {}): Promise<Answer> {
  return client.request(address(path), { ...call, method })
}

/** `/Date(1518438183084)/` as ISO 8601; `''` for nothing. */
export function toIso(date: string | null): string {
  const milliseconds = /^\/Date\((-?\d+)/.exec(date ?? '')?.[1]
  return milliseconds === undefined ? '' : new Date(Number(milliseconds)).toISOString()
}
