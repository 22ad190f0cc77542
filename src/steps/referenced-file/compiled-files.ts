import type { FlowContext } from '../../engine/define-step.ts'
import { SluiceError } from '../../kernel/errors.ts'
import { Lru } from '../../kernel/lru.ts'
import { findReferencedFile, type ReferencedFile } from './referenced-file.ts'

/** Flows that serve more partners than this compile some of their files again. */
const LIMIT = 100

interface Compiled<T> {
  readonly content: Uint8Array
  readonly result: Promise<T>
}

/** Files that messages name, each compiled at its first message and again when its content has changed. */
export class CompiledFiles<T> {
  readonly #flow: FlowContext
  readonly #compile: (file: ReferencedFile) => Promise<T>
  readonly #compiled = new Lru<string, Compiled<T>>(LIMIT)

  constructor(flow: FlowContext, compile: (file: ReferencedFile) => Promise<T>) {
    this.#flow = flow
    this.#compile = compile
  }

  /** Throws `processing-failed` when the file is not there or does not compile. */
  async get(reference: string): Promise<T> {
    const file = await findReferencedFile(reference, this.#flow)
    const known = this.#compiled.get(reference)
    if (known && Buffer.compare(known.content, file.content) === 0) return known.result
    const result = this.#compile(file).catch(failAtRuntime)
    this.#compiled.set(reference, { content: file.content, result })
    result.catch(() => this.#compiled.delete(reference))
    return result
  }
}

/** What fails a deployment fails a message when the message brings the file. */
function failAtRuntime(cause: unknown): never {
  if (!(cause instanceof SluiceError) || cause.code !== 'deploy-failed') throw cause
  throw new SluiceError('processing-failed', cause.message, { cause })
}
