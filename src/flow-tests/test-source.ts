import type { Files } from '../iflow/archive.ts'

/** A test file with all that it refers to. */
export interface TestSource {
  /** As reports show it. */
  readonly name: string
  readonly text: string
  /** A file by its path relative to the test file. Throws `bad-request`. */
  readFile(path: string): Promise<Uint8Array>
  /** Files of an artifact by the path of its folder or zip; without a path, of the artifact that the test file belongs to. Throws `bad-request`. */
  artifact(path?: string): Promise<Files>
  /** The file of a script or mapping and what lies around it, when it is no part of `artifact`. Throws `bad-request`. */
  looseFile(path: string): Promise<LooseFile>
}

/** A file outside of an artifact, or of one that is not named. */
export interface LooseFile {
  /** Below the resources. */
  readonly path: string
  /** What stands for `src/main/resources`. */
  readonly resources: ReadonlyMap<string, Uint8Array>
}
