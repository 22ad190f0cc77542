import { randomBytes, sign } from 'node:crypto'
import { writeElement } from './ber.ts'
import { readCertificate } from './certificate.ts'
import type { ContentCipher } from './content-ciphers.ts'
import { encryptContent } from './content-encryption.ts'
import { CONTENT_TYPE, writeContentInfo, writeVersion } from './content-info.ts'
import { type Enveloping, writeEncryptedContent, writeRecipients } from './enveloped-data.ts'
import { writeDigestAlgorithm, writeSignatureAlgorithm } from './signature-algorithms.ts'
import { type CmsSigner, keyTypeOf, writeCertificates, writeDigestAlgorithms } from './signed-data.ts'
import { TAG } from './tags.ts'

/** SignedAndEnvelopedData in a ContentInfo (RFC 2315 §11). The cipher is one of those in CBC mode. */
export function signAndEnvelop(
  content: Uint8Array,
  { cipher, recipients, blockSize }: Enveloping,
  signers: readonly CmsSigner[],
): Uint8Array {
  const key = randomBytes(cipher.keyBytes)
  const encrypted = encryptContent(content, cipher, key)
  const signerInfos = signers.map((signer) => writeSignerInfo(content, signer, { cipher, key, iv: encrypted.iv }))
  const envelope = writeElement(
    TAG.sequence,
    writeVersion(1),
    writeRecipients(recipients, key),
    writeDigestAlgorithms(signers),
    writeEncryptedContent(encrypted, cipher, blockSize),
    ...writeCertificates(signers),
    writeElement(TAG.set, ...signerInfos),
  )
  return writeContentInfo(CONTENT_TYPE.signedAndEnvelopedData, envelope)
}

interface Sealing {
  readonly cipher: ContentCipher
  readonly key: Uint8Array
  readonly iv: Uint8Array
}

function writeSignerInfo(content: Uint8Array, { privateKey, chain, digest }: CmsSigner, { cipher, key, iv }: Sealing): Uint8Array {
  const signature = encryptContent(sign(digest, content, privateKey), cipher, key, iv).ciphertext
  return writeElement(
    TAG.sequence,
    writeVersion(1),
    readCertificate(chain[0]!).issuerAndSerialNumber,
    writeDigestAlgorithm(digest),
    writeSignatureAlgorithm(digest, keyTypeOf(privateKey)),
    writeElement(TAG.octetString, signature),
  )
}
