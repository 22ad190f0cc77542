import { basename } from 'node:path'
import type { Services } from '../../src/engine/services.ts'
import type { Resources } from '../../src/iflow/model.ts'
import { messageOf } from '../../src/kernel/errors.ts'
import { compileMessageMapping } from '../../src/languages/message-mapping/message-mapping.ts'
import type { CorpusArtifact } from './corpus.ts'
import { isFragment } from './stylesheet-references.ts'

export type FileKind = 'script' | 'stylesheet' | 'message mapping'

/** What came of one file of the corpus. */
export interface CompiledFile {
  readonly kind: FileKind
  /** Artifact and path below its resources: `Orders/script/map.groovy`. */
  readonly file: string
  /** The compiler's words; `undefined` when it compiles. */
  readonly failure: string | undefined
}

interface Language {
  readonly kind: FileKind
  /** Compiles a file alone. */
  compile(path: string, content: Uint8Array, files: Resources, services: Services): Promise<unknown>
}

const script = (language: 'groovy' | 'javascript'): Language => ({
  kind: 'script',
  compile: (path, content, siblings, { scripts }) =>
    scripts.compile({ language, name: basename(path), source: new TextDecoder().decode(content), siblings }),
})

const stylesheet: Language = {
  kind: 'stylesheet',
  compile: (path, content, siblings, { scripts }) => scripts.compileStylesheet({ path, content, siblings }),
}

const messageMapping: Language = {
  kind: 'message mapping',
  compile: (path, _, files, services) => compileMessageMapping(path, files, services),
}

const LANGUAGES: Readonly<Record<string, Language>> = {
  groovy: script('groovy'),
  gsh: script('groovy'),
  js: script('javascript'),
  xsl: stylesheet,
  xslt: stylesheet,
  mmap: messageMapping,
}

/** Compiles every script, stylesheet and message mapping of the artifacts, also those that no flow uses. */
export async function compileFiles(artifacts: readonly CorpusArtifact[], services: Services): Promise<CompiledFile[]> {
  const compiled: CompiledFile[] = []
  for (const { name, artifact } of artifacts) compiled.push(...(await compileResources(name, artifact.resources, services)))
  return compiled
}

async function compileResources(artifact: string, resources: Resources, services: Services): Promise<CompiledFile[]> {
  const compiled: CompiledFile[] = []
  for (const [path, content] of resources) {
    const language = LANGUAGES[path.slice(path.lastIndexOf('.') + 1).toLowerCase()]
    if (!language || (language === stylesheet && isFragment(path, resources))) continue
    const failure = await language.compile(path, content, resources, services).then(() => undefined, messageOf)
    compiled.push({ kind: language.kind, file: `${artifact}/${path}`, failure })
  }
  return compiled
}
