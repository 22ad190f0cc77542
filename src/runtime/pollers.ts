import type { Entry } from '../engine/plan.ts'
import type { Delivery, Inbox, IncomingMessage, MessageIdentity, PollTrigger } from '../engine/poll.ts'
import { messageOf } from '../kernel/errors.ts'
import type { Logger } from '../kernel/logger.ts'
import type { MessageRunner } from './message-runner.ts'
import type { RunningFlow } from './running-flow.ts'

export interface PollerOptions {
  readonly runner: Pick<MessageRunner, 'open' | 'reopen' | 'announce' | 'run'>
  readonly logger: Logger
}

/** Polls for deployed flows: one poll after the other for each of their triggers. */
export class Pollers {
  readonly #options: PollerOptions
  readonly #pollers = new Map<RunningFlow, Poller[]>()

  constructor(options: PollerOptions) {
    this.#options = options
  }

  add(trigger: PollTrigger, flow: RunningFlow, entry: Entry): void {
    const poller = new Poller(trigger, flow, entry, this.#options)
    this.#pollers.set(flow, [...(this.#pollers.get(flow) ?? []), poller])
    poller.wake()
  }

  /** No further poll begins; `flow.inFlight` is idle when the last one has ended. */
  removeOwner(flow: RunningFlow): void {
    for (const poller of this.#pollers.get(flow) ?? []) poller.close()
    this.#pollers.delete(flow)
  }
}

class Poller implements Inbox {
  closed = false
  readonly #trigger: PollTrigger
  readonly #flow: RunningFlow
  readonly #entry: Entry
  readonly #options: PollerOptions
  readonly #stopListening: () => void
  #timer: NodeJS.Timeout | undefined
  #isPolling = false
  /** Notified during a poll, which may have looked before. */
  #isWanted = false

  constructor(trigger: PollTrigger, flow: RunningFlow, entry: Entry, options: PollerOptions) {
    this.#trigger = trigger
    this.#flow = flow
    this.#entry = entry
    this.#options = options
    this.#stopListening = entry.signal.listen(() => this.wake())
  }

  /** Polls now, or again when the poll that runs has ended. */
  wake(): void {
    this.#isWanted = true
    if (!this.#isPolling && !this.closed) void this.#flow.inFlight.track(() => this.#pollWhileWanted())
  }

  close(): void {
    this.closed = true
    this.#stopListening()
    clearTimeout(this.#timer)
  }

  async deliver(message: IncomingMessage): Promise<Delivery> {
    const { runner, logger } = this.#options
    const exchange = message.identity ? runner.reopen(this.#flow, message.identity) : runner.open(this.#flow)
    const { log } = exchange
    const { messageGuid, correlationId, start, retries } = log
    log.isRetried = message.retries
    const identity = { messageGuid, correlationId, start, retries }
    try {
      await runner.run(this.#flow, this.#entry, exchange, async () => message.fill(exchange))
      return { identity, failure: undefined }
    } catch (failure) {
      // The failure is in the message's log; there is no caller to tell.
      logger.warn('Polled message failed', { flow: this.#flow.flowId, message: messageGuid, reason: messageOf(failure) })
      return { identity, failure }
    } finally {
      exchange.body.discard()
    }
  }

  announce(identity: MessageIdentity): void {
    this.#options.runner.announce(this.#flow, identity)
  }

  async #pollWhileWanted(): Promise<void> {
    clearTimeout(this.#timer)
    this.#isPolling = true
    while (this.#isWanted && !this.closed) {
      this.#isWanted = false
      await this.#poll()
    }
    this.#isPolling = false
    if (!this.closed) this.#timer = setTimeout(() => this.wake(), this.#trigger.interval).unref()
  }

  async #poll(): Promise<void> {
    try {
      await this.#trigger.poll(this)
    } catch (failure) {
      this.#options.logger.error('Messages could not be polled', { flow: this.#flow.flowId, reason: messageOf(failure) })
    }
  }
}
