import type { FlowContext } from '../../engine/define-step.ts'
import type { Exchange } from '../../engine/exchange.ts'
import { CookieJar } from './cookie-jar.ts'
import type { OutboundRequest, OutboundResponse } from './outbound.ts'

/** Sends a request within the HTTP session that the flow keeps with other systems, if it keeps one. */
export type Session = (
  exchange: Exchange,
  request: OutboundRequest,
  send: (request: OutboundRequest) => Promise<OutboundResponse>,
) => Promise<OutboundResponse>

/** Cookies live as long as their owner: the log of one message, or a deployed flow. */
const jars = new WeakMap<object, CookieJar>()

/** Reads the flow's *HTTP Session Reuse* (`httpSessionHandling`): none, one session for each message, or one for the flow. */
export function compileSession(flow: FlowContext): Session {
  const handling = flow.properties.get('httpSessionHandling')?.toLowerCase()
  if (handling !== 'onexchange' && handling !== 'onintegrationflow') return (_exchange, request, send) => send(request)
  return async (exchange, request, send) => {
    const jar = jarOf(handling === 'onexchange' ? exchange.log : flow, flow)
    const cookies = jar.header(request.url)
    const response = await send(cookies === undefined ? request : withCookies(request, cookies))
    jar.store(request.url, [response.headers.get('set-cookie') ?? []].flat().map(String))
    return response
  }
}

function jarOf(owner: object, flow: FlowContext): CookieJar {
  const jar = jars.get(owner) ?? new CookieJar(flow.services.clock)
  jars.set(owner, jar)
  return jar
}

/** A `Cookie` header that the flow sends itself comes first. */
function withCookies(request: OutboundRequest, cookies: string): OutboundRequest {
  const { headers } = request
  const name = Object.keys(headers).find((header) => header.toLowerCase() === 'cookie') ?? 'Cookie'
  const own = headers[name]
  return { ...request, headers: { ...headers, [name]: own === undefined ? cookies : [own, cookies].flat().join('; ') } }
}
