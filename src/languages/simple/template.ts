import { openingAt, readFunction } from './syntax.ts'

/** A piece of an expression: literal text, or a function at its place. */
export type Part = string | FunctionPart

export interface FunctionPart {
  readonly source: string
  readonly nested: boolean
  readonly position: number
  /** `${…}++` and `${…}--` count by one; else 0. */
  readonly step: -1 | 0 | 1
}

const ESCAPES: Readonly<Record<string, string>> = { '\\n': '\n', '\\t': '\t', '\\r': '\r', '\\}': '}' }

/**
 * Splits text into literals and functions. `\n`, `\t`, `\r` and `\}` are escapes; any other backslash is kept.
 *
 * @example parseTemplate('a${body}') // ['a', { source: 'body', nested: false, position: 1, step: 0 }]
 */
export function parseTemplate(text: string): Part[] {
  const parts: Part[] = []
  let literal = ''
  let index = 0
  while (index < text.length) {
    if (openingAt(text, index) > 0) {
      if (literal) parts.push(literal)
      literal = ''
      const span = readFunction(text, index)
      const step = countingStep(text, span.end)
      parts.push({ source: span.source, nested: span.nested, position: index, step })
      index = span.end + (step === 0 ? 0 : 2)
    } else {
      const pair = text.slice(index, index + 2)
      literal += ESCAPES[pair] ?? text[index]
      index += pair in ESCAPES ? 2 : 1
    }
  }
  if (literal) parts.push(literal)
  return parts
}

/** The counting operators stand right behind a function and are followed by a blank or nothing. */
export function countingStep(text: string, end: number): -1 | 0 | 1 {
  const match = /^(\+\+|--)(?=\s|$)/.exec(text.slice(end, end + 3))
  if (!match) return 0
  return match[1] === '++' ? 1 : -1
}
