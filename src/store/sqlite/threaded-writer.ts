import { messageOf } from '../../kernel/errors.ts'
import type { Logger } from '../../kernel/logger.ts'
import type { Writer } from './writer.ts'
import { WriterThread } from './writer-thread.ts'
import type { WriteArgument, WriteName, WriteResult } from './writes.ts'

export interface ThreadedWriterOptions {
  readonly file: string
  /** Writes before a thread takes over. */
  readonly inPlace: Writer
  readonly logger: Logger
}

/** Writes in place before the load is worth a thread. */
const LOAD = 500

/**
 * Writes in place until there was some load, and then on a thread, so that the event loop does not wait for the disk. A thread takes
 * memory and a moment to start, so a store that writes little has none.
 */
export class ThreadedWriter implements Writer {
  readonly #options: ThreadedWriterOptions
  #writes = 0
  #thread: WriterThread | undefined

  constructor(options: ThreadedWriterOptions) {
    this.#options = options
  }

  write<N extends WriteName>(name: N, argument: WriteArgument<N>): Promise<WriteResult<N>> {
    if (this.#thread?.isReady) return this.#thread.write(name, argument)
    if (this.#thread === undefined && ++this.#writes >= LOAD) void this.start()
    return this.#options.inPlace.write(name, argument)
  }

  /** Resolves when a thread takes the writes, or could not be started. */
  start(): Promise<void> {
    this.#writes = 0
    this.#thread = new WriterThread(this.#options.file, (cause) => {
      this.#options.logger.error('The thread that writes to the database stopped', { reason: messageOf(cause) })
      this.#thread = undefined
    })
    return this.#thread.ready
  }

  /** To be called by who has the turn. */
  async close(): Promise<void> {
    const thread = this.#thread
    this.#thread = undefined
    await thread?.close()
  }
}
