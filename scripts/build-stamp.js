import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './prepare.js'

const STAMP = join(root, 'dist', '.built-from')

/** Whether `dist` was built from exactly these sources. */
export function isBuilt() {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === fingerprint()
}

export function markBuilt() {
  writeFileSync(STAMP, fingerprint())
}

function fingerprint() {
  const hash = createHash('sha256')
  for (const file of ['tsconfig.json', 'tsconfig.build.json', 'package.json', ...sources()])
    hash.update(file).update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

function sources() {
  return readdirSync(join(root, 'src'), { recursive: true })
    .map((name) => join('src', name))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .sort()
}
