import { type Command, Option } from 'commander'
import type { InstanceView } from '../platform/admin/instances.ts'
import { segment } from './client.ts'
import { addCommand, type CommandContext, print, type SharedOptions, server } from './command.ts'
import { type Io, UsageError } from './io.ts'
import { readJsonFile } from './json-file.ts'
import { facts, table } from './table.ts'

interface ParameterOptions extends SharedOptions {
  readonly roles?: string
  readonly params?: string
}

interface CreateOptions extends ParameterOptions {
  readonly plan: string
}

/** `sluice instance …`: service instances of the Cloud Foundry subaccount. */
export function instanceCommands(program: Command, { io }: CommandContext): void {
  const instance = program.command('instance').description('service instances of Process Integration Runtime (Cloud Foundry)')

  withParameters(
    addCommand(instance, 'create <name>', {
      summary: 'create a service instance',
      example: 'sluice instance create orders --plan integration-flow --roles ESBMessaging.send',
    }),
  )
    .addOption(planOption())
    .action(async (name: string, options: CreateOptions) => {
      const json = { name, plan: options.plan, parameters: await parametersOf(io, options) }
      const created = await server(io, options).admin<InstanceView>('/instances', { method: 'POST', json })
      print(io, options, created, () => `${facts(factsOf(created))}\nIt has no key yet: sluice key create ${name} KEY\n`)
    })

  addCommand(instance, 'list', { summary: 'list the instances', example: 'sluice instance list' }).action(
    async (options: SharedOptions) => {
      const instances = await server(io, options).admin<InstanceView[]>('/instances')
      print(io, options, instances, () => table(['name', 'plan', 'roles', 'client id'], instances.map(rowOf), 'no instances'))
    },
  )

  addCommand(instance, 'show <name>', { summary: 'show an instance', example: 'sluice instance show orders' }).action(
    async (name: string, options: SharedOptions) => {
      const found = await server(io, options).admin<InstanceView>(`/instances/${segment(name)}`)
      print(io, options, found, () => facts(factsOf(found)))
    },
  )

  withParameters(
    addCommand(instance, 'update <name>', {
      summary: 'change parameters; those that are not given stay',
      example: 'sluice instance update orders --roles ESBMessaging.send,Orders.send',
    }),
  ).action(async (name: string, options: ParameterOptions) => {
    const parameters = await parametersOf(io, options)
    if (Object.keys(parameters).length === 0) throw new UsageError('Nothing to change: give --roles or --params')
    const path = `/instances/${segment(name)}`
    const updated = await server(io, options).admin<InstanceView>(path, { method: 'PATCH', json: { parameters } })
    print(io, options, updated, () => facts(factsOf(updated)))
  })

  addCommand(instance, 'delete <name>', { summary: 'delete an instance without keys', example: 'sluice instance delete orders' }).action(
    async (name: string, options: SharedOptions) => {
      await server(io, options).admin(`/instances/${segment(name)}`, { method: 'DELETE' })
      print(io, options, { deleted: name }, () => `Deleted service instance ${name}\n`)
    },
  )
}

function planOption(): Option {
  return new Option('--plan <plan>', 'integration-flow to call flows, api to call the API')
    .choices(['integration-flow', 'api'])
    .makeOptionMandatory()
}

function withParameters(command: Command): Command {
  return command
    .option('--roles <roles>', 'role names, separated by commas')
    .option(
      '--params <file>',
      'JSON file with roles, grant-types, redirect-uris, token-validity, token-profile, dpop-bound, jwks; - reads stdin',
    )
}

/** The parameter file, with the roles of the command line over it. */
async function parametersOf(io: Io, options: ParameterOptions): Promise<Record<string, unknown>> {
  const fromFile = options.params === undefined ? {} : await readJsonFile(io, options.params, 'The parameter file')
  const roles = options.roles
    ?.split(',')
    .map((role) => role.trim())
    .filter((role) => role !== '')
  return roles ? { ...fromFile, roles } : fromFile
}

function factsOf({ name, plan, clientId, parameters, updatedAt }: InstanceView): Record<string, string> {
  const values = Object.entries(parameters).map(([key, value]) => [key, wordsOf(value)])
  return { name, plan, 'client id': clientId, ...Object.fromEntries(values), changed: updatedAt }
}

/** A key set is shown by its size. */
function wordsOf(value: unknown): string {
  const keys = (value as { keys?: unknown } | null)?.keys
  return Array.isArray(keys) ? `${keys.length} public keys` : [value].flat().join(', ') || 'none'
}

function rowOf({ name, plan, parameters, clientId }: InstanceView): string[] {
  return [name, plan, (parameters.roles as string[]).join(', '), clientId]
}
