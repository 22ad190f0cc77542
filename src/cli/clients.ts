import { type Command, InvalidArgumentError, Option } from 'commander'
import type { ClientView } from '../platform/admin/clients.ts'
import { segment } from './client.ts'
import { addCommand, type CommandContext, print, type SharedOptions, server } from './command.ts'
import { readSecret } from './secret-input.ts'
import { facts, table } from './table.ts'

interface RegisterOptions extends SharedOptions {
  readonly name?: string
  readonly description?: string
  readonly id?: string
  readonly subscription: 'iflmap' | 'tmn'
  readonly secret?: string
  readonly tokenLifetime?: number | 'none'
}

/** `sluice client …`: OAuth clients of the Neo subaccount. */
export function clientCommands(program: Command, { io }: CommandContext): void {
  const client = program.command('client').description('OAuth clients of the Neo subaccount')

  addCommand(client, 'register', {
    summary: 'register a client; its secret is shown this once',
    example: 'sluice client register --name Orders --subscription iflmap --token-lifetime 60',
  })
    .addOption(subscriptionOption())
    .option('--name <name>', 'name in lists (the id otherwise)')
    .option('--description <text>')
    .option('--id <id>', 'chosen id (a UUID otherwise)')
    .option('--secret <secret>', 'chosen secret, - reads it from stdin (a generated one otherwise)')
    .option('--token-lifetime <minutes>', 'minutes, or none: until the next token (60)', parseLifetime)
    .action(async (options: RegisterOptions) => {
      const { id, description, subscription } = options
      const tokenLifetime = options.tokenLifetime === 'none' ? null : options.tokenLifetime
      const secret = options.secret === undefined ? undefined : await readSecret(io, options.secret, '--secret')
      const name = options.name ?? id ?? 'OAuth client'
      const body = { name, description, application: subscription, clientId: id, secret, tokenLifetime }
      const registered = await server(io, options).admin<ClientView & { secret: string }>('/clients', { method: 'POST', json: body })
      print(io, options, registered, () => facts({ ...factsOf(registered), secret: registered.secret }) + nextStep(registered))
    })

  addCommand(client, 'list', { summary: 'list the clients', example: 'sluice client list' }).action(async (options: SharedOptions) => {
    const clients = await server(io, options).admin<ClientView[]>('/clients')
    print(io, options, clients, () => table(['id', 'name', 'subscription', 'token lifetime', 'roles'], clients.map(rowOf), 'no clients'))
  })

  addCommand(client, 'show <id>', { summary: 'show a client', example: 'sluice client show 0b5ee…' }).action(
    async (id: string, options: SharedOptions) => {
      const found = await server(io, options).admin<ClientView>(`/clients/${segment(id)}`)
      print(io, options, found, () => facts(factsOf(found)))
    },
  )

  addCommand(client, 'delete <id>', {
    summary: 'delete a client; its tokens end at once',
    example: 'sluice client delete 0b5ee…',
  }).action(async (id: string, options: SharedOptions) => {
    await server(io, options).admin(`/clients/${segment(id)}`, { method: 'DELETE' })
    print(io, options, { deleted: id }, () => `Deleted client ${id}\n`)
  })
}

function subscriptionOption(): Option {
  return new Option('--subscription <application>', 'iflmap to call flows, tmn to call the API')
    .choices(['iflmap', 'tmn'])
    .makeOptionMandatory()
}

function parseLifetime(text: string): number | 'none' {
  if (text === 'none') return text
  if (/^\d+$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Give whole minutes or none.')
}

function factsOf(client: ClientView): Record<string, string> {
  return {
    id: client.clientId,
    name: client.name,
    ...(client.description && { description: client.description }),
    subscription: client.application,
    'token lifetime': lifetimeOf(client),
    'token endpoint': client.tokenUrl,
    user: client.user,
    roles: rolesOf(client),
  }
}

function rowOf(client: ClientView): string[] {
  return [client.clientId, client.name, client.application, lifetimeOf(client), rolesOf(client)]
}

const lifetimeOf = ({ tokenLifetime }: ClientView): string => (tokenLifetime === null ? 'none' : `${tokenLifetime} min`)

/** Roles on the other application are marked, for they do not help the client. */
function rolesOf({ roles, application }: ClientView): string {
  const names = roles.map((held) => (held.application === application ? held.role : `${held.role} (${held.application})`))
  return names.join(', ') || 'none'
}

function nextStep({ application, user, roles }: ClientView): string {
  if (roles.length > 0) return ''
  const role = application === 'iflmap' ? 'ESBMessaging.send' : 'IntegrationOperationServer.read'
  return `\nIt has no role yet: sluice role assign ${role} --user ${user} --application ${application}\n`
}
