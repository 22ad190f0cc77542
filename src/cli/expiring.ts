import type { Command } from 'commander'
import type { ExpiringView } from '../platform/admin/expiring.ts'
import { addCommand, type CommandContext, parseWhole, print, type SharedOptions, server } from './command.ts'
import { table } from './table.ts'

interface ExpiringOptions extends SharedOptions {
  readonly within: number
}

/** `sluice expiring`: what stops working soon. Its exit code is 0 whatever it finds. */
export function expiringCommand(program: Command, { io }: CommandContext): void {
  addCommand(program, 'expiring', {
    summary: 'list secrets, certificates and signing keys that expire soon',
    example: 'sluice expiring --within 14',
  })
    .option('--within <days>', 'how soon', parseWhole, 30)
    .action(async (options: ExpiringOptions) => {
      const found = await server(io, options).admin<ExpiringView[]>(`/expiring?within=${options.within}`)
      const rows = found.map(({ kind, subaccount, name, expiresAt, remedy }) => [expiresAt, kind, subaccount, name, remedy])
      print(io, options, found, () =>
        table(['expires', 'kind', 'subaccount', 'name', 'renew'], rows, `nothing expires within ${options.within} days`),
      )
    })
}
