import type { OutboundRequest, OutboundResponse } from '../http/outbound.ts'

type Send = (request: OutboundRequest) => Promise<OutboundResponse>

/**
 * Sends a modifying request with the CSRF token that the service demands: fetched with the cookies that belong to it just
 * before, since it dies with its session.
 */
export async function sendWithCsrfToken(request: OutboundRequest, service: URL, send: Send): Promise<OutboundResponse> {
  const headers = { ...request.headers, Accept: 'application/json', 'X-CSRF-Token': 'Fetch' }
  const fetched = await send({ ...request, method: 'GET', url: service, headers, body: undefined })
  const token = fetched.headers.get('x-csrf-token')
  if (token === undefined) return send(request)
  const cookies = [fetched.headers.get('set-cookie') ?? []].flat().map((line) => String(line).split(';')[0])
  const session: Record<string, string> = cookies.length > 0 ? { Cookie: cookies.join('; ') } : {}
  return send({ ...request, headers: { ...request.headers, ...session, 'X-CSRF-Token': String(token) } })
}
