import type { AdminOperations } from './admin-types.ts'
import { request } from './request.ts'

type Part<Operation, Name extends string> = Operation extends { readonly [K in Name]: infer Value }
  ? { readonly [K in Name]: Value }
  : unknown
type Input<Operation> = Part<Operation, 'params'> & Partial<Part<Operation, 'query'>> & Part<Operation, 'body'>
type Output<Operation> = Operation extends { answer: infer Answer } ? Answer : undefined

export type AdminAnswer<Name extends keyof AdminOperations> = Output<AdminOperations[Name]>
export type AdminBody<Name extends keyof AdminOperations> = AdminOperations[Name] extends { body: infer Body } ? Body : never

/**
 * Calls an operation of the admin API. Throws an `ApiError`.
 *
 * @example await admin('GET /clients/{clientId}', { params: { clientId: 'orders' } })
 */
export async function admin<Name extends keyof AdminOperations>(
  name: Name,
  ...[input]: Record<never, never> extends Input<AdminOperations[Name]> ? [Input<AdminOperations[Name]>?] : [Input<AdminOperations[Name]>]
): Promise<AdminAnswer<Name>> {
  const { params, query, body } = (input ?? {}) as { params?: Record<string, string>; query?: Record<string, unknown>; body?: unknown }
  const [method, template] = name.split(' ') as [string, string]
  const path = template.replace(/\{(\w+)\}/g, (_, parameter: string) => encodeURIComponent(params?.[parameter] ?? ''))
  const response = await request(`/admin/v1${path}${queryText(query)}`, {
    method,
    ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  return (response.status === 204 ? undefined : await response.json()) as AdminAnswer<Name>
}

function queryText(query: Record<string, unknown> = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`
}
