import { badRequest } from './failure.ts'

/** `Name` or `Name(predicate)` between two slashes. */
export interface PathSegment {
  readonly name: string
  /** The text between the parentheses, `undefined` without or with empty ones. */
  readonly predicate: string | undefined
}

/** One key of a predicate; `name` is `undefined` in the short form `('X')`. */
export interface KeyPart {
  readonly name: string | undefined
  readonly literal: string
}

/**
 * Decodes a path below the service root and cuts it at slashes outside of quotes; empty segments vanish. Throws `bad-request`.
 *
 * @example parsePath("Packages(Id='a%2Fb')/$value") // [{ name: 'Packages', predicate: "Id='a/b'" }, { name: '$value', … }]
 */
export function parsePath(encoded: string): PathSegment[] {
  return splitOutsideQuotes(decode(encoded), '/')
    .filter((segment) => segment !== '')
    .map(parseSegment)
}

function decode(encoded: string): string {
  try {
    return decodeURIComponent(encoded)
  } catch {
    throw badRequest(`The path has an invalid percent-encoding: ${encoded}`)
  }
}

function parseSegment(segment: string): PathSegment {
  const open = segment.indexOf('(')
  if (open < 0) return { name: segment, predicate: undefined }
  if (!segment.endsWith(')')) throw badRequest(`Unknown literal: ${segment.slice(open + 1)}.`)
  const predicate = segment.slice(open + 1, -1).trim()
  return { name: segment.slice(0, open), predicate: predicate === '' ? undefined : predicate }
}

/** Cuts a key predicate into its parts: short form, or named keys in any order. */
export function parsePredicate(predicate: string): KeyPart[] {
  return splitOutsideQuotes(predicate, ',').map((part) => {
    const [, name, literal] = /^\s*([A-Za-z_]\w*)\s*=(.*)$/s.exec(part) ?? []
    return { name, literal: (literal ?? part).trim() }
  })
}

/** A doubled quote inside a literal closes and opens again, which changes nothing here. */
function splitOutsideQuotes(text: string, separator: string): string[] {
  const parts: string[] = []
  let quoted = false
  let start = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "'") quoted = !quoted
    else if (text[at] === separator && !quoted) {
      parts.push(text.slice(start, at))
      start = at + 1
    }
  }
  if (quoted) throw badRequest(`Unknown literal: ${text.slice(text.indexOf("'"))}.`)
  return [...parts, text.slice(start)]
}
