import type { Command } from 'commander'
import type { KeyDetails, KeyView } from '../platform/admin/keys.ts'
import { segment } from './client.ts'
import { addCommand, type CommandContext, print, type SharedOptions, server } from './command.ts'
import { table } from './table.ts'

/** `sluice key …`: service keys. `create` and `show` print nothing but the key's JSON, ready for a file. */
export function keyCommands(program: Command, { io }: CommandContext): void {
  const key = program.command('key').description('service keys of an instance')
  const printKey = ({ credentials }: KeyDetails) => io.stdout.write(`${JSON.stringify(credentials, null, 2)}\n`)

  addCommand(key, 'create <instance> <key>', {
    summary: 'create a key and print its JSON',
    example: 'sluice key create orders laptop > key.json',
  }).action(async (instance: string, name: string, options: SharedOptions) => {
    printKey(await server(io, options).admin(`/instances/${segment(instance)}/keys`, { method: 'POST', json: { name } }))
  })

  addCommand(key, 'list <instance>', { summary: 'list the keys of an instance', example: 'sluice key list orders' }).action(
    async (instance: string, options: SharedOptions) => {
      const keys = await server(io, options).admin<KeyView[]>(`/instances/${segment(instance)}/keys`)
      print(io, options, keys, () =>
        table(
          ['key', 'created'],
          keys.map(({ name, createdAt }) => [name, createdAt]),
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
    summary: 'delete a key; its secret opens nothing from then on',
    example: 'sluice key delete orders laptop',
  }).action(async (instance: string, name: string, options: SharedOptions) => {
    await server(io, options).admin(`/instances/${segment(instance)}/keys/${segment(name)}`, { method: 'DELETE' })
    print(io, options, { deleted: name, instance }, () => `Deleted key ${name} of ${instance}\n`)
  })
}
