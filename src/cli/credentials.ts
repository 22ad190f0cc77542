import { type Command, Option } from 'commander'
import { SluiceError } from '../kernel/errors.ts'
import type { ServerClient } from './client.ts'
import { addCommand, type CommandContext, print, type SharedOptions, server } from './command.ts'
import { key, readEntity, readSet, write } from './odata.ts'
import { readSecret } from './secret-input.ts'
import { table } from './table.ts'

interface UserOptions extends SharedOptions {
  readonly user: string
  readonly password?: string
  readonly description?: string
}

interface OAuth2Options extends SharedOptions {
  readonly tokenUrl: string
  readonly clientId: string
  readonly clientSecret?: string
  readonly clientAuthentication: string
  readonly scope?: string
  readonly description?: string
}

interface ParameterOptions extends SharedOptions {
  readonly value?: string
  readonly description?: string
}

interface CredentialEntity {
  readonly Name: string
  readonly Description: string | null
  readonly User?: string
  readonly ClientId?: string
  readonly TokenServiceUrl?: string
}

/** Entity set → kind as users name it. */
const KINDS = { UserCredentials: 'user', OAuth2ClientCredentials: 'oauth2', SecureParameters: 'secure-parameter' } as const
type EntitySet = keyof typeof KINDS
const ENTITY_SETS = Object.keys(KINDS) as readonly EntitySet[]

/** `sluice credential …`: security material that flows use to call other systems. */
export function credentialCommands(program: Command, { io }: CommandContext): void {
  const credential = program.command('credential').description('security material that flows use to call other systems')
  const set = credential.command('set').description('create or replace security material')

  const store = async (options: SharedOptions, entitySet: EntitySet, entity: Record<string, unknown> & { Name: string }) => {
    await put(server(io, options), entitySet, entity)
    const done = { name: entity.Name, kind: KINDS[entitySet] }
    print(io, options, done, () => `Set ${done.kind} credential ${done.name}\n`)
  }

  addCommand(set, 'user <name>', {
    summary: 'user and password',
    example: 'sluice credential set user Catalogue --user reader --password - < password.txt',
  })
    .requiredOption('--user <user>', 'the user')
    .option('--password <password>', 'the password; - reads stdin, without it you are asked')
    .option('--description <text>')
    .action(async (name: string, options: UserOptions) => {
      const password = await readSecret(io, options.password, '--password')
      const { user, description = '' } = options
      await store(options, 'UserCredentials', { Name: name, Kind: 'default', Description: description, User: user, Password: password })
    })

  addCommand(set, 'oauth2 <name>', {
    summary: 'OAuth 2.0 client credentials',
    example: 'sluice credential set oauth2 Shop --token-url https://shop.example/oauth/token --client-id flow',
  })
    .requiredOption('--token-url <url>', 'token endpoint')
    .requiredOption('--client-id <id>', 'client id')
    .option('--client-secret <secret>', 'its secret; - reads stdin, without it you are asked')
    .addOption(new Option('--client-authentication <way>', 'where id and secret are sent').choices(['header', 'body']).default('header'))
    .option('--scope <scope>', 'scopes, separated by blanks')
    .option('--description <text>')
    .action(async (name: string, options: OAuth2Options) => {
      const secret = await readSecret(io, options.clientSecret, '--client-secret')
      await store(options, 'OAuth2ClientCredentials', {
        Name: name,
        Description: options.description ?? '',
        TokenServiceUrl: options.tokenUrl,
        ClientId: options.clientId,
        ClientSecret: secret,
        ClientAuthentication: options.clientAuthentication,
        Scope: options.scope ?? '',
        ScopeContentType: 'urlencoded',
      })
    })

  addCommand(set, 'secure-parameter <name>', {
    summary: 'one secret text',
    example: 'sluice credential set secure-parameter ApiKey --value - < api-key.txt',
  })
    .option('--value <text>', 'the text; - reads stdin, without it you are asked')
    .option('--description <text>')
    .action(async (name: string, options: ParameterOptions) => {
      const secret = await readSecret(io, options.value, '--value')
      await store(options, 'SecureParameters', { Name: name, Description: options.description ?? '', SecureParam: secret })
    })

  addCommand(credential, 'list', { summary: 'list security material, without secrets', example: 'sluice credential list' }).action(
    async (options: SharedOptions) => {
      const list = await readAll(server(io, options))
      print(io, options, list.map(publicView), () =>
        table(
          ['name', 'kind', 'user or client', 'description'],
          list.map(({ name, kind, principal, description }) => [name, kind, principal, description]),
          'no credentials',
        ),
      )
    },
  )

  addCommand(credential, 'delete <name>', { summary: 'delete security material', example: 'sluice credential delete Catalogue' }).action(
    async (name: string, options: SharedOptions) => {
      const client = server(io, options)
      const found = (await readAll(client)).find((item) => item.name === name)
      if (!found) throw new SluiceError('not-found', `There is no credential '${name}'. See: sluice credential list`)
      await write(client, 'DELETE', `${found.entitySet}(${key(name)})`)
      print(io, options, { deleted: name }, () => `Deleted ${found.kind} credential ${name}\n`)
    },
  )
}

async function put(client: ServerClient, entitySet: EntitySet, entity: Record<string, unknown> & { Name: string }): Promise<void> {
  const path = `${entitySet}(${key(entity.Name)})`
  if (await readEntity(client, path)) await write(client, 'PUT', path, { json: entity })
  else await write(client, 'POST', entitySet, { json: entity })
}

async function readAll(client: ServerClient) {
  const lists = await Promise.all(
    ENTITY_SETS.map(async (entitySet) => (await readSet<CredentialEntity>(client, entitySet)).map(view(entitySet))),
  )
  return lists.flat().sort((a, b) => a.name.localeCompare(b.name))
}

const view =
  (entitySet: EntitySet) =>
  ({ Name: name, Description, User, ClientId, TokenServiceUrl }: CredentialEntity) => ({
    name,
    kind: KINDS[entitySet],
    entitySet,
    principal: User ?? (ClientId === undefined ? '' : `${ClientId} at ${TokenServiceUrl}`),
    description: Description ?? '',
  })

function publicView({ name, kind, principal, description }: ReturnType<ReturnType<typeof view>>) {
  return { name, kind, principal, description }
}
