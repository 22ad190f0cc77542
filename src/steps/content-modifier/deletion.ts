import type { Exchange } from '../../engine/exchange.ts'
import { javaRegex } from '../../languages/simple/java-regex.ts'
import type { Target } from './target.ts'

/**
 * Compiles what a delete row names: `$name=Foo` (sometimes doubled), a plain name, or patterns such as
 * `$include=*,$exclude=sap_*` (format document §3.1). As in Camel a pattern is a name, a beginning with a star at its end that minds
 * the case, or a regular expression for a whole name that does not.
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

type Pattern = (name: string) => boolean

interface Patterns {
  readonly include: Pattern[]
  readonly exclude: Pattern[]
}

/** A pattern without keyword belongs to the keyword before it. */
function readPatterns(names: string): Patterns {
  const patterns: Patterns = { include: [], exclude: [] }
  let kind: keyof Patterns = 'include'
  for (const entry of names.split(',')) {
    const [, keyword, pattern] = /^\s*(?:\$(include|exclude)=)?(.*?)\s*$/s.exec(entry) ?? []
    if (keyword) kind = keyword as keyof Patterns
    if (pattern) patterns[kind].push(compilePattern(pattern))
  }
  return patterns
}

const matchesAny = (name: string, patterns: readonly Pattern[]): boolean => patterns.some((matches) => matches(name))

function compilePattern(pattern: string): Pattern {
  const beginning = pattern.endsWith('*') ? pattern.slice(0, -1) : undefined
  const expression = regexOf(`(?i)${pattern}`)
  return (name) =>
    (beginning !== undefined && name.startsWith(beginning)) ||
    name.toLowerCase() === pattern.toLowerCase() ||
    expression?.test(name) === true
}

/** Nothing for what is no regular expression, such as a star alone. */
function regexOf(pattern: string): RegExp | undefined {
  try {
    return javaRegex(pattern, 'whole')
  } catch {
    return undefined
  }
}
