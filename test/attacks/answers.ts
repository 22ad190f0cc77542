import { tomcatPage } from '../../src/identity/tomcat-page.ts'
import type { Dialect } from '../../src/store/subaccounts.ts'
import type { Denied } from './arena.ts'

type Answer = Pick<Denied, 'status' | 'headers' | 'body'>

const NEVER = { 'cache-control': 'no-store', pragma: 'no-cache' }
const XML = { 'content-type': 'application/xml;charset=UTF-8', ...NEVER }
const JSON_TYPE = { 'content-type': 'application/json;charset=UTF-8', ...NEVER }

const NOT_FOUND = 'An Authentication object was not found in the SecurityContext'

const xml = (error: string, text: string): string => `<oauth><error_description>${text}</error_description><error>${error}</error></oauth>`

/** The OAuth layer in front of integration flows refuses a token. */
export const flowDenied = (error: string, text: string, status = 401): Answer => ({
  status,
  headers: { ...XML, 'www-authenticate': `Bearer realm="sluice", error="${error}", error_description="${text}"` },
  body: xml(error, text),
})

export const invalidToken = (text: string): Answer => flowDenied('invalid_token', text)

/** Nothing was presented to an integration flow. */
export const nothingPresented: Answer = {
  status: 401,
  headers: { ...XML, 'www-authenticate': 'Bearer realm="sluice", Basic realm="sluice"' },
  body: xml('unauthorized', NOT_FOUND),
}

/** The servlet container behind it refuses. */
export const containerDenied = (status: number, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: { 'content-type': 'text/html;charset=utf-8', 'content-language': 'en', ...headers },
  body: String(tomcatPage(status).body),
})

export const roleMissing = (role: string): Answer =>
  containerDenied(403, { 'www-authenticate': `Bearer realm="sluice", error="insufficient_scope", scope="${role}"` })

/** The server itself refuses, before any part of it was asked. */
export const serverDenied = (status: number, text: string): Answer => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: `${text}\n`,
})

const DIALECT_HEADERS: Readonly<Record<Dialect, Readonly<Record<string, string>>>> = {
  neo: { 'x-content-type-options': 'nosniff' },
  'cloud-foundry': { 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'x-xss-protection': '1; mode=block' },
}

/** The token endpoint of a dialect refuses. */
export const tokenDenied = (
  dialect: Dialect,
  status: number,
  error: string,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): Answer => ({
  status,
  headers: { ...JSON_TYPE, ...DIALECT_HEADERS[dialect], ...headers },
  body: JSON.stringify({ error, error_description: text }),
})

/** 401 of a token endpoint about the client's authentication. */
export const clientDenied = (dialect: Dialect, text = 'Bad credentials', error = 'invalid_client'): Answer =>
  tokenDenied(dialect, 401, error, text, {
    'www-authenticate':
      dialect === 'neo' ? 'Basic realm="sluice"' : `Basic realm="UAA/client", error="unauthorized", error_description="${text}"`,
  })
