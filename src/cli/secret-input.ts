import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { type Io, UsageError } from './io.ts'

/** A secret from its option: the value itself, stdin for `-`, or a prompt without echo when the option is missing. */
export async function readSecret(io: Io, value: string | undefined, option: string): Promise<string> {
  const secret = value === '-' ? (await text(io.stdin)).replace(/\r?\n$/, '') : (value ?? (await prompt(io, option)))
  if (secret === '') throw new UsageError(`${option} is empty`)
  return secret
}

function prompt(io: Io, option: string): Promise<string> {
  if (!io.stdin.isTTY) throw new UsageError(`Give ${option}, or ${option} - to read it from stdin`)
  io.stderr.write(`${option.replace(/^--/, '')}: `)
  const mute = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: io.stdin, output: mute, terminal: true })
  return new Promise((resolve) => {
    lines.once('line', (line) => {
      lines.close()
      io.stderr.write('\n')
      resolve(line)
    })
    lines.once('SIGINT', () => {
      lines.close()
      resolve('')
    })
  })
}
