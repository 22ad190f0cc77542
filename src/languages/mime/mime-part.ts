import { decodeBase64 } from '../base64/base64.ts'

/** A part of a message with its header fields, names in lower case, folded lines joined (RFC 5322 §2.2.3). */
export interface MimePart {
  readonly fields: ReadonlyMap<string, string>
  /** Still in its transfer encoding. */
  readonly content: Buffer
}

/** Splits a message into header fields and content. Without a blank line there is nothing but fields. */
export function readPart(bytes: Buffer): MimePart {
  const text = bytes.toString('latin1')
  const blank = /^\r?\n/.exec(text) ?? /\r?\n\r?\n/.exec(text)
  const head = blank ? text.slice(0, blank.index) : text
  return { fields: readFields(head), content: bytes.subarray(blank ? blank.index + blank[0].length : bytes.length) }
}

function readFields(head: string): Map<string, string> {
  const fields = new Map<string, string>()
  for (const line of head.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':')
    if (colon > 0) fields.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim())
  }
  return fields
}

/** The content without its transfer encoding (RFC 2045 §6). */
export function decodedContent({ fields, content }: MimePart): Buffer {
  const encoding = (fields.get('content-transfer-encoding') ?? '').trim().toLowerCase()
  if (encoding === 'base64') return decodeBase64(content.toString('latin1'))
  return encoding === 'quoted-printable' ? decodeQuotedPrintable(content.toString('latin1')) : content
}

/** A parameter of a field such as `Content-Type`, quoted or not (RFC 2045 §5.1), or as RFC 2231 encodes it. */
export function parameterOf(field: string, name: string): string | undefined {
  const match = new RegExp(`;\\s*${name}(\\*)?\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;]+))`, 'i').exec(field)
  if (!match) return undefined
  const [, isExtended, quoted, plain = ''] = match
  const value = quoted === undefined ? plain : quoted.replaceAll(/\\(.)/g, '$1')
  return isExtended ? decodeExtended(value) : value
}

/** `charset'language'percent-encoded`; only UTF-8 and its subset ASCII are read. */
function decodeExtended(value: string): string {
  try {
    return decodeURIComponent(value.replace(/^[^']*'[^']*'/, ''))
  } catch {
    return value
  }
}

/** The parts of a multipart content (RFC 2046 §5.1.1): what is before the first and behind the last delimiter is left out. */
export function splitMultipart(content: Buffer, boundary: string): MimePart[] {
  const text = `\n${content.toString('latin1')}`
  const delimiter = new RegExp(`\\r?\\n--${boundary.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')}(--)?[ \\t]*(?=\\r?\\n|$)`, 'g')
  const parts: MimePart[] = []
  let start: number | undefined
  for (const match of text.matchAll(delimiter)) {
    if (start !== undefined) parts.push(partAt(text, start, match.index))
    if (match[1]) return parts
    start = match.index + match[0].length
  }
  if (start !== undefined) parts.push(partAt(text, start, text.length))
  return parts
}

const partAt = (text: string, start: number, end: number): MimePart =>
  readPart(Buffer.from(text.slice(start, end).replace(/^\r?\n/, ''), 'latin1'))

function decodeQuotedPrintable(text: string): Buffer {
  const joined = text.replaceAll(/=[ \t]*\r?\n/g, '')
  return Buffer.from(
    joined.replaceAll(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
}
