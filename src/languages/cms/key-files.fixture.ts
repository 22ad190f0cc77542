import { execFileSync } from 'node:child_process'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { KeyPair } from '../../engine/services.ts'

/** What `openssl genpkey` makes for each name. Small DSA keys are made in a moment. */
const OPTIONS = {
  rsa: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
  'rsa-other': ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
  ec: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  dsa: ['-genparam', '-algorithm', 'DSA', '-pkeyopt', 'dsa_paramgen_bits:1024'],
} as const

/** A folder with key pairs that OpenSSL made, and programs that run in it. */
export class KeyFiles<Name extends keyof typeof OPTIONS> {
  readonly folder = mkdtempSync(join(tmpdir(), 'sluice-keys-'))
  readonly pairs: Record<Name, KeyPair>

  constructor(names: readonly Name[]) {
    this.pairs = Object.fromEntries(names.map((name) => [name, this.#make(name)])) as Record<Name, KeyPair>
  }

  path(name: string): string {
    return join(this.folder, name)
  }

  write(name: string, content: Uint8Array | string): void {
    writeFileSync(this.path(name), content)
  }

  read(name: string): Buffer {
    return readFileSync(this.path(name))
  }

  /** What the program writes; throws when it fails. */
  run(program: string, ...words: readonly string[]): Buffer {
    return execFileSync(program, words, { cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'] })
  }

  remove(): void {
    rmSync(this.folder, { recursive: true })
  }

  #make(name: Name): KeyPair {
    const key = `${name}.key`
    this.run('openssl', 'genpkey', ...OPTIONS[name], '-out', key)
    if (OPTIONS[name][0] === '-genparam') this.run('openssl', 'genpkey', '-paramfile', key, '-out', key)
    this.run('openssl', 'req', '-x509', '-key', key, '-out', `${name}.pem`, '-subj', `/CN=${name}/O=Tests`, '-days', '2')
    return { privateKey: createPrivateKey(this.read(key)), chain: [new X509Certificate(this.read(`${name}.pem`)).raw] }
  }
}
