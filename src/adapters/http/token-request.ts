import type { SendHttp } from '../../engine/outbound.ts'
import type { OAuth2ClientCredentials } from '../../engine/services.ts'
import { SluiceError } from '../../kernel/errors.ts'
import { headerValue } from './header-value.ts'
import type { OutboundRequest, OutboundResponse } from './outbound.ts'

const TIMEOUT = 30_000
const LARGEST_ANSWER = 1024 * 1024

/** An access token of another system, with its lifetime in seconds when the server told it. */
export interface AccessToken {
  readonly value: string
  readonly expiresIn: number | undefined
}

/**
 * Gets an access token with the client credentials grant (RFC 6749 §4.4). Throws `processing-failed` that names the alias, the
 * status and the server's error code; neither credentials nor the server's free text are in it.
 */
export async function requestToken(alias: string, credentials: OAuth2ClientCredentials, sendHttp: SendHttp): Promise<AccessToken> {
  const response = await sendHttp(tokenRequest(alias, credentials))
  const answer = parseAnswer(response)
  if (response.status !== 200 || typeof answer.access_token !== 'string' || !/^[\x21-\x7e]+$/.test(answer.access_token)) {
    const reason = typeof answer.error === 'string' ? ` (${answer.error.slice(0, 60)})` : ''
    throw new SluiceError(
      'processing-failed',
      `No OAuth2 access token for '${alias}': the token service answered ${response.status}${reason}`,
    )
  }
  return { value: answer.access_token, expiresIn: positive(answer.expires_in) }
}

function tokenRequest(alias: string, credentials: OAuth2ClientCredentials): OutboundRequest {
  if (!/^https?:/i.test(credentials.tokenServiceUrl) || !URL.canParse(credentials.tokenServiceUrl)) {
    throw new SluiceError('processing-failed', `The token service URL of '${alias}' is not an http or https URL`)
  }
  const url = new URL(credentials.tokenServiceUrl)
  for (const { key, value } of custom(credentials, 'url')) url.searchParams.append(key, value)
  const json = credentials.scopeContentType === 'json'
  const parameters = bodyParameters(credentials)
  return {
    method: 'POST',
    url,
    headers: { ...requestHeaders(credentials), 'Content-Type': json ? 'application/json' : 'application/x-www-form-urlencoded' },
    body: Buffer.from(json ? JSON.stringify(parameters) : new URLSearchParams(parameters).toString()),
    timeout: TIMEOUT,
    limit: LARGEST_ANSWER,
  }
}

function requestHeaders(credentials: OAuth2ClientCredentials): Record<string, string> {
  const headers: Record<string, string> = { Accept: 'application/json' }
  for (const { key, value } of custom(credentials, 'header')) headers[key] = String(headerValue(value))
  if (credentials.clientAuthentication === 'header') {
    headers.Authorization = basicAuthorization(credentials.clientId, credentials.clientSecret)
  }
  return headers
}

function bodyParameters(credentials: OAuth2ClientCredentials): Record<string, string> {
  const parameters: Record<string, string> = { grant_type: 'client_credentials' }
  if (credentials.clientAuthentication === 'body') {
    parameters.client_id = credentials.clientId
    parameters.client_secret = credentials.clientSecret
  }
  for (const name of ['scope', 'resource', 'audience'] as const) if (credentials[name]) parameters[name] = credentials[name]
  for (const { key, value } of custom(credentials, 'body')) parameters[key] = value
  return parameters
}

const custom = (credentials: OAuth2ClientCredentials, part: 'header' | 'body' | 'url') =>
  credentials.customParameters.filter((parameter) => parameter.sendAsPartOf === part)

/** `Basic` without the form encoding of RFC 6749 §2.3.1: servers that expect the encoded form accept this one too, most others accept only this. */
export function basicAuthorization(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`
}

function parseAnswer({ body }: OutboundResponse): Record<string, unknown> {
  try {
    const answer = JSON.parse(Buffer.from(body).toString('utf8'))
    return typeof answer === 'object' && answer !== null ? answer : {}
  } catch {
    return {}
  }
}

/** Some servers send the lifetime as text. */
function positive(value: unknown): number | undefined {
  const seconds = Number(value)
  return Number.isFinite(seconds) && seconds > 0 ? seconds : undefined
}
