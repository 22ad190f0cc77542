import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPkcs12 } from './pkcs12.ts'

let folder: string
const file = (name: string) => join(folder, name)
const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })

/** Files as the tools of others write them. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-pkcs12-'))
  openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'key.pem', '-out', 'cert.pem', '-subj', '/CN=crm', '-days', '30')
  const pair = ['pkcs12', '-export', '-inkey', 'key.pem', '-in', 'cert.pem', '-passout', 'pass:schlüssel']
  openssl(...pair, '-out', 'modern.p12')
  openssl(...pair, '-out', 'des.p12', '-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1')
  openssl(...pair, '-out', 'plain.p12', '-keypbe', 'NONE', '-certpbe', 'NONE')
  openssl(...pair, '-out', 'sha512.p12', '-macalg', 'sha512')
  openssl('pkcs12', '-export', '-nokeys', '-in', 'cert.pem', '-passout', 'pass:x', '-out', 'keyless.p12')
})
afterAll(() => rmSync(folder, { recursive: true }))

const pem = (der: Uint8Array) => Buffer.from(der).toString('base64')

describe('a PKCS#12 file', () => {
  it.each(['modern.p12', 'des.p12', 'plain.p12', 'sha512.p12'])('%s gives its key and certificate', (name) => {
    const { privateKey, certificates } = readPkcs12(readFileSync(file(name)), 'schlüssel')
    expect(privateKey.export({ type: 'pkcs8', format: 'pem' })).toBe(readFileSync(file('key.pem'), 'utf8'))
    const expected = readFileSync(file('cert.pem'), 'utf8').replace(/-----[^-]+-----|\s/g, '')
    expect(certificates.map(pem)).toEqual([expected])
  })

  it.each(['modern.p12', 'des.p12', 'plain.p12'])('%s stays closed without its password', (name) => {
    expect(() => readPkcs12(readFileSync(file(name)), 'other')).toThrow('The password of the PKCS#12 file is not correct.')
  })

  it('must hold a private key', () => {
    expect(() => readPkcs12(readFileSync(file('keyless.p12')), 'x')).toThrow('The PKCS#12 file must hold one private key, found 0.')
  })

  it('is told from anything else', () => {
    const whole = readFileSync(file('modern.p12'))
    for (const bytes of [Buffer.from('-----BEGIN'), Buffer.alloc(0), Buffer.from([0x30, 0x80, 0, 0]), whole.subarray(0, 900)]) {
      expect(() => readPkcs12(bytes, 'schlüssel')).toThrow("Property 'Resource' is no PKCS#12 file.")
    }
  })
})
