import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { TEST_FILE_ENDING } from '../flow-tests/folder-source.ts'
import { differingParameters } from '../flow-tests/record/differing-parameters.ts'
import { recordTest } from '../flow-tests/record/record-test.ts'
import type { TracedMessage, TracedStep } from '../flow-tests/record/traced-message.ts'
import { readArchive } from '../iflow/archive.ts'
import { readArtifact } from '../iflow/artifact.ts'
import type { Artifact, IflowArtifact } from '../iflow/model.ts'
import { messageOf, SluiceError } from '../kernel/errors.ts'
import { readDeployable } from './artifact-file.ts'
import type { ServerClient } from './client.ts'
import { print, type SharedOptions, server, warn } from './command.ts'
import { type Io, UsageError } from './io.ts'
import { readDetails } from './message-log.ts'
import { type MessageStep, readMessageSteps, readStepTraces } from './message-run.ts'
import { address, key, readEntity } from './odata.ts'

/**
 * Writes a test from a message of the server: beside the flow at the path, or beside the flow as it is deployed, which is
 * saved as a zip. Throws `not-found` when the message was not traced, `conflict` when the test file exists.
 */
export async function writeRecordedTest(io: Io, options: SharedOptions, guid: string, paths: readonly string[]): Promise<void> {
  if (paths.length > 1) throw new UsageError('Name one flow with --record')
  const client = server(io, options)
  const { flowId, message } = await readTracedMessage(client, guid)
  const deployed = await readDeployed(client, flowId)
  const file = `${paths[0] === undefined ? flowId : paths[0].replace(/(\.zip|\/)$/, '')}${TEST_FILE_ENDING}`
  if (existsSync(file)) throw new SluiceError('conflict', `${file} exists; move it away first`)
  const artifactFile = paths[0] ?? `${flowId}.zip`
  const parameters = paths[0] === undefined ? {} : differingParameters(await readOwn(paths[0]), deployed.artifact)
  const { text, gaps } = recordTest(message, deployed.artifact, { artifactPath: basename(artifactFile), parameters })
  if (paths[0] === undefined) await save(artifactFile, deployed.content)
  await save(file, text)
  warn(io, gaps)
  print(io, options, { file, artifact: artifactFile, gaps }, () => `Wrote ${file}. Run it with: sluice test ${file}\n`)
}

async function save(file: string, content: string | Uint8Array): Promise<void> {
  await writeFile(join(dirname(file), basename(file)), content).catch((cause) => {
    throw new SluiceError('bad-request', `${file} cannot be written: ${messageOf(cause)}`, { cause })
  })
}

async function readTracedMessage(client: ServerClient, guid: string): Promise<{ flowId: string; message: TracedMessage }> {
  const details = await readDetails(client, guid)
  if (!details) throw new SluiceError('not-found', `There is no message ${guid}`)
  const steps = (await readMessageSteps(client, guid)) ?? []
  const flowId = await readFlowId(client, guid)
  const { start, status, error, customHeaders } = details
  return {
    flowId,
    message: { guid, start, status, error, customHeaders, steps: await Promise.all(steps.map((step) => tracedStep(client, step))) },
  }
}

async function readFlowId(client: ServerClient, guid: string): Promise<string> {
  const entity = await readEntity<{ IntegrationArtifact: { Id: string } }>(client, `MessageProcessingLogs(${key(guid)})`)
  return entity?.IntegrationArtifact.Id ?? ''
}

async function tracedStep(client: ServerClient, step: MessageStep): Promise<TracedStep> {
  const { number, element, branch, error } = step
  return { number, element, branch, error, states: await readStepTraces(client, step) }
}

async function readDeployed(client: ServerClient, flowId: string): Promise<{ artifact: IflowArtifact; content: Uint8Array }> {
  const answer = await client.request(address(`IntegrationRuntimeArtifacts(${key(flowId)})/$value`), { expect: [404] })
  if (answer.status === 404) throw new SluiceError('not-found', `The flow ${flowId} is not deployed any more`)
  const artifact = readArtifact(await readArchive(answer.bytes))
  if (artifact.kind === 'integration-flow') return { artifact, content: answer.bytes }
  throw new SluiceError('bad-request', `${flowId} is no integration flow`)
}

const readOwn = async (path: string): Promise<Artifact> => readArtifact(await readArchive((await readDeployable(path)).content))
