import { JavaObject } from '../../languages/script-host/java-object.ts'

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not leave
const CONTROL = /[\u0000-\u001f\u007f]+/g
const BEYOND_LATIN1 = /[\u{100}-\u{10ffff}]/gu

/** Whether the name may stand in a header line (RFC 9110 §5.6.2). */
export const isHeaderName = (name: string): boolean => TOKEN.test(name)

/**
 * A message header's value as it may stand in header lines: line breaks become a blank, so that a value cannot start a header
 * of its own, and characters outside ISO 8859-1 become `?`. Arrays give several lines. `undefined` for values with no text form.
 *
 * @example headerValue('a\r\nX-Evil: 1') // 'a X-Evil: 1'
 */
export function headerValue(value: unknown): string | string[] | undefined {
  if (Array.isArray(value)) {
    const lines = value.map(headerLine).filter((line) => line !== undefined)
    return lines.length === 0 ? undefined : lines
  }
  return headerLine(value)
}

function headerLine(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined
  if (typeof value === 'object' && !(value instanceof Date) && !isJavaNumber(value)) return undefined
  const text = value instanceof Date ? value.toISOString() : String(value)
  return text.replace(CONTROL, ' ').replace(BEYOND_LATIN1, '?').trim()
}

const isJavaNumber = (value: object): boolean => value instanceof JavaObject && value.isNumber
