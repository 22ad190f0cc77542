const LINE_LIMIT = 72
const CRLF = '\r\n'

/** Writes `META-INF/MANIFEST.MF`: CRLF, lines of at most 72 bytes, continued with one blank (JAR File Specification). */
export function formatManifest(headers: Readonly<Record<string, string>>): Uint8Array {
  return Buffer.concat(Object.entries(headers).map(([name, value]) => foldLine(`${name}: ${value}`, CRLF)))
}

/** The manifest with another `Bundle-Version`, everything else as it was, the ends of lines too; the header is added when it was missing. */
export function withBundleVersion(manifest: Uint8Array, version: string): Uint8Array {
  const text = Buffer.from(manifest).toString('latin1')
  const lineEnd = /\r\n|\r|\n/.exec(text)?.[0] ?? CRLF
  const line = foldLine(`Bundle-Version: ${version}`, lineEnd).toString('latin1')
  const replaced = text.replace(/^Bundle-Version:.*(?:\r\n|\r|\n|$)(?: .*(?:\r\n|\r|\n|$))*/m, () => line)
  return Buffer.from(replaced === text && !text.includes(line) ? insertHeader(text, line, lineEnd) : replaced, 'latin1')
}

/** Before the blank line that ends the main section. */
function insertHeader(text: string, line: string, lineEnd: string): string {
  const main = text.trimEnd()
  return `${main}${main === '' ? '' : lineEnd}${line}`
}

function foldLine(line: string, lineEnd: string): Buffer {
  const bytes = Buffer.from(line)
  const parts: Buffer[] = [bytes.subarray(0, LINE_LIMIT - 2)]
  for (let at = LINE_LIMIT - 2; at < bytes.length; at += LINE_LIMIT - 3) {
    parts.push(Buffer.from(`${lineEnd} `), bytes.subarray(at, at + LINE_LIMIT - 3))
  }
  return Buffer.concat([...parts, Buffer.from(lineEnd)])
}
