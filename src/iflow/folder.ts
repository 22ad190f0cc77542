import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { messageOf, SluiceError } from '../kernel/errors.ts'
import type { Files } from './archive.ts'
import { ARCHIVE_LIMITS, type ArchiveLimits, ArchiveQuota } from './archive-quota.ts'
import { withoutTopFolder } from './entry-path.ts'

/**
 * Reads an artifact from an exploded folder, with the bounds of an archive. Hidden files and folders (`.git`, `.project`) are
 * no part of an artifact; symbolic links are not followed. Throws `bad-request`.
 */
export async function readFolder(folder: string, limits: ArchiveLimits = ARCHIVE_LIMITS): Promise<Files> {
  const quota = new ArchiveQuota(limits)
  const files = new Map<string, Uint8Array>()
  for await (const file of filesBelow(folder)) {
    const path = relative(folder, file).split(sep).join('/')
    quota.add(path, (await stat(file)).size)
    files.set(path, await readFile(file))
  }
  return withoutTopFolder(files)
}

async function* filesBelow(folder: string): AsyncIterable<string> {
  for (const child of await list(folder)) {
    if (child.name.startsWith('.')) continue
    const path = join(folder, child.name)
    if (child.isDirectory()) yield* filesBelow(path)
    else if (child.isFile()) yield path
  }
}

async function list(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (cause) {
    throw new SluiceError('bad-request', `The folder ${folder} cannot be read: ${messageOf(cause)}`, { cause })
  }
}
