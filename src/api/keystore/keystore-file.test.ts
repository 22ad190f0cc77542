import { execFile } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeJceks } from './jks.ts'
import { readKeystoreFile } from './keystore-file.ts'

let folder: string
const read = (name: string) => readFileSync(join(folder, name))
const run = promisify(execFile)
/** Answers no question: what it asks for is the same as before. */
const keytool = async (...args: string[]) => {
  const running = run('keytool', args, { cwd: folder })
  running.child.stdin?.end()
  return (await running).stdout
}
const TYPES = ['JKS', 'JCEKS', 'PKCS12'] as const
const store = (name: string, type: string) => ['-keystore', name, '-storetype', type, '-storepass', 'geheim-1']

/** Keystores of each type as Java writes them: a key pair, and its certificate once more as one that is trusted. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-jks-'))
  const jks = store('JKS.ks', 'JKS')
  const other = ['-genkeypair', '-alias', 'b', '-keyalg', 'EC', '-keypass', 'another-1', '-dname', 'CN=b', ...store('two.ks', 'JKS')]
  const secret = ['-genseckey', '-alias', 'aes', '-keyalg', 'AES', '-keysize', '128', ...store('secret.ks', 'JCEKS')]
  const pair = keytool('-genkeypair', '-alias', 'crm', '-keyalg', 'RSA', '-keysize', '2048', '-dname', 'CN=crm,C=DE', ...jks)
  await Promise.all([pair, keytool(...other), keytool(...secret)])
  await keytool('-exportcert', '-alias', 'crm', '-file', 'crm.cer', ...jks)
  await keytool('-importcert', '-noprompt', '-alias', 'trusted ca', '-file', 'crm.cer', ...jks)
  const source = ['-importkeystore', '-srckeystore', 'JKS.ks', '-srcstorepass', 'geheim-1', '-deststorepass', 'geheim-1']
  await Promise.all(['JCEKS', 'PKCS12'].map((type) => keytool(...source, '-destkeystore', `${type}.ks`, '-deststoretype', type)))
}, 30_000)
afterAll(() => rmSync(folder, { recursive: true }))

describe('a keystore file of Java', () => {
  it.each(TYPES)('as %s gives its key pairs and trusted certificates', async (type) => {
    const entries = await readKeystoreFile(read(`${type}.ks`), 'geheim-1')
    const der = read('crm.cer').toString('hex')
    const shown = entries.map(({ alias, certificates, privateKey }) => ({
      alias,
      certificates: certificates.map((certificate) => Buffer.from(certificate).toString('hex')),
      fits: privateKey && new X509Certificate(certificates[0]!).checkPrivateKey(privateKey),
    }))
    expect(shown.sort((a, b) => a.alias.localeCompare(b.alias))).toEqual([
      { alias: 'crm', certificates: [der], fits: true },
      { alias: 'trusted ca', certificates: [der], fits: undefined },
    ])
  })

  it.each([
    ['JKS', 'The password of the keystore is not correct, or the keystore was changed.'],
    ['JCEKS', 'The password of the keystore is not correct, or the keystore was changed.'],
    ['PKCS12', 'The password of the PKCS#12 file is not correct.'],
  ])('as %s stays closed without its password', async (type, text) => {
    await expect(readKeystoreFile(read(`${type}.ks`), 'other')).rejects.toMatchObject({ code: 'bad-request', message: text })
  })

  it('with a key that has a password of its own says so', async () => {
    await expect(readKeystoreFile(read('two.ks'), 'geheim-1')).rejects.toThrow(
      'The private key of the keystore entry "b" has another password than the keystore.',
    )
  })

  it('with a secret key is refused by its alias', async () => {
    await expect(readKeystoreFile(read('secret.ks'), 'geheim-1')).rejects.toThrow('The keystore entry "aes" is a secret key')
  })

  it('that was changed, or is no keystore, is refused', async () => {
    const damaged = read('JKS.ks')
    damaged[30]! ^= 1
    await expect(readKeystoreFile(damaged, 'geheim-1')).rejects.toThrow('or the keystore was changed.')
    for (const bytes of [Buffer.from('-----BEGIN'), Buffer.alloc(0), Buffer.from('feedfeed', 'hex')]) {
      await expect(readKeystoreFile(bytes, 'x')).rejects.toMatchObject({ code: 'unsupported-media-type' })
    }
  })
})

describe('an exported keystore', () => {
  it('is read by Java, whatever its aliases', async () => {
    const certificate = read('crm.cer')
    const aliases = ['crm', 'größe', 'ключ', 'a😀\0b']
    const file = writeJceks(aliases.map((alias) => ({ alias, certificate, createdAt: 1_700_000_000_000 })))
    writeFileSync(join(folder, 'out.ks'), file)
    const listed = await keytool('-list', '-storetype', 'JCEKS', '-keystore', 'out.ks', '-storepass', '')
    expect(listed).toContain('Your keystore contains 4 entries')
    expect((await readKeystoreFile(file, '')).map(({ alias }) => alias)).toEqual(aliases)
  })
})
