import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Body } from '../engine/body.ts'
import type { StepDefinition } from '../engine/define-step.ts'
import type { Exchange } from '../engine/exchange.ts'
import { readConfig } from '../engine/fields.ts'
import type { CompiledSchema } from '../engine/services.ts'
import { KeyFiles } from '../languages/cms/key-files.fixture.ts'
import { keysOf } from './signing/keys.fixture.ts'
import { contextOf, exchangeOf } from './step.fixture.ts'
import xmlSign from './xml-sign.ts'
import xmlVerify from './xml-verify.ts'

const ORDER = '<o:order xmlns:o="urn:orders"><o:item ID="i1"><part ID="p1">10 €</part></o:item></o:order>'
const DSIG = 'http://www.w3.org/2000/09/xmldsig#'
const C14N = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'

let files: KeyFiles<'rsa' | 'ec'>
beforeAll(() => {
  files = new KeyFiles(['rsa', 'ec'])
}, 30_000)
afterAll(() => files.remove())

/** A schema that only wants to see no element `bad`. */
const schema: CompiledSchema = {
  validate: async ({ body }) => (body.asText().includes('<bad') ? "line 1, column 2: there is no element 'bad'" : undefined),
}

async function run(step: StepDefinition, properties: Record<string, string>, exchange: Exchange): Promise<Exchange> {
  const context = contextOf(step, properties, { namespaces: { o: 'urn:orders' } })
  const services = {
    ...context.flow.services,
    keys: keysOf(files.pairs),
    scripts: { ...context.flow.services.scripts, compileSchema: async () => schema },
  }
  const flow = { ...context.flow, services, resources: new Map([['xsd/order.xsd', Buffer.from('<schema/>')]]) }
  await (await step.compile(readConfig(step.fields, context.node.properties), { ...context, flow }))(exchange)
  return exchange
}

const withBody = (xml = ORDER, headers: Record<string, string> = {}): Exchange => {
  const exchange = exchangeOf({ headers })
  exchange.body = Body.text(xml)
  return exchange
}

/** The settings with which flows are exported, an enveloped signature with all that belongs to advanced ones switched off. */
const EXPORTED = {
  Activity_Name: 'XMLSigner',
  componentVersion: '1.1',
  privateKeyAlias: 'rsa',
  signatureAlgorithm: 'SHA1/RSA',
  digestAlgorithm: 'SHA1',
  signatureType: 'Enveloped XML signature',
  parentNodeSpecification: 'Specified by XPath expression',
  xpathExpression: '/o:order',
  canonicalizationMethod: 'Inclusive XML Canonicalization',
  transformMethod: 'Exclusive XML Canonicalization',
  keyInfoHasX509Certificate: 'true',
  keyInfoHasX509CertChain: 'false',
  keyInfoHasIssuerName: 'false',
  keyInfoHasKeyValue: 'false',
  addKeyInfoReference: 'false',
  omitXmlDeclaration: 'false',
  outputEncoding: 'UTF-8',
  disallowDoctypeDecl: 'true',
  xadesAddSigningTime: 'false',
  xadesAddSigningCertificate: 'None',
  xadesEpesSignaturePolicy: 'None',
  xadesEpesDigestAlgorithm: 'SHA-256',
  xadesSigningCertificateDigestAlgorithm: 'SHA-256',
  signatureXMLNamespacePrefix: 'etsi',
}

const DETACHED = {
  signatureType: 'Detached XML signatures',
  schemaResourceUri: '/xsd/order.xsd',
  xpathToIdAttribute: '<row><cell>/o:order/o:item/@ID</cell></row><row><cell>//part/@ID</cell></row>',
}

const DETACHED_ONES = { verifySignatureType: 'Detached XML Signatures', schemaFieldPath: '/xsd/order.xsd' }

const sign = (properties: Record<string, string> = {}, exchange = withBody()) => run(xmlSign, { ...EXPORTED, ...properties }, exchange)

const verify = async (exchange: Exchange, properties: Record<string, string> = {}): Promise<string> =>
  (
    await run(
      xmlVerify,
      { publicKeyAliases: '<row><cell>rsa</cell></row>', CheckForKeyInfo: 'true', omitXmlDeclaration: 'true', ...properties },
      exchange,
    )
  ).body.asText()

const acceptedByXmlsec = ({ body }: Exchange, ...options: string[]): void => {
  files.write('signed.xml', body.asBytes())
  files.run('xmlsec1', '--verify', '--pubkey-cert-pem', 'rsa.pem', ...options, 'signed.xml')
}

const VALUE = '[\\w+/=]+'

describe('XML Digital Signer', () => {
  it('signs with the settings that flows have', async () => {
    const exchange = await sign()
    const method = (name: string, algorithm: string) => `<ds:${name} Algorithm="${algorithm}"></ds:${name}>`
    const transforms = `<ds:Transforms>${method('Transform', `${DSIG}enveloped-signature`)}${method('Transform', 'http://www.w3.org/2001/10/xml-exc-c14n#')}</ds:Transforms>`
    const reference = `<ds:Reference URI="">${transforms}${method('DigestMethod', `${DSIG}sha1`)}<ds:DigestValue>${VALUE}</ds:DigestValue></ds:Reference>`
    const signedInfo = `<ds:SignedInfo>${method('CanonicalizationMethod', C14N)}${method('SignatureMethod', `${DSIG}rsa-sha1`)}${reference}</ds:SignedInfo>`
    const keyInfo = `<ds:KeyInfo><ds:X509Data><ds:X509Certificate>${VALUE}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>`
    const signature = `<ds:Signature xmlns:ds="${DSIG}">${signedInfo}<ds:SignatureValue>${VALUE}</ds:SignatureValue>${keyInfo}</ds:Signature>`
    expect(exchange.body.asText()).toMatch(
      new RegExp(`^<\\?xml version="1.0" encoding="UTF-8"\\?>${ORDER.replace('</o:order>', '')}${signature}</o:order>$`),
    )
    expect(exchange.headers.get('CamelCharsetName')).toBe('UTF-8')
    acceptedByXmlsec(exchange)
    expect(await verify(exchange)).toBe(ORDER)
  })

  it.each([
    [
      'a name and a namespace',
      { parentNodeSpecification: 'Specified by Name and Namespace', parentLocalName: 'item', parentNamespace: 'urn:orders' },
    ],
    [
      'a name without namespace',
      { parentNodeSpecification: 'Specified by Name and Namespace', parentLocalName: 'part', parentNamespace: 'null' },
    ],
  ])('finds the parent by %s', async (_, properties) => {
    const exchange = await sign(properties)
    expect(exchange.body.asText()).toContain(
      `</ds:Signature></${properties.parentLocalName === 'part' ? '' : 'o:'}${properties.parentLocalName}>`,
    )
    acceptedByXmlsec(exchange)
    expect(await verify(exchange)).toBe(ORDER)
  })

  it('signs an enveloping signature, with KeyInfo', async () => {
    const exchange = await sign({
      signatureType: 'Enveloping XML signature',
      addKeyInfoReference: 'true',
      keyInfoHasX509CertChain: 'true',
      keyInfoHasIssuerName: 'true',
      keyInfoHasKeyValue: 'true',
      signatureAlgorithm: 'SHA512/RSA',
      digestAlgorithm: 'From Signature Algorithm',
      prefixForXmlSignatureNamespace: 'sig',
      signatureId: 'S1',
      contentReferenceType: `${DSIG}Object`,
      omitXmlDeclaration: 'true',
    })
    expect(exchange.body.asText()).toMatch(new RegExp(`^<sig:Signature xmlns:sig="${DSIG}" Id="S1">.*Type="${DSIG}Object" URI="#_`))
    acceptedByXmlsec(exchange)
    expect(await verify(exchange)).toBe(ORDER)
  })

  it('signs elements, the innermost first', async () => {
    const exchange = await sign(DETACHED)
    expect(exchange.body.asText()).toMatch(/<\/part><ds:Signature .*<\/ds:Signature><\/o:item><ds:Signature .*<\/ds:Signature><\/o:order>$/)
    const ids = ['--id-attr:ID', 'urn:orders:item', '--id-attr:ID', 'part']
    for (const place of ['/*', '/*/*']) acceptedByXmlsec(exchange, ...ids, '--node-xpath', `${place}/*[local-name()='Signature']`)
    expect(await verify(exchange, DETACHED_ONES)).toBe(ORDER)
  })

  it('signs with an elliptic key under the names of the product', async () => {
    const properties = {
      privateKeyAlias: 'ec',
      signatureAlgorithm: 'ecdsa-sha384',
      digestAlgorithm: '',
      canonicalizationMethod: 'xml-c14n11',
    }
    const exchange = await sign(properties)
    expect(exchange.body.asText()).toContain('Algorithm="http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384"')
    expect(await verify(exchange, { publicKeyAliases: "<row><cell id='publicKeyAlias'>ec</cell></row>" })).toBe(ORDER)
  })

  it('takes transforms from a header', async () => {
    const exchange = withBody(ORDER, { CamelXmlSignatureTransformMethods: `${DSIG}enveloped-signature,${C14N}` })
    await sign({ ...DETACHED, xpathToIdAttribute: '<row><cell>/o:order/o:item/@ID</cell></row>' }, exchange)
    expect(exchange.body.asText()).toContain(
      `<ds:Transform Algorithm="${DSIG}enveloped-signature"></ds:Transform><ds:Transform Algorithm="${C14N}">`,
    )
    acceptedByXmlsec(exchange, '--id-attr:ID', 'urn:orders:item')
    expect(await verify(exchange, DETACHED_ONES)).toBe(ORDER)
  })

  it('signs the part that a header names, under a schema', async () => {
    const headers = { CamelXmlSignatureContentReferenceUri: '#i1', CamelXmlSignatureSchemaResourceUri: '/xsd/order.xsd' }
    const exchange = await sign({}, withBody(ORDER, headers))
    expect(exchange.body.asText()).toContain('<ds:Reference URI="#i1">')
    acceptedByXmlsec(exchange, '--id-attr:ID', 'urn:orders:item')
    const message = 'CamelXmlSignatureContentReferenceUri needs the header CamelXmlSignatureSchemaResourceUri'
    await expect(sign({}, withBody(ORDER, { CamelXmlSignatureContentReferenceUri: '#i1' }))).rejects.toThrow(message)
    await expect(sign({}, withBody(ORDER, { ...headers, CamelXmlSignatureContentReferenceUri: '#i2' }))).rejects.toThrow(
      'The reference #i2 is not to one element of the body',
    )
  })

  it.each([
    [
      'ISO-8859-1',
      'latin1',
      '<?xml version="1.0" encoding="ISO-8859-1"?><o:order xmlns:o="urn:orders"><o:item ID="i1"><part ID="p1">10 &#8364;',
    ],
    ['UTF-16', 'utf16le', '\ufeff<?xml version="1.0" encoding="UTF-16"?><o:order xmlns:o="urn:orders"><o:item ID="i1"><part ID="p1">10 €'],
  ] as const)('writes %s', async (outputEncoding, encoding, start) => {
    const exchange = await sign({ outputEncoding })
    expect(Buffer.from(exchange.body.asBytes()).toString(encoding).slice(0, start.length)).toBe(start)
    expect(exchange.headers.get('CamelCharsetName')).toBe(outputEncoding)
    acceptedByXmlsec(exchange)
  })

  const ALIAS = "There is no key pair with the alias '' in the keystore"

  it.each<[Record<string, string>, string]>([
    [{ privateKeyAlias: '${header.none}' }, ALIAS],
    [{ privateKeyAlias: 'ec' }, "The key pair 'ec' does not fit the signature algorithm SHA1/RSA"],
    [{ xpathExpression: '/o:none' }, 'The XPath /o:none does not lead to an element of the body'],
    [{ parentNodeSpecification: '', parentLocalName: 'none' }, 'The body has no element none for the XML signature'],
    [
      { ...DETACHED, xpathToIdAttribute: '<row><cell>/o:order/@ID</cell></row>' },
      'The XPath /o:order/@ID does not lead to an attribute of the body',
    ],
  ])('fails with %j', async (properties, message) => expect(sign(properties)).rejects.toMatchObject({ code: 'processing-failed', message }))

  it.each<[string, Record<string, string>, string]>([
    ['<!DOCTYPE a><a/>', {}, 'The body has a DOCTYPE declaration, which is not allowed'],
    ['<bad/>', { ...DETACHED }, "line 1, column 2: there is no element 'bad'"],
    ['total;9', {}, 'The body is not well-formed XML'],
  ])('refuses the body %s', async (body, properties, message) => expect(sign(properties, withBody(body))).rejects.toThrow(message))

  it.each([
    ['a', "names 'a', which is not supported"],
    [`${DSIG}enveloped-signature,${C14N},${C14N}#WithComments`, 'names more than one canonicalization'],
    [`${C14N},${DSIG}enveloped-signature`, 'takes the signature out after the canonicalization'],
    [C14N, 'does not take the signature out of the document'],
  ])('refuses the transforms %s', async (list, reason) =>
    expect(sign({}, withBody(ORDER, { CamelXmlSignatureTransformMethods: list }))).rejects.toThrow(
      `The header CamelXmlSignatureTransformMethods ${reason}`,
    ),
  )

  it.each<[Record<string, string>, string]>([
    [{ privateKeyAlias: '' }, 'The alias of the private key is not given'],
    [{ signatureAlgorithm: 'SHA512/DSA' }, 'SHA512/DSA is not supported'],
    [{ signatureAlgorithm: 'RC4' }, 'RC4 is not supported'],
    [{ digestAlgorithm: 'MD5' }, 'MD5 is not supported'],
    [{ canonicalizationMethod: 'None' }, 'None is not supported'],
    [{ transformMethod: 'XSLT' }, 'XSLT is not supported'],
    [{ outputEncoding: 'EBCDIC' }, 'EBCDIC is not supported'],
    [
      { signatureType: 'Other' },
      "signatureType must be one of Enveloping XML signature, Enveloped XML signature, Detached XML signatures, not 'Other'",
    ],
    [{ xpathExpression: '' }, 'The parent node of the signature is not given'],
    [{ parentNodeSpecification: '' }, 'The parent node of the signature is not given'],
    [{ ...DETACHED, schemaResourceUri: '' }, 'Detached signatures need the schema of the body'],
    [{ ...DETACHED, schemaResourceUri: '/xsd/none.xsd' }, "Schema 'xsd/none.xsd' not found"],
    [{ ...DETACHED, xpathToIdAttribute: '' }, 'No XPath says which elements are signed'],
    [{ xadesSignerRoleClaimedRoles: '<row><cell>Clerk</cell></row>' }, 'Advanced electronic signatures (XAdES) are not supported'],
    [{ xadesAddSigningTime: 'true' }, 'Advanced electronic signatures (XAdES) are not supported'],
    [{ newSetting: 'on' }, 'The setting newSetting is not known'],
  ])('does not compile %j', async (properties, message) => expect(sign(properties)).rejects.toThrow(message))
})

describe('XML Signature Verifier', () => {
  it('chooses among several signers by KeyInfo', async () => {
    const several = {
      publicKeyAliases: '<row><cell>of next year</cell></row><row><cell>ec</cell></row><row><cell>${header.from}</cell></row>',
    }
    expect(await verify(await sign({}, withBody(ORDER, { from: 'rsa' })), several)).toBe(ORDER)
    await expect(
      verify(await sign({ keyInfoHasX509Certificate: 'false' }, withBody(ORDER, { from: 'rsa' })), several),
    ).rejects.toMatchObject({
      code: 'processing-failed',
      message: 'The XML signature cannot be verified: it has no KeyInfo',
    })
  })

  it('writes the XML declaration', async () => {
    expect(await verify(await sign(), { omitXmlDeclaration: 'false' })).toBe(`<?xml version="1.0" encoding="UTF-8"?>${ORDER}`)
  })

  it('needs no KeyInfo when it is told so', async () => {
    expect(await verify(await sign({ keyInfoHasX509Certificate: 'false' }), { CheckForKeyInfo: 'false' })).toBe(ORDER)
  })

  it.each<[Record<string, string>, string, string]>([
    [{}, '<a/>', 'The XML signature cannot be verified: there is none'],
    [DETACHED_ONES, '<a/>', 'The XML signature cannot be verified: there is none'],
    [{ publicKeyAliases: '<row><cell>none</cell></row>' }, '<a/>', "The keystore has no certificate with the alias 'none'"],
    [{}, '<!DOCTYPE a><a/>', 'The body has a DOCTYPE declaration, which is not allowed'],
    [{ disallowDoctypeDecl: 'false' }, '<!DOCTYPE a><a/>', 'The XML signature cannot be verified: there is none'],
    [DETACHED_ONES, '<bad/>', "line 1, column 2: there is no element 'bad'"],
    [{ ...DETACHED_ONES, schemaFieldPath: '' }, '', 'Detached signatures need the schema of the body'],
    [{ publicKeyAliases: '' }, '', 'No public key alias says who may sign'],
    [
      { verifySignatureType: 'Other' },
      '',
      'verifySignatureType must be one of Enveloping or Enveloped XML Signature, Detached XML Signatures',
    ],
    [{ newSetting: 'on' }, '', 'The setting newSetting is not known'],
  ])('with %j refuses %s', async (properties, body, message) => expect(verify(withBody(body), properties)).rejects.toThrow(message))
})
