/** A test file of a design-time artifact. */
export interface StoredFlowTest {
  readonly artifactId: string
  /** Unique in the artifact. */
  readonly name: string
  /** YAML. */
  readonly text: string
  readonly modifiedBy: string
  readonly modifiedAt: number
  /** How this text went when it was last run; `null` when it never was. */
  readonly lastRun: FlowTestRun | null
}

/** How many tests of a file passed at a time. */
export interface FlowTestRun {
  readonly time: number
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** Tests go with their artifact. */
export interface FlowTestStore {
  /** Throws `conflict` when the artifact has a test of this name, `not-found` for the artifact. */
  create(test: StoredFlowTest): Promise<void>
  /** Throws `not-found`. */
  update(test: StoredFlowTest): Promise<void>
  /** Keeps how the test went when its text still is the one that was run. */
  putLastRun(test: Pick<StoredFlowTest, 'artifactId' | 'name' | 'text'>, run: FlowTestRun): Promise<void>
  /** Throws `not-found`. */
  delete(artifactId: string, name: string): Promise<void>
  find(artifactId: string, name: string): Promise<StoredFlowTest | undefined>
  /** By name. */
  list(artifactId: string): Promise<StoredFlowTest[]>
}
