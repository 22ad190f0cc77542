import type { Failure } from './failure.ts'

/** What came of one test. */
export interface TestResult {
  readonly name: string
  readonly line: number
  readonly status: 'passed' | 'failed' | 'skipped'
  /** Why it was skipped. */
  readonly reason?: string
  readonly milliseconds: number
  /** Empty unless it failed. */
  readonly failures: readonly LocatedFailure[]
  /** What the message went through, of a test that failed. */
  readonly steps: readonly PassedStep[]
}

export interface LocatedFailure extends Failure {
  /** In the test file. */
  readonly line: number
}

export interface PassedStep {
  readonly element: string
  readonly activity: string
  readonly status: string
  /** Why the step failed; empty when it did not. */
  readonly error: string
}

/** What came of one test file. */
export interface TestFileResult {
  readonly file: string
  /** Why none of its tests could be run; absent when they were. */
  readonly problem?: string
  readonly tests: readonly TestResult[]
}
