import { type Clock, systemClock } from '../kernel/clock.ts'
import { Body } from './body.ts'
import { Completion } from './completion.ts'
import { Headers } from './headers.ts'
import type { MessageLog } from './message-log.ts'
import type { Transaction } from './transaction.ts'

/** A message in flight. Steps change it in place; a branch works on a `copy`. */
export class Exchange {
  body: Body
  headers: Headers
  /** Exchange properties; values that were never set are absent, never `null`. */
  properties: Map<string, unknown>
  attachments: Map<string, Attachment>
  readonly log: MessageLog
  /** Milliseconds since the epoch, for `${date:exchangeCreated:…}`. */
  readonly created: number
  /** Of the process that runs now; store changes go through it. */
  transaction: Transaction | undefined
  /** What `${date:now:…}` is. */
  clock: Clock = systemClock
  /** Store changes for the end of the message. */
  readonly completion: Completion

  constructor(log: MessageLog, created: number, body: Body = Body.empty, completion = new Completion()) {
    this.log = log
    this.created = created
    this.body = body
    this.headers = new Headers()
    this.properties = new Map()
    this.attachments = new Map()
    this.completion = completion
  }

  /** An exchange of its own with the same log: maps are copied, values and body are shared. */
  copy(): Exchange {
    const copy = new Exchange(this.log, this.created, this.body, this.completion)
    copy.headers = this.headers.copy()
    copy.properties = new Map(this.properties)
    copy.attachments = new Map(this.attachments)
    copy.transaction = this.transaction
    copy.clock = this.clock
    return copy
  }

  /** Takes over body, headers, properties and attachments of another exchange, which is not used afterwards. */
  become({ body, headers, properties, attachments }: Exchange): void {
    this.body = body
    this.headers = headers
    this.properties = properties
    this.attachments = attachments
  }
}

export interface Attachment {
  readonly contentType: string
  readonly content: Uint8Array
  readonly headers: ReadonlyMap<string, string>
}
