import { ApiError } from './error.ts'
import { endSession, session } from './session.ts'

/** Sends a request of this session. Throws an `ApiError` for every answer that is not a success. */
export async function request(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers)
  const token = session()?.csrfToken
  if (token !== undefined && init.method !== undefined && init.method !== 'GET') headers.set('x-csrf-token', token)
  const response = await fetch(path, { ...init, headers })
  if (response.ok) return response
  if (response.status === 401) endSession()
  throw new ApiError(await textOf(response), response.status, response.headers.get('x-request-id') ?? '')
}

/** The text of an error of the admin API or of OData; whatever else answers, its status. */
async function textOf(response: Response): Promise<string> {
  const type = response.headers.get('content-type') ?? ''
  if (!type.includes('json')) return `${response.status} ${response.statusText}`
  const { error } = await response.json()
  const message = error?.message
  return (typeof message === 'string' ? message : message?.value) ?? `${response.status} ${response.statusText}`
}
