import type { Registry } from '../../src/engine/registry.ts'
import type { Services } from '../../src/engine/services.ts'
import { checkArtifacts } from '../../src/runtime/check.ts'
import { type CompiledFile, compileFiles } from './compiled-files.ts'
import { foldersOf, readCorpus } from './corpus.ts'
import { type AdapterInstances, type CheckedFlow, countAdapters, countSteps, type StepInstances } from './instances.ts'

/** What compiles of a corpus, the way a deployment compiles it. No timer starts. */
export interface Measure {
  readonly flows: readonly CheckedFlow[]
  readonly steps: readonly StepInstances[]
  readonly adapters: readonly AdapterInstances[]
  readonly files: readonly CompiledFile[]
}

/** Throws for an artifact that cannot be read. */
export async function measureCorpus(corpus: string, registry: Registry, services: Services): Promise<Measure> {
  const artifacts = await readCorpus(foldersOf(corpus))
  const checked = new Map((await checkArtifacts(foldersOf(corpus), registry, services)).map(({ file, problems }) => [file, problems]))
  const flows = artifacts.flatMap(({ file, name, artifact }) =>
    artifact.kind === 'integration-flow' ? [{ name, artifact, problems: checked.get(file)! }] : [],
  )
  return { flows, steps: countSteps(flows), adapters: countAdapters(flows), files: await compileFiles(artifacts, services) }
}
