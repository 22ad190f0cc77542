import { buffer } from 'node:stream/consumers'
import { crc32 } from 'node:zlib'
import { type Entry, fromBufferPromise, getFileNameLowLevel, type ZipFile } from 'yauzl'
import { ZipFile as ZipWriter } from 'yazl'
import { messageOf, SluiceError } from '../kernel/errors.ts'
import { ARCHIVE_LIMITS, type ArchiveLimits, ArchiveQuota } from './archive-quota.ts'
import { entryPath, withoutTopFolder } from './entry-path.ts'

/** Files by path with forward slashes, relative to the artifact's root. */
export type Files = ReadonlyMap<string, Uint8Array>

/**
 * Unpacks a zip in memory. Bounded against zip bombs and path traversal; folders are skipped, and one folder around
 * everything is dropped. Throws `bad-request` naming the entry.
 */
export async function readArchive(bytes: Uint8Array, limits: ArchiveLimits = ARCHIVE_LIMITS): Promise<Files> {
  const quota = new ArchiveQuota(limits)
  const files = new Map<string, Uint8Array>()
  for await (const { path, isFolder, packedSize, size, content } of entriesOf(bytes)) {
    quota.add(path, size, packedSize)
    if (isFolder) continue
    if (path === '') throw new SluiceError('bad-request', 'The archive has an entry without name')
    if (files.has(path)) throw new SluiceError('bad-request', `The archive has two entries ${JSON.stringify(path)}`)
    files.set(path, await content())
  }
  return withoutTopFolder(files)
}

/** Packs files into a zip that depends on nothing but them: sorted, with one fixed time. */
export async function writeArchive(files: Files): Promise<Uint8Array> {
  const zip = new ZipWriter()
  // Zip times have no zone: they are written in local time.
  const options = { mtime: new Date(2000, 0, 1), mode: 0o100644, forceDosTimestamp: true }
  for (const path of [...files.keys()].sort()) zip.addBuffer(Buffer.from(files.get(path)!), path, options)
  zip.end()
  return buffer(zip.outputStream)
}

interface ArchiveEntry {
  readonly path: string
  readonly isFolder: boolean
  /** Declared sizes in bytes. Unpacking fails when the content has another size. */
  readonly size: number
  readonly packedSize: number
  content(): Promise<Uint8Array>
}

async function* entriesOf(bytes: Uint8Array): AsyncIterable<ArchiveEntry> {
  const zip = await open(bytes)
  const entries = zip.eachEntry()
  for (let next = await readable(() => entries.next()); !next.done; next = await readable(() => entries.next())) {
    yield describe(zip, next.value)
  }
}

function open(bytes: Uint8Array): Promise<ZipFile> {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  // Names stay undecoded so that `entryPath` judges them, and not the library by other rules.
  return readable(() => fromBufferPromise(content, { lazyEntries: true, decodeStrings: false }))
}

function describe(zip: ZipFile, entry: Entry): ArchiveEntry {
  const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true)
  return {
    path: entryPath(name),
    isFolder: /[\\/]$/.test(name),
    size: entry.uncompressedSize,
    packedSize: entry.compressedSize,
    content: () => unpack(zip, entry, name),
  }
}

async function unpack(zip: ZipFile, entry: Entry, name: string): Promise<Uint8Array> {
  if (!entry.canDecodeFileData()) {
    throw new SluiceError('bad-request', `The archive entry ${JSON.stringify(name)} is encrypted or packed with an unknown method`)
  }
  const content = await readable(async () => buffer(await zip.openReadStreamPromise(entry)))
  if (crc32(content) !== entry.crc32) throw new SluiceError('bad-request', `The archive entry ${JSON.stringify(name)} is damaged`)
  return content
}

async function readable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (cause) {
    throw new SluiceError('bad-request', `The zip archive cannot be read: ${messageOf(cause)}`, { cause })
  }
}
