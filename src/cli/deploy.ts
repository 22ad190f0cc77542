import { type Command, InvalidArgumentError } from 'commander'
import { messageOf, SluiceError } from '../kernel/errors.ts'
import type { EndpointView } from '../platform/admin/endpoints.ts'
import { type DeployableArtifact, readDeployable } from './artifact-file.ts'
import type { ServerClient } from './client.ts'
import { addCommand, type CommandContext, print, type SharedOptions, server } from './command.ts'
import { type Deployment, deploymentError, ensurePackage, startDeployment, upload, waitForDeployment } from './deployment.ts'
import type { Io } from './io.ts'
import { endpointTable, publicView } from './runtime-artifacts.ts'

interface DeployOptions extends SharedOptions {
  readonly param: Readonly<Record<string, string>>
  readonly package: string
  readonly wait: boolean
}

/** `sluice deploy`: uploads to the design time, deploys from there, and waits. */
export function deployCommand(program: Command, { io }: CommandContext): void {
  addCommand(program, 'deploy <artifact...>', {
    summary: 'deploy zips or folders and print their endpoints',
    example: 'sluice deploy flow.zip --param Address=/orders',
  })
    .option('--param <name=value>', 'externalised parameter, as often as needed', addParameter, {})
    .option('--package <id>', 'package for new artifacts, created when missing', 'CLI')
    .option('--no-wait', 'do not wait for the result')
    .action(async (paths: string[], options: DeployOptions) => {
      const artifacts = companionsFirst(await Promise.all(paths.map(readDeployable)))
      const client = server(io, options)
      await ensurePackage(client, options.package)
      const deployments: Deployment[] = []
      for (const artifact of artifacts) deployments.push(await deployOne(io, client, artifact, options))
      await printResult(io, client, deployments, options)
      throwFailures(deployments)
    })
}

function addParameter(text: string, previous: Readonly<Record<string, string>>): Record<string, string> {
  const equals = text.indexOf('=')
  if (equals < 1) throw new InvalidArgumentError('Give NAME=VALUE.')
  return { ...previous, [text.slice(0, equals)]: text.slice(equals + 1) }
}

/** Flows refer to script collections and mappings, so those come before them. */
function companionsFirst(artifacts: readonly DeployableArtifact[]): DeployableArtifact[] {
  return [...artifacts].sort((a, b) => Number(a.kind === 'Integration') - Number(b.kind === 'Integration'))
}

async function deployOne(io: Io, client: ServerClient, artifact: DeployableArtifact, options: DeployOptions): Promise<Deployment> {
  const progress = progressOn(io)
  progress(`Uploading ${artifact.id} …`)
  try {
    const parameters = artifact.kind === 'Integration' ? options.param : {}
    await upload(client, artifact, { packageId: options.package, parameters })
    const task = await startDeployment(client, artifact)
    if (!options.wait) return { artifact: artifact.id, task, status: 'DEPLOYING', error: undefined }
    const status = await waitForDeployment(client, task, (seconds) => progress(`Deploying ${artifact.id} … ${seconds} s`))
    const error = status === 'FAIL' ? await deploymentError(client, artifact.id) : undefined
    return { artifact: artifact.id, task, status, error }
  } catch (thrown) {
    throw new SluiceError('deploy-failed', `${artifact.file}: ${messageOf(thrown)}`, { cause: thrown })
  } finally {
    progress('')
  }
}

async function printResult(io: Io, client: ServerClient, deployments: readonly Deployment[], options: DeployOptions): Promise<void> {
  const ids = deployments.map(({ artifact }) => artifact)
  const endpoints = options.wait ? (await client.admin<EndpointView[]>('/endpoints')).filter(({ artifact }) => ids.includes(artifact)) : []
  print(io, options, { deployments, endpoints: endpoints.map(publicView) }, () => {
    const lines = deployments.map((deployment) => `${wordsFor(deployment)}\n`).join('')
    return endpoints.length === 0 ? lines : `${lines}\n${endpointTable(endpoints)}`
  })
}

function wordsFor({ artifact, status, task }: Deployment): string {
  if (status === 'DEPLOYING') return `Deploying ${artifact}, task ${task}`
  return status === 'SUCCESS' ? `Deployed ${artifact}` : `Failed ${artifact}`
}

function throwFailures(deployments: readonly Deployment[]): void {
  const failed = deployments.filter(({ status }) => status === 'FAIL')
  if (failed.length === 0) return
  throw new SluiceError('deploy-failed', failed.map(({ artifact, error }) => `${artifact} cannot run here: ${error}`).join('\n'))
}

/** One line that replaces itself, on a terminal only. */
function progressOn(io: Io): (text: string) => void {
  return io.stderr.isTTY ? (text) => io.stderr.write(`\r\x1b[K${text}`) : () => {}
}
