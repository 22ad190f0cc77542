import { PassThrough, pipeline, type Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import { ZipFile as ZipWriter } from 'yazl'
import { messageOf, SluiceError } from '../../kernel/errors.ts'
import type { PackedFile } from './packed-file.ts'

/**
 * The files of a zip archive in their order, without folders. Throws `processing-failed` for what is no zip, and `too-large`
 * when they are larger than `limit` bytes together.
 */
export async function readZip(bytes: Uint8Array, limit: number): Promise<PackedFile[]> {
  const zip = await readable(() => fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { lazyEntries: true }))
  const files: PackedFile[] = []
  let size = 0
  const entries = zip.eachEntry()
  for (let next = await readable(() => entries.next()); !next.done; next = await readable(() => entries.next())) {
    const entry = next.value
    if (entry.fileName.endsWith('/')) continue
    size += entry.uncompressedSize
    if (size > limit) throw new SluiceError('too-large', `The files of the zip archive are larger than ${limit} bytes`)
    files.push({ name: entry.fileName, content: await unpack(zip, entry) })
  }
  return files
}

/** @param time of every file, milliseconds since the epoch */
export async function writeZip(files: readonly PackedFile[], time: number): Promise<Uint8Array> {
  const zip = new ZipWriter()
  for (const { name, content } of files) zip.addBuffer(Buffer.from(content), name, { mtime: new Date(time), mode: 0o100644 })
  zip.end()
  return buffer(zip.outputStream)
}

/**
 * An archive of one file that is packed as it is read. A stream that fails fails the archive.
 *
 * @param time of the file, milliseconds since the epoch
 */
export function zipStream(name: string, content: Readable, time: number): Readable {
  const zip = new ZipWriter()
  const archive = pipeline(zip.outputStream, new PassThrough(), () => void content.destroy())
  content.once('error', (failure) => archive.destroy(failure))
  zip.addReadStream(content, name, { mtime: new Date(time), mode: 0o100644 })
  zip.end()
  return archive
}

/** The reader holds the content to the size that the entry declares. */
const unpack = (zip: ZipFile, entry: Entry): Promise<Uint8Array> => readable(async () => buffer(await zip.openReadStreamPromise(entry)))

async function readable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (cause) {
    throw new SluiceError('processing-failed', `The body is no zip archive that can be read: ${messageOf(cause)}`, { cause })
  }
}
