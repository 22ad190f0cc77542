import type { HttpResponse } from '../kernel/http.ts'
import type { Offer } from './accept.ts'

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
const escapeXml = (text: string): string => text.replace(/[&<>]/g, (character) => ENTITIES[character] ?? character)

/** An OAuth error as JSON, or as XML with the description first (contract oauth.md §1.4). */
export function oauthError(
  answer: { status: number; error: string; text: string },
  offer: Offer,
  headers: HttpResponse['headers'] = {},
): HttpResponse {
  const { status, error, text } = answer
  const never = { 'Cache-Control': 'no-store', Pragma: 'no-cache' }
  if (offer === 'json') {
    const body = JSON.stringify({ error, error_description: text })
    return { status, headers: { 'Content-Type': 'application/json;charset=UTF-8', ...never, ...headers }, body }
  }
  const body = `<oauth><error_description>${escapeXml(text)}</error_description><error>${escapeXml(error)}</error></oauth>`
  return { status, headers: { 'Content-Type': 'application/xml;charset=UTF-8', ...never, ...headers }, body }
}
