import { Body } from '../engine/body.ts'
import { defineStep } from '../engine/define-step.ts'
import type { Exchange } from '../engine/exchange.ts'
import { choice, flag, integer, table, text } from '../engine/fields.ts'
import { SluiceError } from '../kernel/errors.ts'
import { CONTENT_TYPE } from '../languages/cms/content-info.ts'
import { isIdentifier } from '../languages/cms/object-identifier.ts'
import { signContent } from '../languages/cms/signed-data.ts'
import { compileSimpleText } from '../languages/simple/simple.ts'
import { SIGNED_DATA } from './pkcs7/signed-data-name.ts'
import { compileSigners } from './pkcs7/signers.ts'
import { requireKnownProperties } from './signing/known-properties.ts'

const fields = {
  signers: table('headers', 'Signers: private key alias or an expression, signature algorithm, whether certificates and time go along.'),
  blockSize: integer('Block_Size', 'Bytes of the pieces in which the content comes; 0 for one piece.', 2048),
  includesContent: flag('shouldIncludeContentInSign', 'Whether the content goes into the signed data, which then is the body.', true),
  encodes: flag('shouldEncodeSignedData', 'Whether the signed data is encoded in Base64.', false),
  contentType: text(
    'OIDContentType',
    'Object identifier of the type of the content, or an expression; for signed data without it.',
    CONTENT_TYPE.data,
  ),
  target: choice(
    'signedDataTarget',
    'Where signed data without the content goes: SapCmsSignedData of this kind.',
    ['property', 'header'],
    'property',
  ),
}

const COLUMNS = {
  alias: 'Private Key Alias',
  algorithm: 'Signature Algorithm',
  certificates: 'Include Certificates',
  time: 'Include Signing Time',
}

/** SAP Help, “Sign the Message Content with PKCS#7/CMS Signer”. */
export default defineStep({
  activity: 'SignMessage',
  label: 'PKCS#7/CMS Signer',
  doc: 'Signs the body with keys of the keystore as PKCS#7 signed data, with the content or beside it.',
  limits: 'MD2, RIPEMD128, RIPEMD256 and signatures of ISO 9796-2 are refused.',
  fields,
  compile({ signers, blockSize, includesContent, encodes, contentType, target }, context) {
    requireKnownProperties(fields, context)
    const signersOf = compileSigners(signers, COLUMNS, context)
    const contentTypeOf = compileContentType(includesContent ? '' : contentType)
    return async (exchange) => {
      const signing = { signers: await signersOf(exchange), contentType: contentTypeOf(exchange), includesContent, blockSize }
      const signed = signContent(exchange.body.asBytes(), signing)
      const signedData = encodes ? Buffer.from(signed).toString('base64') : signed
      if (includesContent) exchange.body = typeof signedData === 'string' ? Body.text(signedData) : Body.bytes(signedData)
      else if (target === 'header') exchange.headers.set(SIGNED_DATA, signedData)
      else exchange.properties.set(SIGNED_DATA, signedData)
    }
  },
})

/** The product's list shows the identifier with its name behind it: `1.2.840.113549.1.7.1 (Data)`. */
function compileContentType(expression: string): (exchange: Exchange) => string {
  const read = compileSimpleText(expression || CONTENT_TYPE.data)
  return (exchange) => {
    const [identifier = ''] = read(exchange).trim().split(' ')
    if (!isIdentifier(identifier)) throw new SluiceError('processing-failed', `'${identifier}' is no object identifier of a content type`)
    return identifier
  }
}
