import { SluiceError } from '../../kernel/errors.ts'
import type { PackedFile } from './packed-file.ts'

/** POSIX.1-1988 “ustar”, with the long names of GNU (`L`) and of POSIX.1-2001 (`x`). */
const BLOCK = 512
const NAME_LENGTH = 100
const REGULAR_FILE = new Set(['0', '\0', '7'])

/** The files of a tar archive in their order; folders and links are left out. Throws `processing-failed` for what is no tar. */
export function readTar(bytes: Uint8Array): PackedFile[] {
  const files: PackedFile[] = []
  let longName: string | undefined
  for (let offset = 0; offset < bytes.length && bytes[offset] !== 0; ) {
    const header = readHeader(bytes, offset)
    const start = offset + BLOCK
    const content = bytes.subarray(start, start + header.size)
    if (content.length < header.size) throw notTar(`it ends within ${header.name}`)
    if (header.type === 'L') longName = textOf(content)
    else if (header.type === 'x') longName = pathOf(content) ?? longName
    else {
      if (REGULAR_FILE.has(header.type)) files.push({ name: longName ?? header.name, content })
      longName = undefined
    }
    offset = start + padded(header.size)
  }
  if (bytes.length === 0) throw notTar('it is empty')
  return files
}

/** @param time of every file, milliseconds since the epoch */
export function writeTar(files: readonly PackedFile[], time: number): Uint8Array {
  const blocks = files.flatMap(({ name, content }) => {
    const encoded = Buffer.from(name)
    const long = encoded.length > NAME_LENGTH ? entry(Buffer.from('././@LongLink'), 'L', Buffer.concat([encoded, Buffer.of(0)]), 0) : []
    return [...long, ...entry(encoded.subarray(0, NAME_LENGTH), '0', content, time)]
  })
  return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)])
}

interface Header {
  readonly name: string
  readonly type: string
  readonly size: number
}

function readHeader(bytes: Uint8Array, offset: number): Header {
  const block = bytes.subarray(offset, offset + BLOCK)
  if (block.length < BLOCK || octal(block, 148, 8) !== checksum(block)) throw notTar(`the entry at byte ${offset} has no valid header`)
  const isPosix = textOf(block.subarray(257, 262)) === 'ustar'
  const prefix = isPosix && block[263] === 0x30 ? textOf(block.subarray(345, 500)) : ''
  const name = textOf(block.subarray(0, NAME_LENGTH))
  return { name: prefix === '' ? name : `${prefix}/${name}`, type: String.fromCharCode(block[156]!), size: octal(block, 124, 12) }
}

function entry(name: Uint8Array, type: string, content: Uint8Array, time: number): Uint8Array[] {
  const header = Buffer.alloc(BLOCK)
  header.set(name)
  const number = (value: number, at: number, length: number): number => header.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at)
  number(0o644, 100, 8)
  number(0, 108, 8)
  number(0, 116, 8)
  number(content.length, 124, 12)
  number(Math.floor(time / 1000), 136, 12)
  header.write(`${type}`, 156)
  header.write('ustar\x0000', 257, 'latin1')
  header.write(`${checksum(header).toString(8).padStart(6, '0')}\0 `, 148)
  return [header, content, Buffer.alloc(padded(content.length) - content.length)]
}

/** Sum of the header's bytes, its own field counted as blanks. */
function checksum(block: Uint8Array): number {
  let sum = 0
  for (const [index, byte] of block.entries()) sum += index >= 148 && index < 156 ? 0x20 : byte
  return sum
}

const octal = (block: Uint8Array, start: number, length: number): number =>
  Number.parseInt(textOf(block.subarray(start, start + length)).trim() || '0', 8)

/** A record is its own length, a blank, and `key=value` with a line end. */
function pathOf(records: Uint8Array): string | undefined {
  return /(?:^|\n)\d+ path=([^\n]*)\n/.exec(decoder.decode(records))?.[1]
}

function textOf(field: Uint8Array): string {
  const end = field.indexOf(0)
  return decoder.decode(end < 0 ? field : field.subarray(0, end))
}

const padded = (size: number): number => Math.ceil(size / BLOCK) * BLOCK

const decoder = new TextDecoder('utf-8')

const notTar = (reason: string): SluiceError =>
  new SluiceError('processing-failed', `The body is no tar archive that can be read: ${reason}`)
