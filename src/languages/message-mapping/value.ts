/** A value that a target does not create, nor anything below it. */
export const SUPPRESS = Symbol('suppress')
/** An element that is there with `xsi:nil`. */
export const NIL = Symbol('nil')
/** What a header that is not set, or a function that returned `null`, leaves: empty text that still counts as missing for a default. */
export const NULL = Symbol('null')

/** A number, `true`, `false` or `null` of a JSON source, which stays one when it reaches a JSON target unchanged. */
export class JsonLiteral {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** A value that could not be computed. It fails the message where something needs it, and only there. */
export class Failure {
  readonly error: Error

  constructor(error: Error) {
    this.error = error
  }
}

/** One entry of a queue. */
export type Value = string | typeof SUPPRESS | typeof NIL | typeof NULL | JsonLiteral | Failure

/** A value that has a text: what functions compute with. */
export type Content = Exclude<Value, typeof SUPPRESS | Failure>

export const isContent = (value: Value): value is Content => value !== SUPPRESS && !(value instanceof Failure)

export function textOf(value: Content): string {
  if (typeof value === 'string') return value
  return value instanceof JsonLiteral ? value.text : ''
}

/** `true` and `1` are true, in any case; everything else is false. */
export const isTrue = (text: string): boolean => /^(?:true|1)$/i.test(text)
