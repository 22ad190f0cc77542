import { accessCommand } from './access-matrix.ts'
import { apiClientCommands } from './api-clients.ts'
import { auditCommands } from './audit.ts'
import { callCommand } from './call.ts'
import { certificateCommands } from './certificates.ts'
import { checkCommand } from './check.ts'
import { clientCommands } from './clients.ts'
import type { CommandGroup } from './command.ts'
import { credentialCommands } from './credentials.ts'
import { deployCommand } from './deploy.ts'
import { expiringCommand } from './expiring.ts'
import { explainCommand } from './explain.ts'
import { instanceCommands } from './instances.ts'
import { keyCommands } from './keys.ts'
import { logLevelCommands } from './log-levels.ts'
import { logsCommand } from './logs.ts'
import { roleCommands } from './roles.ts'
import { runtimeCommands } from './runtime-artifacts.ts'
import { secretCommands } from './secrets.ts'
import { signingKeyCommands } from './signing-keys.ts'
import { startCommand } from './start.ts'
import { testCommand } from './test.ts'
import { tokenCommand } from './token.ts'
import { tokenListCommands } from './tokens.ts'

/** Every command group, in the order of the help. */
export const COMMAND_GROUPS: readonly CommandGroup[] = [
  startCommand,
  clientCommands,
  roleCommands,
  apiClientCommands,
  instanceCommands,
  keyCommands,
  certificateCommands,
  secretCommands,
  signingKeyCommands,
  expiringCommand,
  tokenCommand,
  tokenListCommands,
  deployCommand,
  runtimeCommands,
  callCommand,
  logsCommand,
  logLevelCommands,
  credentialCommands,
  explainCommand,
  accessCommand,
  auditCommands,
  checkCommand,
  testCommand,
]
