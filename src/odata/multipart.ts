import { badRequest } from './failure.ts'

/** Headers and what follows them: a part of a multipart body, or an HTTP message behind its first line. */
export interface MimeMessage {
  /** Lower-case name → value; several fields of one name are joined by commas. */
  readonly headers: ReadonlyMap<string, string>
  readonly body: Uint8Array
}

/** Parts that one multipart body may have. */
export const MAX_PARTS = 1000

const MULTIPART = /^\s*multipart\/mixed\s*(?:;|$)/i
const BOUNDARY = /;\s*boundary\s*=\s*(?:"([^"]*)"|([^\s;]*))/i
/** RFC 2046 §5.1.1. */
const VALID_BOUNDARY = /^[\w'()+,./:=? -]{0,69}[\w'()+,./:=?-]$/
const HEADER = /([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*:[ \t]*([^\r\n]*)(?:\r?\n|$)/y

export const isMultipart = (contentType: string | undefined): boolean => contentType !== undefined && MULTIPART.test(contentType)

/** The boundary that a `multipart/mixed` content type names. Throws `bad-request`. */
export function boundaryOf(contentType: string): string {
  const [, quoted, bare] = BOUNDARY.exec(contentType) ?? []
  const boundary = quoted ?? bare
  if (boundary === undefined) throw badRequest('The content type multipart/mixed has no boundary.')
  if (!VALID_BOUNDARY.test(boundary)) throw badRequest(`The boundary '${boundary}' is not valid.`)
  return boundary
}

/**
 * The parts of a multipart body (RFC 2046 §5.1); what stands before the first and after the last delimiter is ignored. Lines end with CRLF or LF.
 * Throws `bad-request` when a delimiter is missing or there are more than `MAX_PARTS` parts.
 */
export function readMultipart(bytes: Uint8Array, boundary: string): MimeMessage[] {
  const text = latin1(bytes)
  const parts: MimeMessage[] = []
  let start: number | undefined
  for (const { index, 0: delimiter, 1: closing } of text.matchAll(delimitersOf(boundary))) {
    if (start !== undefined) parts.push(readMessage(bytes.subarray(start, Math.max(start, index))))
    if (parts.length > MAX_PARTS) throw badRequest(`There are more than ${MAX_PARTS} parts.`)
    if (closing !== undefined) return parts
    start = behindLineEnd(text, index + delimiter.length)
  }
  const missing = start === undefined ? 'first delimiter' : 'closing delimiter'
  throw badRequest(`The ${missing} --${boundary}${start === undefined ? '' : '--'} is missing.`)
}

/** A delimiter owns the line end before it. */
function delimitersOf(boundary: string): RegExp {
  const literal = boundary.replace(/[.*+?^$()[\]{}|\\/-]/g, '\\$&')
  return new RegExp(`(?:^|\\r?\\n)--${literal}(--)?[ \\t]*(?=\\r?\\n|$)`, 'g')
}

const behindLineEnd = (text: string, at: number): number => at + (/^\r?\n/.exec(text.slice(at, at + 2))?.[0].length ?? 0)

/** Headers end where a line is no header; the empty line that belongs there may be missing, as in printed examples (SAP's among them). */
export function readMessage(bytes: Uint8Array): MimeMessage {
  const text = latin1(bytes)
  const headers = new Map<string, string>()
  let at = 0
  for (;;) {
    HEADER.lastIndex = at
    const [line, name, value] = HEADER.exec(text) ?? []
    if (line === undefined) break
    add(headers, name!.toLowerCase(), Buffer.from(value!, 'latin1').toString('utf8').trim())
    at += line.length
  }
  return { headers, body: bytes.subarray(behindLineEnd(text, at)) }
}

function add(headers: Map<string, string>, name: string, value: string): void {
  const before = headers.get(name)
  headers.set(name, before === undefined ? value : `${before}, ${value}`)
}

/** Writes what `readMultipart` reads. No body may contain the boundary. */
export const writeMultipart = (parts: readonly MimeMessage[], boundary: string): Buffer =>
  Buffer.concat([
    ...parts.flatMap((part) => [Buffer.from(`--${boundary}\r\n`), writeMessage(part), LINE_END]),
    Buffer.from(`--${boundary}--\r\n`),
  ])

const LINE_END = Buffer.from('\r\n')

/** Line ends inside of values become spaces, so that no value can add a header. */
export function writeMessage({ headers, body }: MimeMessage): Buffer {
  const lines = [...headers].map(([name, value]) => `${name}: ${value.replace(/[\r\n]+/g, ' ')}\r\n`)
  return Buffer.concat([Buffer.from(`${lines.join('')}\r\n`), body])
}

/** One character for each byte, so that offsets in the text are offsets in the bytes. */
const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
