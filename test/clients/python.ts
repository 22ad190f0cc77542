import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { Dialect } from '../../src/store/subaccounts.ts'
import { addresses, ORDER, type Scene } from './scene.ts'

/** Debian's own Python, which its packages are for; another one may come first on the search path. */
const PYTHON = '/usr/bin/python3'

/** A call that a Python program makes. */
export interface PythonCall {
  readonly dialect: Dialect
  readonly scheme: 'http' | 'https'
  readonly authentication: 'basic' | 'body'
  readonly parameters?: Readonly<Record<string, string>>
  readonly secret?: string
}

/** What came of it: a token and the flow's answer, or what the library raised. */
export type PythonResult =
  | { readonly token: Readonly<Record<string, unknown>>; readonly status: number; readonly body: string }
  | { readonly raised: string; readonly error: string; readonly description: string; readonly status?: number }

const OPAQUE = /^[0-9a-f]{32}$/
const JWT = /^eyJ/

/** What either library must be given: dialect, listener, place of the credentials, further parameters, shape of the token. */
export const GRANTED = [
  ['neo', 'http', 'basic', {}, OPAQUE],
  ['neo', 'http', 'basic', { token_format: 'jwt' }, JWT],
  ['neo', 'https', 'basic', {}, OPAQUE],
  ['neo', 'https', 'basic', { token_format: 'jwtrfc' }, JWT],
  ['cloud-foundry', 'http', 'basic', {}, JWT],
  ['cloud-foundry', 'http', 'body', { token_format: 'opaque' }, OPAQUE],
  ['cloud-foundry', 'https', 'basic', { token_format: 'opaque' }, OPAQUE],
  ['cloud-foundry', 'https', 'body', {}, JWT],
] as const

/** Runs a program of the folder `python` as a process of its own. Throws what it wrote to stderr when it fails. */
export async function runPython(program: string, scene: Scene, call: PythonCall): Promise<PythonResult> {
  const { dialect, scheme, authentication, parameters = {} } = call
  const { id, secret } = scene.clients[dialect]
  const { tokenUrl, flowUrl } = addresses(scene, scheme, dialect)
  const credentials = { id, secret: call.secret ?? secret, authentication }
  const wish = { ...credentials, tokenUrl, flowUrl, parameters, body: ORDER, authorityFile: scene.authorityFile }
  const file = fileURLToPath(new URL(`./python/${program}`, import.meta.url))
  // oauthlib talks to plain http only when it is told that this is meant.
  const env = { PATH: '/usr/bin:/bin', OAUTHLIB_INSECURE_TRANSPORT: '1' }
  const child = spawn(PYTHON, ['-W', 'ignore', file], { env })
  const ended = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve))
  child.stdin.end(JSON.stringify(wish))
  const [output, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${errors}`)
  return JSON.parse(output) as PythonResult
}
