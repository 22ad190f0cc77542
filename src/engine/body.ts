import { Readable } from 'node:stream'
import { type Document, parseXmlDocument, serializeToWellFormedString } from 'slimdom'
import { SluiceError } from '../kernel/errors.ts'

/** What is known of a stream before it is read. */
export interface AboutStream {
  /** Bytes. */
  readonly length?: number
  /** How it fails when it must be read and does not fit: `too-large`, which blames the caller of the flow, unless said otherwise. */
  readonly tooLarge?: 'too-large' | 'processing-failed'
}

/**
 * The payload of an exchange. It is converted on demand and each form is kept, so a body is never parsed twice. A body is
 * immutable: a step that changes the payload puts a new one into the exchange.
 */
export class Body {
  #bytes: Uint8Array | undefined
  #text: string | undefined
  #document: Document | undefined
  #stream: Readable | undefined
  #isText = false
  #about: AboutStream = {}

  static readonly empty = Body.text('')

  static bytes(bytes: Uint8Array): Body {
    const body = new Body()
    body.#bytes = bytes
    return body
  }

  static text(text: string): Body {
    const body = new Body()
    body.#text = text
    body.#isText = true
    return body
  }

  /** The document must not be changed afterwards. */
  static document(document: Document): Body {
    const body = new Body()
    body.#document = document
    body.#isText = true
    return body
  }

  static stream(stream: Readable, about: AboutStream = {}): Body {
    // Who reads it gets its failure; when nobody does, that must not end the process.
    stream.on('error', () => undefined)
    const body = new Body()
    body.#stream = stream
    body.#about = about
    return body
  }

  get isStream(): boolean {
    return this.#stream !== undefined
  }

  /** Whether it was made of text or XML, not of bytes: what a script sees as a string and not as a stream. */
  get isText(): boolean {
    return this.#isText
  }

  /** Reads a stream into memory, up to `limit` bytes; does nothing for any other body. Throws `too-large`, or what is known about the stream. */
  async buffer(limit: number): Promise<void> {
    const stream = this.#stream
    await this.bufferIfFits(limit)
    if (!stream || !this.isStream) return
    stream.destroy()
    throw new SluiceError(
      this.#about.tooLarge ?? 'too-large',
      `The body is larger than ${limit} bytes, the most that a step may read into memory`,
    )
  }

  /** Like `buffer`, but a larger body stays the stream that it is. */
  async bufferIfFits(limit: number): Promise<void> {
    const stream = this.#stream
    if (!stream || (this.#about.length ?? 0) > limit) return
    const rest: AsyncIterator<Uint8Array> = stream[Symbol.asyncIterator]()
    const chunks: Uint8Array[] = []
    let size = 0
    while (size <= limit) {
      const { done, value } = await rest.next()
      if (done) {
        this.#bytes = Buffer.concat(chunks)
        this.#stream = undefined
        return
      }
      size += value.length
      chunks.push(value)
    }
    this.#stream = Readable.from(joined(chunks, rest))
  }

  /** The payload as bytes; text is encoded as UTF-8. Call `buffer` first when it may be a stream. */
  asBytes(): Uint8Array {
    this.#bytes ??= Buffer.from(this.asText(), 'utf8')
    return this.#bytes
  }

  /** The payload as text; bytes are read as UTF-8 and a byte order mark is dropped. */
  asText(): string {
    if (this.#text === undefined) {
      if (this.#bytes !== undefined) this.#text = decoder.decode(this.#bytes)
      else if (this.#document !== undefined) this.#text = serializeToWellFormedString(this.#document)
      else throw new SluiceError('internal', 'A streamed body was read before it was buffered')
    }
    return this.#text
  }

  /** The payload as XML document. Throws `processing-failed` with the parser's position when it is not well-formed. Never resolves entities from outside. */
  asDocument(): Document {
    if (this.#document === undefined) {
      const text = this.asText()
      try {
        this.#document = parseXmlDocument(text.trimStart())
      } catch (cause) {
        throw new SluiceError('processing-failed', `The body is not well-formed XML: ${(cause as Error).message.split('\n')[0]}`, { cause })
      }
    }
    return this.#document
  }

  /** A stream over the payload; a streamed body can be taken once. */
  asStream(): Readable {
    if (this.#stream) return this.#stream
    return Readable.from([this.asBytes()])
  }

  /** Gives back what a stream holds, such as a connection, when nobody reads it any more. */
  discard(): void {
    this.#stream?.destroy()
  }

  get isEmpty(): boolean {
    if (this.#stream || this.#document) return false
    return this.#bytes !== undefined ? this.#bytes.length === 0 : this.#text === ''
  }

  /** Size in bytes; `undefined` for a stream. */
  get size(): number | undefined {
    return this.#stream ? undefined : this.asBytes().length
  }
}

/** @param begun is emptied, so that nothing is kept that was passed on */
async function* joined(begun: Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    for (let chunk = begun.shift(); chunk; chunk = begun.shift()) yield chunk
    yield* { [Symbol.asyncIterator]: () => rest }
  } finally {
    await rest.return?.()
  }
}

const decoder = new TextDecoder('utf-8')
