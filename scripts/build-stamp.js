import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './prepare.js'

/** What is built: where to, and from which files and folders. */
const TARGETS = {
  server: { folder: 'dist', from: ['tsconfig.json', 'tsconfig.build.json', 'package.json', 'src'] },
  cockpit: { folder: 'build/cockpit', from: ['tsconfig.json', 'package-lock.json', 'cockpit', 'scripts/cockpit'] },
}

/** Whether the target was built from exactly these sources. */
export function isBuilt(name) {
  const stamp = stampOf(name)
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint(name)
}

export function markBuilt(name) {
  writeFileSync(stampOf(name), fingerprint(name))
}

const stampOf = (name) => join(root, TARGETS[name].folder, '.built-from')

function fingerprint(name) {
  const hash = createHash('sha256')
  for (const file of TARGETS[name].from.flatMap(filesOf)) hash.update(file).update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

/** The file itself, or what is below the folder; tests change nothing that is built. */
function filesOf(path) {
  if (/\.\w+$/.test(path)) return [path]
  return readdirSync(join(root, path), { recursive: true })
    .map((name) => join(path, name))
    .filter((name) => /\.\w+$/.test(name) && !/\.test\.\w+$/.test(name))
    .sort()
}
