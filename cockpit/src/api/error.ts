/** What a server answered instead of what was asked for. `message` says why, and mostly what to do. */
export class ApiError extends Error {
  readonly status: number
  /** Finds the call in `sluice explain`; empty when the server was not reached. */
  readonly requestId: string

  constructor(message: string, status: number, requestId = '') {
    super(message)
    this.name = 'ApiError'
    this.status = status
    this.requestId = requestId
  }
}

export const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown))
