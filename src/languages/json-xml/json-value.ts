/**
 * JSON as the converters need it: member order, repeated members and the spelling of numbers (`1.0`, `12345678901234567890`)
 * are kept, which `JSON.parse` loses.
 */
export type JsonValue = JsonObject | JsonArray | JsonText | JsonNull

export interface JsonObject {
  readonly kind: 'object'
  readonly members: readonly JsonMember[]
}

export interface JsonArray {
  readonly kind: 'array'
  readonly items: readonly JsonValue[]
}

/** A string, or a number, `true` or `false` as it is written. */
export interface JsonText {
  readonly kind: 'text'
  readonly text: string
  /** A number, `true` or `false`. */
  readonly isLiteral?: true
}

export interface JsonNull {
  readonly kind: 'null'
}

export interface JsonMember {
  readonly name: string
  readonly value: JsonValue
}
