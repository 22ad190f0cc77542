import type { Body } from './body.ts'
import type { Exchange } from './exchange.ts'
import { traceText } from './trace-text.ts'

/** The message at one moment; the parts are positions in the contents of the trace. */
export interface TraceCapture {
  readonly payload: number
  /** Bytes of the body, also of one that was cut. */
  readonly size: number
  readonly mimeType: string
  readonly headers: number
  readonly exchangeProperties: number
}

/** Of longer bodies the beginning is kept. */
const BODY_LIMIT = 1024 * 1024
/** All bodies of one message together; later ones are not kept. */
const MESSAGE_LIMIT = 32 * 1024 * 1024

/** Keeps headers, properties and bodies of one message; what did not change since the last capture is kept once. */
export class TraceRecorder {
  readonly contents: Uint8Array[] = []
  readonly #bodies = new WeakMap<Body, { payload: number; size: number }>()
  readonly #headers = new Snapshots(this.contents)
  readonly #properties = new Snapshots(this.contents)
  #kept = 0

  capture(exchange: Exchange): TraceCapture {
    return {
      ...this.#body(exchange.body),
      mimeType: mimeTypeOf(exchange),
      headers: this.#headers.take(exchange.headers),
      exchangeProperties: this.#properties.take(exchange.properties),
    }
  }

  #body(body: Body): { payload: number; size: number } {
    const known = this.#bodies.get(body)
    if (known) return known
    const content = this.#contentOf(body)
    const captured = { payload: this.contents.push(content) - 1, size: body.size ?? 0 }
    this.#bodies.set(body, captured)
    return captured
  }

  #contentOf(body: Body): Uint8Array {
    if (body.isStream) return mark('[Not kept: the body is a stream that is larger than the buffer limit]')
    const bytes = body.asBytes()
    if (this.#kept + Math.min(bytes.length, BODY_LIMIT) > MESSAGE_LIMIT) {
      return mark(`[Not kept: the traced bodies of this message are larger than ${MESSAGE_LIMIT} bytes]`)
    }
    this.#kept += Math.min(bytes.length, BODY_LIMIT)
    if (bytes.length <= BODY_LIMIT) return bytes
    return Buffer.concat([bytes.subarray(0, BODY_LIMIT), mark(`\n[Cut: ${BODY_LIMIT} of ${bytes.length} bytes]`)])
  }
}

/** States of one map, each written when it differs from the one before. */
class Snapshots {
  readonly #contents: Uint8Array[]
  #last: ReadonlyMap<string, unknown> | undefined
  #position = 0

  constructor(contents: Uint8Array[]) {
    this.#contents = contents
  }

  take(entries: Iterable<[string, unknown]> & { readonly size: number }): number {
    if (!this.#last || !isSame(entries, this.#last)) {
      this.#last = new Map(entries)
      const pairs = [...this.#last].map(([name, value]) => [name, traceText(name, value)])
      this.#position = this.#contents.push(Buffer.from(JSON.stringify(pairs))) - 1
    }
    return this.#position
  }
}

function isSame(entries: Iterable<[string, unknown]> & { readonly size: number }, last: ReadonlyMap<string, unknown>): boolean {
  if (entries.size !== last.size) return false
  for (const [name, value] of entries) if (last.get(name) !== value || !last.has(name)) return false
  return true
}

function mimeTypeOf({ headers, body }: Exchange): string {
  const declared = headers.get('Content-Type')
  if (typeof declared === 'string' && declared !== '') return declared
  return body.isText ? 'text/plain' : 'application/octet-stream'
}

const mark = (text: string): Uint8Array => Buffer.from(text)
