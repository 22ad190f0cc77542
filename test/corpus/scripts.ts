import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { ScriptHost } from '../../src/engine/services.ts'
import { readArchive } from '../../src/iflow/archive.ts'
import { readArtifact } from '../../src/iflow/artifact.ts'
import type { Resources } from '../../src/iflow/model.ts'
import { messageOf } from '../../src/kernel/errors.ts'

/** What came of one script of the corpus. */
export interface CompiledFile {
  /** Artifact and path below its resources: `Orders/script/map.groovy`. */
  readonly file: string
  /** The compiler's words; `undefined` when it compiles. */
  readonly failure: string | undefined
}

const LANGUAGES: Readonly<Record<string, 'groovy' | 'javascript'>> = { groovy: 'groovy', gsh: 'groovy', js: 'javascript' }

/** Compiles every script of the artifacts in the folders, also those that no flow uses. */
export async function compileScripts(folders: readonly string[], scripts: ScriptHost): Promise<CompiledFile[]> {
  const archives = folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
  const compiled: CompiledFile[] = []
  for (const archive of archives.filter((path) => path.endsWith('.zip')).sort()) {
    const { resources } = readArtifact(await readArchive(await readFile(archive)))
    compiled.push(...(await compileResources(basename(archive, '.zip'), resources, scripts)))
  }
  return compiled
}

async function compileResources(artifact: string, resources: Resources, scripts: ScriptHost): Promise<CompiledFile[]> {
  const compiled: CompiledFile[] = []
  for (const [path, content] of resources) {
    const language = LANGUAGES[path.slice(path.lastIndexOf('.') + 1).toLowerCase()]
    if (!language) continue
    const source = { language, name: basename(path), source: new TextDecoder().decode(content), siblings: resources }
    const failure = await scripts.compile(source).then(() => undefined, messageOf)
    compiled.push({ file: `${artifact}/${path}`, failure })
  }
  return compiled
}
