import { Command, CommanderError } from 'commander'
import { messageOf } from '../kernel/errors.ts'
import type { CommandContext } from './command.ts'
import { COMMAND_GROUPS } from './index.ts'
import { UsageError } from './io.ts'

/** Exit code of a finished command: 0 done, 1 failed with a reason on stderr, 2 wrong use. */
export async function run(argv: readonly string[], context: CommandContext): Promise<0 | 1 | 2> {
  try {
    await createProgram(context).parseAsync([...argv], { from: 'user' })
    return 0
  } catch (thrown) {
    return report(thrown, context)
  }
}

/** The whole command tree; it never ends the process. */
export function createProgram(context: CommandContext): Command {
  const { stdout, stderr } = context.io
  const program = new Command('sluice')
    .description('A Cloud Integration tenant that you own')
    .exitOverride()
    // A command and one below it may know the same option; it is for the one that it follows.
    .enablePositionalOptions()
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: (text) => stderr.write(text) })
    .showHelpAfterError('Add --help for the options and an example.')
  for (const addCommands of COMMAND_GROUPS) addCommands(program, context)
  return program
}

function report(thrown: unknown, { io }: CommandContext): 0 | 1 | 2 {
  // Commander has printed its own text by now.
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : 2
  io.stderr.write(`sluice: ${messageOf(thrown)}\n`)
  return thrown instanceof UsageError ? 2 : 1
}
