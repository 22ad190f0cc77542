import { run } from './run.ts'

/** The command line of this process. The server's parts are loaded by the commands that need them only. */
export async function sluice(): Promise<void> {
  process.exitCode = await run(process.argv.slice(2), {
    io: process,
    start: async (options) => (await import('../main.ts')).start(options),
    check: async (paths) => (await import('../main.ts')).check(paths),
    flowTests: async () => (await import('../main.ts')).flowTests(),
  })
}
