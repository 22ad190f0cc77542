import type { Condition, Query } from './query.ts'
import type { RunRecord } from './runs.ts'

/** One row of the message processing log. */
export interface StoredMessageLog {
  readonly messageGuid: string
  readonly correlationId: string
  readonly flowId: string
  readonly flowName: string
  readonly packageId: string
  readonly packageName: string
  readonly status: string
  readonly customStatus: string
  readonly logLevel: string
  readonly start: number
  /** `null` while the message is in process. */
  readonly end: number | null
  readonly sender: string
  readonly receiver: string
  readonly applicationMessageId: string
  readonly applicationMessageType: string
}

export interface StoredMessageDetails {
  readonly customHeaders: readonly { readonly id: string; readonly name: string; readonly value: string }[]
  readonly attachments: readonly StoredAttachment[]
  readonly adapterAttributes: readonly { readonly id: string; readonly adapterId: string; readonly name: string; readonly value: string }[]
  readonly error: { readonly text: string; readonly elementId: string; readonly type: string } | null
}

export interface StoredAttachment {
  readonly id: string
  readonly messageGuid: string
  readonly name: string
  readonly contentType: string
  readonly size: number
  readonly time: number
}

export type MessageLogField = keyof StoredMessageLog

/** What is written when a message ends (or, for long ones, begins). */
export interface MessageLogRecord {
  readonly log: StoredMessageLog
  readonly details: Omit<StoredMessageDetails, 'attachments'> & {
    readonly attachments: readonly (StoredAttachment & { readonly content: Uint8Array })[]
  }
  readonly run?: RunRecord
}

/** A custom header that a message must carry, name and value exactly. */
export interface HeaderMatch {
  readonly name: string
  readonly value: string
}

/** A custom header of a message. */
export interface StoredHeader extends HeaderMatch {
  readonly id: string
  readonly messageGuid: string
}

export interface MessageLogQuery extends Query<MessageLogField> {
  readonly customHeader?: HeaderMatch
}

/** Which messages are counted: those that started from `since`, inclusively, to `until`, exclusively, in intervals from `since` on. */
export interface IntervalQuestion {
  readonly since: number
  readonly until: number
  /** Milliseconds. */
  readonly interval: number
  readonly flowId?: string | undefined
}

/** Messages of one status that started in the interval from this time on. */
export interface IntervalCount {
  readonly from: number
  readonly status: string
  readonly messages: number
}

export interface MessageLogStore {
  /**
   * Writes the group in one transaction. A guid that exists is replaced with its details; of its runs, that with the id of the new one
   * is, and the latest others stay.
   */
  write(records: readonly MessageLogRecord[]): Promise<void>
  /** Throws `bad-request` for an unknown field or a value of the wrong type. `null` sorts before everything else. */
  query(query: MessageLogQuery): Promise<StoredMessageLog[]>
  /** How many logs the same question finds without its limit. */
  count(where?: Condition<MessageLogField>, customHeader?: HeaderMatch): Promise<number>
  /** How many messages started in each interval, by time and status; what there is none of is absent. */
  perInterval(question: IntervalQuestion): Promise<IntervalCount[]>
  find(messageGuid: string): Promise<StoredMessageLog | undefined>
  /** Details of many logs at once, for `$expand`; a missing guid is absent. */
  details(messageGuids: readonly string[]): Promise<Map<string, StoredMessageDetails>>
  attachment(id: string): Promise<{ attachment: StoredAttachment; content: Uint8Array } | undefined>
  /** Where this custom header was set, by message guid and then in the order in which they were added. */
  customHeaders(header: HeaderMatch, range?: { readonly limit?: number | undefined; readonly offset?: number }): Promise<StoredHeader[]>
  /**
   * Marks messages and runs that were in process when a node stopped as `FAILED`, with an error of type `Interrupted` where they have
   * none yet; aggregates that take messages stay as they are. Returns how many.
   */
  failInterrupted(now: number): Promise<number>
  /**
   * Removes up to `limit` messages that ended before that time, the oldest first, with everything that belongs to them. Returns how
   * many.
   */
  deleteBefore(time: number, limit: number): Promise<number>
}
