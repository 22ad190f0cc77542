import { literal } from '../../../api/odata.ts'
import { basic, call, type HttpAnswer } from './http-call.ts'
import type { Credentials } from './scenario.ts'

/** What the example flow is asked for. */
export const EXAMPLE_BODY = '{"productIdentifier":"HT-2000"}'

export const tokenRequestUrl = (tokenUrl: string): string => `${tokenUrl}?grant_type=client_credentials`

/** Newest first, of one flow. */
export const logsUrl = (flow: string): string =>
  `${location.origin}/api/v1/MessageProcessingLogs?$filter=${encodeURIComponent(`IntegrationFlowName eq ${literal(flow)}`)}&$orderby=LogEnd%20desc&$top=3&$format=json`

export const requestToken = (tokenUrl: string, { clientId, secret }: Credentials): Promise<HttpAnswer> =>
  call(tokenRequestUrl(tokenUrl), { method: 'POST', headers: { authorization: basic(clientId, secret) } })

/** Nothing when the answer has none. */
export function tokenIn({ status, body }: HttpAnswer): string | undefined {
  return status === 200 ? (JSON.parse(body) as { access_token?: string }).access_token : undefined
}

export const callFlow = (url: string, token: string, body: string): Promise<HttpAnswer> =>
  call(url, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body })

export const readLogs = (flow: string, token: string): Promise<HttpAnswer> =>
  call(logsUrl(flow), { method: 'GET', headers: { authorization: `Bearer ${token}`, accept: 'application/json' } })
