import type { Branch, BranchEnd, GatheringPoint } from '../../engine/define-step.ts'
import type { Exchange } from '../../engine/exchange.ts'
import { CAUGHT_EXCEPTION } from '../../engine/process.ts'

/** A branch and the message that it runs on. */
export interface BranchStart {
  readonly branch: Branch
  readonly exchange: Exchange
}

export interface BranchOptions {
  /** How many run at the same time. */
  readonly concurrency: number
  /** After this time the branches that have not ended count for nothing, milliseconds. */
  readonly timeout?: number | undefined
  /** What keeps further branches from beginning. A handled failure is one that an exception subprocess ended well. */
  readonly stopsAt: 'nothing' | 'failure' | 'handled-failure'
}

/** How all branches of a step ended. */
export interface BranchesEnd {
  readonly count: number
  /** The step that gathers them; `undefined` when none arrived there. */
  readonly gathering: GatheringPoint | undefined
  /** What is gathered, in the order of the branches: messages that arrived, and those that failed on the way. */
  readonly messages: readonly Exchange[]
  /** The message of the last branch that ended. */
  readonly last: Exchange | undefined
  /** The first failure that nothing handled. */
  readonly failed: { readonly exchange: Exchange; readonly failure: unknown } | undefined
  /** The message whose handled failure stopped the rest. */
  readonly stopped: Exchange | undefined
}

/** Branches that begin one after the other. */
type Starts = Iterable<BranchStart> | AsyncIterable<BranchStart>

/**
 * Runs branches, each on its own exchange; the next one begins when there is room for it. Throws only what ends the whole
 * message. Branches that a timeout left behind go on by themselves.
 *
 * @param starts made one after the other, as they begin
 * @param caught what `CamelExceptionCaught` is before: another value at the end of a branch means a handled failure
 */
export async function runBranches(starts: Starts, options: BranchOptions, caught: unknown): Promise<BranchesEnd> {
  const running = new RunningBranches(starts, options, caught)
  const all = Promise.all(Array.from({ length: options.concurrency }, () => running.work()))
  try {
    if (options.timeout === undefined) await all
    else await inTime(all, options.timeout)
  } finally {
    running.stop()
  }
  return running.end()
}

async function inTime(work: Promise<unknown>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds)
  })
  try {
    await Promise.race([work, timeout])
  } finally {
    clearTimeout(timer)
  }
}

class RunningBranches {
  readonly #starts: Iterator<BranchStart> | AsyncIterator<BranchStart>
  readonly #stopsAt: BranchOptions['stopsAt']
  readonly #caught: unknown
  readonly #messages: (Exchange | undefined)[] = []
  #last: { index: number; exchange: Exchange } | undefined
  #count = 0
  #gathering: GatheringPoint | undefined
  #failed: BranchesEnd['failed']
  #stopped: Exchange | undefined
  #isOver = false

  constructor(starts: Starts, { stopsAt }: BranchOptions, caught: unknown) {
    this.#starts = Symbol.iterator in starts ? starts[Symbol.iterator]() : starts[Symbol.asyncIterator]()
    this.#stopsAt = stopsAt
    this.#caught = caught
  }

  /** Runs one branch after the other, as long as there are any. */
  async work(): Promise<void> {
    while (!this.#isOver) {
      const begun = this.#starts.next()
      const next = begun instanceof Promise ? await begun : begun
      if (next.done || this.#isOver) return
      const index = this.#count++
      const { branch, exchange } = next.value
      this.#take(index, exchange, await branch(exchange))
    }
  }

  /** No further branch begins. */
  stop(): void {
    this.#isOver = true
  }

  /** What has ended by now. */
  end(): BranchesEnd {
    return {
      count: this.#count,
      gathering: this.#gathering,
      messages: this.#messages.filter((message) => message !== undefined),
      last: this.#last?.exchange,
      failed: this.#failed,
      stopped: this.#stopped,
    }
  }

  #take(index: number, exchange: Exchange, { gathering, failure, handled }: BranchEnd): void {
    const wasHandled = handled || exchange.properties.get(CAUGHT_EXCEPTION) !== this.#caught
    if (failure !== undefined) this.#failed ??= { exchange, failure }
    else if (wasHandled && this.#stopsAt === 'handled-failure') this.#stopped ??= exchange
    if ((failure !== undefined && this.#stopsAt !== 'nothing') || this.#stopped) this.stop()
    this.#gathering ??= gathering
    if (gathering || failure !== undefined || handled) this.#messages[index] = exchange
    if (!this.#last || this.#last.index < index) this.#last = { index, exchange }
  }
}
