import { open, readFile } from 'node:fs/promises'

/** The trimmed text; nothing when the file is missing or empty. */
export async function readSecret(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim() || undefined
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw thrown
  }
}

/** For the owner only. A file that was left over keeps its mode when it is overwritten, so the mode is set again. */
export async function writeSecret(file: string, secret: string): Promise<void> {
  const handle = await open(file, 'w', 0o600)
  try {
    await handle.chmod(0o600)
    await handle.writeFile(`${secret}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
