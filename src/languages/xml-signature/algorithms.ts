import type { Canonicalization } from '../canonical-xml/canonical-xml.ts'
import type { KeyType } from '../cms/signature-algorithms.ts'

/** Namespace of XML signatures, in which most of their identifiers are (W3C “XML Signature Syntax and Processing” 1.1). */
export const XMLDSIG = 'http://www.w3.org/2000/09/xmldsig#'
/** Namespace of what version 1.1 added. */
export const XMLDSIG_11 = 'http://www.w3.org/2009/xmldsig11#'
export const ENVELOPED_SIGNATURE = `${XMLDSIG}enveloped-signature`

/** RFC 9231. */
const MORE = 'http://www.w3.org/2001/04/xmldsig-more#'
const XMLENC = 'http://www.w3.org/2001/04/xmlenc#'

export interface SignatureMethod {
  /** As `node:crypto` names it. */
  readonly digest: string
  readonly keyType: KeyType
}

export const SIGNATURE_METHODS: ReadonlyMap<string, SignatureMethod> = new Map([
  [`${XMLDSIG}dsa-sha1`, { digest: 'sha1', keyType: 'dsa' }],
  [`${XMLDSIG_11}dsa-sha256`, { digest: 'sha256', keyType: 'dsa' }],
  [`${XMLDSIG}rsa-sha1`, { digest: 'sha1', keyType: 'rsa' }],
  [`${MORE}rsa-sha224`, { digest: 'sha224', keyType: 'rsa' }],
  [`${MORE}rsa-sha256`, { digest: 'sha256', keyType: 'rsa' }],
  [`${MORE}rsa-sha384`, { digest: 'sha384', keyType: 'rsa' }],
  [`${MORE}rsa-sha512`, { digest: 'sha512', keyType: 'rsa' }],
  [`${MORE}ecdsa-sha1`, { digest: 'sha1', keyType: 'ec' }],
  [`${MORE}ecdsa-sha224`, { digest: 'sha224', keyType: 'ec' }],
  [`${MORE}ecdsa-sha256`, { digest: 'sha256', keyType: 'ec' }],
  [`${MORE}ecdsa-sha384`, { digest: 'sha384', keyType: 'ec' }],
  [`${MORE}ecdsa-sha512`, { digest: 'sha512', keyType: 'ec' }],
])

/** Digests as `node:crypto` names them, by identifier. */
export const DIGEST_METHODS: ReadonlyMap<string, string> = new Map([
  [`${XMLDSIG}sha1`, 'sha1'],
  [`${MORE}sha224`, 'sha224'],
  [`${XMLENC}sha256`, 'sha256'],
  [`${MORE}sha384`, 'sha384'],
  [`${XMLENC}sha512`, 'sha512'],
])

const inclusive = (version: '1.0' | '1.1', withComments: boolean): Canonicalization => ({ isExclusive: false, withComments, version })
const exclusive = (withComments: boolean): Canonicalization => ({ isExclusive: true, withComments, version: '1.0' })

export const CANONICAL_XML = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'
const CANONICAL_XML_11 = 'http://www.w3.org/2006/12/xml-c14n11'
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#'
/** Namespace of the prefixes that exclusive canonicalization is told. */
export const EXCLUSIVE_NAMESPACE = EXCLUSIVE

export const CANONICALIZATIONS: ReadonlyMap<string, Canonicalization> = new Map([
  [CANONICAL_XML, inclusive('1.0', false)],
  [`${CANONICAL_XML}#WithComments`, inclusive('1.0', true)],
  [CANONICAL_XML_11, inclusive('1.1', false)],
  [`${CANONICAL_XML_11}#WithComments`, inclusive('1.1', true)],
  [EXCLUSIVE, exclusive(false)],
  [`${EXCLUSIVE}WithComments`, exclusive(true)],
])

/** The identifier of a digest that `node:crypto` names so; `undefined` when it has none. */
export const digestMethodOf = (digest: string): string | undefined => [...DIGEST_METHODS].find(([, known]) => known === digest)?.[0]

/** The identifier of the signature method; `undefined` when there is none. */
export const signatureMethodOf = (digest: string, keyType: KeyType): string | undefined =>
  [...SIGNATURE_METHODS].find(([, method]) => method.digest === digest && method.keyType === keyType)?.[0]

/**
 * The identifier of a canonicalization, which may also be given by its name; `undefined` when there is none.
 *
 * @example canonicalizationNamed('Exclusive XML Canonicalization with Comments Version 1.0')
 */
export function canonicalizationNamed(name: string): string | undefined {
  const text = name.trim()
  if (CANONICALIZATIONS.has(text)) return text
  if (!/canonicali[sz]ation|^xml-c14n11(#|$)/i.test(text)) return undefined
  const comments = /with ?comments/i.test(text)
  if (/exclusive/i.test(text)) return comments ? `${EXCLUSIVE}WithComments` : EXCLUSIVE
  return `${/c14n11|1\.1/.test(text) ? CANONICAL_XML_11 : CANONICAL_XML}${comments ? '#WithComments' : ''}`
}
