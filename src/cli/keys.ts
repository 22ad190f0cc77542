import { type Command, Option } from 'commander'
import type { KeyDetails, KeyView } from '../platform/admin/keys.ts'
import { segment } from './client.ts'
import { addCommand, type CommandContext, print, type SharedOptions, server } from './command.ts'
import type { Io } from './io.ts'
import { readJsonFile } from './json-file.ts'
import { table } from './table.ts'
import { readTextFile } from './text-file.ts'

interface CreateOptions extends SharedOptions {
  readonly type?: string
  readonly certificate?: string
  readonly params?: string
}

/** `sluice key …`: service keys. `create` and `show` print nothing but the key's JSON, ready for a file. */
export function keyCommands(program: Command, { io }: CommandContext): void {
  const key = program.command('key').description('service keys of an instance')
  const printKey = ({ credentials }: KeyDetails) => io.stdout.write(`${JSON.stringify(credentials, null, 2)}\n`)

  addCommand(key, 'create <instance> <key>', {
    summary: 'create a key and print its JSON',
    example: 'sluice key create orders laptop > key.json',
  })
    .addOption(new Option('--type <type>', 'clientid_secret otherwise').choices(['clientid_secret', 'certificate', 'certificate_external']))
    .option('--certificate <file>', 'PEM file of a key of type certificate_external')
    .option('--params <file>', 'JSON file with key-type, validity, key-length, X.509, pin-certificate; - reads stdin')
    .action(async (instance: string, name: string, options: CreateOptions) => {
      const json = { name, parameters: await parametersOf(io, options) }
      printKey(await server(io, options).admin(`/instances/${segment(instance)}/keys`, { method: 'POST', json }))
    })

  addCommand(key, 'list <instance>', { summary: 'list the keys of an instance', example: 'sluice key list orders' }).action(
    async (instance: string, options: SharedOptions) => {
      const keys = await server(io, options).admin<KeyView[]>(`/instances/${segment(instance)}/keys`)
      print(io, options, keys, () =>
        table(
          ['key', 'type', 'created', 'expires'],
          keys.map(({ name, type, createdAt, expiresAt }) => [name, type, createdAt, expiresAt ?? 'never']),
          'no keys',
        ),
      )
    },
  )

  addCommand(key, 'show <instance> <key>', { summary: 'print the JSON of a key', example: 'sluice key show orders laptop' }).action(
    async (instance: string, name: string, options: SharedOptions) => {
      printKey(await server(io, options).admin(`/instances/${segment(instance)}/keys/${segment(name)}`))
    },
  )

  addCommand(key, 'delete <instance> <key>', {
    summary: 'delete a key; its secret or certificate opens nothing from then on',
    example: 'sluice key delete orders laptop',
  }).action(async (instance: string, name: string, options: SharedOptions) => {
    await server(io, options).admin(`/instances/${segment(instance)}/keys/${segment(name)}`, { method: 'DELETE' })
    print(io, options, { deleted: name, instance }, () => `Deleted key ${name} of ${instance}\n`)
  })
}

/** The parameter file, with the other options over it. */
async function parametersOf(io: Io, { type, certificate, params }: CreateOptions): Promise<Record<string, unknown> | undefined> {
  if (type === undefined && certificate === undefined && params === undefined) return undefined
  return {
    ...(params !== undefined && (await readJsonFile(io, params, 'The parameter file'))),
    ...(certificate !== undefined && {
      'key-type': 'certificate_external',
      'X.509': await readTextFile(io, certificate, 'The certificate'),
    }),
    ...(type !== undefined && { 'key-type': type }),
  }
}
