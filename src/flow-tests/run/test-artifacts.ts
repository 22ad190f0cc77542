import type { Files } from '../../iflow/archive.ts'
import { readArtifact } from '../../iflow/artifact.ts'
import type { Artifact, IflowArtifact, Resources } from '../../iflow/model.ts'
import { SluiceError } from '../../kernel/errors.ts'
import type { TestFile, TestSketch } from '../format/test-file.ts'
import { startingAt } from '../tenant/starting-point.ts'
import type { LooseFile, TestSource } from '../test-source.ts'
import { singleStep, singleStepFlow } from './single-step-flow.ts'

/** What a test deploys. */
export interface TestArtifacts {
  readonly subject: IflowArtifact
  /** What the subject refers to and calls. */
  readonly others: readonly Artifact[]
}

/** Reads the artifacts of a test: a flow, or a script or mapping made a flow of its own. Throws what is wrong with them. */
export async function testArtifacts(test: TestSketch, file: TestFile, source: TestSource): Promise<TestArtifacts> {
  const others = await Promise.all((file.with ?? []).map(async (path) => readShared(await source.artifact(path))))
  const alone = test.script ?? test.mapping
  if (alone !== undefined) return { subject: await loneStep(alone, test, file, source), others }
  const parameters = new Map(Object.entries({ ...file.parameters, ...test.parameters }))
  const subject = requireFlow(readShared(await source.artifact(file.artifact), parameters), file.artifact)
  return { subject: test.request ? subject : { ...subject, model: startingAt(subject.model, test.message?.at) }, others }
}

async function loneStep(name: string, test: TestSketch, file: TestFile, source: TestSource): Promise<IflowArtifact> {
  if (test.message?.at !== undefined)
    throw new SluiceError('bad-request', '`at` names a step of a flow; a script or mapping alone has none')
  const { path, resources } = file.artifact === undefined ? await source.looseFile(name) : await artifactFile(name, file.artifact, source)
  const flow = singleStepFlow('Test', singleStep(test, path), resources)
  return { ...flow, model: startingAt(flow.model) }
}

const RESOURCES = 'src/main/resources/'

async function artifactFile(name: string, artifact: string, source: TestSource): Promise<LooseFile> {
  const { resources } = readShared(await source.artifact(artifact))
  const path = name.slice(name.startsWith(RESOURCES) ? RESOURCES.length : 0)
  if (resources.has(path)) return { path, resources }
  throw new SluiceError('bad-request', `${artifact} has no file ${path}`)
}

const shared = new WeakMap<Files, Resources>()

/** Artifacts read from the same files share their resources: the script host gets them once. */
function readShared(files: Files, parameters?: ReadonlyMap<string, string>): Artifact {
  const artifact = readArtifact(files, parameters)
  const resources = shared.get(files) ?? artifact.resources
  shared.set(files, resources)
  return { ...artifact, resources }
}

function requireFlow(artifact: Artifact, path = 'The artifact'): IflowArtifact {
  if (artifact.kind === 'integration-flow') return artifact
  throw new SluiceError('bad-request', `${path} is no integration flow but a ${artifact.kind}`)
}
