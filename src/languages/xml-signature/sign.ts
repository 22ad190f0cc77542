import { createHash, sign } from 'node:crypto'
import { type Attr, Document, type Element } from 'slimdom'
import type { KeyPair } from '../../engine/services.ts'
import { uuid } from '../../kernel/ids.ts'
import { canonicalXml } from '../canonical-xml/canonical-xml.ts'
import { CANONICAL_XML, CANONICALIZATIONS, DIGEST_METHODS, ENVELOPED_SIGNATURE, SIGNATURE_METHODS } from './algorithms.ts'
import { type KeyInfoPart, writeKeyInfo } from './key-info.ts'
import { SignatureWriter } from './signature-writer.ts'

/** How to sign; methods are the identifiers of W3C. */
export interface XmlSigning {
  readonly key: KeyPair
  readonly signatureMethod: string
  readonly digestMethod: string
  /** Of SignedInfo. */
  readonly canonicalization: string
  /** Of the content; in an enveloped signature the first takes the signature out. */
  readonly transforms: readonly string[]
  /** Of the elements; empty for none. */
  readonly prefix: string
  /** Empty for a signature without `Id`. */
  readonly signatureId: string
  /** `Type` of the reference to the content; empty for none. */
  readonly referenceType: string
  readonly keyInfo: ReadonlySet<KeyInfoPart>
  readonly signsKeyInfo: boolean
}

/** Signs the whole document; the signature becomes the last child of the parent, and says so with an empty reference. */
export function signEnveloped(document: Document, parent: Element, signing: XmlSigning): void {
  const digest = digestOf(document, signing.transforms, signing)
  sealWith({ uri: '', digest }, document, (signature) => parent.append(signature), signing)
}

/** Signs one element, which is referenced by its id; the signature becomes the last child of the parent. */
export function signElement(idAttribute: Attr, parent: Element, signing: XmlSigning): void {
  const digest = digestOf(idAttribute.ownerElement!, signing.transforms, signing)
  sealWith({ uri: `#${idAttribute.value}`, digest }, parent.ownerDocument!, (signature) => parent.append(signature), signing)
}

/** A document of a signature that has the root of the other one in it. */
export function signEnveloping(content: Document, signing: XmlSigning): Document {
  const document = new Document()
  const id = `_${uuid()}`
  const object = new SignatureWriter(document, signing.prefix).element('Object', { Id: id })
  object.append(document.importNode(content.documentElement!, true))
  const place = (signature: Element): void => {
    document.append(signature)
    signature.append(object)
  }
  sealWith({ uri: `#${id}`, digest: () => digestOf(object, signing.transforms, signing) }, document, place, signing)
  return document
}

interface Content {
  readonly uri: string
  /** A digest that depends on where the content stands is taken when it stands there. */
  readonly digest: string | (() => string)
}

/** Everything is in its place before it is canonicalized, for namespaces come from around it. */
function sealWith({ uri, digest }: Content, document: Document, place: (signature: Element) => void, signing: XmlSigning): void {
  const writer = new SignatureWriter(document, signing.prefix)
  const signature = writer.root()
  if (signing.signatureId !== '') signature.setAttribute('Id', signing.signatureId)
  const signedInfo = writer.element(
    'SignedInfo',
    {},
    writer.element('CanonicalizationMethod', { Algorithm: signing.canonicalization }),
    writer.element('SignatureMethod', { Algorithm: signing.signatureMethod }),
  )
  const value = writer.element('SignatureValue')
  signature.append(signedInfo, value)
  place(signature)
  const type: Record<string, string> = signing.referenceType === '' ? {} : { Type: signing.referenceType }
  const contentDigest = typeof digest === 'string' ? digest : digest()
  signedInfo.append(reference(writer, { ...type, URI: uri }, signing.transforms, contentDigest, signing))
  if (signing.keyInfo.size > 0) insertKeyInfo(writer, signedInfo, value, signing)
  value.textContent = signatureOf(signedInfo, signing)
}

function insertKeyInfo(writer: SignatureWriter, signedInfo: Element, value: Element, signing: XmlSigning): void {
  const keyInfo = writeKeyInfo(writer, signing.key.chain, signing.keyInfo)
  value.after(keyInfo)
  if (!signing.signsKeyInfo) return
  const id = `_${uuid()}`
  keyInfo.setAttribute('Id', id)
  signedInfo.append(reference(writer, { URI: `#${id}` }, [CANONICAL_XML], digestOf(keyInfo, [CANONICAL_XML], signing), signing))
}

function reference(
  writer: SignatureWriter,
  attributes: Readonly<Record<string, string>>,
  transforms: readonly string[],
  digest: string,
  { digestMethod }: XmlSigning,
): Element {
  const element = writer.element('Reference', attributes)
  if (transforms.length > 0) {
    element.append(writer.element('Transforms', {}, ...transforms.map((Algorithm) => writer.element('Transform', { Algorithm }))))
  }
  element.append(writer.element('DigestMethod', { Algorithm: digestMethod }), writer.element('DigestValue', {}, digest))
  return element
}

/**
 * The signature is not there yet, so that nothing has to be taken out. References leave comments out, and without a
 * canonicalization it is that of version 1.0 (“XML Signature Syntax and Processing” 1.1 §4.4.3.2, §4.4.3.3).
 */
function digestOf(content: Document | Element, transforms: readonly string[], { digestMethod }: XmlSigning): string {
  const identifier = transforms.find((transform) => transform !== ENVELOPED_SIGNATURE) ?? CANONICAL_XML
  const canonical = canonicalXml(content, { ...CANONICALIZATIONS.get(identifier)!, withComments: false })
  return createHash(DIGEST_METHODS.get(digestMethod)!).update(canonical).digest('base64')
}

function signatureOf(signedInfo: Element, { key, canonicalization, signatureMethod }: XmlSigning): string {
  const { digest } = SIGNATURE_METHODS.get(signatureMethod)!
  const signed = Buffer.from(canonicalXml(signedInfo, CANONICALIZATIONS.get(canonicalization)!))
  return sign(digest, signed, { key: key.privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64')
}
