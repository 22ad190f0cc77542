/** First byte after the length of a frame; the Java side has the same table in `FrameKind.java`. */
export const FrameKind = {
  artifact: 1,
  compile: 2,
  run: 3,
  releaseScript: 4,
  releaseArtifact: 5,
  releaseObjects: 6,
  answer: 7,
  refusal: 8,
  mappingFunction: 16,
  map: 17,
  ready: 32,
  result: 33,
  failure: 34,
  question: 35,
  retire: 36,
} as const

/** Length (4 bytes, big-endian, of what follows it), kind (1), id (4). */
export const FRAME_HEAD = 9
const LENGTH_BYTES = 4

export interface Frame {
  readonly kind: number
  readonly id: number
  readonly content: Buffer
}

/** Cuts a byte stream into frames. */
export class FrameSplitter {
  readonly #accept: (frame: Frame) => void
  #chunks: Buffer[] = []
  #size = 0

  constructor(accept: (frame: Frame) => void) {
    this.#accept = accept
  }

  push(chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#size += chunk.length
    if (this.#size < this.#wanted()) return
    let rest = this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks)
    while (rest.length >= FRAME_HEAD && rest.length >= frameSize(rest)) {
      const end = frameSize(rest)
      this.#accept({ kind: rest.readUInt8(LENGTH_BYTES), id: rest.readUInt32BE(LENGTH_BYTES + 1), content: rest.subarray(FRAME_HEAD, end) })
      rest = rest.subarray(end)
    }
    this.#chunks = rest.length === 0 ? [] : [rest]
    this.#size = rest.length
  }

  /** Bytes that the first unfinished frame needs: a large frame is put together once, not with every chunk. */
  #wanted(): number {
    const first = this.#chunks[0] as Buffer
    return first.length >= FRAME_HEAD ? frameSize(first) : FRAME_HEAD
  }
}

const frameSize = (head: Buffer): number => head.readUInt32BE(0) + LENGTH_BYTES
