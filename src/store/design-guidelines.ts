/** The last check of an artifact against the design guidelines. */
export interface GuidelineExecution {
  readonly artifactId: string
  /** 32 hex digits. */
  readonly executionId: string
  readonly artifactVersion: string
  readonly status: 'PASS' | 'FAIL'
  readonly time: number
  readonly results: readonly GuidelineResult[]
}

/** What one guideline said. */
export interface GuidelineResult {
  readonly guidelineId: string
  readonly compliance: 'Compliant' | 'Non-Compliant' | 'Not Applicable'
  readonly violated: readonly { readonly id: string; readonly name: string }[]
  readonly expected: string | null
  readonly actual: string | null
}

/** A guideline that does not count for an artifact, until it is taken back. */
export interface GuidelineSkip {
  readonly artifactId: string
  readonly guidelineId: string
  readonly reason: string
  readonly skippedBy: string
}

/** What is kept about checks; all of it goes with the artifact. */
export interface DesignGuidelineStore {
  /** Replaces the last execution of the artifact. Throws `not-found` for the artifact. */
  putExecution(execution: GuidelineExecution): Promise<void>
  execution(artifactId: string): Promise<GuidelineExecution | undefined>
  /** Throws `conflict` when it is skipped already, `not-found` for the artifact. */
  addSkip(skip: GuidelineSkip): Promise<void>
  deleteSkip(artifactId: string, guidelineId: string): Promise<void>
  /** By guideline. */
  skips(artifactId: string): Promise<GuidelineSkip[]>
}
