import type { Attr, Document } from 'slimdom'
import { defineStep, type StepContext } from '../engine/define-step.ts'
import type { Exchange } from '../engine/exchange.ts'
import { type Config, choice, flag, table, text } from '../engine/fields.ts'
import { SluiceError } from '../kernel/errors.ts'
import { compileSimpleText } from '../languages/simple/simple.ts'
import { textOf } from '../languages/simple/value.ts'
import { signElement, signEnveloped, signEnveloping, type XmlSigning } from '../languages/xml-signature/sign.ts'
import { requireKnownProperties } from './signing/known-properties.ts'
import { bodyDocument } from './xml-signature/body-document.ts'
import { compileValidation, SCHEMA_HEADER } from './xml-signature/body-schema.ts'
import { compileOutput } from './xml-signature/output.ts'
import { compileTransforms, keyInfoOf, readCanonicalization, readMethods } from './xml-signature/signing-options.ts'
import { attributeOfId, BY_NAME, compileIdAttributes, compileParent, PARENT_SPECIFICATIONS } from './xml-signature/signing-place.ts'
import { requirePlainSignature, XADES_PROPERTIES } from './xml-signature/xades.ts'

const LABEL = 'XML Digital Signer'

const ENVELOPING = 'Enveloping XML signature'
const ENVELOPED = 'Enveloped XML signature'
const DETACHED = 'Detached XML signatures'

const fields = {
  alias: text('privateKeyAlias', 'Alias of the key pair, or an expression.'),
  algorithm: text('signatureAlgorithm', 'Digest and kind of key: SHA256/RSA, SHA1/DSA, ecdsa-sha384, …', 'SHA512/RSA'),
  digest: text('digestAlgorithm', 'SHA1, SHA256, SHA384 or SHA512; otherwise that of the signature.', 'From Signature Algorithm'),
  type: choice('signatureType', 'Where the signature stands.', [ENVELOPING, ENVELOPED, DETACHED], ENVELOPING),
  schema: text('schemaResourceUri', 'Schema below the resources that the body must fit; of detached signatures.'),
  idAttributes: table('xpathToIdAttribute', 'XPaths to the attributes of type ID of the elements that detached signatures are for.'),
  specification: choice('parentNodeSpecification', 'How the parent of an enveloped signature is found.', PARENT_SPECIFICATIONS, BY_NAME),
  localName: text('parentLocalName', 'Local name of the parent.'),
  namespace: text('parentNamespace', 'Namespace of the parent; null for none.'),
  xpath: text('xpathExpression', 'XPath to the parent.'),
  hasChain: flag('keyInfoHasX509CertChain', 'Whether KeyInfo has the certificates of the signer and its issuers.', true),
  hasCertificate: flag('keyInfoHasX509Certificate', 'Whether KeyInfo has the certificate of the signer.', true),
  hasIssuer: flag('keyInfoHasIssuerName', 'Whether KeyInfo has the issuer and the serial number of that certificate.', true),
  hasKeyValue: flag('keyInfoHasKeyValue', 'Whether KeyInfo has the public key.', true),
  signsKeyInfo: flag('addKeyInfoReference', 'Whether KeyInfo is signed too.', false),
  canonicalization: text('canonicalizationMethod', 'Canonicalization of SignedInfo.', 'Inclusive XML Canonicalization'),
  transform: text('transformMethod', 'Canonicalization of the content, or None.', 'Inclusive XML Canonicalization'),
  referenceType: text('contentReferenceType', 'Type of the reference to the content.'),
  prefix: text('prefixForXmlSignatureNamespace', 'Prefix of the elements of the signature.', 'ds'),
  signatureId: text('signatureId', 'Id of the signature.'),
  encoding: text('outputEncoding', 'UTF-8, UTF-16, ISO-8859-1 or US-ASCII.', 'UTF-8'),
  omitsDeclaration: flag('omitXmlDeclaration', 'Whether the XML declaration is left out.', false),
  disallowsDoctype: flag('disallowDoctypeDecl', 'Whether a body with a DOCTYPE declaration is refused.', true),
}

/** SAP Help, “Sign the Message Content with XML Digital Signature”. */
export default defineStep({
  activity: 'XMLDigitalSignMessage',
  label: LABEL,
  doc: 'Signs the XML body with a key of the keystore: as a whole, enveloped or enveloping, or some of its elements.',
  limits: 'Advanced electronic signatures (XAdES) are refused.',
  fields,
  async compile(config, context) {
    requireKnownProperties(fields, context, XADES_PROPERTIES)
    requirePlainSignature(context)
    const write = compileOutput(config.encoding, config.omitsDeclaration, context)
    const seal = compileSeal(config, context)
    const signingOf = compileSigning(config, context)
    const validate = await compileValidation(config.type === DETACHED ? config.schema : '', context)
    return async (exchange) => {
      const document = bodyDocument(exchange, config.disallowsDoctype)
      await validate(exchange)
      exchange.body = write(seal(document, await signingOf(exchange), exchange))
      exchange.headers.set('CamelCharsetName', config.encoding)
    }
  },
})

type SignerConfig = Config<typeof fields>

type Seal = (document: Document, signing: XmlSigning, exchange: Exchange) => Document

function compileSeal(config: SignerConfig, context: StepContext): Seal {
  if (config.type === ENVELOPING) return (document, signing) => signEnveloping(document, signing)
  if (config.type === ENVELOPED) {
    const parentOf = compileParent(config, context)
    return (document, signing, exchange) => {
      const part = referencedPart(document, exchange)
      if (part) signElement(part, parentOf(document, exchange), signing)
      else signEnveloped(document, parentOf(document, exchange), signing)
      return document
    }
  }
  if (config.schema === '') context.fail('schemaResourceUri', 'Detached signatures need the schema of the body')
  const attributesOf = compileIdAttributes(config.idAttributes, context)
  return (document, signing, exchange) => {
    for (const attribute of attributesOf(document, exchange)) {
      const parent = attribute.ownerElement?.parentElement
      if (!parent) throw new SluiceError('processing-failed', 'The root element has no sibling, which a detached signature would be')
      signElement(attribute, parent, signing)
    }
    return document
  }
}

/** The header names a part by its id, which is one only under a schema. */
function referencedPart(document: Document, { headers }: Exchange): Attr | undefined {
  const reference = textOf(headers.get(REFERENCE_HEADER)).trim()
  if (reference === '') return undefined
  if (!headers.get(SCHEMA_HEADER)) throw new SluiceError('processing-failed', `${REFERENCE_HEADER} needs the header ${SCHEMA_HEADER}`)
  return attributeOfId(document, reference)
}

const REFERENCE_HEADER = 'CamelXmlSignatureContentReferenceUri'

function compileSigning(config: SignerConfig, context: StepContext): (exchange: Exchange) => Promise<XmlSigning> {
  if (config.alias === '') context.fail(LABEL, 'The alias of the private key is not given')
  const aliasOf = compileSimpleText(config.alias)
  const { keyType, digestMethod, signatureMethod } = readMethods(config.algorithm, config.digest, context)
  const canonicalization = readCanonicalization(config.canonicalization, context)
  const transformsOf = compileTransforms(config.transform, config.type === ENVELOPED, context)
  const keyInfo = keyInfoOf(config)
  const { prefix, signatureId, referenceType, signsKeyInfo } = config
  return async (exchange) => {
    const alias = aliasOf(exchange)
    const key = await context.flow.services.keys.keyPair(alias)
    if (key.privateKey.asymmetricKeyType !== keyType) {
      throw new SluiceError('processing-failed', `The key pair '${alias}' does not fit the signature algorithm ${config.algorithm}`)
    }
    const methods = { signatureMethod, digestMethod, canonicalization, transforms: transformsOf(exchange) }
    return { key, ...methods, prefix, signatureId, referenceType, keyInfo, signsKeyInfo }
  }
}
