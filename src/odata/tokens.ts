import { badRequest } from './failure.ts'
import { type Literal, parseLiteral } from './literal.ts'

/** A piece of a `$filter`, with its place in the decoded text (1 = first character) for messages. */
export type Token = { readonly position: number } & (
  | { readonly kind: 'name'; readonly text: string }
  | { readonly kind: 'literal'; readonly text: string; readonly literal: Literal }
  | { readonly kind: 'sign'; readonly text: string }
  | { readonly kind: 'end'; readonly text: '' }
)

const SPACE = /\s+/y
const SIGN = /[(),]/y
const LITERAL =
  /(?:datetime|datetimeoffset)?'(?:[^']|'')*'|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?[lLmMdDfF]?(?![\w])|(?:null|true|false)(?![\w/])/iy
const NAME = /[A-Za-z_][\w]*(?:\/[A-Za-z_][\w]*)*/y

/** Cuts an expression into tokens; the last one is `end`. Throws `bad-request` with the position. */
export function tokenise(expression: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    return pattern.exec(expression)?.[0]
  }
  while (at < expression.length) {
    const position = at + 1
    const space = take(SPACE)
    const text = space ?? take(SIGN) ?? take(LITERAL) ?? take(NAME)
    if (text === undefined) throw badRequest(`Invalid expression: unexpected character '${expression[at]}' at position ${position}.`)
    if (space === undefined) tokens.push(classify(text, position))
    at += text.length
  }
  return [...tokens, { kind: 'end', text: '', position: at + 1 }]
}

function classify(text: string, position: number): Token {
  if (/^[(),]$/.test(text)) return { kind: 'sign', text, position }
  if (/^[-\d]|'|^(null|true|false)$/i.test(text)) {
    return { kind: 'literal', text, literal: parseLiteral(/^(null|true|false)$/i.test(text) ? text.toLowerCase() : text), position }
  }
  return { kind: 'name', text, position }
}
