import { type Document, type Element, parseXmlDocument, serializeToWellFormedString } from 'slimdom'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canonicalXml } from '../canonical-xml/canonical-xml.ts'
import { KeyFiles } from '../cms/key-files.fixture.ts'
import { CANONICAL_XML, CANONICALIZATIONS, canonicalizationNamed, ENVELOPED_SIGNATURE, XMLDSIG } from './algorithms.ts'
import type { KeyInfoPart } from './key-info.ts'
import { signElement, signEnveloped, signEnveloping, type XmlSigning } from './sign.ts'
import { verifyDetached, verifyDocument } from './signed-document.ts'

const ORDER =
  '<o:order xmlns="urn:items" xmlns:o="urn:orders"><!-- note --><item Id="i1" unit="a &amp; b">9 &lt; 10\u00e4</item><o:total/></o:order>'
const MORE = 'http://www.w3.org/2001/04/xmldsig-more#'
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#'

type Name = 'rsa' | 'rsa-other' | 'ec' | 'dsa'

let files: KeyFiles<Name>
beforeAll(() => {
  files = new KeyFiles(['rsa', 'rsa-other', 'ec', 'dsa'])
}, 30_000)
afterAll(() => files.remove())

const signing = (name: Name, options: Partial<XmlSigning> = {}): XmlSigning => ({
  key: files.pairs[name],
  signatureMethod: { rsa: `${MORE}rsa-sha256`, 'rsa-other': `${MORE}rsa-sha256`, ec: `${MORE}ecdsa-sha256`, dsa: `${XMLDSIG}dsa-sha1` }[
    name
  ],
  digestMethod: 'http://www.w3.org/2001/04/xmlenc#sha256',
  canonicalization: CANONICAL_XML,
  transforms: [ENVELOPED_SIGNATURE, EXCLUSIVE],
  prefix: 'ds',
  signatureId: '',
  referenceType: '',
  keyInfo: new Set<KeyInfoPart>(['certificate']),
  signsKeyInfo: false,
  ...options,
})

function enveloped(name: Name = 'rsa', options: Partial<XmlSigning> = {}, xml = ORDER): Document {
  const document = parseXmlDocument(xml)
  signEnveloped(document, document.documentElement!, signing(name, options))
  return document
}

const enveloping = (name: Name = 'rsa', options: Partial<XmlSigning> = {}, xml = ORDER): Document =>
  signEnveloping(parseXmlDocument(xml), signing(name, { transforms: [CANONICAL_XML], ...options }))

function detached(name: Name = 'rsa', options: Partial<XmlSigning> = {}): Document {
  const document = parseXmlDocument(ORDER)
  const [item] = document.getElementsByTagName('item')
  signElement(item!.getAttributeNode('Id')!, item!.parentElement!, signing(name, { transforms: [CANONICAL_XML], ...options }))
  return document
}

const text = (document: Document): string => canonicalXml(document, CANONICALIZATIONS.get(`${CANONICAL_XML}#WithComments`)!)

/** Whether the xmlsec library verifies it, after it was written and read. */
function acceptedByXmlsec(document: Document, name: Name, ...options: string[]): boolean {
  files.write('signed.xml', text(document))
  try {
    files.run('xmlsec1', '--verify', '--pubkey-cert-pem', `${name}.pem`, ...options, 'signed.xml')
    return true
  } catch {
    return false
  }
}

const verification = (names: readonly Name[], requiresKeyInfo = false) => ({
  certificates: names.map((name) => files.pairs[name].chain[0]!),
  requiresKeyInfo,
})

/** What we find signed, after it was written and read. */
function verify(document: Document | string, names: readonly Name[] = ['rsa'], requiresKeyInfo = false): string {
  const read = parseXmlDocument(typeof document === 'string' ? document : text(document))
  const content = verifyDocument(read, verification(names, requiresKeyInfo))
  return typeof content === 'string' ? content : serializeToWellFormedString(content)
}

const KEY_INFOS: KeyInfoPart[][] = [
  ['certificate'],
  ['certificate-chain', 'issuer-serial', 'key-value'],
  ['issuer-serial'],
  ['key-value'],
  [],
]

describe('an enveloped signature', () => {
  it.each<[Name, string]>([
    ['rsa', `${XMLDSIG}rsa-sha1`],
    ['rsa', `${MORE}rsa-sha512`],
    ['ec', `${MORE}ecdsa-sha224`],
    ['ec', `${MORE}ecdsa-sha384`],
    ['dsa', `${XMLDSIG}dsa-sha1`],
  ])('of %s with %s is what xmlsec and we verify', (name, signatureMethod) => {
    const document = enveloped(name, { signatureMethod })
    expect([acceptedByXmlsec(document, name), verify(document, [name])]).toEqual([true, ORDER])
  })

  it.each([...CANONICALIZATIONS.keys()].map((identifier) => [identifier]))('under %s is what xmlsec and we verify', (identifier) => {
    const document = enveloped('rsa', { canonicalization: identifier, transforms: [ENVELOPED_SIGNATURE, identifier] })
    expect([acceptedByXmlsec(document, 'rsa'), verify(document)]).toEqual([true, ORDER])
  })

  it.each(KEY_INFOS.map((parts) => [parts]))('tells of the key %j', (parts) => {
    for (const name of ['rsa', 'ec', 'dsa'] as const) {
      const document = enveloped(name, { keyInfo: new Set(parts), signsKeyInfo: true })
      expect([acceptedByXmlsec(document, name), verify(document, [name], parts.length > 0)]).toEqual([true, ORDER])
    }
  })

  it('has the form that is asked for', () => {
    const options = {
      prefix: '',
      signatureId: 'S',
      referenceType: 'urn:type',
      keyInfo: new Set<KeyInfoPart>(),
      transforms: [ENVELOPED_SIGNATURE],
    }
    const document = enveloped('rsa', options, '<a>\r</a>'.replace('\r', '&#13;'))
    const value = '[\\w+/=]+'
    expect(text(document)).toMatch(
      new RegExp(
        `^<a>&#xD;<Signature xmlns="${XMLDSIG}" Id="S"><SignedInfo><CanonicalizationMethod Algorithm="${CANONICAL_XML}"></CanonicalizationMethod>` +
          `<SignatureMethod Algorithm="${MORE}rsa-sha256"></SignatureMethod><Reference Type="urn:type" URI=""><Transforms>` +
          `<Transform Algorithm="${ENVELOPED_SIGNATURE}"></Transform></Transforms><DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256">` +
          `</DigestMethod><DigestValue>${value}</DigestValue></Reference></SignedInfo><SignatureValue>${value}</SignatureValue></Signature></a>$`,
      ),
    )
    expect([acceptedByXmlsec(document, 'rsa'), verify(document)]).toEqual([true, '<a>\r</a>'])
  })

  it('of xmlsec is verified', () => {
    const template = text(enveloped('rsa', { keyInfo: new Set() })).replaceAll(/<ds:(DigestValue|SignatureValue)>[^<]*/g, '<ds:$1>')
    const prefixes = `<c:InclusiveNamespaces xmlns:c="${EXCLUSIVE}" PrefixList="#default o"></c:InclusiveNamespaces>`
    files.write('template.xml', template.replace(`Algorithm="${EXCLUSIVE}">`, `Algorithm="${EXCLUSIVE}">${prefixes}`))
    files.run('xmlsec1', '--sign', '--privkey-pem', 'rsa.key', '--output', 'made.xml', 'template.xml')
    expect(verify(files.read('made.xml').toString())).toBe(ORDER)
  })
})

describe('an enveloping signature', () => {
  it.each<[Name, Partial<XmlSigning>]>([
    ['rsa', {}],
    ['ec', { transforms: [EXCLUSIVE], signsKeyInfo: true }],
    ['rsa', { transforms: [] }],
  ])('of %s is what xmlsec and we verify', (name, options) => {
    const document = enveloping(name, options)
    expect([acceptedByXmlsec(document, name), verify(document, [name])]).toEqual([true, ORDER])
  })

  it('may hold text', () => {
    const document = enveloping('rsa', {}, '<x/>')
    const template = text(document)
      .replace('<x></x>', 'total;9')
      .replaceAll(/<ds:(DigestValue|SignatureValue)>[^<]*/g, '<ds:$1>')
    files.write('template.xml', template)
    files.run('xmlsec1', '--sign', '--privkey-pem', 'rsa.key', '--output', 'made.xml', 'template.xml')
    expect(verify(files.read('made.xml').toString())).toBe('total;9')
  })
})

describe('a detached signature', () => {
  const IDS = ['--id-attr:Id', 'urn:items:item']

  it.each<[Name, Partial<XmlSigning>]>([
    ['rsa', {}],
    ['ec', { transforms: [ENVELOPED_SIGNATURE, EXCLUSIVE], signsKeyInfo: true }],
  ])('of %s is what xmlsec and we verify', (name, options) => {
    const document = detached(name, options)
    const read = parseXmlDocument(text(document))
    expect(acceptedByXmlsec(document, name, ...IDS)).toBe(true)
    expect(serializeToWellFormedString(verifyDetached(read, verification([name])))).toBe(ORDER)
  })

  const refused = (change: (document: Document) => void): string => {
    const document = detached()
    change(document)
    try {
      verifyDetached(document, verification(['rsa']))
      return 'verified'
    } catch (error) {
      return (error as Error).message
    }
  }

  it('does not protect another element of the same id, nor one elsewhere', () => {
    const item = (document: Document): Element => document.getElementsByTagName('item')[0]!
    const signature = (document: Document): Element => document.getElementsByTagNameNS(XMLDSIG, 'Signature')[0]!
    const PREFIX = 'The XML signature cannot be verified: '
    expect(refused((document) => item(document).before(item(document).cloneNode(true)))).toBe(
      `${PREFIX}its reference #i1 is not to one element`,
    )
    expect(
      refused((document) => {
        const wrapper = document.createElement('wrapper')
        document.documentElement!.append(wrapper)
        wrapper.append(item(document))
      }),
    ).toBe(`${PREFIX}it is no sibling of the element i1`)
    expect(refused((document) => item(document).setAttribute('Id', 'i2'))).toBe(`${PREFIX}its reference #i1 is not to one element`)
    expect(refused((document) => item(document).append('0'))).toBe(`${PREFIX}the content was changed`)
    expect(refused((document) => signature(document).remove())).toBe(`${PREFIX}there is none`)
  })
})

describe('a signature is refused', () => {
  const changed = (document: Document, ...changes: [RegExp | string, string][]): string =>
    changes.reduce((xml, [from, to]) => xml.replace(from, to), text(document))

  it.each<[string, () => unknown, string]>([
    ['of another signer', () => verify(enveloped(), ['ec']), 'its KeyInfo is not that of an expected signer'],
    [
      'of another signer without KeyInfo',
      () => verify(enveloped('rsa', { keyInfo: new Set() }), ['rsa-other']),
      'the signature does not fit the key of an expected signer',
    ],
    ['without KeyInfo when it is required', () => verify(enveloped('rsa', { keyInfo: new Set() }), ['rsa'], true), 'it has no KeyInfo'],
    [
      'without KeyInfo when there are several signers',
      () => verify(enveloped('rsa', { keyInfo: new Set() }), ['rsa', 'ec']),
      'it has no KeyInfo',
    ],
    [
      'with a KeyInfo that says nothing',
      () => verify(changed(enveloped(), [/<ds:X509Data>.*<\/ds:X509Data>/, '<ds:KeyName>rsa</ds:KeyName>']), ['rsa'], true),
      'its KeyInfo has neither a certificate, nor issuer and serial number, nor a key value',
    ],
    ['of changed content', () => verify(changed(enveloped(), ['9 &lt;', '8 &lt;'])), 'the content was changed'],
    [
      'of changed KeyInfo',
      () =>
        verify(changed(enveloped('rsa', { signsKeyInfo: true, keyInfo: new Set(['certificate', 'issuer-serial']) }), ['CN=rsa', 'CN=rsb'])),
      'the content was changed',
    ],
    [
      'with a changed digest',
      () => verify(changed(enveloped(), [/DigestValue>./, 'DigestValue>0'])),
      'the signature does not fit the key of an expected signer',
    ],
    [
      'on top of another one',
      () => verify(changed(enveloped(), ['</o:order>', `<ds:Signature xmlns:ds="${XMLDSIG}"/></o:order>`])),
      'there is more than one',
    ],
    ['that is not there', () => verify(ORDER), 'there is none'],
    ['that is empty', () => verify(`<a><Signature xmlns="${XMLDSIG}"/></a>`), 'its structure is not valid'],
    ['over a part of the document', () => verify(changed(detached())), 'it does not reference the whole document'],
    [
      'over a file',
      () => verify(changed(enveloped(), ['URI=""', 'URI="file:///etc/hostname"'])),
      'it does not reference the whole document',
    ],
    [
      'over several things',
      () => verify(changed(enveloped(), [/<ds:Reference .*<\/ds:Reference>/, '$&$&'])),
      'it does not have one reference to the content and at most one to KeyInfo',
    ],
    [
      'that holds its content elsewhere',
      () => verify(changed(enveloping(), ['<ds:Object ', '<ds:Object Id="other"></ds:Object><ds:Object '])),
      'it does not reference its only Object by its Id',
    ],
    [
      'by a secret key',
      () => verify(changed(enveloped(), [`${MORE}rsa-sha256`, `${XMLDSIG}hmac-sha1`])),
      `the signature method ${XMLDSIG}hmac-sha1 is not supported`,
    ],
    [
      'with a stylesheet',
      () =>
        verify(
          changed(enveloped(), [
            `<ds:Transform Algorithm="${EXCLUSIVE}">`,
            '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116">',
          ]),
        ),
      'the signature does not fit the key of an expected signer',
    ],
    [
      'that leaves itself in',
      () => verify(enveloped('rsa', { transforms: [EXCLUSIVE] })),
      'its first transform does not take the signature out',
    ],
  ])('%s', (_, act, reason) => expect(act).toThrow(`The XML signature cannot be verified: ${reason}`))
})

it.each([
  ['Inclusive XML Canonicalization', CANONICAL_XML],
  ['Exclusive XML Canonicalization', EXCLUSIVE],
  ['XML Canonicalization with Comments Version 1.0', `${CANONICAL_XML}#WithComments`],
  ['XML Canonicalization Version 1.1', 'http://www.w3.org/2006/12/xml-c14n11'],
  ['Exclusive XML Canonicalization with Comments Version 1.0', `${EXCLUSIVE}WithComments`],
  [EXCLUSIVE, EXCLUSIVE],
  ['xml-c14n11', 'http://www.w3.org/2006/12/xml-c14n11'],
  ['xml-c14n11#WithComments', 'http://www.w3.org/2006/12/xml-c14n11#WithComments'],
  ['Exclusive XML Canonicalization with Comments', `${EXCLUSIVE}WithComments`],
  ['None', undefined],
])('the canonicalization %s is %s', (name, identifier) => expect(canonicalizationNamed(name)).toBe(identifier))
