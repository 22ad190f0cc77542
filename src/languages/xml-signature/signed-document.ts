import { Document, type Element } from 'slimdom'
import { XMLDSIG } from './algorithms.ts'
import { invalidSignature, readSignature, type SignatureElement } from './signature-element.ts'
import { contentReference, requireValid, type XmlVerification } from './verify.ts'

/**
 * Verifies the one enveloping or enveloped signature of a document (SAP Help, “Verify the XML Digital Signature”). Returns
 * what was signed: the document without the signature, or what the signature holds, an element as document or text. Throws
 * `processing-failed` with the reason.
 */
export function verifyDocument(document: Document, verification: XmlVerification): Document | string {
  const [element, ...others] = signaturesOf(document)
  if (!element) throw invalidSignature('there is none')
  if (others.length > 0) throw invalidSignature('there is more than one')
  const signature = readSignature(element)
  return element === document.documentElement ? verifyEnveloping(signature, verification) : verifyEnveloped(signature, verification)
}

/**
 * Verifies every signature of a document, each of which is a sibling of the element that it signs and names by its id.
 * Returns the document without the signatures. Throws `processing-failed` with the reason.
 */
export function verifyDetached(document: Document, verification: XmlVerification): Document {
  const signatures = signaturesOf(document).map(readSignature)
  if (signatures.length === 0) throw invalidSignature('there is none')
  for (const signature of signatures) {
    requireValid(signature, { node: signedElement(signature, document), isEnveloping: false }, verification)
  }
  return withoutSignatures(document)
}

const signaturesOf = (document: Document): Element[] => document.getElementsByTagNameNS(XMLDSIG, 'Signature')

function verifyEnveloping(signature: SignatureElement, verification: XmlVerification): Document | string {
  const [object, ...others] = signature.objects
  const id = object?.getAttribute('Id') ?? ''
  if (!object || others.length > 0 || id === '' || contentReference(signature).uri !== `#${id}`) {
    throw invalidSignature('it does not reference its only Object by its Id')
  }
  requireValid(signature, { node: object, isEnveloping: false }, verification)
  return contentOf(object)
}

function verifyEnveloped(signature: SignatureElement, verification: XmlVerification): Document {
  if (contentReference(signature).uri !== '') throw invalidSignature('it does not reference the whole document')
  if (signature.objects.length > 0) throw invalidSignature('its structure is not valid')
  const content = withoutSignatures(signature.element.ownerDocument!)
  requireValid(signature, { node: content, isEnveloping: true }, verification)
  return content
}

function withoutSignatures(document: Document): Document {
  const copy = document.cloneNode(true)
  for (const element of signaturesOf(copy)) element.remove()
  return copy
}

/** Only one element of the document has the id, so that no other one can be read in its place. */
function signedElement(signature: SignatureElement, document: Document): Element {
  const uri = contentReference(signature).uri ?? ''
  const id = uri.slice(1)
  const named = id === '' || !uri.startsWith('#') ? [] : document.getElementsByTagName('*').filter((element) => hasId(element, id))
  const [element, ...others] = named
  if (!element || others.length > 0) throw invalidSignature(`its reference ${uri} is not to one element`)
  if (element.parentNode !== signature.element.parentNode) throw invalidSignature(`it is no sibling of the element ${id}`)
  return element
}

/** Attributes of type ID are called so in practice: `Id`, `ID`, `xml:id`, `wsu:Id`, `AssertionID`. */
const hasId = ({ attributes }: Element, id: string): boolean =>
  attributes.some(({ localName, value }) => value === id && /id$/i.test(localName))

function contentOf(object: Element): Document | string {
  const [root, ...others] = object.children
  if (!root) return object.textContent ?? ''
  if (others.length > 0) throw invalidSignature('its Object holds more than one element')
  const document = new Document()
  document.append(document.importNode(root, true))
  declareNamespacesAround(object, document.documentElement!)
  return document
}

const XMLNS = 'http://www.w3.org/2000/xmlns/'

/** Names in values may need the namespaces that the signature declares around the content. */
function declareNamespacesAround(object: Element, root: Element): void {
  for (let element: Element | null = object; element; element = element.parentElement) {
    for (const { name, namespaceURI, value } of element.attributes) {
      if (namespaceURI === XMLNS && value !== XMLDSIG && !root.hasAttribute(name)) root.setAttributeNS(XMLNS, name, value)
    }
  }
}
