/** From nothing to everything (SAP Help, “Setting Log Levels”). */
export const LOG_LEVELS = ['NONE', 'ERROR', 'INFO', 'DEBUG', 'TRACE'] as const

export type LogLevel = (typeof LOG_LEVELS)[number]

/** How much is logged of the messages of one flow. */
export interface FlowLogLevel {
  readonly flowId: string
  readonly level: LogLevel
  /** When `fallback` takes its place; `null` = it stays. */
  readonly until: number | null
  /** The level that was set before. */
  readonly fallback: LogLevel
}

export interface LogLevelStore {
  /** Ordered by flow. */
  list(): Promise<FlowLogLevel[]>
  find(flowId: string): Promise<FlowLogLevel | undefined>
  /** Adds or replaces. */
  put(level: FlowLogLevel): Promise<void>
  /** Does nothing when there is none. */
  delete(flowId: string): Promise<void>
}
