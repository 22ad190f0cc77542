import { spawnSync } from 'node:child_process'

/** Whether the packages were installed: only as root, or where sudo asks for no password. */
export function installDebianPackages(packages: readonly string[], log: (line: string) => void): boolean {
  const prefix = rootCommand()
  if (!prefix || spawnSync('apt-get', ['--version']).status !== 0) return false
  log(`Installing ${packages.join(', ')} (a minute or two)`)
  const [command = '', ...first] = [...prefix, 'apt-get']
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  const runs = [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', ...packages],
  ]
  return runs.every((args) => spawnSync(command, [...first, ...args], options).status === 0)
}

function rootCommand(): string[] | undefined {
  if (process.getuid?.() === 0) return []
  return spawnSync('sudo', ['-n', 'true']).status === 0 ? ['sudo', '-n', 'DEBIAN_FRONTEND=noninteractive'] : undefined
}
