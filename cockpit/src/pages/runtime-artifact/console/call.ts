import { messageOf } from '../../../api/error.ts'
import { t } from '../../../messages/messages.ts'

/** A call as somebody wrote it down. */
export interface Draft {
  readonly method: string
  /** What comes after the address. */
  readonly below: string
  /** One a line. */
  readonly headers: string
  readonly body: string
}

export interface CallAnswer {
  readonly status: number
  readonly statusText: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
  /** Bytes. */
  readonly size: number
  /** Milliseconds. */
  readonly duration: number
  /** Id of the message that it started. */
  readonly messageId: string | undefined
  readonly requestId: string
}

interface Called {
  /** Full URL of the endpoint. */
  readonly url: string
  readonly csrfProtected: boolean
}

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD']

/** Browsers send no body with these. */
const BODILESS = ['GET', 'HEAD']

/** Calls that a protected channel takes without a CSRF token. */
const SAFE = ['GET', 'HEAD', 'OPTIONS']

export const hasBody = (method: string): boolean => !BODILESS.includes(method)

/**
 * Calls an endpoint as its client would: the cookies of this browser stay here, apart from the one that a CSRF token belongs to. Throws
 * what is wrong with the draft, or why the server did not answer.
 */
export async function call({ url, csrfProtected }: Called, draft: Draft, token: string): Promise<CallAnswer> {
  const headers = headersOf(draft.headers)
  headers.set('authorization', `Bearer ${token}`)
  // The endpoint is on this server, whatever the name under which the world knows it.
  const address = new URL(url).pathname + draft.below
  const needsCsrf = csrfProtected && !SAFE.includes(draft.method)
  if (needsCsrf) headers.set('x-csrf-token', await csrfToken(address, token))
  const init = { method: draft.method, headers, ...(hasBody(draft.method) && draft.body !== '' && { body: draft.body }) }
  const begin = performance.now()
  const response = await send(address, { ...init, credentials: needsCsrf ? 'same-origin' : 'omit' })
  if (response.type === 'opaqueredirect') throw new Error(t('console.redirect'))
  const content = await response.arrayBuffer()
  return {
    status: response.status,
    statusText: response.statusText,
    headers: [...response.headers],
    body: new TextDecoder().decode(content),
    size: content.byteLength,
    duration: Math.round(performance.now() - begin),
    messageId: response.headers.get('sap_messageprocessinglogid') ?? undefined,
    requestId: response.headers.get('x-request-id') ?? '',
  }
}

/** Empty when the channel gives none out: the call then says why. */
async function csrfToken(address: string, token: string): Promise<string> {
  const headers = { authorization: `Bearer ${token}`, 'x-csrf-token': 'Fetch' }
  return (await send(address, { headers, credentials: 'same-origin' })).headers.get('x-csrf-token') ?? ''
}

async function send(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, { ...init, cache: 'no-store', redirect: 'manual' })
  } catch (thrown) {
    throw new Error(t('console.unreachable', { reason: messageOf(thrown) }))
  }
}

/** Throws an error that names the line. */
function headersOf(text: string): Headers {
  const headers = new Headers()
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const [, name, value = ''] = /^([\w!#$%&'*+.^`|~-]+):(.*)$/.exec(line.trim()) ?? []
    if (name === undefined) throw new Error(t('console.badHeader', { line: index + 1 }))
    headers.append(name, value.trim())
  }
  return headers
}
