import { Body } from '../engine/body.ts'
import { defineStep } from '../engine/define-step.ts'
import type { Exchange } from '../engine/exchange.ts'
import { flag, table } from '../engine/fields.ts'
import { SluiceError } from '../kernel/errors.ts'
import { readCertificate } from '../languages/cms/certificate.ts'
import { readSignedData } from '../languages/cms/signed-data.ts'
import { requireValidSignature } from '../languages/cms/signer-info.ts'
import { textOf } from '../languages/simple/value.ts'
import { decoded } from './pkcs7/base64.ts'
import { SIGNED_DATA } from './pkcs7/signed-data-name.ts'
import { compileAliases, knownCertificates } from './signing/aliases.ts'
import { requireKnownProperties } from './signing/known-properties.ts'

const LABEL = 'PKCS#7/CMS Signature Verifier'

const fields = {
  isHeaderEncoded: flag('isHeaderBase64Encoded', 'Whether signed data in SapCmsSignedData is encoded in Base64.', false),
  isBodyEncoded: flag('isBodyBase64Encoded', 'Whether the body is encoded in Base64.', false),
  aliases: table('publicKeyAliases', 'Aliases of certificates of expected signers, or expressions; some may be missing in the keystore.'),
}

/** SAP Help, “Verify the PKCS#7/CMS Signature” and “Signing and Verifying a Message Using PKCS#7/CMS”. */
export default defineStep({
  activity: 'VerifySign',
  label: LABEL,
  doc: 'Verifies PKCS#7 signed data with certificates of the keystore and puts the signed content into the body.',
  fields,
  compile({ isHeaderEncoded, isBodyEncoded, aliases }, context) {
    requireKnownProperties(fields, context)
    if (aliases.length === 0) context.fail(LABEL, 'No public key alias says who may sign')
    const aliasesOf = compileAliases(aliases)
    const { keys } = context.flow.services
    return async (exchange) => {
      const certificates = (await knownCertificates(aliasesOf(exchange), keys)).map(readCertificate)
      const body = decoded(exchange.body.asBytes(), isBodyEncoded)
      const beside = signedDataBeside(exchange)
      const { content: included, contentType, signerInfos } = readSignedData(beside ? decoded(beside, isHeaderEncoded) : body)
      const content = beside ? body : included
      if (!content) throw new SluiceError('processing-failed', 'The PKCS#7 signed data holds no content, and SapCmsSignedData is not set')
      requireValidSignature(signerInfos, { content, contentType, certificates })
      exchange.body = Body.bytes(content)
    }
  },
})

/** Of the property, or else of the header. */
function signedDataBeside({ properties, headers }: Exchange): Uint8Array | undefined {
  const value = properties.get(SIGNED_DATA) ?? headers.get(SIGNED_DATA)
  if (value === undefined || value === null) return undefined
  return value instanceof Uint8Array ? value : Buffer.from(textOf(value), 'latin1')
}
