import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCertificate } from './certificate.ts'
import { CONTENT_TYPE } from './content-info.ts'
import { KeyFiles } from './key-files.fixture.ts'
import { type CmsSigner, readSignedData, type Signing, signContent } from './signed-data.ts'
import { requireValidSignature } from './signer-info.ts'

const CONTENT = Buffer.from(`<order>${'x'.repeat(5000)}</order>`)
const NOW = Date.UTC(2026, 0, 31, 12, 30, 15)

type Name = 'rsa' | 'rsa-other' | 'ec' | 'dsa'

let files: KeyFiles<Name>
beforeAll(() => {
  files = new KeyFiles(['rsa', 'rsa-other', 'ec', 'dsa'])
  files.write('content', CONTENT)
}, 30_000)
afterAll(() => files.remove())

const signer = (name: Name, options: Partial<CmsSigner> = {}): CmsSigner => ({
  ...files.pairs[name],
  digest: 'sha256',
  includesCertificates: true,
  signingTime: NOW,
  ...options,
})

const signed = (signers: readonly CmsSigner[], options: Partial<Signing> = {}): Uint8Array =>
  signContent(CONTENT, { signers, contentType: CONTENT_TYPE.data, includesContent: true, blockSize: 0, ...options })

const VERIFY = ['cms', '-verify', '-binary', '-inform', 'DER', '-in', 'signed', '-purpose', 'any', '-partial_chain']

/** What OpenSSL finds signed. */
function verifiedByOpenssl(message: Uint8Array, name: Name, ...options: string[]): string {
  files.write('signed', message)
  return files.run('openssl', ...VERIFY, '-CAfile', `${name}.pem`, '-no_check_time', ...options).toString()
}

function signedByOpenssl(name: Name, ...options: string[]): Buffer {
  files.run(
    'openssl',
    'cms',
    '-sign',
    '-binary',
    '-in',
    'content',
    '-signer',
    `${name}.pem`,
    '-inkey',
    `${name}.key`,
    '-outform',
    'DER',
    '-out',
    'made',
    ...options,
  )
  return files.read('made')
}

/** Verifies with expected signers; returns the content of the message. */
function verify(message: Uint8Array, names: readonly Name[], content?: Uint8Array): string {
  const { content: included, contentType, signerInfos } = readSignedData(message)
  const certificates = names.map((name) => readCertificate(files.pairs[name].chain[0]!))
  const whole = content ?? included!
  requireValidSignature(signerInfos, { content: whole, contentType, certificates })
  return Buffer.from(whole).toString()
}

describe('signed data', () => {
  it.each<[Name, string]>([
    ['rsa', 'sha1'],
    ['rsa', 'sha224'],
    ['rsa', 'sha256'],
    ['rsa', 'sha512'],
    ['rsa', 'md5'],
    ['rsa', 'ripemd160'],
    ['ec', 'sha1'],
    ['ec', 'sha384'],
    ['dsa', 'sha256'],
  ])('of %s with %s is what OpenSSL and we verify', (name, digest) => {
    const message = signed([signer(name, { digest })])
    expect([verifiedByOpenssl(message, name), verify(message, [name])]).toEqual([CONTENT.toString(), CONTENT.toString()])
  })

  // OpenSSL 3.0 does not know the identifiers of signatures with SHA-3 in CMS.
  it.each<[Name, string]>([
    ['rsa', 'sha3-224'],
    ['ec', 'sha3-256'],
    ['dsa', 'sha3-512'],
  ])('of %s with %s is what we verify', (name, digest) =>
    expect(verify(signed([signer(name, { digest })]), [name])).toBe(CONTENT.toString()),
  )

  it.each([
    ['without content', { includesContent: false }, ['-content', 'content']],
    ['of another type', { includesContent: false, contentType: '1.2.840.113549.1.7.5' }, ['-content', 'content']],
    ['in pieces', { blockSize: 1000 }, []],
  ])('%s is what OpenSSL and we verify', (_, options, words) => {
    const message = signed([signer('rsa')], options)
    expect(verifiedByOpenssl(message, 'rsa', ...words)).toBe(CONTENT.toString())
    expect(verify(message, ['rsa'], CONTENT)).toBe(CONTENT.toString())
  })

  it('leaves out certificates and time', () => {
    const message = signed([signer('rsa', { includesCertificates: false, signingTime: undefined })])
    expect(verifiedByOpenssl(message, 'rsa', '-certfile', 'rsa.pem')).toBe(CONTENT.toString())
    files.write('signed', message)
    const printed = files.run('openssl', 'cms', '-cmsout', '-print', '-noout', '-inform', 'DER', '-in', 'signed').toString()
    expect(printed).toMatch(/certificates:\s+<ABSENT>/)
    expect(printed).not.toContain('signingTime')
  })

  it('tells the time', () => {
    const printed = (signingTime: number): string => {
      files.write('signed', signed([signer('rsa', { signingTime })]))
      return files.run('openssl', 'cms', '-cmsout', '-print', '-noout', '-inform', 'DER', '-in', 'signed').toString()
    }
    expect(printed(NOW)).toContain('UTCTIME:Jan 31 12:30:15 2026 GMT')
    expect(printed(Date.UTC(2051, 0, 1))).toContain('GENERALIZEDTIME:Jan  1 00:00:00 2051 GMT')
  })

  it('holds the signatures of several', () => {
    const message = signed([signer('rsa'), signer('ec', { digest: 'sha384' })])
    expect([verify(message, ['rsa']), verify(message, ['ec']), verify(message, ['ec', 'rsa'])]).toHaveLength(3)
    files.write('both.pem', Buffer.concat([files.read('rsa.pem'), files.read('ec.pem')]))
    files.write('signed', message)
    expect(files.run('openssl', ...VERIFY, '-CAfile', 'both.pem', '-no_check_time').toString()).toBe(CONTENT.toString())
  })

  it.each<[string, Name, string[]]>([
    ['with attributes', 'rsa', ['-nodetach']],
    ['without attributes', 'rsa', ['-nodetach', '-noattr']],
    ['in BER', 'rsa', ['-nodetach', '-stream']],
    ['by key identifier', 'ec', ['-nodetach', '-keyid']],
    ['by DSA', 'dsa', ['-nodetach', '-md', 'sha256']],
  ])('of OpenSSL %s is verified', (_, name, options) => expect(verify(signedByOpenssl(name, ...options), [name])).toBe(CONTENT.toString()))

  it.each<[string, () => unknown, string]>([
    [
      'another signer',
      () => verify(signed([signer('rsa')]), ['ec', 'rsa-other']),
      'The PKCS#7 signature cannot be verified: none of its signatures is of an expected signer',
    ],
    [
      'other content',
      () => verify(signed([signer('rsa')]), ['rsa'], Buffer.from('<order/>')),
      'The PKCS#7 signature cannot be verified: the content was changed',
    ],
    [
      'other content without attributes',
      () => verify(signedByOpenssl('rsa', '-noattr'), ['rsa'], Buffer.from('<order/>')),
      'The PKCS#7 signature cannot be verified: the signature does not fit',
    ],
    [
      'a signature of another time',
      () =>
        verify(
          Buffer.from(
            Buffer.from(signed([signer('rsa')]))
              .toString('latin1')
              .replace('260131123015Z', '250131123015Z'),
            'latin1',
          ),
          ['rsa'],
        ),
      'The PKCS#7 signature cannot be verified: the signature does not fit',
    ],
    [
      'RSA with PSS',
      () => verify(signedByOpenssl('rsa', '-keyopt', 'rsa_padding_mode:pss'), ['rsa']),
      'The signature algorithm 1.2.840.113549.1.1.10 is not supported',
    ],
    ['no message', () => readSignedData(Buffer.from('300b06092a864886f70d010701', 'hex')), 'The body is no PKCS#7/CMS message'],
    ['text', () => readSignedData(Buffer.from('<order/>')), 'The body is no PKCS#7'],
  ])('refuses %s', (_, act, message) => expect(act).toThrow(message))
})
