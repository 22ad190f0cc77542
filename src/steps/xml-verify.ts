import { Body } from '../engine/body.ts'
import { defineStep } from '../engine/define-step.ts'
import { choice, flag, table, text } from '../engine/fields.ts'
import { verifyDetached, verifyDocument } from '../languages/xml-signature/signed-document.ts'
import { compileAliases, knownCertificates } from './signing/aliases.ts'
import { requireKnownProperties } from './signing/known-properties.ts'
import { bodyDocument } from './xml-signature/body-document.ts'
import { compileValidation } from './xml-signature/body-schema.ts'
import { compileOutput } from './xml-signature/output.ts'

const LABEL = 'XML Signature Verifier'

const WHOLE = 'Enveloping or Enveloped XML Signature'
const DETACHED = 'Detached XML Signatures'

const fields = {
  type: choice('verifySignatureType', 'Where the signature stands.', [WHOLE, DETACHED], WHOLE),
  requiresKeyInfo: flag('CheckForKeyInfo', 'Whether the signature must have a KeyInfo that is understood.', false),
  schema: text('schemaFieldPath', 'Schema below the resources that the body must fit; for detached signatures.'),
  omitsDeclaration: flag('omitXmlDeclaration', 'Whether the XML declaration is left out.', false),
  disallowsDoctype: flag('disallowDoctypeDecl', 'Whether a body with a DOCTYPE declaration is refused.', true),
  aliases: table('publicKeyAliases', 'Aliases of certificates of expected signers, or expressions; some may be missing in the keystore.'),
}

/** SAP Help, “Verify the XML Digital Signature”. */
export default defineStep({
  activity: 'XMLDigitalVerifySign',
  label: LABEL,
  doc: 'Verifies the XML signature of the body with certificates of the keystore and puts the signed content into the body.',
  fields,
  async compile({ type, schema, requiresKeyInfo, omitsDeclaration, disallowsDoctype, aliases }, context) {
    requireKnownProperties(fields, context)
    if (aliases.length === 0) context.fail(LABEL, 'No public key alias says who may sign')
    const isDetached = type === DETACHED
    if (isDetached && schema === '') context.fail('schemaFieldPath', 'Detached signatures need the schema of the body')
    const verify = isDetached ? verifyDetached : verifyDocument
    const validate = await compileValidation(isDetached ? schema : '', context)
    const write = compileOutput('UTF-8', omitsDeclaration, context)
    const aliasesOf = compileAliases(aliases)
    const { keys } = context.flow.services
    return async (exchange) => {
      const document = bodyDocument(exchange, disallowsDoctype)
      await validate(exchange)
      const certificates = await knownCertificates(aliasesOf(exchange), keys)
      const content = verify(document, { certificates, requiresKeyInfo })
      exchange.body = typeof content === 'string' ? Body.text(content) : write(content)
    }
  },
})
