import { execFileSync } from 'node:child_process'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aTenant, d, failure } from './tenant.fixture.ts'

let folder: string
const base64 = (name: string) => readFileSync(join(folder, name)).toString('base64')
const keygen = (name: string, ...args: string[]) =>
  execFileSync('ssh-keygen', ['-q', '-C', 'me', '-f', name, ...args], { cwd: folder, stdio: 'pipe' })

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-ssh-'))
  keygen('rsa', '-t', 'rsa', '-b', '2048', '-N', '')
  keygen('locked', '-t', 'rsa', '-b', '2048', '-N', 's3cret', '-a', '4')
  keygen('slow', '-t', 'rsa', '-b', '2048', '-N', 's3cret', '-a', '101')
  keygen('pem', '-t', 'rsa', '-b', '2048', '-N', '', '-m', 'PEM')
  keygen('ec', '-t', 'ecdsa', '-b', '384', '-N', '')
  keygen('ed', '-t', 'ed25519', '-N', '')
})
afterAll(() => rmSync(folder, { recursive: true }))

const field = (bytes: Buffer) => Buffer.concat([Buffer.from(Uint32Array.of(bytes.length).buffer).swap32(), bytes])
const lines = (bytes: Buffer) => bytes.toString('base64').match(/.{1,64}/g) ?? []

/** The key `pem` as PuTTY writes it. */
function puttyFile(version: number, encryption: string): string {
  const { d: exponent, p, q, qi } = createPrivateKey(readFileSync(join(folder, 'pem'))).export({ format: 'jwk' })
  const numbers = [exponent, p, q, qi].map((number) => field(Buffer.concat([Buffer.of(0), Buffer.from(number!, 'base64url')])))
  const open = lines(Buffer.from(readFileSync(join(folder, 'pem.pub'), 'utf8').split(' ')[1]!, 'base64'))
  const secret = lines(Buffer.concat(numbers))
  const head = [
    `PuTTY-User-Key-File-${version}: ssh-rsa`,
    `Encryption: ${encryption}`,
    'Comment: me',
    `Public-Lines: ${open.length}`,
    ...open,
  ]
  return [...head, `Private-Lines: ${secret.length}`, ...secret, `Private-MAC: ${'0'.repeat(40)}`, ''].join('\n')
}

const request = (file: string, change = {}) => ({ SSHFile: base64(file), CommonName: 'sftp', Country: 'DE', ...change })

describe('SSH keys', () => {
  it.each([
    ['rsa', {}, 'id_rsa', 'RSA'],
    ['pem', {}, 'id_rsa', 'RSA'],
    ['locked', { Password: 's3cret' }, 'id_rsa', 'RSA'],
    ['ec', {}, 'id_ec', 'EC'],
  ])('as %s are kept under the alias of their type', async (file, change, alias, keyType) => {
    const { call, store, vault } = await aTenant()
    const answer = await call('POST', '/SSHKeyGenerationRequests?update=false', request(file, change))
    expect([answer.status, d(answer).Alias, d(answer).SSHFile, d(answer).Password]).toEqual([200, alias, null, null])
    const entry = (await store.keystore.find(alias))!
    const certificate = new X509Certificate(Buffer.from(entry.chain[0]!, 'base64'))
    expect(certificate.checkPrivateKey(createPrivateKey(vault.decrypt(entry.privateKey!)))).toBe(true)
    const [shown] = d(await call('GET', '/KeystoreEntries')).results
    expect([shown.Alias, shown.Type, shown.KeyType, shown.SubjectDN]).toEqual([alias, 'Key Pair', keyType, 'CN=sftp, C=DE'])
  })

  it('have a public part that SSH knows again', async () => {
    const { call } = await aTenant()
    await call('POST', '/SSHKeyGenerationRequests?update=false', request('rsa'))
    const line = String((await call('GET', "/KeystoreEntries('69645F727361')/Sshkey/$value")).body)
    expect(line.split(' ')[1]).toBe(readFileSync(join(folder, 'rsa.pub'), 'utf8').split(' ')[1])
  })

  it('come from PuTTY too', async () => {
    const { call, store } = await aTenant()
    const post = (text: string) =>
      call('POST', '/SSHKeyGenerationRequests?update=false', request('pem', { SSHFile: Buffer.from(text).toString('base64') }))
    for (const version of [2, 3]) {
      expect(d(await post(puttyFile(version, 'none'))).Alias).toBe('id_rsa')
      if (version === 2) await store.keystore.delete('id_rsa')
    }
    const certificate = new X509Certificate(Buffer.from((await store.keystore.find('id_rsa'))!.chain[0]!, 'base64'))
    expect(certificate.checkPrivateKey(createPrivateKey(readFileSync(join(folder, 'pem'))))).toBe(true)
    expect(failure(await post(puttyFile(3, 'aes256-cbc')))).toEqual({
      status: 400,
      text: "Property 'SSHFile' is an encrypted PuTTY file of version 3. Save it in version 2 or as OpenSSH key.",
    })
  })

  it('are replaced when asked for, and the list comes when asked for', async () => {
    const { call } = await aTenant()
    const post = (query: string, file: string) => call('POST', `/SSHKeyGenerationRequests?${query}`, request(file))
    expect(failure(await post('update=true', 'rsa'))).toEqual({ status: 400, text: 'Keystore entry with alias "id_rsa" does not exist' })
    await post('update=false', 'rsa')
    expect(failure(await post('update=false', 'pem'))).toEqual({ status: 400, text: 'Keystore entry with alias "id_rsa" already exists' })
    const answer = await post('update=true&returnKeystoreEntries=true', 'pem')
    expect([answer.status, d(answer).results.map((entry: { Alias: string }) => entry.Alias)]).toEqual([200, ['id_rsa']])
  })

  it.each([
    ['locked', {}, 400, "Property 'SSHFile' is encrypted: property 'Password' must hold its password."],
    [
      'locked',
      { Password: 'x' },
      400,
      "Property 'SSHFile' is no private key in OpenSSH, PEM or PuTTY format, or its password is not correct.",
    ],
    ['slow', { Password: 's3cret' }, 400, "Property 'SSHFile' asks for more than 100 rounds of key derivation."],
    ['rsa.pub', {}, 400, "Property 'SSHFile' is no private key in OpenSSH, PEM or PuTTY format, or its password is not correct."],
    ['ed', {}, 501, "The key in 'SSHFile' is ED25519. Send an RSA or EC key."],
    ['rsa', { SSHFile: '' }, 400, "Property 'SSHFile' cannot be empty. Enter a valid value."],
    ['rsa', { SSHFile: 'A'.repeat(14_000) }, 413, "Property 'SSHFile' is larger than 10000 bytes."],
    ['rsa', { CommonName: ' ' }, 400, "Property 'CommonName' cannot be empty. Enter a valid value."],
  ])('what cannot be is refused: case %#', async (file, change, status, text) => {
    const { call } = await aTenant()
    expect(failure(await call('POST', '/SSHKeyGenerationRequests?update=false', request(file, change)))).toEqual({ status, text })
  })
})
