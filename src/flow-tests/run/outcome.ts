import type { Exchange } from '../../engine/exchange.ts'
import type { MessageLog } from '../../engine/message-log.ts'
import type { RecordedCall } from '../tenant/recorded-call.ts'
import type { TestTenant } from '../tenant/test-tenant.ts'

/** What came of one message. */
export interface Outcome {
  /** What the caller got; absent when the test began with a message. */
  readonly answer: Answer | undefined
  /** The message at its end. */
  readonly exchange: Exchange
  readonly log: MessageLog
  readonly calls: readonly RecordedCall[]
  readonly tenant: TestTenant
}

export interface Answer {
  readonly status: number
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: Uint8Array
}
