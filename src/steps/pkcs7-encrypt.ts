import { Body } from '../engine/body.ts'
import { defineStep, type StepContext } from '../engine/define-step.ts'
import { choice, flag, integer, table, text } from '../engine/fields.ts'
import { SluiceError } from '../kernel/errors.ts'
import { type CmsCertificate, readCertificate } from '../languages/cms/certificate.ts'
import { bitsOf, type ContentCipher, ciphersNamed } from '../languages/cms/content-ciphers.ts'
import { envelop } from '../languages/cms/enveloped-data.ts'
import { signAndEnvelop } from '../languages/cms/signed-and-enveloped-data.ts'
import { ENVELOPED, SIGNED_AND_ENVELOPED } from './pkcs7/protection.ts'
import { compileSigners } from './pkcs7/signers.ts'
import { compileAliases, requiredCertificates } from './signing/aliases.ts'
import { requireKnownProperties } from './signing/known-properties.ts'

const LABEL = 'PKCS#7/CMS Encryptor'

const fields = {
  blockSize: integer('Block_Size', 'Bytes of the pieces in which the content comes; 0 for one piece.', 2048),
  encodes: flag('shouldEncodeBodyKey', 'Whether the body is encoded in Base64.', false),
  signatures: choice('PKCS7SignContentType', 'Whether the content is signed too.', [ENVELOPED, SIGNED_AND_ENVELOPED], ENVELOPED),
  algorithm: text('Encryption_Algorithem', 'Encrypts the content: cipher, mode and padding.', 'AES/CBC/PKCS5Padding'),
  keyLength: integer('Key_Length', 'Bits of the key that encrypts the content.', 128),
  recipients: table('headers', 'Aliases of certificates of the recipients, or expressions.'),
  signers: table(
    'PKCS7PrivateKeyAliases',
    'Signers: private key alias or an expression, signature algorithm, whether certificates go along.',
  ),
}

const COLUMNS = { alias: 'privateKeyAlias', algorithm: 'signAlgo', certificates: 'includeCert' }

/** SAP Help, “Encrypt and Sign the Message Content with PKCS#7/CMS Encryptor”. */
export default defineStep({
  activity: 'Encrypt',
  label: LABEL,
  doc: 'Encrypts the body for certificates of the keystore as PKCS#7 enveloped data, and signs it before when it is to.',
  limits: 'ARCFOUR, CAST5 and RC2 are refused.',
  fields,
  compile({ blockSize, encodes, signatures, algorithm, keyLength, recipients, signers }, context) {
    requireKnownProperties(fields, context)
    if (recipients.length === 0) context.fail(LABEL, 'No public key alias says for whom to encrypt')
    const aliasesOf = compileAliases(recipients)
    const cipher = readCipher(algorithm, keyLength, context)
    const signersOf = signatures === SIGNED_AND_ENVELOPED ? compileSigners(signers, COLUMNS, context) : undefined
    if (signersOf && cipher.mode !== 'cbc') context.fail('Encryption_Algorithem', `${algorithm} is for enveloped data only`)
    const { keys } = context.flow.services
    return async (exchange) => {
      const aliases = aliasesOf(exchange)
      const certificates = (await requiredCertificates(aliases, keys)).map(readCertificate)
      requireRsaKeys(certificates, aliases)
      const enveloping = { cipher, recipients: certificates, blockSize }
      const content = exchange.body.asBytes()
      const envelope = signersOf ? signAndEnvelop(content, enveloping, await signersOf(exchange)) : envelop(content, enveloping)
      exchange.body = encodes ? Body.text(Buffer.from(envelope).toString('base64')) : Body.bytes(envelope)
    }
  },
})

function readCipher(name: string, bits: number, context: StepContext): ContentCipher {
  const ciphers = ciphersNamed(name.trim())
  if (ciphers.length === 0) context.fail('Encryption_Algorithem', `${name} is not supported`)
  return ciphers.find((cipher) => hasLength(cipher, bits)) ?? context.fail('Key_Length', `${name} has no key of ${bits} bits`)
}

/** The list of lengths goes with AES; a cipher with one length has that one. DES is counted with and without its bits of parity. */
const hasLength = (cipher: ContentCipher, bits: number): boolean => (cipher.ivBytes === 8 ? ONE_LENGTH.has(bits) : bitsOf(cipher) === bits)

const ONE_LENGTH: ReadonlySet<number> = new Set([56, 64, 112, 128, 168, 192])

function requireRsaKeys(certificates: readonly CmsCertificate[], aliases: readonly string[]): void {
  if (certificates.length === 0) throw new SluiceError('processing-failed', 'No public key alias says for whom to encrypt')
  const other = certificates.findIndex(({ publicKey }) => publicKey.asymmetricKeyType !== 'rsa')
  if (other >= 0) throw new SluiceError('processing-failed', `The certificate '${aliases[other]}' has no RSA key, and only those encrypt`)
}
