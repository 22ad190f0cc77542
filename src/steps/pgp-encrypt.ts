import { Body } from '../engine/body.ts'
import { defineStep, type StepContext } from '../engine/define-step.ts'
import { choice, flag, integer, table } from '../engine/fields.ts'
import type { PgpKeyBlock } from '../engine/services.ts'
import { SluiceError } from '../kernel/errors.ts'
import { type Compression, type Digest, encrypt, SESSION_KEY_BYTES, type SymmetricAlgorithm } from '../languages/openpgp/encrypt.ts'
import { textOf } from '../languages/simple/value.ts'
import { compileUserIds, quoted, withUserIds } from './pgp/user-ids.ts'

const LABEL = 'PGP Encryptor'

/** SAP Help, “Define PGP Encryptor”. */
export default defineStep({
  activity: 'PgpEncrypt',
  label: LABEL,
  doc: 'Encrypts the body with keys of the public PGP keyring, and signs it before with keys of the secret one.',
  limits: 'Messages always have integrity protection; BZIP2 and broken digests are refused.',
  fields: {
    recipients: table('PgpEncryptionUserIDs', 'User ids, or parts of them, of the keys that may decrypt; expressions are possible.'),
    signature: choice('PgpSignatureOption', 'Whether the body is signed.', ['NoSignature', 'IncludeSignature'], 'NoSignature'),
    signers: table('PgpSignerUserIDs', 'User ids, or parts of them, of the keys that sign.'),
    digest: choice(
      'PgpDigestAlgorithm',
      'Digest of the signature.',
      ['SHA-224', 'SHA-256', 'SHA-384', 'SHA-512', 'SHA-1', 'MD5', 'RIPE-MD/160'],
      'SHA-512',
    ),
    cipher: choice(
      'PgpContentEncryptionAlgorithm',
      'Encrypts the content.',
      ['AES', 'Blowfish', 'CAST5', 'DESede', 'TripleDES', 'Twofish'],
      'AES',
    ),
    keyLength: integer('Key_Length', 'Bits of the key that encrypts the content; only AES has more than one length.', 0),
    compression: choice('PgpCompressionAlgorithm', 'Compresses before encryption.', ['Uncompressed', 'ZIP', 'ZLIB', 'BZip2'], 'ZLIB'),
    armored: flag('PgpArmored', 'Whether the result is text.', true),
    integrity: flag('PgpIntegrity', 'Whether changes of the message can be noticed.', true),
  },
  compile(config, context) {
    const { armored } = config
    if (!config.integrity)
      context.fail('PgpIntegrity', 'Messages without integrity protection can be changed unnoticed and are not written')
    const recipientsOf = compileUserIds(config.recipients)
    if (config.recipients.length === 0) context.fail(LABEL, 'No user ID says for whom to encrypt')
    const signersOf = config.signature === 'IncludeSignature' ? compileUserIds(config.signers) : undefined
    const options = {
      algorithm: algorithmOf(config.cipher, config.keyLength, context),
      compression: compressionOf(config.compression, context),
      digest: signersOf ? digestOf(config.digest, context) : 'sha512',
    } as const
    const { keys, clock } = context.flow.services
    return async (exchange) => {
      const content = await encrypt(exchange.body.asBytes(), {
        ...options,
        armored,
        fileName: textOf(exchange.headers.get('CamelFileName')) || '_CONSOLE',
        recipients: armoredOf(await keys.publicPgpKeys(), recipientsOf(exchange), 'public'),
        signers: signersOf ? armoredOf(await keys.secretPgpKeys(), signersOf(exchange), 'secret') : [],
        time: clock.now(),
      })
      exchange.body = Body.bytes(content)
    }
  },
})

function algorithmOf(cipher: string, bits: number, context: StepContext): SymmetricAlgorithm {
  const name = cipher === 'AES' ? `aes${bits || 128}` : (OTHER_CIPHERS.get(cipher) ?? cipher.toLowerCase())
  if (!(name in SESSION_KEY_BYTES)) context.fail('Key_Length', `AES has no key of ${bits} bits`)
  return name as SymmetricAlgorithm
}

const OTHER_CIPHERS = new Map([['DESede', 'tripledes']])

function compressionOf(algorithm: string, context: StepContext): Compression {
  if (algorithm === 'BZip2') context.fail('PgpCompressionAlgorithm', 'BZIP2 can be read and not written; every receiver reads ZIP and ZLIB')
  return algorithm.toLowerCase() as Compression
}

function digestOf(algorithm: string, context: StepContext): Digest {
  if (!algorithm.startsWith('SHA-') || algorithm === 'SHA-1') {
    context.fail('PgpDigestAlgorithm', `${algorithm} is broken, and signatures are not made with it`)
  }
  return algorithm.toLowerCase().replace('-', '') as Digest
}

function armoredOf(keyring: readonly PgpKeyBlock[], userIds: readonly string[], name: 'public' | 'secret'): string[] {
  const keys = withUserIds(keyring, userIds)
  if (keys.length > 0) return keys.map(({ armored }) => armored)
  throw new SluiceError('processing-failed', `The ${name} PGP keyring has no key for the user IDs ${quoted(userIds) || '(none)'}`)
}
