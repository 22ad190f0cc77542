import { serializeToWellFormedString } from 'slimdom'
import { Body } from './body.ts'

/** Longer values of headers and properties are cut, as the product cuts them (SAP Help, “Setting Log Levels”). */
const VALUE_LIMIT = 10_000

const CREDENTIAL_HEADERS = new Set(['authorization', 'proxy-authorization', 'cookie', 'set-cookie'])

/** A header or property as a trace shows it. */
export function traceText(name: string, value: unknown): string {
  if (isCredential(name)) return '***'
  const text = textOf(value)
  if (text.length <= VALUE_LIMIT) return text
  return `${text.slice(0, VALUE_LIMIT)}… (cut, ${text.length} characters)`
}

/** Whether the value under this name is left out of every trace. */
export const isCredential = (name: string): boolean => CREDENTIAL_HEADERS.has(name.toLowerCase())

/** Whether a trace shows all of the value. */
export const isWhole = (text: string): boolean => !/… \(cut, \d+ characters\)$/.test(text)

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value !== 'object') return String(value)
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Body) return value.isStream ? 'stream' : value.asText()
  if (value instanceof Uint8Array) return `${value.length} bytes`
  if ('nodeType' in value) return serializeToWellFormedString(value as Parameters<typeof serializeToWellFormedString>[0])
  return Array.isArray(value) || value.toString === Object.prototype.toString ? structureOf(value) : String(value)
}

const withoutBigints = (_key: string, value: unknown): unknown =>
  typeof value !== 'bigint' ? value : Number.isSafeInteger(Number(value)) ? Number(value) : String(value)

function structureOf(value: object): string {
  try {
    return JSON.stringify(value instanceof Map ? Object.fromEntries(value) : value, withoutBigints)
  } catch {
    // A structure that contains itself.
    return String(value)
  }
}
