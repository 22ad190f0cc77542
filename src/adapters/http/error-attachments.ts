import type { Exchange } from '../../engine/exchange.ts'
import type { Clock } from '../../kernel/clock.ts'
import { uuid } from '../../kernel/ids.ts'
import type { OutboundRequest, OutboundResponse } from './outbound.ts'

const SECRET = /^(proxy-)?authorization$|cookie|api-?key|token|secret|password/i

export interface FailedCall {
  readonly request: OutboundRequest
  readonly response: OutboundResponse
}

/**
 * Attaches a failed call to the message's log: request headers, response headers and response body. Values of headers that
 * carry credentials are left out. The exchange property `SAP.DisableAttachments.` and the adapter switches it off.
 */
export function attachFailedCall(adapter: 'HTTP' | 'ODataV2', exchange: Exchange, { request, response }: FailedCall, clock: Clock): void {
  if (String(exchange.properties.get(`SAP.DisableAttachments.${adapter}`) ?? '').toLowerCase() === 'true') return
  const attach = (part: string, content: Uint8Array) =>
    exchange.log.attachments.push({
      id: uuid(),
      name: `${adapter}_Receiver_Adapter_${part}`,
      contentType: 'text/plain',
      content,
      time: clock.now(),
    })
  attach('Request_Headers', headerText(Object.entries(request.headers)))
  attach('Response_Headers', headerText(response.headers))
  attach('Response_Body', response.body)
}

function headerText(headers: Iterable<readonly [string, unknown]>): Uint8Array {
  const lines = [...headers].map(([name, value]) => `${name}: ${SECRET.test(name) ? '***' : value}`)
  return Buffer.from(lines.join('\n'), 'utf8')
}
