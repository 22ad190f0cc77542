/** What a server answered to a call of the scenario. */
export interface HttpAnswer {
  readonly method: string
  readonly url: string
  readonly status: number
  readonly statusText: string
  /** Milliseconds. */
  readonly duration: number
  readonly body: string
  /** Finds the call among the refusals. */
  readonly requestId: string
}

interface Call {
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/**
 * Calls as a client does: without the session of this browser. The request goes to the host that the cockpit came from, which
 * is the same server whatever names it has.
 */
export async function call(url: string, { method, headers, body }: Call): Promise<HttpAnswer> {
  const { pathname, search } = new URL(url)
  const start = performance.now()
  const response = await fetch(pathname + search, { method, headers, credentials: 'omit', ...(body !== undefined && { body }) })
  const text = await response.text()
  const duration = Math.round(performance.now() - start)
  const { status, statusText } = response
  return { method, url, status, statusText, duration, body: text, requestId: response.headers.get('x-request-id') ?? '' }
}

/** `Authorization` of a client at the token endpoint. */
export const basic = (clientId: string, secret: string): string =>
  `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(`${clientId}:${secret}`)))}`
