import { type Command, InvalidArgumentError } from 'commander'
import type { SettingName } from '../config/settings.ts'
import type { FlowTests } from '../flow-tests/flow-tests.ts'
import type { CheckedArtifact } from '../runtime/check.ts'
import { connect, type ServerClient, type ServerOptions } from './client.ts'
import type { Io } from './io.ts'

/** What commands stand on: the world, and the parts that are heavy to load. */
export interface CommandContext {
  readonly io: Io
  readonly start: (options: StartOptions) => Promise<void>
  readonly check: (paths: readonly string[]) => Promise<readonly CheckedArtifact[]>
  readonly flowTests: () => Promise<LoadedFlowTests>
}

/** What runs flow tests, with a script host of its own. */
export interface LoadedFlowTests {
  readonly tests: FlowTests
  /** Ends the script host. */
  stop(): Promise<void>
}

/** What `sluice start` was given. */
export interface StartOptions {
  readonly flags: Partial<Record<SettingName, string>>
  /** Load the demo into an empty data folder. */
  readonly demo: boolean
}

/** One command group: adds its commands to the program. */
export type CommandGroup = (program: Command, context: CommandContext) => void

export interface Describe {
  readonly summary: string
  /** A command line without the prompt. */
  readonly example: string
  /** Stands for its group when none of its commands is named. */
  readonly isDefault?: true
}

/** Options that every command understands. */
export interface SharedOptions extends ServerOptions {
  readonly json?: true
}

/** Adds a command with `--json`, `--url`, `--data-dir` and an example in its help. */
export function addCommand(parent: Command, usage: string, { summary, example, isDefault }: Describe): Command {
  return parent
    .command(usage, { isDefault: isDefault ?? false })
    .description(summary)
    .option('--json', 'print JSON instead of a table')
    .option('--url <url>', 'the server (SLUICE_URL, http://127.0.0.1:8080)')
    .option('--data-dir <folder>', 'folder with the admin token (SLUICE_DATA_DIR, ./data)')
    .addHelpText('after', `\nExample:\n  $ ${example}`)
}

/** Prints the value as JSON when asked for, in words otherwise. */
export function print(io: Io, options: SharedOptions, value: unknown, words: () => string): void {
  io.stdout.write(options.json ? `${JSON.stringify(value, null, 2)}\n` : words())
}

/** Warnings go to stderr, so that a table or JSON on stdout stays clean. */
export function warn(io: Io, warnings: readonly string[]): void {
  for (const warning of warnings) io.stderr.write(`sluice: warning: ${warning}\n`)
}

/** An option that is a whole number. */
export function parseWhole(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Give a whole number.')
}

/** The server, called as administrator. */
export function server(io: Io, options: SharedOptions): ServerClient {
  return connect(io.env, options)
}
