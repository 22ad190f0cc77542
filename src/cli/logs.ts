import { type Command, InvalidArgumentError } from 'commander'
import { SluiceError } from '../kernel/errors.ts'
import { addCommand, type CommandContext, print, type SharedOptions, server } from './command.ts'
import { describeLog, type MessageDetails, readDetails, readLogs, rowOf } from './message-log.ts'
import { table } from './table.ts'

interface LogOptions extends SharedOptions {
  readonly status?: string
  readonly flow?: string
  readonly limit: number
}

/** `sluice logs`: the message processing log, or one message in full. */
export function logsCommand(program: Command, { io }: CommandContext): void {
  addCommand(program, 'logs [guid]', {
    summary: 'list messages, newest first; with a guid, one message with its error, attachments and headers',
    example: 'sluice logs --status FAILED --flow ProductDetails --limit 5',
  })
    .option('--status <status>', 'COMPLETED, FAILED, PROCESSING, RETRY, ESCALATED, …')
    .option('--flow <flow>', 'id or name of the integration flow')
    .option('--limit <number>', 'rows', parseLimit, 20)
    .action(async (guid: string | undefined, options: LogOptions) => {
      const client = server(io, options)
      if (guid === undefined) {
        const logs = await readLogs(client, options)
        print(io, options, logs, () => table(['end', 'status', 'flow', 'message', 'ms'], logs.map(rowOf), 'no messages'))
        return
      }
      const details: MessageDetails | undefined = await readDetails(client, guid)
      if (!details) throw new SluiceError('not-found', `There is no message ${guid}. The newest ones: sluice logs`)
      print(io, options, details, () => describeLog(details))
    })
}

function parseLimit(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text) && Number(text) <= 1000) return Number(text)
  throw new InvalidArgumentError('Give a number from 1 to 1000.')
}
