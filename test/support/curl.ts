import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

export interface CurlAnswer {
  readonly status: number
  readonly body: string
}

/** Runs curl in a process of its own; it trusts the authority in this file. Throws when curl fails. */
export async function curl(authorityFile: string, ...parameters: string[]): Promise<CurlAnswer> {
  const { stdout } = await promisify(execFile)('curl', ['-sS', '--cacert', authorityFile, '-w', '\n%{http_code}', ...parameters])
  const end = stdout.lastIndexOf('\n')
  return { status: Number(stdout.slice(end + 1)), body: stdout.slice(0, end) }
}

/** A field of a form. */
export const form = (name: string, value: string): string[] => ['--data-urlencode', `${name}=${value}`]
