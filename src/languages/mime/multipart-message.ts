import { encodeBase64 } from '../base64/base64.ts'

/** What is put into a part of a message. */
export interface PartContent {
  readonly contentType: string
  readonly content: Uint8Array
  /** Of an attachment; `undefined` for the body. */
  readonly fileName: string | undefined
  /** Further header fields. */
  readonly fields: ReadonlyMap<string, string>
}

const LINE = '\r\n'

/**
 * The content of a multipart message (RFC 2046 §5.1). Text stays as it is, everything else is encoded with Base64 (Camel,
 * “MIME Multipart”).
 */
export function writeMultipart(parts: readonly PartContent[], boundary: string): Buffer {
  const delimited = parts.flatMap((part) => [Buffer.from(`--${boundary}${LINE}`), writePart(part), Buffer.from(LINE)])
  return Buffer.concat([...delimited, Buffer.from(`--${boundary}--${LINE}`)])
}

/** Header fields, one a line, without the blank line behind them. Line ends stay in a value only where they fold it. */
export const writeFields = (fields: Iterable<readonly [string, string]>): string =>
  [...fields].map(([name, value]) => `${name}: ${value.replaceAll(/\r?\n(?![ \t])|\r(?!\n)/g, ' ')}${LINE}`).join('')

function writePart({ contentType, content, fileName, fields }: PartContent): Buffer {
  const isText = /^text\//i.test(contentType)
  const own: [string, string][] = [
    ['Content-Type', contentType],
    ['Content-Transfer-Encoding', isText ? '8bit' : 'base64'],
    ...(fileName === undefined ? [] : [['Content-Disposition', `attachment; ${fileNameParameter(fileName)}`] as [string, string]]),
  ]
  const known = new Set(own.map(([name]) => name.toLowerCase()))
  const others = [...fields].filter(([name]) => !known.has(name.toLowerCase()))
  const head = Buffer.from(`${writeFields([...own, ...others])}${LINE}`)
  return Buffer.concat([head, isText ? content : Buffer.from(encodeBase64(content).replaceAll(/.{76}(?=.)/g, `$&${LINE}`), 'latin1')])
}

/** Names beyond ASCII are written as RFC 2231 says. */
function fileNameParameter(name: string): string {
  if (/^[\x20-\x7e]*$/.test(name)) return `filename="${name.replaceAll(/["\\]/g, '\\$&')}"`
  return `filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16)}`)}`
}
