import { Body } from '../engine/body.ts'
import { defineStep } from '../engine/define-step.ts'
import { choice, flag, table } from '../engine/fields.ts'
import type { Keys } from '../engine/services.ts'
import { SluiceError } from '../kernel/errors.ts'
import { isMeant, readCertificate } from '../languages/cms/certificate.ts'
import { CONTENT_TYPE } from '../languages/cms/content-info.ts'
import { type Envelope, readEnvelope } from '../languages/cms/enveloped-data.ts'
import { type OpenedEnvelope, openEnvelope, requireSignedEnvelope } from '../languages/cms/opened-envelope.ts'
import { decoded } from './pkcs7/base64.ts'
import { EXPECTED_ENVELOPES, type ExpectedEnvelope } from './pkcs7/protection.ts'
import { compileAliases, knownCertificates } from './signing/aliases.ts'
import { requireKnownProperties } from './signing/known-properties.ts'

const LABEL = 'PKCS#7/CMS Decryptor'

const fields = {
  isEncoded: flag('isBodyBase64Encoded', 'Whether the body is encoded in Base64.', false),
  signatures: choice(
    'PKCS7SignContentType',
    'Which messages are taken; a signed one must be signed by an expected sender.',
    EXPECTED_ENVELOPES,
    'EnvelopedData',
  ),
  senders: table('publicKeyAliases', 'Aliases of certificates of expected senders, or expressions; some may be missing in the keystore.'),
}

/** SAP Help, “Define PKCS#7/CMS Decryptor”. */
export default defineStep({
  activity: 'Decrypt',
  label: LABEL,
  doc: 'Decrypts PKCS#7 enveloped data with the key pair of the keystore that it is for, and verifies its signature.',
  limits: 'ARCFOUR, CAST5 and RC2 are refused.',
  fields,
  compile({ isEncoded, signatures, senders }, context) {
    requireKnownProperties(fields, context)
    if (signatures !== 'EnvelopedData' && senders.length === 0) context.fail(LABEL, 'No public key alias says who may sign')
    const sendersOf = compileAliases(senders)
    const { keys } = context.flow.services
    return async (exchange) => {
      const envelope = readEnvelope(decoded(exchange.body.asBytes(), isEncoded))
      const isSigned = envelope.type === CONTENT_TYPE.signedAndEnvelopedData
      requireExpected(isSigned, signatures)
      const opened = await open(envelope, keys)
      if (isSigned) requireSignedEnvelope(opened, (await knownCertificates(sendersOf(exchange), keys)).map(readCertificate))
      exchange.body = Body.bytes(opened.content)
    }
  },
})

function requireExpected(isSigned: boolean, signatures: ExpectedEnvelope): void {
  if (isSigned && signatures === 'EnvelopedData')
    throw new SluiceError('processing-failed', 'The PKCS#7 message is signed, and no signature is expected')
  if (!isSigned && signatures === 'SignedAndEnvelopedData') {
    throw new SluiceError('processing-failed', 'The PKCS#7 message is not signed, and a signature is required')
  }
}

/** The message names the certificates that it is for. */
async function open(envelope: Envelope, keys: Keys): Promise<OpenedEnvelope> {
  for (const recipient of envelope.recipients) {
    const pair = await keys.findKeyPair((certificate) => isMeant(readCertificate(certificate), recipient.identifier))
    if (pair) return openEnvelope(envelope, recipient, pair.privateKey)
  }
  throw new SluiceError('processing-failed', 'The PKCS#7 message is for none of the key pairs of the keystore')
}
