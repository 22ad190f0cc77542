import type { ArtifactType } from './design.ts'
import type { Condition, Query } from './query.ts'

export type RuntimeStatus = 'STARTING' | 'STARTED' | 'STOPPING' | 'STOPPED' | 'ERROR'

/** A deployed artifact: a snapshot of the design-time version. */
export interface RuntimeArtifact {
  readonly id: string
  readonly type: ArtifactType
  readonly version: string
  readonly name: string
  readonly packageId: string
  readonly status: RuntimeStatus
  /** Lines for `ErrorInformation`, `null` unless the status is `ERROR`. */
  readonly error: string | null
  readonly deployedBy: string
  readonly deployedOn: number
}

export type RuntimeArtifactField = Exclude<keyof RuntimeArtifact, 'error'>

/** One deployment as `BuildAndDeployStatus` shows it. */
export interface DeployTask {
  readonly id: string
  readonly artifactId: string
  readonly status: 'DEPLOYING' | 'SUCCESS' | 'FAIL'
  readonly createdAt: number
}

export interface RuntimeArtifactStore {
  /** Creates or replaces. */
  put(artifact: RuntimeArtifact, content: Uint8Array): Promise<void>
  setStatus(id: string, status: RuntimeStatus, error: string | null): Promise<void>
  delete(id: string): Promise<void>
  find(id: string): Promise<RuntimeArtifact | undefined>
  list(): Promise<RuntimeArtifact[]>
  /** By id where the question leaves the order open. Throws `bad-request` for an unknown field or a value of the wrong type. */
  query(query: Query<RuntimeArtifactField>): Promise<RuntimeArtifact[]>
  count(where?: Condition<RuntimeArtifactField>): Promise<number>
  content(id: string): Promise<Uint8Array | undefined>
  putTask(task: DeployTask): Promise<void>
  task(id: string): Promise<DeployTask | undefined>
  /** Removes up to `limit` tasks that were created before that time, the oldest first. Returns how many. */
  deleteTasksBefore(time: number, limit?: number): Promise<number>
}
