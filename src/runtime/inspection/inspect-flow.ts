import { compile, type Environment } from '../../engine/compile.ts'
import { elementIdOf, type Problem } from '../../engine/plan.ts'
import { type Files, readArchive } from '../../iflow/archive.ts'
import { iflowPath, readArtifact } from '../../iflow/artifact.ts'
import type { IflowArtifact } from '../../iflow/model.ts'
import { decodeText, parseXmlFile } from '../../iflow/xml-file.ts'
import { messageOf, SluiceError } from '../../kernel/errors.ts'
import { FlowElements } from './flow-elements.ts'
import type { FlowElement, FlowInspection } from './flow-inspection.ts'
import { writtenValues } from './written-values.ts'

/** Takes the archive of an integration flow apart, however broken it is. Throws `bad-request` for an archive that holds something else. */
export async function inspectFlow(archive: Uint8Array, environment: Environment): Promise<FlowInspection> {
  const files = await readArchive(archive)
  try {
    const artifact = readArtifact(files)
    if (artifact.kind !== 'integration-flow') throw new NoFlow(artifact.manifest.id)
    const { problems } = await compile(artifact, environment)
    return { diagram: diagramIn(files), failure: null, elements: checkedElements(artifact, files, environment, problems) }
  } catch (thrown) {
    if (thrown instanceof NoFlow || !(thrown instanceof SluiceError)) throw thrown
    return { diagram: diagramIn(files), failure: messageOf(thrown), elements: [] }
  }
}

class NoFlow extends SluiceError {
  constructor(id: string) {
    super('bad-request', `${id} is no integration flow; only those have elements`)
  }
}

function checkedElements(
  { model }: IflowArtifact,
  files: Files,
  { registry }: Environment,
  problems: readonly Problem[],
): readonly FlowElement[] {
  const path = iflowPath(files)
  const elements = new FlowElements(registry, writtenValues(parseXmlFile(files.get(path)!, path))).of(model)
  return elements.map((element) => ({
    ...element,
    problems: problems.filter((problem) => elementIdOf(problem) === element.id).map(({ construct, reason }) => ({ construct, reason })),
  }))
}

function diagramIn(files: Files): string | null {
  const path = [...files.keys()].find((name) => name.endsWith('.iflw'))
  return path === undefined ? null : decodeText(files.get(path)!)
}
