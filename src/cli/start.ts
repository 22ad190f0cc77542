import type { Command } from 'commander'
import { printSettings, readSettings } from '../config/read-settings.ts'
import { SETTINGS, type SettingName } from '../config/settings.ts'
import type { CommandContext } from './command.ts'

type StartFlags = Partial<Record<SettingName, string>> & { readonly demo: boolean; readonly printConfig?: true }

/** `sluice start`: one option per setting. */
export function startCommand(program: Command, { io, start }: CommandContext): void {
  const command = program
    .command('start')
    .description('start the server')
    .option('--no-demo', 'leave an empty data folder empty')
    .option('--print-config', 'print every setting with its source, and end')
    .addHelpText('after', '\nExample:\n  $ sluice start --data-dir ./data --port 8080')
  for (const [name, { flag, doc }] of Object.entries(SETTINGS)) {
    if (flag !== undefined) command.option(`${flag} <${name}>`, doc)
  }
  command.action(async ({ demo, printConfig, ...flags }: StartFlags) => {
    if (printConfig) io.stdout.write(printSettings(readSettings(flags, io.env)))
    else await start({ flags, demo })
  })
}
