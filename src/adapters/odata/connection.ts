import type { AdapterContext } from '../../engine/define-adapter.ts'
import type { Exchange } from '../../engine/exchange.ts'
import { compileAuthentication } from '../http/authentication.ts'
import { attachFailedCall } from '../http/error-attachments.ts'
import { HttpOperationFailed } from '../http/operation-failed.ts'
import type { OutboundRequest, OutboundResponse } from '../http/outbound.ts'
import { sendWithCsrfToken } from './csrf-token.ts'

/** How one message calls a service. An answer outside 2xx throws `HttpOperationFailed`. */
export interface Connection {
  get(url: URL, headers: OutboundRequest['headers']): Promise<OutboundResponse>
  /** Changes something at the service with this address. */
  change(call: Pick<OutboundRequest, 'method' | 'url' | 'headers' | 'body'>, service: URL): Promise<OutboundResponse>
}

export interface ConnectionConfig {
  readonly authentication: string
  readonly credentialName: string
  /** Minutes. */
  readonly timeout: number
  readonly csrf: boolean
  readonly attachesFailures: boolean
}

/** Compiles how a channel calls services. Refuses an authentication that cannot run here. */
export function compileConnection(config: ConnectionConfig, context: AdapterContext): (exchange: Exchange) => Connection {
  const authenticate = compileAuthentication(config.authentication, config.credentialName, context)
  const { bufferLimit: limit, clock, sendHttp } = context.flow.services
  const timeout = config.timeout * 60_000
  return (exchange) => {
    const send = (request: OutboundRequest) =>
      authenticate(exchange, (authorization) => sendHttp(authorization === undefined ? request : authorized(request, authorization)))
    const succeed = async (request: OutboundRequest, answered: Promise<OutboundResponse>): Promise<OutboundResponse> => {
      const response = await answered
      if (response.status >= 200 && response.status <= 299) return response
      if (config.attachesFailures) attachFailedCall('ODataV2', exchange, { request, response }, clock)
      throw new HttpOperationFailed(request.url, response)
    }
    return {
      get(url, headers) {
        const request = { method: 'GET', url, headers, body: undefined, timeout, limit }
        return succeed(request, send(request))
      },
      change(call, service) {
        const request = { ...call, timeout, limit }
        return succeed(request, config.csrf ? sendWithCsrfToken(request, service, send) : send(request))
      },
    }
  }
}

/** The channel's own credentials replace those that the flow put into a header. */
const authorized = (request: OutboundRequest, authorization: string): OutboundRequest => ({
  ...request,
  headers: { ...request.headers, Authorization: authorization },
})
