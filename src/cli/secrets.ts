import { type Command, InvalidArgumentError } from 'commander'
import type { AddedSecretView, SecretView } from '../platform/admin/secrets.ts'
import { type ServerClient, segment } from './client.ts'
import { addCommand, type CommandContext, parseWhole, print, type SharedOptions, server, warn } from './command.ts'
import { UsageError } from './io.ts'
import { readSecret } from './secret-input.ts'
import { facts, table } from './table.ts'

interface AddOptions extends SharedOptions {
  readonly secret?: string
  readonly length?: number
  readonly expires?: string
}

/** `sluice secret …`: two live secrets per client or service key, for a change without a failed call. */
export function secretCommands(program: Command, { io }: CommandContext): void {
  const secret = program
    .command('secret')
    .description('secrets of a client (ID) or a service key (INSTANCE/KEY); rotate with add, promote, delete')

  addCommand(secret, 'list <owner>', {
    summary: 'list the secrets, never their values',
    example: 'sluice secret list orders/laptop',
  }).action(async (owner: string, options: SharedOptions) => {
    const secrets = await server(io, options).admin<SecretView[]>(pathOf(owner))
    print(io, options, secrets, () => table(['id', 'state', 'created', 'expires', 'last used'], secrets.map(row), 'no secrets'))
  })

  addCommand(secret, 'add <owner>', {
    summary: 'add a second secret and show it this once; both open from then on',
    example: 'sluice secret add orders/laptop --expires 2027-01-31',
  })
    .option('--secret <secret>', 'chosen secret, - reads it from stdin (a generated one otherwise)')
    .option('--length <characters>', 'length of a generated secret', parseWhole)
    .option('--expires <date>', 'day or moment (ISO 8601, UTC) from which on it opens nothing', parseMoment)
    .action(async (owner: string, options: AddOptions) => {
      const chosen = options.secret === undefined ? undefined : await readSecret(io, options.secret, '--secret')
      const json = { secret: chosen, secretLength: options.length, expiresAt: options.expires }
      const added = await server(io, options).admin<AddedSecretView>(pathOf(owner), { method: 'POST', json })
      warn(io, added.warnings)
      print(
        io,
        options,
        added,
        () => `${facts({ id: added.id, secret: added.secret })}\nWhen the caller has it: sluice secret promote ${owner}\n`,
      )
    })

  addCommand(secret, 'promote <owner> [id]', {
    summary: 'make the waiting secret the current one',
    example: 'sluice secret promote orders/laptop',
  }).action(async (owner: string, id: string | undefined, options: SharedOptions) => {
    const client = server(io, options)
    const chosen = id ?? (await idOf(client, owner, 'waiting'))
    const promoted = await client.admin<SecretView>(`${pathOf(owner)}/${segment(chosen)}/promote`, { method: 'POST' })
    print(io, options, promoted, () => `Promoted ${promoted.id}. When no caller uses the other one: sluice secret delete ${owner}\n`)
  })

  addCommand(secret, 'delete <owner> [id]', {
    summary: 'delete the previous secret; it opens nothing from then on',
    example: 'sluice secret delete orders/laptop',
  }).action(async (owner: string, id: string | undefined, options: SharedOptions) => {
    const client = server(io, options)
    const chosen = id ?? (await idOf(client, owner, 'previous'))
    await client.admin(`${pathOf(owner)}/${segment(chosen)}`, { method: 'DELETE' })
    print(io, options, { deleted: chosen, owner }, () => `Deleted secret ${chosen} of ${owner}\n`)
  })
}

/** No client id holds a slash. Throws `UsageError` for more than one. */
function pathOf(owner: string): string {
  const [first = '', key, ...rest] = owner.split('/')
  if (rest.length > 0 || first === '' || key === '') throw new UsageError(`'${owner}' is neither a client id nor INSTANCE/KEY`)
  return key === undefined ? `/clients/${segment(first)}/secrets` : `/instances/${segment(first)}/keys/${segment(key)}/secrets`
}

async function idOf(client: ServerClient, owner: string, state: SecretView['state']): Promise<string> {
  const secrets = await client.admin<SecretView[]>(pathOf(owner))
  const found = secrets.filter((secret) => secret.state === state)
  if (found.length === 1) return found[0]!.id
  throw new UsageError(`${owner} has no ${state} secret. Name one: ${secrets.map(({ id, state }) => `${id} (${state})`).join(', ')}`)
}

function parseMoment(text: string): string {
  const time = /^\d{4}-\d\d-\d\d(T|$)/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(time)) throw new InvalidArgumentError('Give a day as 2027-01-31 or a moment as 2027-01-31T12:00:00Z.')
  return new Date(time).toISOString()
}

const row = ({ id, state, createdAt, expiresAt, lastUsedAt }: SecretView): string[] => [
  id,
  state,
  createdAt,
  expiresAt ?? 'never',
  lastUsedAt ?? 'never',
]
