import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { messageOf, SluiceError } from '../kernel/errors.ts'
import type { Io } from './io.ts'

/** The text of a file, `-` for stdin. Throws `bad-request` that names the file. `what` begins the sentence: `The certificate`. */
export async function readTextFile(io: Io, file: string, what: string): Promise<string> {
  try {
    return file === '-' ? await text(io.stdin) : await readFile(file, 'utf8')
  } catch (cause) {
    throw new SluiceError('bad-request', `${what} ${file} cannot be read: ${messageOf(cause)}`, { cause })
  }
}
