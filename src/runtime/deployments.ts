/** A callable address of a deployed flow. */
export interface Endpoint {
  readonly flowId: string
  readonly flowName: string
  readonly version: string
  /** As configured, beginning with `/`, with the `/*` suffix if it has one. */
  readonly address: string
  /** Full URL under which it is called. */
  readonly url: string
  readonly protocol: 'REST' | 'SOAP'
  /** Role that a caller needs; `undefined` when the channel demands a client certificate instead. */
  readonly role: string | undefined
  /** Whether calls that change something need a CSRF token. */
  readonly csrfProtected: boolean
  readonly deployedOn: number
}

/** Puts design-time artifacts to work and takes them down again. */
export interface Deployments {
  /**
   * Takes a snapshot of the current design-time version and starts it in the background; progress is in
   * `store.runtimeArtifacts` (`task`, `find`). Returns the task id. Throws `not-found` when there is no such artifact.
   */
  deploy(artifactId: string, deployedBy: string): Promise<string>
  /**
   * What keeps a design-time version from starting, as deploying it would say; `undefined` when nothing does. The companions that are
   * deployed count. Throws `not-found` when there is no such version.
   */
  check(artifactId: string, version: string): Promise<string | undefined>
  /** Resolves when the task has ended, with its final status. */
  settled(taskId: string): Promise<'SUCCESS' | 'FAIL'>
  /** In-flight messages finish. Throws `not-found`. */
  undeploy(artifactId: string): Promise<void>
  /** Sorted by flow and address. */
  endpoints(): Endpoint[]
}

export interface Restarts {
  /** Starts what is deployed again, without a look at the design-time version; resolves when that has ended, well or not. Throws `not-found`. */
  restart(artifactId: string): Promise<void>
}
