// Brings a fresh clone to the point where TypeScript can run: the one file that must work before anything is installed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Prints one step of the set-up. */
export const say = (text) => console.error(`▸ ${text}`)

/** Ends the process with a reason and a way out. */
export function giveUp(reason) {
  console.error(`✗ ${reason}`)
  process.exit(1)
}

/** Runs a command in the checkout with its output shown; ends the process when it fails. */
export function run(command, args, hint) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' })
  if (error || status !== 0) giveUp(`${[command, ...args].join(' ')} failed${error ? `: ${error.message}` : ''}. ${hint}`)
}

/** Installs the packages of package-lock.json unless exactly these are there. */
export function installPackages() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 20)) giveUp(`Sluice needs Node 20.20 or newer; this is ${process.versions.node}.`)
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(process.version)
    .digest('hex')
  const stamp = join(root, 'node_modules', '.sluice-installed')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  say('Installing packages (a minute on a fresh machine: the SQLite driver may be compiled)')
  run(
    'npm',
    ['ci', '--no-audit', '--no-fund'],
    'See the output above; a compiler (python3, make, g++) is needed where no ready-made SQLite driver fits.',
  )
  writeFileSync(stamp, wanted)
}

/** Runs a TypeScript file of the checkout. */
export function runTypeScript(file, args, hint) {
  run(process.execPath, ['--import', 'tsx', join(root, file), ...args], hint)
}

/** Builds the pages of the cockpit unless exactly these are there. */
export async function buildCockpit() {
  const { isBuilt, markBuilt } = await import('./build-stamp.js')
  if (isBuilt('cockpit')) return
  say('Building the cockpit')
  runTypeScript('scripts/cockpit/build.ts', [], 'The pages of the cockpit cannot be built.')
  markBuilt('cockpit')
}
