import { callCommand } from './call.ts'
import { checkCommand } from './check.ts'
import { clientCommands } from './clients.ts'
import type { CommandGroup } from './command.ts'
import { credentialCommands } from './credentials.ts'
import { deployCommand } from './deploy.ts'
import { explainCommand } from './explain.ts'
import { instanceCommands } from './instances.ts'
import { keyCommands } from './keys.ts'
import { logsCommand } from './logs.ts'
import { roleCommands } from './roles.ts'
import { runtimeCommands } from './runtime-artifacts.ts'
import { startCommand } from './start.ts'
import { tokenCommand } from './token.ts'

/** Every command group, in the order of the help. */
export const COMMAND_GROUPS: readonly CommandGroup[] = [
  startCommand,
  clientCommands,
  roleCommands,
  instanceCommands,
  keyCommands,
  tokenCommand,
  deployCommand,
  runtimeCommands,
  callCommand,
  logsCommand,
  credentialCommands,
  explainCommand,
  checkCommand,
]
