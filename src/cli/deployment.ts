import { setTimeout as sleep } from 'node:timers/promises'
import { SluiceError } from '../kernel/errors.ts'
import type { ArtifactKind, DeployableArtifact } from './artifact-file.ts'
import type { ServerClient } from './client.ts'
import { address, key, readEntity, readSet, write } from './odata.ts'

/** What became of one artifact. */
export interface Deployment {
  readonly artifact: string
  readonly task: string
  readonly status: 'DEPLOYING' | 'SUCCESS' | 'FAIL'
  readonly error: string | undefined
}

const POLL_MILLISECONDS = 100

/** Creates the package when it is missing. */
export async function ensurePackage(client: ServerClient, id: string): Promise<void> {
  if (await readEntity(client, `IntegrationPackages(${key(id)})`)) return
  const json = { Id: id, Name: id, ShortText: 'Deployed from the command line' }
  await write(client, 'POST', 'IntegrationPackages', { json })
}

/** Creates or replaces the design-time artifact and sets its parameters. An existing one stays in its package. */
export async function upload(
  client: ServerClient,
  artifact: DeployableArtifact,
  options: { packageId: string; parameters: Readonly<Record<string, string>> },
): Promise<void> {
  const entity = entityOf(artifact.kind, artifact.id)
  const content = { Name: artifact.name, ArtifactContent: Buffer.from(artifact.content).toString('base64') }
  if (await readEntity(client, entity)) await write(client, 'PUT', entity, { json: content })
  else await write(client, 'POST', setOf(artifact.kind), { json: { ...content, Id: artifact.id, PackageId: options.packageId } })
  for (const [name, value] of Object.entries(options.parameters)) await setParameter(client, entity, name, value)
}

async function setParameter(client: ServerClient, entity: string, name: string, value: string): Promise<void> {
  const path = `${entity}/$links/Configurations(${key(name)})`
  const answer = await write(client, 'PUT', path, { json: { ParameterValue: value }, expect: [404] })
  if (answer.status !== 404) return
  const known = await readSet<{ ParameterKey: string }>(client, `${entity}/Configurations`)
  const names = known.map((parameter) => parameter.ParameterKey).join(', ') || 'none'
  throw new SluiceError('not-found', `There is no externalised parameter '${name}'. Parameters: ${names}`)
}

/** Returns the task id. */
export async function startDeployment(client: ServerClient, { kind, id }: DeployableArtifact): Promise<string> {
  const path = address(`Deploy${kind}DesigntimeArtifact`, { Id: `'${id}'`, Version: "'active'" })
  return (await client.request(path, { method: 'POST' })).text
}

/** Asks until the task has ended; tells the whole seconds that it takes. */
export async function waitForDeployment(
  client: ServerClient,
  task: string,
  waited: (seconds: number) => void,
): Promise<'SUCCESS' | 'FAIL'> {
  const begin = performance.now()
  for (;;) {
    const entity = await readEntity<{ Status: string }>(client, `BuildAndDeployStatus(TaskId=${key(task)})`)
    if (!entity) throw new SluiceError('not-found', `The server lost the deployment task ${task}`)
    if (entity.Status === 'SUCCESS' || entity.Status === 'FAIL') return entity.Status
    waited(Math.floor((performance.now() - begin) / 1000))
    await sleep(POLL_MILLISECONDS)
  }
}

/** Why a deployed artifact does not run. */
export async function deploymentError(client: ServerClient, id: string): Promise<string> {
  const answer = await client.request(address(`IntegrationRuntimeArtifacts(${key(id)})/ErrorInformation/$value`), { expect: [404] })
  const reasons = answer.status === 200 ? (JSON.parse(answer.text) as { parameter?: string[] }).parameter : undefined
  return reasons?.join('\n') ?? 'the server does not say why'
}

const setOf = (kind: ArtifactKind): string => `${kind}DesigntimeArtifacts`
const entityOf = (kind: ArtifactKind, id: string): string => `${setOf(kind)}(Id=${key(id)},Version='active')`
