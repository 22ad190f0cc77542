import { createHash, verify } from 'node:crypto'
import { SluiceError } from '../../kernel/errors.ts'
import { readAttributes } from './attributes.ts'
import { type BerElement, readElements, writeElement } from './ber.ts'
import { type CmsCertificate, isMeant } from './certificate.ts'
import { CONTENT_TYPE, notCms, octetsOf } from './content-info.ts'
import { type KeyType, readDigestAlgorithm, readSignatureKeyType } from './signature-algorithms.ts'
import { TAG } from './tags.ts'

/** One signature (RFC 5652 §5.3). */
export interface SignerInfo {
  /** Names the certificate of the signer. */
  readonly identifier: BerElement
  readonly digest: string
  /** What stands in the set; absent when the content itself is signed. */
  readonly signedAttributes: Uint8Array | undefined
  readonly keyType: KeyType
  readonly signature: Uint8Array
}

/** Throws `processing-failed` for what is none, and for algorithms that are not known here. */
export function readSignerInfo({ content }: BerElement): SignerInfo {
  const [, identifier, digest, ...rest] = readElements(content)
  const attributes = rest[0]?.tag === TAG.context(0) ? rest.shift() : undefined
  const [algorithm, signature] = rest
  if (!identifier || !digest || !algorithm || !signature) throw notCms()
  return {
    identifier,
    digest: readDigestAlgorithm(digest),
    signedAttributes: attributes?.content,
    keyType: readSignatureKeyType(algorithm),
    signature: octetsOf(signature),
  }
}

export interface Verification {
  readonly content: Uint8Array
  readonly contentType: string
  /** Of expected signers; certificates in the message count for nothing. */
  readonly certificates: readonly CmsCertificate[]
}

/**
 * Requires a signature of an expected signer, and that each signature of an expected signer is valid (RFC 5652 §5.6).
 * Signatures of others are left alone. Throws `processing-failed` with the reason.
 */
export function requireValidSignature(signerInfos: readonly SignerInfo[], verification: Verification): void {
  const expected = signerInfos.flatMap((signerInfo) => {
    const certificate = verification.certificates.find((each) => isMeant(each, signerInfo.identifier))
    return certificate ? [{ signerInfo, certificate }] : []
  })
  if (expected.length === 0) throw invalid('none of its signatures is of an expected signer')
  for (const { signerInfo, certificate } of expected) requireValid(signerInfo, certificate, verification)
}

function requireValid(signerInfo: SignerInfo, { publicKey }: CmsCertificate, { content, contentType }: Verification): void {
  const { digest, signedAttributes, keyType, signature } = signerInfo
  if (publicKey.asymmetricKeyType !== keyType) throw invalid('its algorithm does not fit the key of the signer')
  if (signedAttributes === undefined && contentType !== CONTENT_TYPE.data) throw invalid('it has no signed attributes')
  if (signedAttributes !== undefined) {
    const attributes = readAttributes(signedAttributes)
    if (attributes.contentType !== contentType) throw invalid('it is for content of another type')
    const contentDigest = createHash(digest).update(content).digest()
    if (!contentDigest.equals(attributes.messageDigest)) throw invalid('the content was changed')
  }
  const signed = signedAttributes === undefined ? content : writeElement(TAG.set, signedAttributes)
  if (!verify(digest, signed, publicKey, signature)) throw invalid('the signature does not fit')
}

const invalid = (reason: string): SluiceError => new SluiceError('processing-failed', `The PKCS#7 signature cannot be verified: ${reason}`)
