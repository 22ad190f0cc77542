import type { LogLevel } from './log-levels.ts'

/** One processing of a message from its start to its end. */
export interface StoredRun {
  readonly id: string
  readonly messageGuid: string
  readonly start: number
  /** `null` while it is in process. */
  readonly stop: number | null
  readonly logLevel: LogLevel
  readonly overallState: string
  /** The node that ran it. */
  readonly processId: string
}

export interface StoredRunStep {
  readonly runId: string
  /** Position in the run, in the order in which steps began; unique in it. */
  readonly childCount: number
  readonly start: number
  /** `null` while it is in process. */
  readonly stop: number | null
  /** Id of the element in the flow. */
  readonly elementId: string
  /** Steps on the same part of a split message share it. */
  readonly branchId: string
  readonly status: string
  readonly error: string | null
  /** What kind of step it is, in the product's words. */
  readonly activity: string
  readonly properties: readonly NamedValue[]
}

export interface NamedValue {
  readonly name: string
  readonly value: string
}

/** The message as it was before a step, or at the end of the run, apart from its content. */
export interface StoredTraceMessage {
  /** Ascending in the order of the steps. */
  readonly id: number
  readonly messageGuid: string
  readonly runId: string
  readonly childCount: number
  readonly elementId: string
  /** Bytes of the body, also of one that was cut. */
  readonly size: number
  readonly mimeType: string
}

export interface TraceContent {
  readonly payload: Uint8Array
  readonly headers: readonly NamedValue[]
  readonly exchangeProperties: readonly NamedValue[]
}

/** A run as it is written with its message log. */
export interface RunRecord {
  readonly run: Omit<StoredRun, 'messageGuid'>
  readonly steps: readonly Omit<StoredRunStep, 'runId'>[]
  /** `undefined` = the message was not traced. */
  readonly trace: TraceRecord | undefined
}

export interface TraceRecord {
  readonly messages: readonly (Omit<StoredTraceMessage, 'id' | 'messageGuid' | 'runId'> & {
    /** Positions in `contents`: what did not change from step to step is kept once. */
    readonly payload: number
    readonly headers: number
    readonly exchangeProperties: number
  })[]
  /** Payloads as they are, headers and properties as JSON of `[name, value]` pairs. */
  readonly contents: readonly Uint8Array[]
}

/** Runs are written by `MessageLogStore.write`, together with the log that they belong to, and go with it. */
export interface RunStore {
  /** Runs of many messages at once, each list in the order of their start; a message without runs is absent. */
  ofMessages(messageGuids: readonly string[]): Promise<Map<string, StoredRun[]>>
  find(runId: string): Promise<StoredRun | undefined>
  /** Steps of many runs at once, in their order; a run without steps is absent. */
  steps(runIds: readonly string[]): Promise<Map<string, StoredRunStep[]>>
  /** What was traced at this step, in order. */
  traceMessages(runId: string, childCount: number): Promise<StoredTraceMessage[]>
  traceMessage(id: number): Promise<StoredTraceMessage | undefined>
  traceContent(id: number): Promise<TraceContent | undefined>
  /** Forgets the content of messages that ended before this moment; logs, runs and steps stay. Returns of how many, at most `limit`. */
  deleteTracesBefore(time: number, limit?: number): Promise<number>
}
