import type { Element } from 'slimdom'
import { SluiceError } from '../../kernel/errors.ts'
import { XMLDSIG } from './algorithms.ts'

/** One reference of a signature. */
export interface SignatureReference {
  /** `undefined` when the attribute is missing. */
  readonly uri: string | undefined
  readonly transforms: readonly Element[]
  readonly digestMethod: string
  readonly digest: Uint8Array
}

/** The parts of a Signature element. */
export interface SignatureElement {
  readonly element: Element
  readonly signedInfo: Element
  readonly canonicalization: Element
  readonly signatureMethod: string
  readonly references: readonly SignatureReference[]
  readonly value: Uint8Array
  readonly keyInfo: Element | undefined
  readonly objects: readonly Element[]
}

/** Reads a signature whose elements stand in the order of the schema and nowhere else. Throws `processing-failed`. */
export function readSignature(element: Element): SignatureElement {
  const [signedInfo, value, ...others] = childrenOf(element)
  const keyInfo = others[0]?.localName === 'KeyInfo' ? others.shift() : undefined
  if (
    signedInfo?.localName !== 'SignedInfo' ||
    value?.localName !== 'SignatureValue' ||
    others.some((other) => other.localName !== 'Object')
  ) {
    throw invalidSignature('its structure is not valid')
  }
  const [canonicalization, method, ...references] = childrenOf(signedInfo)
  if (canonicalization?.localName !== 'CanonicalizationMethod' || method?.localName !== 'SignatureMethod') {
    throw invalidSignature('its structure is not valid')
  }
  return {
    element,
    signedInfo,
    canonicalization,
    signatureMethod: algorithmOf(method),
    references: references.map(readReference),
    value: bytesOf(value),
    keyInfo,
    objects: others,
  }
}

/** The identifier in the attribute that all methods have. */
export const algorithmOf = (element: Element): string => element.getAttribute('Algorithm') ?? ''

export const invalidSignature = (reason: string): SluiceError =>
  new SluiceError('processing-failed', `The XML signature cannot be verified: ${reason}`)

function readReference(element: Element): SignatureReference {
  const children = childrenOf(element)
  const transforms = children[0]?.localName === 'Transforms' ? childrenOf(children.shift()!) : []
  const [method, value] = children
  if (element.localName !== 'Reference' || method?.localName !== 'DigestMethod' || value?.localName !== 'DigestValue') {
    throw invalidSignature('its structure is not valid')
  }
  return { uri: element.getAttribute('URI') ?? undefined, transforms, digestMethod: algorithmOf(method), digest: bytesOf(value) }
}

/** All of them are of the namespace of signatures. */
function childrenOf({ children }: Element): Element[] {
  if (children.some(({ namespaceURI }) => namespaceURI !== XMLDSIG)) throw invalidSignature('its structure is not valid')
  return [...children]
}

const bytesOf = ({ textContent }: Element): Uint8Array => Buffer.from(textContent ?? '', 'base64')
