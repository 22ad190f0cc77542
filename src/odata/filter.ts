import type { Condition, Value } from '../store/query.ts'
import type { EdmType } from './edm.ts'
import { badRequest } from './failure.ts'
import { fits, type Literal } from './literal.ts'
import { type Token, tokenise } from './tokens.ts'

/** Type of the property at a path, `undefined` when there is none. */
export type TypeOf = (path: string) => EdmType | undefined

type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le'

const COMPARISONS: readonly string[] = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] satisfies Comparison[]
const FLIPPED: Readonly<Record<Comparison, Comparison>> = { eq: 'eq', ne: 'ne', gt: 'lt', ge: 'le', lt: 'gt', le: 'ge' }

/** Deeper nesting is no honest question and would exhaust the stack. */
const DEPTH_LIMIT = 50

/**
 * Reads a decoded `$filter` (contract odata-api §1.3). Fields of the condition are property paths. Throws `bad-request` that
 * names the property and the position (1 = first character).
 *
 * @example parseFilter("IntegrationArtifact/Id eq 'x'", typeOf) // { op: 'eq', field: 'IntegrationArtifact/Id', value: 'x' }
 */
export function parseFilter(expression: string, typeOf: TypeOf): Condition {
  const parser = new FilterParser(tokenise(expression), typeOf)
  return parser.parse()
}

class FilterParser {
  readonly #tokens: readonly Token[]
  readonly #typeOf: TypeOf
  #next = 0
  #depth = 0

  constructor(tokens: readonly Token[], typeOf: TypeOf) {
    this.#tokens = tokens
    this.#typeOf = typeOf
  }

  parse(): Condition {
    const condition = this.#chain('or')
    if (this.#peek().kind !== 'end') throw this.#unexpected('the end or an operator')
    return condition
  }

  /** `or` binds weaker than `and`; a chain becomes one flat condition. */
  #chain(op: 'or' | 'and'): Condition {
    const operand = () => (op === 'or' ? this.#chain('and') : this.#unary())
    const conditions = [operand()]
    while (this.#takeName(op)) conditions.push(operand())
    return conditions.length === 1 ? conditions[0]! : { op, conditions }
  }

  #unary(): Condition {
    this.#depth++
    if (this.#depth > DEPTH_LIMIT) throw badRequest(`Invalid filter: nested more than ${DEPTH_LIMIT} levels deep.`)
    const condition = this.#takeName('not') ? ({ op: 'not', condition: this.#unary() } as const) : this.#primary()
    this.#depth--
    return condition
  }

  #primary(): Condition {
    if (this.#takeSign('(')) {
      const condition = this.#chain('or')
      this.#expectSign(')')
      return this.#comparedWithBoolean(condition)
    }
    const token = this.#peek()
    const called = this.#tokens[this.#next + 1]
    if (token.kind === 'name' && called?.kind === 'sign' && called.text === '(') return this.#comparedWithBoolean(this.#call())
    return this.#comparison()
  }

  /** `substringof('x',Name) eq true`: a condition may be compared with `true` or `false`. */
  #comparedWithBoolean(condition: Condition): Condition {
    const operator = this.#peek()
    if (operator.kind !== 'name' || (operator.text !== 'eq' && operator.text !== 'ne')) return condition
    this.#next++
    const token = this.#peek()
    if (token.kind !== 'literal' || token.literal.kind !== 'boolean') throw this.#unexpected('true or false')
    this.#next++
    return (operator.text === 'eq') === token.literal.value ? condition : { op: 'not', condition }
  }

  #call(): Condition {
    const name = this.#advance()
    const op = name.text === 'substringof' ? 'contains' : name.text
    if (op !== 'contains' && op !== 'startswith' && op !== 'endswith') {
      throw badRequest(`Invalid filter: function '${name.text}' at position ${name.position} is not supported.`)
    }
    this.#expectSign('(')
    const first = this.#advance()
    this.#expectSign(',')
    const second = this.#advance()
    this.#expectSign(')')
    const [property, literal] = op === 'contains' ? [second, first] : [first, second]
    const type = this.#property(property)
    if (type !== 'Edm.String') throw badRequest(`Invalid filter: '${property.text}' at position ${property.position} is no string.`)
    if (literal.kind !== 'literal' || literal.literal.kind !== 'string') throw this.#unexpected('a string', literal)
    return { op, field: property.text, value: literal.literal.value as string }
  }

  #comparison(): Condition {
    const left = this.#advance()
    const operator = this.#peek()
    if (operator.kind !== 'name' || !COMPARISONS.includes(operator.text)) return this.#bare(left)
    this.#next++
    const right = this.#advance()
    const op = operator.text as Comparison
    if (left.kind === 'literal') return this.#compare(right, FLIPPED[op], left)
    return this.#compare(left, op, right)
  }

  /** A Boolean property alone means that it is true. */
  #bare(token: Token): Condition {
    if (token.kind === 'literal') throw this.#unexpected('a comparison operator')
    if (this.#property(token) !== 'Edm.Boolean') throw this.#unexpected('a comparison operator')
    return { op: 'eq', field: token.text, value: true }
  }

  #compare(property: Token, op: Comparison, operand: Token): Condition {
    const type = this.#property(property)
    if (operand.kind !== 'literal') throw this.#unexpected('a literal', operand)
    if (!fits(operand.literal, type)) throw mismatch(property, type, operand)
    return { op, field: property.text, value: operand.literal.value as Value }
  }

  #property(token: Token): EdmType {
    if (token.kind !== 'name') throw this.#unexpected('a property', token)
    const type = this.#typeOf(token.text)
    if (type === undefined) throw badRequest(`Invalid filter: property '${token.text}' at position ${token.position} does not exist.`)
    return type
  }

  #peek(): Token {
    return this.#tokens[this.#next]!
  }

  #advance(): Token {
    const token = this.#peek()
    if (token.kind === 'end') throw this.#unexpected('a property or a literal')
    this.#next++
    return token
  }

  #takeName(text: string): boolean {
    return this.#take('name', text)
  }

  #takeSign(text: string): boolean {
    return this.#take('sign', text)
  }

  #take(kind: Token['kind'], text: string): boolean {
    const token = this.#peek()
    if (token.kind !== kind || token.text !== text) return false
    this.#next++
    return true
  }

  #expectSign(text: string): void {
    if (!this.#takeSign(text)) throw this.#unexpected(`'${text}'`)
  }

  #unexpected(expected: string, token = this.#peek()): Error {
    const found = token.kind === 'end' ? 'the end' : `'${token.text}'`
    return badRequest(`Invalid filter: expected ${expected} at position ${token.position}, found ${found}.`)
  }
}

const mismatch = (property: Token, type: EdmType, operand: Token & { readonly literal?: Literal }): Error =>
  badRequest(`Invalid filter: ${operand.text} at position ${operand.position} does not fit property '${property.text}' of type ${type}.`)
