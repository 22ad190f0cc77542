import type { Command } from 'commander'
import { SluiceError } from '../kernel/errors.ts'
import type { EndpointView } from '../platform/admin/endpoints.ts'
import type { ServerClient } from './client.ts'
import { addCommand, type CommandContext, print, type SharedOptions, server } from './command.ts'
import { key, readSet, toIso, write } from './odata.ts'
import { table } from './table.ts'

interface RuntimeArtifactEntity {
  readonly Id: string
  readonly Name: string
  readonly Version: string
  readonly Type: string
  readonly Status: string
  readonly DeployedBy: string
  readonly DeployedOn: string | null
}

/** `sluice undeploy`, `list`, `endpoints`: what is deployed. */
export function runtimeCommands(program: Command, { io }: CommandContext): void {
  addCommand(program, 'undeploy <artifact...>', { summary: 'take artifacts down', example: 'sluice undeploy ProductDetails' }).action(
    async (artifacts: string[], options: SharedOptions) => {
      const client = server(io, options)
      for (const artifact of artifacts) await undeploy(client, artifact)
      print(io, options, { undeployed: artifacts }, () => artifacts.map((artifact) => `Undeployed ${artifact}\n`).join(''))
    },
  )

  addCommand(program, 'list', { summary: 'list the deployed artifacts', example: 'sluice list' }).action(async (options: SharedOptions) => {
    const entities = await readSet<RuntimeArtifactEntity>(server(io, options), 'IntegrationRuntimeArtifacts')
    const list = entities.map(view)
    print(io, options, list, () =>
      table(
        ['id', 'version', 'type', 'status', 'deployed'],
        list.map((item) => [item.id, item.version, item.type, item.status, item.deployedOn]),
        'nothing is deployed',
      ),
    )
  })

  addCommand(program, 'endpoints', {
    summary: 'list the addresses of deployed flows and the role each needs',
    example: 'sluice endpoints --json',
  }).action(async (options: SharedOptions) => {
    const endpoints = await server(io, options).admin<EndpointView[]>('/endpoints')
    print(io, options, endpoints.map(publicView), () => endpointTable(endpoints))
  })
}

async function undeploy(client: ServerClient, artifact: string): Promise<void> {
  const answer = await write(client, 'DELETE', `IntegrationRuntimeArtifacts(${key(artifact)})`, { expect: [404] })
  if (answer.status === 404) throw new SluiceError('not-found', `${artifact} is not deployed. See: sluice list`)
}

/** Artifact, URL, role and protocol of each endpoint. */
export function endpointTable(endpoints: readonly EndpointView[]): string {
  return table(
    ['artifact', 'url', 'role', 'protocol'],
    endpoints.map(({ artifact, url, role, protocol }) => [artifact, url, role ?? '(client certificate)', protocol]),
    'no endpoints',
  )
}

export function publicView({ artifact, url, role, protocol }: EndpointView) {
  return { artifact, url, role, protocol }
}

function view(entity: RuntimeArtifactEntity) {
  const { Id: id, Name: name, Version: version, Type: type, Status: status, DeployedBy: deployedBy } = entity
  return { id, name, version, type, status, deployedBy, deployedOn: toIso(entity.DeployedOn) }
}
