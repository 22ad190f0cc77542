import type { EdmType, EdmValue } from './edm.ts'
import { badRequest } from './failure.ts'

/** A value as it stands in a URL, with the family of types that it fits. */
export interface Literal {
  readonly kind: 'string' | 'number' | 'boolean' | 'date' | 'null'
  readonly value: EdmValue
}

const NUMBER = /^-?\d+(\.\d+)?([eE][-+]?\d+)?[lLmMdDfF]?$/
const DATE = /^(datetime|datetimeoffset)'([^']*)'$/i
const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?$/

/**
 * Reads a decoded URL literal (OData V2 §6 of the URI conventions; contract odata-api §1.2). Throws `bad-request`.
 *
 * @example parseLiteral("'O''Neil'").value // "O'Neil"
 * @example parseLiteral("datetime'2021-02-01T00:00:00'").value // 1612137600000
 */
export function parseLiteral(raw: string): Literal {
  if (raw === 'null') return { kind: 'null', value: null }
  if (raw === 'true' || raw === 'false') return { kind: 'boolean', value: raw === 'true' }
  if (/^'([^']|'')*'$/.test(raw)) return { kind: 'string', value: raw.slice(1, -1).replaceAll("''", "'") }
  if (NUMBER.test(raw)) return { kind: 'number', value: Number(raw.replace(/[lLmMdDfF]$/, '')) }
  const date = DATE.exec(raw)
  if (date) return { kind: 'date', value: parseDate(date[2] ?? '', raw) }
  throw badRequest(`Unknown literal: ${raw}.`)
}

/** `datetime` literals carry no zone and mean UTC. */
function parseDate(text: string, raw: string): number {
  const time = ISO.test(text) ? Date.parse(/(Z|[+-]\d{2}:\d{2})$/.test(text) ? text : `${text}Z`) : Number.NaN
  if (Number.isNaN(time)) throw badRequest(`Unknown literal: ${raw}.`)
  return time
}

const KIND_OF: Readonly<Record<EdmType, Literal['kind'] | undefined>> = {
  'Edm.String': 'string',
  'Edm.Boolean': 'boolean',
  'Edm.Int32': 'number',
  'Edm.Int64': 'number',
  'Edm.Double': 'number',
  'Edm.DateTime': 'date',
  'Edm.DateTimeOffset': 'date',
  'Edm.Binary': undefined,
}

/** Whether a property of the type can be compared with the literal. */
export const fits = (literal: Literal, type: EdmType): boolean => literal.kind === 'null' || KIND_OF[type] === literal.kind

/** Writes a value as it stands in a key of a URL, percent-encoded. */
export function formatLiteral(value: EdmValue, type: EdmType): string {
  if (type === 'Edm.String') return `'${encodeURIComponent(String(value).replaceAll("'", "''"))}'`
  if (type === 'Edm.Int64') return `${value}L`
  if (type === 'Edm.DateTime') return `datetime'${encodeURIComponent(new Date(Number(value)).toISOString().slice(0, -1))}'`
  return String(value)
}
