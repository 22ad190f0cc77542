import { randomBytes } from 'node:crypto'
import { link, mkdir, open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { messageOf, SluiceError } from '../kernel/errors.ts'

const OTHERS = 0o077

/**
 * Reads the key file and creates it with random bytes when it is missing; of processes that start at once all get the same key.
 * Throws `unavailable` when anybody but the owner may touch the file, or when it has another length.
 */
export async function readMasterKeyFile(path: string, length: number): Promise<Buffer> {
  try {
    return await readOrCreate(path, length)
  } catch (thrown) {
    if (thrown instanceof SluiceError) throw thrown
    throw new SluiceError('unavailable', `The master key file ${path} cannot be used: ${messageOf(thrown)}`, { cause: thrown })
  }
}

async function readOrCreate(path: string, length: number): Promise<Buffer> {
  const existing = await read(path, length)
  if (existing !== undefined) return existing
  await create(path, length)
  const created = await read(path, length)
  if (created === undefined) throw new SluiceError('unavailable', `The master key file ${path} disappeared while it was created.`)
  return created
}

async function read(path: string, length: number): Promise<Buffer | undefined> {
  const file = await open(path, 'r').catch(unlessCode('ENOENT'))
  if (file === undefined) return undefined
  try {
    const { mode } = await file.stat()
    if ((mode & OTHERS) !== 0) throw readableByOthers(path, mode)
    const key = await file.readFile()
    if (key.length !== length) throw wrongLength(path, key.length, length)
    return key
  } finally {
    await file.close()
  }
}

/** The file appears under its name whole and on disk, or not at all: a hard link never replaces what another process linked first. */
async function create(path: string, length: number): Promise<void> {
  const folder = dirname(path)
  const draft = `${path}.${randomBytes(8).toString('hex')}`
  await mkdir(folder, { recursive: true, mode: 0o700 })
  try {
    await writeDurably(draft, randomBytes(length))
    await link(draft, path).catch(unlessCode('EEXIST'))
  } finally {
    await rm(draft, { force: true })
  }
  await syncFolder(folder)
}

async function writeDurably(path: string, bytes: Buffer): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

const unlessCode = (expected: string) => (thrown: NodeJS.ErrnoException) => {
  if (thrown.code !== expected) throw thrown
  return undefined
}

function readableByOthers(path: string, mode: number): SluiceError {
  const text = `The master key file ${path} is open to other users (mode ${(mode & 0o777).toString(8).padStart(4, '0')}).`
  return new SluiceError('unavailable', `${text} Run: chmod 600 ${path}`)
}

function wrongLength(path: string, found: number, expected: number): SluiceError {
  return new SluiceError(
    'unavailable',
    `The master key file ${path} must have ${expected} bytes and has ${found}. Restore it from a backup.`,
  )
}
