// Makes sure that the third-party programs are there that `npm test` runs and npm does not have. Run by `npm test` and by
// hand: `npx tsx scripts/test-clients.ts`.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { installDebianPackages } from './debian-packages.ts'

/** A client, a command that succeeds where it is installed, and where it comes from. */
export interface TestClientProgram {
  readonly name: string
  readonly probe: readonly [command: string, ...parameters: string[]]
  readonly debianPackage: string
}

/** Debian's packages are for Debian's own Python. */
const PYTHON = '/usr/bin/python3'

export const TEST_CLIENTS: readonly TestClientProgram[] = [
  { name: 'Chromium', probe: ['/usr/bin/chromium', '--version'], debianPackage: 'chromium' },
  { name: 'curl', probe: ['curl', '--version'], debianPackage: 'curl' },
  { name: 'OpenSSL', probe: ['openssl', 'version'], debianPackage: 'openssl' },
  { name: 'xmlsec', probe: ['xmlsec1', '--version'], debianPackage: 'xmlsec1' },
  {
    name: 'requests-oauthlib',
    probe: [PYTHON, '-c', 'import requests_oauthlib'],
    debianPackage: 'python3-requests-oauthlib',
  },
  {
    name: 'Authlib',
    probe: [PYTHON, '-c', 'import authlib.integrations.requests_client'],
    debianPackage: 'python3-authlib',
  },
]

export const missingOf = (clients: readonly TestClientProgram[]): readonly TestClientProgram[] =>
  clients.filter(({ probe: [command, ...parameters] }) => spawnSync(command, parameters).status !== 0)

/** A text for people. */
export function whatIsMissing(missing: readonly TestClientProgram[]): string {
  const names = missing.map(({ name }) => name).join(', ')
  return `The tests run real clients, and these are missing: ${names}. On Debian or Ubuntu: apt-get install ${packagesOf(missing).join(' ')}.`
}

const packagesOf = (clients: readonly TestClientProgram[]): string[] => clients.map(({ debianPackage }) => debianPackage)

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  let missing = missingOf(TEST_CLIENTS)
  if (missing.length > 0 && installDebianPackages(packagesOf(missing), (line) => console.error(`▸ ${line}`))) missing = missingOf(missing)
  if (missing.length > 0) {
    console.error(`✗ ${whatIsMissing(missing)}`)
    process.exitCode = 1
  }
}
