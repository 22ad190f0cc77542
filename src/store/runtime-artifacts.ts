import type { ArtifactType } from './design.ts'

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
  content(id: string): Promise<Uint8Array | undefined>
  putTask(task: DeployTask): Promise<void>
  task(id: string): Promise<DeployTask | undefined>
}
