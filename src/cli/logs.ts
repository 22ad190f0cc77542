import type { Command } from 'commander'
import { SluiceError } from '../kernel/errors.ts'
import { addCommand, type CommandContext, print, type SharedOptions, server } from './command.ts'
import { limitOption } from './limit.ts'
import { describeLog, type MessageLog, readDetails, readLogs, rowOf } from './message-log.ts'
import { describeSteps, describeTrace, readMessageSteps, readTrace } from './message-run.ts'
import { table } from './table.ts'

interface LogOptions extends SharedOptions {
  readonly status?: string
  readonly flow?: string
  readonly limit: number
  readonly steps?: true
  readonly trace?: string
}

/** `sluice logs`: the message processing log, or one message in full. */
export function logsCommand(program: Command, { io }: CommandContext): void {
  addCommand(program, 'logs [guid]', {
    summary: 'list messages, newest first; with a guid, one message with its error, attachments and headers',
    example: 'sluice logs --status FAILED --flow ProductDetails --limit 5',
  })
    .option('--status <status>', 'COMPLETED, FAILED, PROCESSING, RETRY, ESCALATED, …')
    .option('--flow <flow>', 'id or name of the integration flow')
    .addOption(limitOption(20))
    .option('--steps', 'with a guid: the steps of the message with their durations')
    .option('--trace <step>', 'with a guid: headers, properties and body before a step, by its number or element id')
    .action(async (guid: string | undefined, options: LogOptions) => {
      const client = server(io, options)
      const show = <T>(value: T, words: (value: T) => string) => print(io, options, value, () => words(value))
      if (guid === undefined) return show(await readLogs(client, options), listing)
      if (options.steps) return show(existing(await readMessageSteps(client, guid), guid), describeSteps)
      if (options.trace !== undefined) return show(existing(await readTrace(client, guid, options.trace), guid), describeTrace)
      show(existing(await readDetails(client, guid), guid), describeLog)
    })
}

const listing = (logs: readonly MessageLog[]): string => table(['end', 'status', 'flow', 'message', 'ms'], logs.map(rowOf), 'no messages')

function existing<T>(value: T | undefined, guid: string): T {
  if (value !== undefined) return value
  throw new SluiceError('not-found', `There is no message ${guid}. The newest ones: sluice logs`)
}
