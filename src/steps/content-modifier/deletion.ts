import type { Exchange } from '../../engine/exchange.ts'
import type { Target } from './target.ts'

/**
 * Compiles what a delete row names: `$name=Foo` (sometimes doubled), a plain name, or patterns such as
 * `$include=*,$exclude=sap_*` (format document §3.1). As in Camel a star stands at the end and patterns mind the case.
 */
export function compileDeletion(names: string, target: Target): (exchange: Exchange) => void {
  if (!/^\$(?:include|exclude)=/.test(names)) {
    const name = names.replace(/^(?:\$name=)+/, '')
    return (exchange) => target.delete(exchange, name)
  }
  const { include, exclude } = readPatterns(names)
  return (exchange) => {
    for (const name of target.names(exchange)) {
      if (matchesAny(name, include) && !matchesAny(name, exclude)) target.delete(exchange, name)
    }
  }
}

interface Patterns {
  readonly include: string[]
  readonly exclude: string[]
}

/** A pattern without keyword belongs to the keyword before it. */
function readPatterns(names: string): Patterns {
  const patterns: Patterns = { include: [], exclude: [] }
  let kind: keyof Patterns = 'include'
  for (const entry of names.split(',')) {
    const [, keyword, pattern] = /^\s*(?:\$(include|exclude)=)?(.*?)\s*$/s.exec(entry) ?? []
    if (keyword) kind = keyword as keyof Patterns
    if (pattern) patterns[kind].push(pattern)
  }
  return patterns
}

const matchesAny = (name: string, patterns: readonly string[]): boolean => patterns.some((pattern) => matches(name, pattern))

const matches = (name: string, pattern: string): boolean =>
  pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name.toLowerCase() === pattern.toLowerCase()
