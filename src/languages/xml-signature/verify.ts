import { createHash, verify, X509Certificate } from 'node:crypto'
import type { Document, Element } from 'slimdom'
import { type Canonicalization, canonicalXml } from '../canonical-xml/canonical-xml.ts'
import {
  CANONICAL_XML,
  CANONICALIZATIONS,
  DIGEST_METHODS,
  ENVELOPED_SIGNATURE,
  EXCLUSIVE_NAMESPACE,
  SIGNATURE_METHODS,
} from './algorithms.ts'
import { meansCertificate } from './key-info.ts'
import { algorithmOf, invalidSignature, type SignatureElement, type SignatureReference } from './signature-element.ts'

export interface XmlVerification {
  /** Of expected signers, in DER; certificates in the signature only choose among them. */
  readonly certificates: readonly Uint8Array[]
  readonly requiresKeyInfo: boolean
}

/** What a reference stands for: the content, or a part of the signature. */
export interface Referenced {
  readonly node: Document | Element
  /** Whether the signature was taken out of it, as a transform must say. */
  readonly isEnveloping: boolean
}

/** The reference to the content, and the optional one to KeyInfo. Throws `processing-failed` for more, fewer and others. */
export function contentReference({ references, keyInfo }: SignatureElement): SignatureReference {
  const keyInfoUri = keyInfo?.hasAttribute('Id') ? `#${keyInfo.getAttribute('Id')}` : undefined
  const content = references.filter(({ uri }) => keyInfoUri === undefined || uri !== keyInfoUri)
  if (content.length !== 1 || references.length > 2)
    throw invalidSignature('it does not have one reference to the content and at most one to KeyInfo')
  return content[0]!
}

/** Throws `processing-failed` unless the signature is of an expected signer, and each of its references is as it was signed. */
export function requireValid(signature: SignatureElement, content: Referenced, verification: XmlVerification): void {
  requireSigned(signature, verification)
  const reference = contentReference(signature)
  requireDigest(reference, content)
  for (const other of signature.references) {
    if (other !== reference) requireDigest(other, { node: signature.keyInfo!, isEnveloping: false })
  }
}

function requireSigned(signature: SignatureElement, verification: XmlVerification): void {
  const method = SIGNATURE_METHODS.get(signature.signatureMethod)
  if (!method) throw invalidSignature(`the signature method ${signature.signatureMethod} is not supported`)
  const canonical = Buffer.from(canonicalXml(signature.signedInfo, readCanonicalization(signature.canonicalization)))
  const fits = signersOf(signature, verification).some(
    ({ publicKey }) =>
      publicKey.asymmetricKeyType === method.keyType &&
      verify(method.digest, canonical, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature.value),
  )
  if (!fits) throw invalidSignature('the signature does not fit the key of an expected signer')
}

/** With several expected signers the signature must say which of them it is by. */
function signersOf({ keyInfo }: SignatureElement, { certificates, requiresKeyInfo }: XmlVerification): X509Certificate[] {
  const expected = certificates.map((der) => new X509Certificate(der))
  if (!keyInfo && (requiresKeyInfo || expected.length > 1)) throw invalidSignature('it has no KeyInfo')
  const meant = keyInfo ? expected.map((certificate) => meansCertificate(keyInfo, certificate)) : []
  if (!keyInfo || (meant.includes(undefined) && !requiresKeyInfo && expected.length === 1)) return expected
  if (meant.includes(undefined))
    throw invalidSignature('its KeyInfo has neither a certificate, nor issuer and serial number, nor a key value')
  if (!meant.includes(true)) throw invalidSignature('its KeyInfo is not that of an expected signer')
  return expected.filter((_, index) => meant[index])
}

function requireDigest({ transforms, digestMethod, digest }: SignatureReference, { node, isEnveloping }: Referenced): void {
  const hash = DIGEST_METHODS.get(digestMethod)
  if (hash === undefined) throw invalidSignature(`the digest method ${digestMethod} is not supported`)
  const canonical = canonicalXml(node, { ...readTransforms(transforms, isEnveloping), withComments: false })
  if (!createHash(hash).update(canonical).digest().equals(digest)) throw invalidSignature('the content was changed')
}

/** At most one canonicalization; before it the signature is taken out where it is in the content. */
function readTransforms(transforms: readonly Element[], isEnveloping: boolean): Canonicalization {
  const [first, ...rest] = transforms
  const isTakenOut = first !== undefined && algorithmOf(first) === ENVELOPED_SIGNATURE
  const [canonicalization, ...others] = isTakenOut ? rest : transforms
  if (isEnveloping && !isTakenOut) throw invalidSignature('its first transform does not take the signature out')
  if (others.length > 0) throw invalidSignature('it has more transforms than one canonicalization')
  return canonicalization ? readCanonicalization(canonicalization) : CANONICALIZATIONS.get(CANONICAL_XML)!
}

function readCanonicalization(element: Element): Canonicalization {
  const identifier = algorithmOf(element)
  const canonicalization = CANONICALIZATIONS.get(identifier)
  if (!canonicalization) throw invalidSignature(`the canonicalization or transform ${identifier} is not supported`)
  const [prefixes] = element.getElementsByTagNameNS(EXCLUSIVE_NAMESPACE, 'InclusiveNamespaces')
  const list = (prefixes?.getAttribute('PrefixList') ?? '').split(/\s+/).filter((prefix) => prefix !== '')
  return { ...canonicalization, inclusivePrefixes: list.map((prefix) => (prefix === '#default' ? '' : prefix)) }
}
