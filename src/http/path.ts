import { Refusal } from '../identity/refusals.ts'

/** Path and query of a request target, still encoded. */
export interface Target {
  readonly path: string
  readonly query: string
}

/**
 * Splits a raw request target without `new URL`, which would fold `..`, `\` and `//host` before anyone could look at them.
 * An absolute-form target must name the host of the `Host` header. Throws the refusals `target-of-another-host` and
 * `target-not-a-path`.
 */
export function splitTarget(target: string, host: string | undefined): Target {
  const origin = /^https?:\/\/([^/?#]*)/i.exec(target)
  if (origin && origin[1]?.toLowerCase() !== host?.toLowerCase()) {
    throw new Refusal('target-of-another-host')
  }
  const local = origin ? target.slice(origin[0].length) || '/' : target
  if (!local.startsWith('/')) throw new Refusal('target-not-a-path')
  const mark = local.indexOf('?')
  return mark < 0 ? { path: local, query: '' } : { path: local.slice(0, mark), query: local.slice(mark + 1) }
}

/** What must not remain after one decoding: it would be read differently by whoever decodes again (contract oauth.md §4.12, X50). */
const AMBIGUOUS = /%2e|%2f|%5c|%00|%25|%3b/i
// biome-ignore lint/suspicious/noControlCharactersInRegex: control bytes are what this looks for
const FORBIDDEN = /[\u0000-\u001f\u007f\\;#]/

/**
 * The one path that both the router and the guard decide on: decoded once, refused when anything in it could be read in two
 * ways. Throws the refusal `path-ambiguous`.
 *
 * @example normalisePath('/http/caf%C3%A9') // '/http/café'
 */
export function normalisePath(encoded: string): string {
  if (AMBIGUOUS.test(encoded)) throw ambiguous()
  const path = decode(encoded)
  if (FORBIDDEN.test(path) || path.includes('//')) throw ambiguous()
  const segments = path.split('/')
  if (segments.some((segment) => segment === '.' || segment === '..' || segment !== segment.trim())) throw ambiguous()
  return path
}

function decode(encoded: string): string {
  try {
    return decodeURIComponent(encoded)
  } catch {
    throw ambiguous()
  }
}

const ambiguous = (): Refusal => new Refusal('path-ambiguous')
