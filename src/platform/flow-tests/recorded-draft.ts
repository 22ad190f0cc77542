import { differingParameters } from '../../flow-tests/record/differing-parameters.ts'
import { type RecordedTest, recordTest } from '../../flow-tests/record/record-test.ts'
import { readArchive } from '../../iflow/archive.ts'
import { readArtifact } from '../../iflow/artifact.ts'
import type { IflowArtifact } from '../../iflow/model.ts'
import { SluiceError } from '../../kernel/errors.ts'
import type { Store } from '../../store/store.ts'
import { storedTrace } from './stored-trace.ts'

export interface RecordedDraftOptions {
  readonly artifactId: string
  /** What is designed. */
  readonly content: Uint8Array
  readonly messageGuid: string
}

/**
 * A test of what a message went through, with the values of parameters that its flow was deployed with. Throws `not-found` for a message
 * that is not there or was not traced, `bad-request` for one of another flow.
 */
export async function recordedDraft(
  store: Pick<Store, 'messageLogs' | 'runs' | 'runtimeArtifacts'>,
  { artifactId, content, messageGuid }: RecordedDraftOptions,
): Promise<RecordedTest> {
  const { flowId, message } = await storedTrace(store, messageGuid)
  if (flowId !== artifactId) throw new SluiceError('bad-request', `The message ${messageGuid} is not of ${artifactId} but of ${flowId}`)
  const designed = await readFlow(content, artifactId)
  const deployedContent = await store.runtimeArtifacts.content(artifactId)
  const deployed = deployedContent ? await readFlow(deployedContent, artifactId) : designed
  return recordTest(message, deployed, { parameters: differingParameters(designed, deployed) })
}

async function readFlow(content: Uint8Array, id: string): Promise<IflowArtifact> {
  const artifact = readArtifact(await readArchive(content))
  if (artifact.kind === 'integration-flow') return artifact
  throw new SluiceError('bad-request', `${id} is no integration flow`)
}
