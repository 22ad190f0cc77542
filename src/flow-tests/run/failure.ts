import type { FieldPath } from '../format/read-test-file.ts'

/** An expectation that does not hold, or what kept the test from running. */
export interface Failure {
  /** What it is about: `body`, `header Content-Type`, `call 2 of Catalogue: body`. */
  readonly what: string
  readonly message: string
  /** Line by line, unchanged lines with a blank before them, others with `-` (expected) and `+` (found). */
  readonly diff?: string
  /** Field of the test, below it. */
  readonly field: FieldPath
}

export const failure = (what: string, field: FieldPath, message: string, diff?: string): Failure => ({
  what,
  message,
  field,
  ...(diff !== undefined && { diff }),
})
