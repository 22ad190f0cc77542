import { type Document, type Element, serializeToWellFormedString } from 'slimdom'
import { Body } from '../../engine/body.ts'
import { Headers } from '../../engine/headers.ts'
import { isNode } from '../simple/value.ts'
import { describeError } from './caught-error.ts'
import { FRAME_HEAD } from './frame.ts'
import { JavaObject } from './java-object.ts'
import { ValueTag } from './value-tag.ts'

const DOCUMENT = 9
const ELEMENT = 1
const LARGEST_INT = 2 ** 31
/** Deeper structures cross as text: they may contain themselves. */
const DEEPEST = 64

/** Builds one frame: room for its head, then values in order. `owner` is the process whose objects can be referred to. */
export class ValueWriter {
  readonly #owner: object
  #buffer = Buffer.allocUnsafe(1024)
  #size = FRAME_HEAD
  #depth = 0

  constructor(owner: object) {
    this.#owner = owner
  }

  /** The finished frame. */
  frame(kind: number, id: number): Buffer {
    this.#buffer.writeUInt32BE(this.#size - 4, 0)
    this.#buffer.writeUInt8(kind, 4)
    this.#buffer.writeUInt32BE(id, 5)
    return this.#buffer.subarray(0, this.#size)
  }

  byte(value: number): void {
    this.#reserve(1)
    this.#size = this.#buffer.writeUInt8(value, this.#size)
  }

  int(value: number): void {
    this.#reserve(4)
    this.#size = this.#buffer.writeInt32BE(value, this.#size)
  }

  long(value: bigint): void {
    this.#reserve(8)
    this.#size = this.#buffer.writeBigInt64BE(value, this.#size)
  }

  string(text: string): void {
    this.#reserve(4 + text.length * 3)
    const length = this.#buffer.write(text, this.#size + 4, 'utf8')
    this.#size = this.#buffer.writeInt32BE(length, this.#size) + length
  }

  bytes(bytes: Uint8Array): void {
    this.int(bytes.length)
    this.#reserve(bytes.length)
    this.#buffer.set(bytes, this.#size)
    this.#size += bytes.length
  }

  /** Any value that a header, a property or the body can hold. */
  value(value: unknown): void {
    if (value === null || value === undefined) this.byte(ValueTag.null)
    else if (typeof value === 'string') this.#text(value)
    else if (typeof value === 'boolean') this.byte(value ? ValueTag.true : ValueTag.false)
    else if (typeof value === 'number') this.#number(value)
    else if (typeof value === 'bigint') this.#bigint(value)
    else if (typeof value === 'object') this.#object(value)
    else this.#text(String(value))
  }

  #reserve(count: number): void {
    const needed = this.#size + count
    if (needed <= this.#buffer.length) return
    const larger = Buffer.allocUnsafe(Math.max(needed, this.#buffer.length * 2))
    this.#buffer.copy(larger, 0, 0, this.#size)
    this.#buffer = larger
  }

  #text(text: string): void {
    this.#tagged(ValueTag.string, text)
  }

  #tagged(tag: number, text: string): void {
    this.byte(tag)
    this.string(text)
  }

  #number(value: number): void {
    if (Number.isInteger(value) && value >= -LARGEST_INT && value < LARGEST_INT) {
      this.byte(ValueTag.int)
      this.int(value)
    } else if (Number.isSafeInteger(value)) {
      this.#bigint(BigInt(value))
    } else {
      this.byte(ValueTag.double)
      this.#reserve(8)
      this.#size = this.#buffer.writeDoubleBE(value, this.#size)
    }
  }

  #bigint(value: bigint): void {
    if (BigInt.asIntN(64, value) === value) {
      this.byte(ValueTag.long)
      this.long(value)
    } else this.#tagged(ValueTag.bigInteger, String(value))
  }

  #object(value: object): void {
    if (value instanceof JavaObject) this.#reference(value)
    else if (value instanceof Uint8Array) this.#binary(value)
    else if (value instanceof Date) this.#date(value)
    else if (value instanceof Body) this.#text(value.asText())
    else if (value instanceof Error) this.#error(value)
    else if (isNode(value)) this.#node(value)
    else if (this.#depth === DEEPEST) this.#text(String(value))
    else this.#structure(value)
  }

  #reference(object: JavaObject): void {
    if (object.owner === this.#owner) {
      this.byte(ValueTag.object)
      this.long(object.id)
    } else this.#text(object.toString())
  }

  #binary(bytes: Uint8Array): void {
    this.byte(ValueTag.bytes)
    this.bytes(bytes)
  }

  #date(date: Date): void {
    this.byte(ValueTag.date)
    this.long(BigInt(date.getTime()))
  }

  #error(error: Error): void {
    const { className, message, fields } = describeError(error)
    this.#tagged(ValueTag.error, className)
    this.string(message)
    this.#entries(fields)
  }

  /** Documents and elements arrive as trees, attributes and text nodes as text. */
  #node(node: { nodeType: number; nodeValue: string | null }): void {
    if (node.nodeType === DOCUMENT) this.#tagged(ValueTag.xmlDocument, serializeToWellFormedString(node as Document))
    else if (node.nodeType === ELEMENT) this.#tagged(ValueTag.xmlElement, serializeToWellFormedString(node as Element))
    else this.#text(node.nodeValue ?? '')
  }

  #structure(value: object): void {
    this.#depth++
    if (value instanceof Map || value instanceof Headers) this.#map([...(value as Iterable<[unknown, unknown]>)])
    else if (Symbol.iterator in value) this.#list([...(value as Iterable<unknown>)])
    else this.#map(Object.entries(value))
    this.#depth--
  }

  #list(elements: readonly unknown[]): void {
    this.byte(ValueTag.list)
    this.int(elements.length)
    for (const element of elements) this.value(element)
  }

  #map(entries: readonly (readonly [unknown, unknown])[]): void {
    this.byte(ValueTag.map)
    this.#entries(entries)
  }

  #entries(entries: readonly (readonly [unknown, unknown])[]): void {
    this.int(entries.length)
    for (const [key, entry] of entries) {
      this.string(String(key))
      this.value(entry)
    }
  }
}
