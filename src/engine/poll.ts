import type { Exchange } from './exchange.ts'

/** Looks again and again for messages that begin the flow. */
export interface PollTrigger {
  readonly kind: 'poll'
  /** Milliseconds from the end of one poll to the next. */
  readonly interval: number
  /**
   * Looks for messages and delivers each. Runs once at a time on a node, and on every node: what must not be processed twice is locked
   * in the stores. It ends soon after the inbox is closed. What it throws is logged; the next poll comes all the same.
   */
  poll(inbox: Inbox): Promise<void>
}

/** Where a poll delivers the messages that it found. */
export interface Inbox {
  /** The flow is taken down: nothing more is to be delivered. */
  readonly closed: boolean
  /** Runs the message through the flow, from its start to its end. Returns how it ended, failures too. */
  deliver(message: IncomingMessage): Promise<Delivery>
  /** Shows a message in the log that is not complete yet; it is delivered later with this identity. */
  announce(identity: MessageIdentity): void
}

export interface IncomingMessage {
  /** Of one that was announced, or that failed and is tried again; absent: a message of its own. */
  readonly identity?: MessageIdentity | undefined
  /** Whether it is tried again when it fails: the log then says `RETRY`. */
  readonly retries: boolean
  /** Fills body, headers and properties of a fresh exchange. What it throws fails the message. */
  fill(exchange: Exchange): void | Promise<void>
}

export interface MessageIdentity {
  readonly messageGuid: string
  readonly correlationId: string
  /** When it began for the first time. */
  readonly start: number
  /** How often it failed. */
  readonly retries: number
}

export interface Delivery {
  readonly identity: MessageIdentity
  /** `undefined` when the message ended well; an escalation counts as well, it is not tried again. */
  readonly failure: unknown
}

/** Fetches one message from another system in the middle of a flow; nothing when there is none. */
export type PollingChannel = (exchange: Exchange) => Promise<PolledMessage | undefined>

export interface PolledMessage {
  readonly body: Exchange['body']
  readonly headers: Iterable<readonly [string, unknown]>
  /** Told once at the end of the message that it was fetched for: when that ended well, what was fetched is done with. */
  finish?(endedWell: boolean): Promise<void>
}
