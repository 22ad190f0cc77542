import type { Readable } from 'node:stream'

/** Where text goes; `isTTY` allows progress lines. */
export interface Output {
  write(text: string): unknown
  readonly isTTY?: boolean
}

/** The world of a command, so that it runs inside a test as in a shell. */
export interface Io {
  readonly stdin: Readable & { readonly isTTY?: boolean }
  readonly stdout: Output
  readonly stderr: Output
  readonly env: NodeJS.ProcessEnv
}

/** Wrong use of a command: exit code 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UsageError'
  }
}
