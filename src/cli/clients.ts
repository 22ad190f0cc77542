import { type Command, InvalidArgumentError, Option } from 'commander'
import type { ClientView, RegisteredClient } from '../platform/admin/clients.ts'
import { TOKEN_PROFILE_WORDS } from '../platform/token-options.ts'
import { segment } from './client.ts'
import { addCommand, type CommandContext, parseWhole, print, type SharedOptions, server, warn } from './command.ts'
import { UsageError } from './io.ts'
import { readJsonFile } from './json-file.ts'
import { readSecret } from './secret-input.ts'
import { facts, table } from './table.ts'

interface RegisterOptions extends SharedOptions {
  readonly name?: string
  readonly description?: string
  readonly id?: string
  readonly subscription: 'iflmap' | 'tmn'
  readonly secret?: string
  readonly secretLength?: number
  readonly tokenLifetime?: number | 'none'
  readonly tokenProfile?: string
  readonly dpop?: true
  readonly jwks?: string
}

interface UpdateOptions extends SharedOptions {
  readonly name?: string
  readonly description?: string
  readonly tokenProfile?: (typeof TOKEN_PROFILE_WORDS)[number]
  readonly tokenLifetime?: number | 'none'
  readonly jwks?: string | false
}

const KEY_SET = 'The key set'

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
    .option('--secret-length <characters>', 'length of a generated secret', parseWhole)
    .option('--token-lifetime <minutes>', 'minutes, or none: until the next token (60)', parseLifetime)
    .addOption(tokenProfileOption())
    .option('--dpop', 'bind its tokens to a key that it must prove to have (RFC 9449)')
    .option('--jwks <file>', 'JWK set with its public keys, for private_key_jwt; - reads stdin')
    .action(async (options: RegisterOptions) => {
      const { id, description, subscription } = options
      const tokenLifetime = options.tokenLifetime === 'none' ? null : options.tokenLifetime
      const secret = options.secret === undefined ? undefined : await readSecret(io, options.secret, '--secret')
      const name = options.name ?? id ?? 'OAuth client'
      const body = {
        name,
        description,
        application: subscription,
        clientId: id,
        secret,
        secretLength: options.secretLength,
        tokenLifetime,
        ...tokenChoice(options),
        jwks: options.jwks === undefined ? undefined : await readJsonFile(io, options.jwks, KEY_SET),
      }
      const registered = await server(io, options).admin<RegisteredClient>('/clients', { method: 'POST', json: body })
      warn(io, registered.warnings)
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

  addCommand(client, 'update <id>', {
    summary: 'change a client: another token lifetime counts for opaque tokens it has, too; tokens of keys that are gone end',
    example: 'sluice client update 0b5ee… --token-lifetime 30',
  })
    .option('--name <name>', 'another name')
    .option('--description <text>', 'another description')
    .option('--token-lifetime <minutes>', 'minutes, or none: until the next token', parseLifetime)
    .addOption(tokenProfileOption())
    .option('--jwks <file>', 'JWK set for private_key_jwt; - reads stdin')
    .option('--no-jwks', 'take its public keys away')
    .action(async (id: string, options: UpdateOptions) => {
      const { name, description, tokenProfile, tokenLifetime } = options
      if ([name, description, tokenProfile, tokenLifetime, options.jwks].every((given) => given === undefined))
        throw new UsageError('Nothing to change: give --name, --description, --token-lifetime, --token-profile, --jwks or --no-jwks')
      const change = {
        name,
        description,
        tokenProfile,
        ...(tokenLifetime !== undefined && { tokenLifetime: tokenLifetime === 'none' ? null : tokenLifetime }),
        ...(options.jwks !== undefined && { jwks: options.jwks === false ? null : await readJsonFile(io, options.jwks, KEY_SET) }),
      }
      const updated = await server(io, options).admin<ClientView>(`/clients/${segment(id)}`, { method: 'PATCH', json: change })
      print(io, options, updated, () => facts(factsOf(updated)))
    })

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

const tokenChoice = ({ tokenProfile, dpop: dpopBound }: RegisterOptions) => ({ tokenProfile, dpopBound })

function tokenProfileOption(): Option {
  return new Option('--token-profile <profile>', 'shape of its JWTs: that of the dialect (standard), or another').choices(
    TOKEN_PROFILE_WORDS,
  )
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
    ...(client.tokenProfile !== 'standard' && { 'token profile': client.tokenProfile }),
    ...(client.dpopBound && { 'bound by': 'DPoP' }),
    ...(client.jwks && { 'public keys': String(client.jwks.keys.length) }),
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
