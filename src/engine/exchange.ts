import { Body } from './body.ts'
import { Headers } from './headers.ts'
import type { MessageLog } from './message-log.ts'

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

  constructor(log: MessageLog, created: number, body: Body = Body.empty) {
    this.log = log
    this.created = created
    this.body = body
    this.headers = new Headers()
    this.properties = new Map()
    this.attachments = new Map()
  }

  /** An exchange of its own with the same log: maps are copied, values and body are shared. */
  copy(): Exchange {
    const copy = new Exchange(this.log, this.created, this.body)
    copy.headers = this.headers.copy()
    copy.properties = new Map(this.properties)
    copy.attachments = new Map(this.attachments)
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
