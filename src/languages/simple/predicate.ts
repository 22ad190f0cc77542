import type { Exchange } from '../../engine/exchange.ts'
import { messageOf } from '../../kernel/errors.ts'
import { compileFunctionPart, compileTemplate } from './expression.ts'
import { javaRegex } from './java-regex.ts'
import { operatorFor } from './operators.ts'
import { type Evaluator, openingAt, readFunction, refuse } from './syntax.ts'
import { countingStep } from './template.ts'
import { textOf } from './value.ts'

export type Predicate = (exchange: Exchange) => boolean

/**
 * Compiles a predicate: operands, binary operators, and `and`/`or`/`&&`/`||` from left to right without precedence, as in
 * Camel 2.24. Throws `deploy-failed` with the position.
 */
export function compilePredicate(expression: string): Predicate {
  const parser = new PredicateParser(expression)
  return parser.parse()
}

const OPERATOR =
  /(?:!=~|!=|=~|==|=|>=|<=|>|<|!?~~|!?(?:contains|in|regex|is|range|startsWith|endsWith)(?=\s)|(?:not\s+)?(?:contains|in|regex|is|range|starts\s?with|ends\s?with|startsWith|endsWith)(?=\s))/y
const LOGICAL = /(?:&&|\|\||and(?=\s)|or(?=\s))/y
const LITERAL = /(null|true|false|[+-]?\d+(?:\.\d+)?)(?=\s|$)/y

class PredicateParser {
  readonly #expression: string
  #index = 0

  constructor(expression: string) {
    this.#expression = expression
  }

  parse(): Predicate {
    let result = this.#condition()
    while (!this.#atEnd()) {
      const logical = this.#take(LOGICAL)
      if (!logical) this.#refuse(`unexpected text '${this.#rest()}'`)
      const left = result
      const right = this.#condition()
      result = /and|&&/.test(logical) ? (exchange) => left(exchange) && right(exchange) : (exchange) => left(exchange) || right(exchange)
    }
    return result
  }

  /** An operand alone, or two with an operator between them. */
  #condition(): Predicate {
    const left = this.#operand()
    const start = this.#index
    const written = this.#take(OPERATOR)
    if (!written) return (exchange) => isTrue(left(exchange))
    const operator = operatorFor(written.replaceAll(/\s+/g, ' '))
    if (!operator) return refuse(this.#expression, start, `unknown operator '${written}'`)
    const from = this.#index
    const right = this.#operand()
    if (written.endsWith('regex')) this.#checkPattern(from)
    return (exchange) => operator(left(exchange), right(exchange))
  }

  #operand(): Evaluator {
    if (this.#atEnd()) this.#refuse('a value is missing')
    const expression = this.#expression
    const start = this.#index
    if (openingAt(expression, start) > 0) return this.#function()
    if (/['"]/.test(expression[start]!)) return compileTemplate(this.#quoted(), expression)
    const literal = this.#take(LITERAL)
    if (!literal) this.#refuse(`a value must be quoted, not '${this.#rest()}'`)
    return literal === 'null' ? () => null : () => literal
  }

  #function(): Evaluator {
    const position = this.#index
    const { source, nested, end } = readFunction(this.#expression, position)
    const step = countingStep(this.#expression, end)
    this.#index = end + (step === 0 ? 0 : 2)
    return compileFunctionPart({ source, nested, position, step }, this.#expression)
  }

  /** The text between quotes; a quote inside a function does not end it. */
  #quoted(): string {
    const expression = this.#expression
    const start = this.#index
    let index = start + 1
    while (index < expression.length && expression[index] !== expression[start]) {
      index = openingAt(expression, index) > 0 ? readFunction(expression, index).end : index + 1
    }
    if (index >= expression.length) this.#refuse('the quote does not end')
    this.#index = index + 1
    return expression.slice(start + 1, index)
  }

  /** A pattern that does not depend on the message can be refused now. */
  #checkPattern(from: number): void {
    const operand = this.#expression.slice(from, this.#index).trim()
    if (operand.includes('${') || !/^['"]/.test(operand)) return
    try {
      javaRegex(operand.slice(1, -1), 'whole')
    } catch (cause) {
      refuse(this.#expression, from, messageOf(cause))
    }
  }

  #take(pattern: RegExp): string | undefined {
    this.#skipBlanks()
    pattern.lastIndex = this.#index
    const taken = pattern.exec(this.#expression)?.[0]
    if (taken) this.#index += taken.length
    return taken
  }

  #skipBlanks(): void {
    while (this.#index < this.#expression.length && /\s/.test(this.#expression[this.#index]!)) this.#index++
  }

  #atEnd(): boolean {
    this.#skipBlanks()
    return this.#index >= this.#expression.length
  }

  #rest(): string {
    return this.#expression.slice(this.#index, this.#index + 30)
  }

  #refuse(reason: string): never {
    return refuse(this.#expression, this.#index, reason)
  }
}

/** Text that says true or false, lists that hold something, and anything else that is there. */
function isTrue(value: unknown): boolean {
  if (value === null || value === undefined) return false
  if (typeof value === 'boolean') return value
  if (Array.isArray(value)) return value.length > 0
  return textOf(value).toLowerCase() !== 'false'
}
