import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { type Installation, readInstallation } from '../../src/languages/script-host/installation.ts'

const ORACLE = fileURLToPath(new URL('oracle', import.meta.url))

/** As the script host is started. */
const OPTIONS = ['-Duser.timezone=UTC', '-Duser.language=en', '-Duser.country=US', '-Dfile.encoding=UTF-8']

export interface Script {
  /** File name. */
  readonly name: string
  readonly source: string
}

/** Scripts that run one after the other on a message. */
export interface Call {
  readonly scripts: readonly Script[]
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
  readonly properties: Readonly<Record<string, string>>
}

/** What the message is afterwards, every value as its text; or the failure as Java shows it. */
export type ScriptOutcome =
  | { readonly body: string; readonly headers: Record<string, string>; readonly properties: Record<string, string> }
  | { readonly failure: string }

/** Runs scripts in a JVM with the Groovy library alone, without any class of ours. `folder` is where the script host is set up. */
export async function askGroovy(folder: string, calls: readonly Call[]): Promise<ScriptOutcome[]> {
  const { java, classPath } = readInstallation(folder) as Installation
  const groovy = classPath.find((path) => /groovy-all-2\.4\.\d+\.jar$/.test(path))!
  const child = spawn(java, [...OPTIONS, '-cp', [groovy, ORACLE].join(delimiter), 'groovy.ui.GroovyMain', join(ORACLE, 'Oracle.groovy')], {
    stdio: 'pipe',
  })
  child.stdin.end(JSON.stringify(calls))
  const [output, problem] = await Promise.all([text(child.stdout), text(child.stderr)])
  if (!output.startsWith('[')) throw new Error(`Groovy did not answer: ${problem}`)
  return JSON.parse(output)
}
