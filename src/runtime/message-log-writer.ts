import type { MessageLog } from '../engine/message-log.ts'
import type { Clock } from '../kernel/clock.ts'
import { messageOf } from '../kernel/errors.ts'
import type { Logger } from '../kernel/logger.ts'
import type { MessageLogRecord, MessageLogStore } from '../store/message-logs.ts'
import { isKept, toRecord } from './message-log-record.ts'

/** Messages that run longer than this appear in the log while they are in process. */
const SHOW_RUNNING_AFTER = 1000
/** Finished messages wait this long at most for others to be written with. */
const GROUP_DELAY = 5
const GROUP_LIMIT = 500

/**
 * Writes message logs in groups, one transaction each, so that no message waits for a commit. What ended in the last few
 * milliseconds before a power cut can be missing from the log; `flush` before stopping loses nothing.
 */
export class MessageLogWriter {
  readonly #store: MessageLogStore
  readonly #clock: Clock
  readonly #logger: Logger
  readonly #running = new Map<string, MessageLog>()
  #queue: MessageLogRecord[] = []
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> = Promise.resolve()
  readonly #watch: NodeJS.Timeout

  constructor(options: { store: MessageLogStore; clock: Clock; logger: Logger }) {
    this.#store = options.store
    this.#clock = options.clock
    this.#logger = options.logger
    this.#watch = setInterval(() => this.#showRunning(), SHOW_RUNNING_AFTER)
    this.#watch.unref()
  }

  begin(log: MessageLog): void {
    this.#running.set(log.messageGuid, log)
  }

  end(log: MessageLog): void {
    this.#running.delete(log.messageGuid)
    if (isKept(log)) this.#enqueue(toRecord(log))
  }

  /** Shows a message as in process that does not run yet. */
  announce(log: MessageLog): void {
    if (isKept(log)) this.#enqueue(toRecord(log))
  }

  /** The message in process on this node. */
  running(messageGuid: string): MessageLog | undefined {
    return this.#running.get(messageGuid)
  }

  /** Resolves when everything that has ended is stored. */
  async flush(): Promise<void> {
    this.#writeGroup()
    await this.#writing
  }

  async stop(): Promise<void> {
    clearInterval(this.#watch)
    await this.flush()
  }

  #showRunning(): void {
    const latest = this.#clock.now() - SHOW_RUNNING_AFTER
    for (const log of this.#running.values()) if (log.start <= latest && isKept(log)) this.#enqueue(toRecord(log))
  }

  #enqueue(record: MessageLogRecord): void {
    this.#queue.push(record)
    if (this.#queue.length >= GROUP_LIMIT) this.#writeGroup()
    else this.#timer ??= setTimeout(() => this.#writeGroup(), GROUP_DELAY)
  }

  #writeGroup(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#queue.length === 0) return
    const group = this.#queue
    this.#queue = []
    this.#writing = this.#writing.then(() => this.#write(group))
  }

  async #write(group: MessageLogRecord[]): Promise<void> {
    try {
      await this.#store.write(group)
    } catch (thrown) {
      this.#logger.error('Message logs could not be written', { messages: group.length, reason: messageOf(thrown) })
    }
  }
}
