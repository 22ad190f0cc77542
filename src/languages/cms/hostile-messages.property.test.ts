import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SluiceError } from '../../kernel/errors.ts'
import { isMeant, readCertificate } from './certificate.ts'
import { ciphersNamed } from './content-ciphers.ts'
import { CONTENT_TYPE } from './content-info.ts'
import { envelop, readEnvelope } from './enveloped-data.ts'
import { KeyFiles } from './key-files.fixture.ts'
import { openEnvelope } from './opened-envelope.ts'
import { readSignedData, signContent } from './signed-data.ts'
import { requireValidSignature } from './signer-info.ts'

const CONTENT = Buffer.from('<order><total>9</total></order>')

let files: KeyFiles<'rsa'>
beforeAll(() => {
  files = new KeyFiles(['rsa'])
}, 30_000)
afterAll(() => files.remove())

const certificate = () => readCertificate(files.pairs.rsa.chain[0]!)

/** A message with some octets replaced, and perhaps cut off. */
function damaged(message: Uint8Array, changes: readonly (readonly [place: number, octet: number])[], cut: number): Uint8Array {
  const copy = Buffer.from(message)
  for (const [place, octet] of changes) copy[place % copy.length] = octet
  return copy.subarray(0, copy.length - (cut % copy.length))
}

const damages = [fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }), fc.oneof(fc.constant(0), fc.nat())] as const

/** What the reader makes of it; `undefined` when it refuses as it should. */
function contentOrRefusal(read: () => Uint8Array): string | undefined {
  try {
    return Buffer.from(read()).toString()
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(SluiceError)
    return undefined
  }
}

test('damaged signed data is refused, or its content is what was signed', () => {
  const signer = { ...files.pairs.rsa, digest: 'sha256', includesCertificates: true, signingTime: 0 }
  const message = signContent(CONTENT, { signers: [signer], contentType: CONTENT_TYPE.data, includesContent: true, blockSize: 10 })
  const read = (bytes: Uint8Array): Uint8Array => {
    const { content = new Uint8Array(), contentType, signerInfos } = readSignedData(bytes)
    requireValidSignature(signerInfos, { content, contentType, certificates: [certificate()] })
    return content
  }
  expect(contentOrRefusal(() => read(message))).toBe(CONTENT.toString())
  fc.assert(
    fc.property(...damages, (changes, cut) => {
      expect([undefined, CONTENT.toString()]).toContain(contentOrRefusal(() => read(damaged(message, changes, cut))))
    }),
    { numRuns: 1000 },
  )
})

test('a damaged envelope that authenticates is refused, or its content is what was sealed', () => {
  const [cipher] = ciphersNamed('AES/GCM/NoPadding')
  const message = envelop(CONTENT, { cipher: cipher!, recipients: [certificate()], blockSize: 10 })
  const read = (bytes: Uint8Array): Uint8Array => {
    const envelope = readEnvelope(bytes)
    const recipient = envelope.recipients.find(({ identifier }) => isMeant(certificate(), identifier))
    if (!recipient) throw new SluiceError('processing-failed', 'It is for somebody else')
    return openEnvelope(envelope, recipient, files.pairs.rsa.privateKey).content
  }
  expect(contentOrRefusal(() => read(message))).toBe(CONTENT.toString())
  fc.assert(
    fc.property(...damages, (changes, cut) => {
      expect([undefined, CONTENT.toString()]).toContain(contentOrRefusal(() => read(damaged(message, changes, cut))))
    }),
    { numRuns: 500 },
  )
})
