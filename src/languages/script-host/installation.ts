import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the set-up left behind: how to start the script host. */
export interface Installation {
  /** Path of the `java` command. */
  readonly java: string
  readonly classPath: readonly string[]
}

/** Written by the set-up: `Installation` as JSON. */
export const LAUNCH_FILE = 'launch.json'
/** Written by the set-up when something is missing: a text for people. */
export const MISSING_FILE = 'missing.txt'

/** The installation in the folder, or a text that says what to install. */
export function readInstallation(folder: string): Installation | string {
  const launch = join(folder, LAUNCH_FILE)
  if (existsSync(launch)) return JSON.parse(readFileSync(launch, 'utf8')) as Installation
  const missing = join(folder, MISSING_FILE)
  if (existsSync(missing)) return readFileSync(missing, 'utf8').trim()
  return 'Scripts need the script host, which is not set up: run `npm start` or `npx tsx scripts/script-host.ts`'
}
