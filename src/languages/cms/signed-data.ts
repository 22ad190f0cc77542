import { createHash, type KeyObject, sign } from 'node:crypto'
import { writeAttributes } from './attributes.ts'
import { type BerElement, readElements, writeElement } from './ber.ts'
import { readCertificate } from './certificate.ts'
import { CONTENT_TYPE, notCms, octetsOf, readContentInfo, writeContentInfo, writeOctets, writeVersion } from './content-info.ts'
import { readIdentifier, writeIdentifier } from './object-identifier.ts'
import { type KeyType, writeDigestAlgorithm, writeSignatureAlgorithm } from './signature-algorithms.ts'
import { readSignerInfo, type SignerInfo } from './signer-info.ts'
import { TAG } from './tags.ts'

export interface CmsSigner {
  readonly privateKey: KeyObject
  /** Certificates in DER: its own, then its issuers upwards. */
  readonly chain: readonly Uint8Array[]
  /** As `node:crypto` names it. */
  readonly digest: string
  readonly includesCertificates: boolean
  /** Milliseconds since the epoch; absent when the signature does not tell its time. */
  readonly signingTime: number | undefined
}

export interface Signing {
  readonly signers: readonly CmsSigner[]
  /** Object identifier of the type of the content. */
  readonly contentType: string
  readonly includesContent: boolean
  /** Bytes of the pieces in which the content comes; in one piece when it is not positive. */
  readonly blockSize: number
}

/** SignedData in a ContentInfo (RFC 5652 §5), with the signature of each signer. */
export function signContent(content: Uint8Array, { signers, contentType, includesContent, blockSize }: Signing): Uint8Array {
  const octets = includesContent ? writeOctets(content, blockSize, { whole: TAG.octetString, pieces: TAG.octetStrings }) : undefined
  const signedData = writeElement(
    TAG.sequence,
    writeVersion(contentType === CONTENT_TYPE.data ? 1 : 3),
    writeDigestAlgorithms(signers),
    writeElement(TAG.sequence, writeIdentifier(contentType), ...(octets ? [writeElement(TAG.context(0), octets)] : [])),
    ...writeCertificates(signers),
    writeElement(TAG.set, ...signers.map((signer) => writeSignerInfo(content, contentType, signer))),
  )
  return writeContentInfo(CONTENT_TYPE.signedData, signedData)
}

export interface SignedData {
  readonly contentType: string
  /** Absent when it comes another way. */
  readonly content: Uint8Array | undefined
  readonly signerInfos: readonly SignerInfo[]
}

/** Reads what `signContent` writes, in BER. Throws `processing-failed` for anything else. */
export function readSignedData(bytes: Uint8Array): SignedData {
  const { type, parts } = readContentInfo(bytes)
  const [, , encapsulated, ...rest] = parts
  if (type !== CONTENT_TYPE.signedData || encapsulated?.tag !== TAG.sequence) throw notCms()
  const [contentType, explicit] = readElements(encapsulated.content)
  const [content] = explicit?.tag === TAG.context(0) ? readElements(explicit.content) : []
  return {
    contentType: readIdentifier(contentType),
    content: content && octetsOf(content),
    signerInfos: readSignerInfos(rest.at(-1)),
  }
}

/** Throws `processing-failed` when the element is no set of them. */
export function readSignerInfos(set: BerElement | undefined): SignerInfo[] {
  if (set?.tag !== TAG.set) throw notCms()
  return readElements(set.content).map(readSignerInfo)
}

/** Each digest once. */
export const writeDigestAlgorithms = (signers: readonly Pick<CmsSigner, 'digest'>[]): Uint8Array =>
  writeElement(TAG.set, ...[...new Set(signers.map(({ digest }) => digest))].map(writeDigestAlgorithm))

/** The chains of those who want them; nothing when nobody does. */
export function writeCertificates(signers: readonly CmsSigner[]): Uint8Array[] {
  const chains = signers.filter(({ includesCertificates }) => includesCertificates).flatMap(({ chain }) => chain)
  const each = new Map(chains.map((der) => [Buffer.from(der).toString('base64'), der]))
  return each.size === 0 ? [] : [writeElement(TAG.context(0), ...each.values())]
}

export const keyTypeOf = (key: KeyObject): KeyType => key.asymmetricKeyType as KeyType

function writeSignerInfo(content: Uint8Array, contentType: string, { privateKey, chain, digest, signingTime }: CmsSigner): Uint8Array {
  const messageDigest = createHash(digest).update(content).digest()
  const attributes = writeAttributes({ contentType, messageDigest, signingTime })
  return writeElement(
    TAG.sequence,
    writeVersion(1),
    readCertificate(chain[0]!).issuerAndSerialNumber,
    writeDigestAlgorithm(digest),
    writeElement(TAG.context(0), attributes),
    writeSignatureAlgorithm(digest, keyTypeOf(privateKey)),
    writeElement(TAG.octetString, sign(digest, writeElement(TAG.set, attributes), privateKey)),
  )
}
