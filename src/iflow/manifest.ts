import { SluiceError } from '../kernel/errors.ts'
import type { Manifest } from './model.ts'

export const MANIFEST_PATH = 'META-INF/MANIFEST.MF'

/**
 * Reads `META-INF/MANIFEST.MF` (format document §1.2; JAR File Specification, “JAR Manifest”): lines are wrapped at 72 bytes
 * and a continuation begins with one blank. Throws `bad-request` naming the line or the missing header.
 */
export function readManifest(bytes: Uint8Array): Manifest {
  const headers = readHeaders(unfold(bytes))
  const id = withoutDirectives(headers.get('Bundle-SymbolicName') ?? '')
  if (id === '') throw new SluiceError('bad-request', `${MANIFEST_PATH} has no Bundle-SymbolicName`)
  return {
    id,
    name: headers.get('Bundle-Name') || id,
    version: headers.get('Bundle-Version') || '1.0.0',
    bundleType: headers.get('SAP-BundleType') ?? '',
    headers,
  }
}

/** Joins continuation lines. A line may be cut inside a UTF-8 character, so bytes are joined and decoded afterwards. */
function unfold(bytes: Uint8Array): string[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const joined = text.replace(/^\u00ef\u00bb\u00bf/, '').replace(/(\r\n|\r|\n) /g, '')
  return Buffer.from(joined, 'latin1')
    .toString('utf8')
    .split(/\r\n|\r|\n/)
}

function readHeaders(lines: readonly string[]): Map<string, string> {
  const headers = new Map<string, string>()
  for (const line of lines) {
    if (line.trim() === '') continue
    const colon = line.indexOf(':')
    if (colon < 1) throw new SluiceError('bad-request', `${MANIFEST_PATH} has a line without header name: ${JSON.stringify(line)}`)
    headers.set(line.slice(0, colon).trim(), line.slice(colon + 1).trim())
  }
  return headers
}

const withoutDirectives = (symbolicName: string): string => symbolicName.split(';', 1)[0]!.trim()
