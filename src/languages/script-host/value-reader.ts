import { SluiceError } from '../../kernel/errors.ts'
import type { JavaObject } from './java-object.ts'
import { ValueTag } from './value-tag.ts'

/**
 * Reads the content of one frame in order. An `Integer` of Java is a number here and a `Long` a bigint, so that each reaches the next script
 * as what it was: sums of the one overflow where those of the other do not. `keep` makes the stand-in of an object that stays in the JVM.
 */
export class ValueReader {
  readonly #buffer: Buffer
  readonly #keep: (id: bigint, text: string, className: string) => JavaObject
  #position = 0

  constructor(content: Buffer, keep: (id: bigint, text: string, className: string) => JavaObject) {
    this.#buffer = content
    this.#keep = keep
  }

  byte(): number {
    return this.#buffer.readUInt8(this.#advance(1))
  }

  int(): number {
    return this.#buffer.readInt32BE(this.#advance(4))
  }

  string(): string {
    const length = this.int()
    const start = this.#advance(length)
    return this.#buffer.toString('utf8', start, start + length)
  }

  /** A copy: the frame may share its memory with others. */
  bytes(): Uint8Array {
    const length = this.int()
    const start = this.#advance(length)
    return new Uint8Array(this.#buffer.subarray(start, start + length))
  }

  value(): unknown {
    const tag = this.byte()
    const read = READERS[tag]
    if (!read) throw new SluiceError('internal', `The script host sent a value with the unknown tag ${tag}`)
    return read(this)
  }

  double(): number {
    return this.#buffer.readDoubleBE(this.#advance(8))
  }

  long(): bigint {
    return this.#buffer.readBigInt64BE(this.#advance(8))
  }

  list(): unknown[] {
    return Array.from({ length: this.int() }, () => this.value())
  }

  map(): Map<string, unknown> {
    return new Map(Array.from({ length: this.int() }, () => [this.string(), this.value()]))
  }

  object(): JavaObject {
    return this.#keep(this.long(), this.string(), this.string())
  }

  #advance(count: number): number {
    const start = this.#position
    this.#position += count
    return start
  }
}

const READERS: Readonly<Record<number, (reader: ValueReader) => unknown>> = {
  [ValueTag.null]: () => null,
  [ValueTag.true]: () => true,
  [ValueTag.false]: () => false,
  [ValueTag.int]: (reader) => reader.int(),
  [ValueTag.long]: (reader) => reader.long(),
  [ValueTag.double]: (reader) => reader.double(),
  [ValueTag.string]: (reader) => reader.string(),
  [ValueTag.bytes]: (reader) => reader.bytes(),
  [ValueTag.list]: (reader) => reader.list(),
  [ValueTag.map]: (reader) => reader.map(),
  [ValueTag.date]: (reader) => new Date(Number(reader.long())),
  [ValueTag.object]: (reader) => reader.object(),
  [ValueTag.bigInteger]: (reader) => BigInt(reader.string()),
}
