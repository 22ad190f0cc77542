import { type Command, Option } from 'commander'
import type { SigningKeyStep, SigningKeyView } from '../platform/admin/signing-keys.ts'
import type { Dialect } from '../store/subaccounts.ts'
import { addCommand, type CommandContext, print, type SharedOptions, server } from './command.ts'
import { table } from './table.ts'

interface SigningKeyOptions extends SharedOptions {
  readonly subaccount: Dialect
  readonly force?: true
}

/** `sluice signing-key …`: the keys that sign tokens, rotated by add, enable, delete. */
export function signingKeyCommands(program: Command, { io }: CommandContext): void {
  const signingKey = program.command('signing-key').description('keys that sign tokens; rotate with add, enable, delete')
  const path = ({ subaccount }: SigningKeyOptions, step = '') => `/subaccounts/${subaccount}/signing-keys${step}`
  const take = async (options: SigningKeyOptions, step: string, kid: string | undefined, done: string) => {
    const body = { kid, force: options.force }
    const result = await server(io, options).admin<SigningKeyStep>(path(options, step), { method: 'POST', json: body })
    print(io, options, result, () => `${result.changed ? done : 'Nothing to do: that was done before'}\n\n${listing(result.keys)}`)
  }

  addCommand(signingKey, 'list', { summary: 'list the keys', example: 'sluice signing-key list --subaccount cloud-foundry' })
    .addOption(subaccountOption())
    .action(async (options: SigningKeyOptions) => {
      const keys = await server(io, options).admin<SigningKeyView[]>(path(options))
      print(io, options, keys, () => listing(keys))
    })

  addCommand(signingKey, 'add [key-id]', {
    summary: 'publish a new key; it does not sign yet',
    example: 'sluice signing-key add --subaccount cloud-foundry',
  })
    .addOption(subaccountOption())
    .action((kid: string | undefined, options: SigningKeyOptions) => take(options, '', kid, 'Added. Enable it when clients know it'))

  addCommand(signingKey, 'enable [key-id]', {
    summary: 'sign with the new key, half an hour after it was added',
    example: 'sluice signing-key enable --subaccount cloud-foundry',
  })
    .addOption(subaccountOption())
    .option('--force', 'at once, though clients may hold a key set without it')
    .action((kid: string | undefined, options: SigningKeyOptions) =>
      take(options, '/enable', kid, 'Enabled. The other key stays until its tokens have ended'),
    )

  addCommand(signingKey, 'delete [key-id]', {
    summary: 'delete the key that does not sign, when its tokens have ended',
    example: 'sluice signing-key delete --subaccount cloud-foundry',
  })
    .addOption(subaccountOption())
    .option('--force', 'at once; its tokens end with it')
    .action((kid: string | undefined, options: SigningKeyOptions) => take(options, '/delete', kid, 'Deleted'))
}

function subaccountOption(): Option {
  return new Option('--subaccount <dialect>', 'whose keys').choices(['neo', 'cloud-foundry']).makeOptionMandatory()
}

function listing(keys: readonly SigningKeyView[]): string {
  return table(['key id', 'state', 'created', 'enabled', 'next'], keys.map(row), 'no keys until the first token is signed')
}

function row({ kid, state, createdAt, enabledAt, usableFrom, uselessFrom }: SigningKeyView): string[] {
  const next = usableFrom ? `enable from ${usableFrom}` : uselessFrom ? `delete from ${uselessFrom}` : ''
  return [kid, state, createdAt, enabledAt ?? '', next]
}
