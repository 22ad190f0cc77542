import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { readArchive } from '../../src/iflow/archive.ts'
import { readArtifact } from '../../src/iflow/artifact.ts'
import type { Artifact } from '../../src/iflow/model.ts'

/** One artifact of the corpus. */
export interface CorpusArtifact {
  readonly file: string
  /** Name of the file without its ending. */
  readonly name: string
  readonly artifact: Artifact
}

/** Folders of a corpus that hold artifacts. */
export const foldersOf = (corpus: string): string[] => ['companions', 'iflows'].map((name) => join(corpus, name))

/** Reads every artifact of the folders. Throws for one that cannot be read, naming its file. */
export async function readCorpus(folders: readonly string[]): Promise<CorpusArtifact[]> {
  const files = folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
  const zips = files.filter((file) => file.endsWith('.zip')).sort()
  return Promise.all(
    zips.map(async (file) => ({ file, name: basename(file, '.zip'), artifact: readArtifact(await readArchive(await readFile(file))) })),
  )
}
