import { type Command, Option } from 'commander'
import { SluiceError } from '../kernel/errors.ts'
import type { RevokedView, TokenView } from '../platform/admin/tokens.ts'
import type { Dialect } from '../store/subaccounts.ts'
import type { ServerClient } from './client.ts'
import { addCommand, type CommandContext, print, type SharedOptions, server } from './command.ts'
import { UsageError } from './io.ts'
import { readSecret } from './secret-input.ts'
import { table } from './table.ts'

interface FilterOptions extends SharedOptions {
  readonly client?: string
  readonly user?: string
}

interface ListOptions extends FilterOptions {
  readonly subaccount?: Dialect
}

interface RevokeOptions extends FilterOptions {
  readonly token?: string
  readonly jti?: string
}

/** Characters of an id in the list; whoever revokes may give as few as tell it from the others. */
const SHOWN = 12

/** `sluice tokens …`: tokens that clients have now. */
export function tokenListCommands(program: Command, { io }: CommandContext): void {
  const tokens = program.command('tokens').description('access tokens that clients have: list, revoke')

  addCommand(tokens, 'list', {
    summary: 'list the opaque tokens that are live; JWTs are not kept',
    example: 'sluice tokens list --user oauth_client_0b5ee…',
  })
    .option('--client <id>', 'of this client')
    .option('--user <user>', 'of the client that acts as this user')
    .addOption(new Option('--subaccount <dialect>', 'of the clients of this subaccount').choices(['neo', 'cloud-foundry']))
    .action(async (options: ListOptions) => {
      const found = await listTokens(server(io, options), options)
      print(io, options, found, () =>
        table(['id', 'token', 'client', 'subaccount', 'issued', 'expires'], found.map(row), 'no opaque tokens'),
      )
    })

  addCommand(tokens, 'revoke [id]', {
    summary: 'revoke one token, or all of a client; holds on the next call',
    example: 'sluice tokens revoke --client 0b5ee…',
  })
    .option('--client <id>', 'every token of this client, JWTs too')
    .option('--user <user>', 'every token of the client that acts as this user')
    .option('--token <token>', 'this token, opaque or JWT; - reads stdin')
    .option('--jti <id>', 'the JWT with this id')
    .action(async (id: string | undefined, options: RevokeOptions) => {
      const { client: clientId, user, token, jti } = options
      if ([id, clientId, user, token, jti].filter((given) => given !== undefined).length !== 1) {
        throw new UsageError('Give an id of sluice tokens list, or one of --client, --user, --token and --jti')
      }
      const admin = server(io, options)
      if (id !== undefined) {
        const found = await findToken(admin, id)
        await admin.admin(`/tokens/${found.id}`, { method: 'DELETE' })
        print(io, options, { revoked: found.id }, () => `Revoked token ${found.prefix}… of client ${found.clientId}\n`)
        return
      }
      const json = { clientId, user, token: token === undefined ? undefined : await readSecret(io, token, '--token'), jti }
      const revoked = await admin.admin<RevokedView>('/tokens/revoke', { method: 'POST', json })
      print(io, options, revoked, () => doneText(revoked, options))
    })
}

function listTokens(admin: ServerClient, { client, user, subaccount }: ListOptions): Promise<TokenView[]> {
  const filters = Object.entries({ client, user, subaccount }).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const query = new URLSearchParams(filters).toString()
  return admin.admin<TokenView[]>(`/tokens${query && `?${query}`}`)
}

/** The token whose id begins so. Throws `not-found` for none and `bad-request` for several. */
async function findToken(admin: ServerClient, beginning: string): Promise<TokenView> {
  const [found, another] = (await listTokens(admin, {})).filter(({ id }) => id.startsWith(beginning))
  if (found === undefined) throw new SluiceError('not-found', `No opaque token has an id that begins with '${beginning}'`)
  if (another) throw new SluiceError('bad-request', `Several tokens have an id that begins with '${beginning}'; give more of it`)
  return found
}

function doneText({ clientId, opaque }: RevokedView, { token, jti }: RevokeOptions): string {
  if (jti !== undefined) return `The JWT with the id ${jti} is good for nothing from now on\n`
  if (token !== undefined) return `Revoked a token of client ${clientId}\n`
  return `Revoked every token of client ${clientId}: ${opaque} opaque, and all JWTs that there may be\n`
}

const row = ({ id, prefix, clientId, subaccount, issuedAt, expiresAt }: TokenView): string[] => [
  id.slice(0, SHOWN),
  `${prefix}…`,
  clientId,
  subaccount,
  issuedAt,
  expiresAt ?? 'with the next token',
]
