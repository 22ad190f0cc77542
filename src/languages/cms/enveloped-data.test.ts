import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CmsCertificate, isMeant, readCertificate } from './certificate.ts'
import { bitsOf, ciphersNamed } from './content-ciphers.ts'
import { envelop, readEnvelope } from './enveloped-data.ts'
import { KeyFiles } from './key-files.fixture.ts'
import { type OpenedEnvelope, openEnvelope, requireSignedEnvelope } from './opened-envelope.ts'
import { signAndEnvelop } from './signed-and-enveloped-data.ts'

const CONTENT = Buffer.from(`<order>${'x'.repeat(5000)}</order>`)

type Name = 'rsa' | 'rsa-other' | 'ec'

let files: KeyFiles<Name>
beforeAll(() => {
  files = new KeyFiles(['rsa', 'rsa-other', 'ec'])
  files.write('content', CONTENT)
}, 30_000)
afterAll(() => files.remove())

const certificate = (name: Name): CmsCertificate => readCertificate(files.pairs[name].chain[0]!)
const cipher = (name: string, bits: number) => ciphersNamed(name).find((each) => bitsOf(each) === bits)!

function sealed(name: string, bits: number, recipients: readonly Name[] = ['rsa'], blockSize = 0): Uint8Array {
  return envelop(CONTENT, { cipher: cipher(name, bits), recipients: recipients.map(certificate), blockSize })
}

function open(message: Uint8Array, name: Name = 'rsa', asWhom: Name = name): OpenedEnvelope {
  const envelope = readEnvelope(message)
  const recipient = envelope.recipients.find(({ identifier }) => isMeant(certificate(asWhom), identifier))!
  return openEnvelope(envelope, recipient, files.pairs[name].privateKey)
}

const opened = (message: Uint8Array, name?: Name): string => Buffer.from(open(message, name).content).toString()

function openedByOpenssl(message: Uint8Array, name: Name): string {
  files.write('sealed', message)
  return files
    .run('openssl', 'cms', '-decrypt', '-binary', '-inform', 'DER', '-in', 'sealed', '-recip', `${name}.pem`, '-inkey', `${name}.key`)
    .toString()
}

function sealedByOpenssl(...words: string[]): Buffer {
  files.run('openssl', 'cms', '-encrypt', '-binary', '-in', 'content', '-outform', 'DER', '-out', 'made', ...words)
  return files.read('made')
}

/** OpenSSL knows old ciphers only when it is told to. */
const LEGACY = ['-provider', 'legacy', '-provider', 'default']

const CIPHERS: [string, number][] = [
  ['AES/CBC/PKCS5Padding', 128],
  ['AES/CBC/PKCS5Padding', 192],
  ['AES/CBC/PKCS5Padding', 256],
  ['AES/GCM/NoPadding', 128],
  ['AES/GCM/NoPadding', 256],
  ['Camellia/CBC/PKCS5Padding', 128],
  ['Camellia/CBC/PKCS5Padding', 256],
  ['DESede/CBC/PKCS5Padding', 192],
]

describe('enveloped data', () => {
  it.each(CIPHERS)('with %s and %i bits is what OpenSSL and we open', (name, bits) => {
    const message = sealed(name, bits)
    expect([openedByOpenssl(message, 'rsa'), opened(message)]).toEqual([CONTENT.toString(), CONTENT.toString()])
  })

  // OpenSSL has no CCM in CMS, and DES only on request, see below.
  it.each<[string, number]>([
    ['AES/CCM/NoPadding', 128],
    ['AES/CCM/NoPadding', 256],
    ['DES/CBC/PKCS5Padding', 64],
  ])('with %s and %i bits is what we open', (name, bits) => expect(opened(sealed(name, bits))).toBe(CONTENT.toString()))

  it('opens for each recipient, and comes in pieces', () => {
    const message = sealed('AES/CBC/PKCS5Padding', 256, ['rsa', 'rsa-other'], 1000)
    expect([openedByOpenssl(message, 'rsa'), openedByOpenssl(message, 'rsa-other'), opened(message, 'rsa-other')]).toEqual(
      Array(3).fill(CONTENT.toString()),
    )
  })

  it.each([
    [['-aes-256-cbc', 'rsa.pem']],
    [['-aes-256-gcm', 'rsa.pem']],
    [['-des3', '-stream', 'rsa.pem']],
    [['-des', ...LEGACY, 'rsa.pem']],
    [['-aes128', '-keyid', 'rsa.pem']],
    [['-aes128', '-recip', 'rsa.pem', '-keyopt', 'rsa_padding_mode:oaep']],
    [
      [
        '-aes128',
        '-recip',
        'rsa.pem',
        '-keyopt',
        'rsa_padding_mode:oaep',
        '-keyopt',
        'rsa_oaep_md:sha256',
        '-keyopt',
        'rsa_mgf1_md:sha256',
      ],
    ],
  ])('of OpenSSL with %j is opened', (words) => expect(opened(sealedByOpenssl(...words))).toBe(CONTENT.toString()))

  const CLOSED = 'The PKCS#7/CMS message cannot be decrypted: key or content do not fit'

  it.each<[string, () => unknown, string]>([
    ['another key', () => open(sealed('AES/GCM/NoPadding', 256), 'rsa-other', 'rsa'), CLOSED],
    [
      'a changed message',
      () => {
        const message = Buffer.from(sealed('AES/GCM/NoPadding', 256))
        message[message.length - 100]! ^= 1
        return open(message)
      },
      CLOSED,
    ],
    [
      'a short authentication code',
      () => open(Buffer.from(Buffer.from(sealed('AES/GCM/NoPadding', 128)).toString('hex').replace('020110', '020104'), 'hex')),
      'The body is no PKCS#7/CMS message',
    ],
    [
      'a cipher of long ago',
      () => open(sealedByOpenssl('-rc2', ...LEGACY, 'rsa.pem')),
      'The content encryption algorithm 1.2.840.113549.3.2 is not supported',
    ],
    ['text', () => readEnvelope(CONTENT), 'The body is no PKCS#7'],
  ])('refuses %s', (_, act, message) => expect(act).toThrow(message))
})

describe('signed and enveloped data', () => {
  const signer = (name: Name, digest = 'sha256') => ({ ...files.pairs[name], digest, includesCertificates: true, signingTime: undefined })
  const signedAndSealed = () =>
    signAndEnvelop(CONTENT, { cipher: cipher('AES/CBC/PKCS5Padding', 256), recipients: [certificate('rsa')], blockSize: 0 }, [
      signer('rsa-other'),
      signer('ec', 'sha1'),
    ])

  it('is opened and verified', () => {
    const envelope = open(signedAndSealed())
    expect(Buffer.from(envelope.content).toString()).toBe(CONTENT.toString())
    expect(() => requireSignedEnvelope(envelope, [certificate('rsa-other')])).not.toThrow()
    expect(() => requireSignedEnvelope(envelope, [certificate('ec'), certificate('rsa')])).not.toThrow()
    expect(() => requireSignedEnvelope(envelope, [certificate('rsa')])).toThrow('none of its signatures is of an expected signer')
    expect(() => requireSignedEnvelope({ ...envelope, content: Buffer.from('x') }, [certificate('ec')])).toThrow(
      'the signature does not fit',
    )
  })

  it('has the structure that OpenSSL reads', () => {
    files.write('sealed', signedAndSealed())
    const printed = files.run('openssl', 'pkcs7', '-inform', 'DER', '-in', 'sealed', '-print', '-noout').toString()
    expect(printed).toMatch(/type: pkcs7-signedAndEnvelopedData[\s\S]*version: 1[\s\S]*algorithm: aes-256-cbc[\s\S]*CN ?= ?rsa-other/)
  })
})
