import { sign } from 'node:crypto'
import { promisify } from 'node:util'
import { defineStep, type StepContext } from '../engine/define-step.ts'
import { text } from '../engine/fields.ts'
import { SluiceError } from '../kernel/errors.ts'
import { compileSimpleText } from '../languages/simple/simple.ts'
import { readSignatureAlgorithm, type SignatureAlgorithm } from './signing/signature-algorithm.ts'

const LABEL = 'Simple Signer'

/** SAP Help, “Sign the Message Content with Simple Signer”. */
export default defineStep({
  activity: 'SimpleSignMessage',
  label: LABEL,
  doc: 'Signs the body with a key of the keystore and puts the signature, in Base64, into a header.',
  limits: 'MD2, RIPEMD128, RIPEMD256 and signatures of ISO 9796-2 are refused.',
  fields: {
    alias: text('privateKeyAlias', 'Alias of the key pair, or an expression.'),
    algorithm: text('signatureAlgorithm', 'Digest and kind of key: SHA256/RSA, SHA3-512/ECDSA, …', 'SHA512/RSA'),
    header: text('signatureTargetHeader', 'Header that takes the signature.', 'SAPSimpleSignatureValue'),
  },
  compile(config, context) {
    if (config.alias === '') context.fail(LABEL, 'The alias of the private key is not given')
    const aliasOf = compileSimpleText(config.alias)
    const { digest, keyType } = readAlgorithm(config.algorithm, context)
    return async (exchange) => {
      const alias = aliasOf(exchange)
      const { privateKey } = await context.flow.services.keys.keyPair(alias)
      if (privateKey.asymmetricKeyType !== keyType) {
        throw new SluiceError('processing-failed', `The key pair '${alias}' does not fit the signature algorithm ${config.algorithm}`)
      }
      const signature = await signed(digest, exchange.body.asBytes(), privateKey)
      exchange.headers.set(config.header, signature.toString('base64'))
    }
  },
})

const signed = promisify(sign)

function readAlgorithm(name: string, context: StepContext): SignatureAlgorithm {
  return readSignatureAlgorithm(name) ?? context.fail('signatureAlgorithm', `${name} is not supported`)
}
