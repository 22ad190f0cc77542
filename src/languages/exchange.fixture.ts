import { Body } from '../engine/body.ts'
import { Exchange } from '../engine/exchange.ts'
import { MessageLog } from '../engine/message-log.ts'

/** A message as tests need it. */
export function exchangeOf(
  content: { body?: string; headers?: Record<string, unknown>; properties?: Record<string, unknown> } = {},
): Exchange {
  const log = new MessageLog({ messageGuid: 'AGguid', correlationId: 'AGguid', flowId: 'Order_Flow', flowName: 'Order Flow', start: 0 })
  const exchange = new Exchange(log, 0, Body.text(content.body ?? ''))
  for (const [name, value] of Object.entries(content.headers ?? {})) exchange.headers.set(name, value)
  for (const [name, value] of Object.entries(content.properties ?? {})) exchange.properties.set(name, value)
  return exchange
}
