import { STATUS_CODES } from 'node:http'
import type { HttpResponse } from '../kernel/http.ts'
import type { Format } from './negotiation.ts'
import { element, escapeXml } from './xml.ts'

const METADATA = 'http://schemas.microsoft.com/ado/2007/08/dataservices/metadata'

/** An error as both formats write it (contract odata-api §3.1); the code is the reason phrase of the status. `null` = no text. */
export function errorResponse(status: number, text: string | null, format: Format): HttpResponse {
  const code = STATUS_CODES[status] ?? 'Internal Server Error'
  if (format === 'json') {
    const body = JSON.stringify({ error: { code, message: { lang: 'en', value: text } } })
    return { status, headers: { 'Content-Type': 'application/json' }, body }
  }
  const message = text === null ? element('message', { 'xml:lang': 'en' }) : element('message', { 'xml:lang': 'en' }, escapeXml(text))
  const body = `<?xml version='1.0' encoding='UTF-8'?>${element('error', { xmlns: METADATA }, element('code', {}, code), message)}`
  return { status, headers: { 'Content-Type': 'application/xml' }, body }
}
