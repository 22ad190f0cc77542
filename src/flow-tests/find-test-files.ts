import { statSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { SluiceError } from '../kernel/errors.ts'
import { TEST_FILE_ENDING } from './folder-source.ts'

/** Never where tests are. */
const SKIPPED = new Set(['node_modules', 'dist'])

/** Test files at or below the paths, each once, sorted. Throws `bad-request` for a path that is not there or is a file of another kind. */
export async function findTestFiles(paths: readonly string[]): Promise<string[]> {
  const found = await Promise.all(paths.map(filesAt))
  return [...new Set(found.flat())].sort()
}

async function filesAt(path: string): Promise<string[]> {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats) throw new SluiceError('bad-request', `There is no file or folder ${path}`)
  if (stats.isDirectory()) return filesBelow(path)
  if (path.endsWith(TEST_FILE_ENDING)) return [path]
  throw new SluiceError('bad-request', `${path} is no test file: its name must end with ${TEST_FILE_ENDING}`)
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const found = entries.map(async (entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return entry.name.startsWith('.') || SKIPPED.has(entry.name) ? [] : filesBelow(path)
    return entry.isFile() && entry.name.endsWith(TEST_FILE_ENDING) ? [path] : []
  })
  return (await Promise.all(found)).flat()
}
