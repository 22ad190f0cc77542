import { DIALECTS } from '../identity/dialects/index.ts'
import type { Demo } from './load.ts'

/** What happened in one dialect: a token was asked for, then the flow was called with it. */
export interface FirstCall {
  readonly dialect: string
  readonly tokenStatus: number
  readonly status: number
  readonly milliseconds: number
  /** Body of the flow's answer, or of the token endpoint's when there was no token. */
  readonly body: string
}

export const REQUEST_BODY = '{"productIdentifier":"HT-2000"}'

/** Calls the example flow in each dialect the way a client does, over this machine's http listener. */
export async function firstCalls({ neo, cloudFoundry, endpointUrl }: Demo, localUrl: string): Promise<FirstCall[]> {
  const { clientid, clientsecret } = cloudFoundry.oauth
  const address = localUrl + new URL(endpointUrl).pathname
  return [
    await firstCall('Neo', localUrl + DIALECTS.neo.tokenPath, neo.clientId, neo.secret, address),
    await firstCall('Cloud Foundry', localUrl + DIALECTS['cloud-foundry'].tokenPath, clientid, clientsecret, address),
  ]
}

async function firstCall(dialect: string, tokenUrl: string, id: string, secret: string, endpointUrl: string): Promise<FirstCall> {
  const authorization = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`
  const token = await fetch(`${tokenUrl}?grant_type=client_credentials`, { method: 'POST', headers: { authorization } })
  if (!token.ok) return { dialect, tokenStatus: token.status, status: 0, milliseconds: 0, body: await token.text() }
  const { access_token } = (await token.json()) as { access_token: string }
  const start = performance.now()
  const headers = { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' }
  const answer = await fetch(endpointUrl, { method: 'POST', headers, body: REQUEST_BODY })
  const body = await answer.text()
  return { dialect, tokenStatus: token.status, status: answer.status, milliseconds: Math.round(performance.now() - start), body }
}
