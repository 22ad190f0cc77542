import { messageOf, SluiceError } from '../kernel/errors.ts'
import type { Io } from './io.ts'
import { readTextFile } from './text-file.ts'

/** The JSON object in a file, `-` for stdin. Throws `bad-request` that names the file. `what` begins the sentence: `The key set`. */
export async function readJsonFile(io: Io, file: string, what: string): Promise<Record<string, unknown>> {
  const value = parse(await readTextFile(io, file, what), `${what} ${file}`)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw new SluiceError('bad-request', `${what} ${file} must hold one JSON object`)
}

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new SluiceError('bad-request', `${name} cannot be read: ${messageOf(cause)}`, { cause })
  }
}
