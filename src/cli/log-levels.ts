import type { Command } from 'commander'
import { SluiceError } from '../kernel/errors.ts'
import type { LogLevelView } from '../platform/admin/log-levels.ts'
import { LOG_LEVELS, type LogLevel } from '../store/log-levels.ts'
import { segment } from './client.ts'
import { addCommand, type CommandContext, parseWhole, print, type SharedOptions, server } from './command.ts'
import { table } from './table.ts'

interface SetOptions extends SharedOptions {
  readonly for?: number
}

/** `sluice log-level …`: how much is logged of the messages of a flow. */
export function logLevelCommands(program: Command, { io }: CommandContext): void {
  const logLevel = program.command('log-level').description('how much is logged of the messages of a flow')

  addCommand(logLevel, 'list', { summary: 'list the deployed flows with their levels', example: 'sluice log-level list' }).action(
    async (options: SharedOptions) => {
      const levels = await server(io, options).admin<LogLevelView[]>('/log-levels')
      print(io, options, levels, () => table(['flow', 'level', 'until', 'then'], levels.map(row), 'no deployed flows'))
    },
  )

  addCommand(logLevel, 'set <flow> <level>', {
    summary: 'set NONE, ERROR, INFO, DEBUG or TRACE for messages that begin from now on; the word set may be left out',
    example: 'sluice log-level ProductDetails TRACE --for 30',
    isDefault: true,
  })
    .option('--for <minutes>', 'how long DEBUG or TRACE stays; 0: until another level is set', parseWhole)
    .action(async (flow: string, level: string, options: SetOptions) => {
      const body = { level: parseLevel(level), ...(options.for !== undefined && { minutes: options.for }) }
      const set = await server(io, options).admin<LogLevelView>(`/log-levels/${segment(flow)}`, { method: 'PUT', json: body })
      print(io, options, set, () => `${set.flow} logs at ${set.level}${set.until ? ` until ${set.until}, then at ${set.fallback}` : ''}\n`)
    })
}

const row = ({ flow, level, until, fallback }: LogLevelView): string[] => [flow, level, until ?? '', until ? fallback : '']

function parseLevel(text: string): LogLevel {
  const level = LOG_LEVELS.find((each) => each === text.toUpperCase())
  if (level) return level
  throw new SluiceError('bad-request', `There is no log level '${text}'. Levels: ${LOG_LEVELS.join(', ')}`)
}
