import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { messageOf, SluiceError } from '../../kernel/errors.ts'
import { thrownBy, translated } from './errors.ts'
import type { WriteAnswer, WriteRequest } from './thread.ts'
import type { Writer } from './writer.ts'
import type { WriteArgument, WriteName, WriteResult } from './writes.ts'

/** Who waits for an answer of the thread. */
interface Waiting {
  resolve(answer: WriteAnswer): void
  reject(reason: unknown): void
}

/** In a checkout the thread runs the sources too; of what tsx can do, only the hooks of CommonJS reach a thread of Node 20. */
function startWorker(file: string): Worker {
  const extension = extname(import.meta.url)
  const script = fileURLToPath(new URL(`./thread${extension}`, import.meta.url))
  const options = { workerData: { file }, execArgv: [] }
  if (extension !== '.ts') return new Worker(script, options)
  const source = `const load = require('node:module').createRequire(${JSON.stringify(script)}); load('tsx/cjs'); load(${JSON.stringify(script)})`
  return new Worker(source, { ...options, eval: true })
}

/** A thread with a connection of its own that does the writes it is sent. */
export class WriterThread implements Writer {
  readonly #worker: Worker
  readonly #waiting: Waiting[] = []
  /** Resolves when the thread takes writes, or could not be started. */
  readonly ready: Promise<void>
  isReady = false

  /** @param stopped hears of an end that nobody asked for */
  constructor(file: string, stopped: (cause: unknown) => void) {
    this.#worker = startWorker(file)
    this.#worker.unref()
    this.ready = new Promise((resolve) => {
      this.#worker.once('message', () => {
        this.isReady = true
        this.#worker.on('message', (answer: WriteAnswer) => this.#settle(answer))
        resolve()
      })
      this.#worker.once('error', (cause) => {
        this.#fail(cause)
        stopped(cause)
        resolve()
      })
    })
  }

  async write<N extends WriteName>(name: N, argument: WriteArgument<N>): Promise<WriteResult<N>> {
    const answer = await this.#ask({ name, argument })
    return translated(() => {
      if ('failure' in answer) throw thrownBy(answer.failure)
      return answer.result as WriteResult<N>
    })
  }

  /** Resolves when the thread has ended. */
  async close(): Promise<void> {
    await this.ready
    const ended = new Promise((resolve) => this.#worker.once('exit', resolve))
    this.#worker.ref()
    this.#worker.postMessage('close' satisfies WriteRequest)
    await ended
  }

  #ask(request: WriteRequest): Promise<WriteAnswer> {
    return new Promise((resolve, reject) => {
      if (!this.isReady) throw unwritten()
      this.#worker.postMessage(request)
      this.#waiting.push({ resolve, reject })
      // A process must not end while it waits for this.
      this.#worker.ref()
    })
  }

  #settle(answer: WriteAnswer): void {
    this.#waiting.shift()?.resolve(answer)
    if (this.#waiting.length === 0) this.#worker.unref()
  }

  #fail(cause: unknown): void {
    this.isReady = false
    for (const { reject } of this.#waiting.splice(0)) reject(unwritten(cause))
  }
}

const unwritten = (cause?: unknown): SluiceError =>
  new SluiceError('unavailable', 'The database could not be written.', cause === undefined ? {} : { detail: messageOf(cause), cause })
