import type { LogLevel } from '../store/log-levels.ts'
import type { RunRecorder } from './run-recorder.ts'

/** What the message processing log keeps of one message; filled by steps while it runs, stored when it ends. */
export class MessageLog {
  readonly messageGuid: string
  correlationId: string
  readonly flowId: string
  readonly flowName: string
  readonly packageId: string
  readonly packageName: string
  readonly start: number
  /** How often it failed before and was tried again. */
  readonly retries: number
  readonly logLevel: LogLevel
  /** Records the steps of the message; absent when nothing is logged of it. */
  readonly run: RunRecorder | undefined
  /** Set from outside: no further step begins. */
  cancelled = false
  /** Whether it is tried again when it fails. */
  isRetried = false
  end: number | undefined
  status: MessageStatus = 'PROCESSING'
  /** `SAP_MessageProcessingLogCustomStatus`. */
  customStatus: string | undefined
  sender = ''
  receiver = ''
  applicationMessageId = ''
  applicationMessageType = ''
  readonly customHeaders: { name: string; value: string }[] = []
  readonly attachments: LogAttachment[] = []
  readonly adapterAttributes: { adapterId: string; name: string; value: string }[] = []
  /** Free name/value pairs that scripts set with `setStringProperty`. */
  readonly properties = new Map<string, string>()
  error: { text: string; elementId: string; type: string } | undefined

  constructor(message: NewMessage) {
    this.messageGuid = message.messageGuid
    this.correlationId = message.correlationId
    this.flowId = message.flowId
    this.flowName = message.flowName
    this.packageId = message.packageId ?? ''
    this.packageName = message.packageName ?? ''
    this.start = message.start
    this.retries = message.retries ?? 0
    this.logLevel = message.logLevel ?? 'INFO'
    this.run = message.run
  }
}

export interface NewMessage {
  readonly messageGuid: string
  readonly correlationId: string
  readonly flowId: string
  readonly flowName: string
  readonly packageId?: string
  readonly packageName?: string
  readonly start: number
  readonly retries?: number
  readonly logLevel?: LogLevel
  readonly run?: RunRecorder | undefined
}

export type MessageStatus = 'PROCESSING' | 'COMPLETED' | 'FAILED' | 'ESCALATED' | 'RETRY' | 'CANCELLED' | 'DISCARDED' | 'ABANDONED'

export interface LogAttachment {
  readonly id: string
  readonly name: string
  readonly contentType: string
  readonly content: Uint8Array
  readonly time: number
}
