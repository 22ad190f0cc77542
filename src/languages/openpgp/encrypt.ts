import { randomBytes } from 'node:crypto'
import { createMessage, encrypt as encryptMessage, enums, type Message, sign } from 'openpgp'
import { messageOf, SluiceError } from '../../kernel/errors.ts'
import { privateKeyOf, publicKeyOf } from './key-cache.ts'

/** Bytes of the session key of each symmetric algorithm (RFC 4880 §9.2). */
export const SESSION_KEY_BYTES = { aes128: 16, aes192: 24, aes256: 32, blowfish: 16, cast5: 16, tripledes: 24, twofish: 32 } as const
export type SymmetricAlgorithm = keyof typeof SESSION_KEY_BYTES

export type Compression = 'uncompressed' | 'zip' | 'zlib'
export type Digest = 'sha224' | 'sha256' | 'sha384' | 'sha512'

export interface Encryption {
  readonly algorithm: SymmetricAlgorithm
  readonly compression: Compression
  readonly armored: boolean
  /** Of the literal data packet. */
  readonly fileName: string
  /** Armored public keys; one of them is enough to decrypt. */
  readonly recipients: readonly string[]
  /** Armored secret keys without passphrase; each signs. */
  readonly signers: readonly string[]
  readonly digest: Digest
  /** Of the signatures, milliseconds since the epoch. */
  readonly time: number
}

/** Signs, compresses and encrypts as RFC 4880 does. Throws `processing-failed` when a key cannot be used. */
export async function encrypt(content: Uint8Array, encryption: Encryption): Promise<Uint8Array> {
  const { algorithm, armored, recipients, fileName } = encryption
  const date = new Date(encryption.time)
  try {
    const literal = await createMessage({ binary: content, filename: fileName, date })
    const message = compress(await signed(literal, encryption, date), encryption.compression)
    const encrypted = {
      message,
      encryptionKeys: await Promise.all(recipients.map(publicKeyOf)),
      sessionKey: { data: randomBytes(SESSION_KEY_BYTES[algorithm]), algorithm },
      date,
    }
    return armored
      ? Buffer.from(await encryptMessage({ ...encrypted, format: 'armored' }), 'latin1')
      : await encryptMessage({ ...encrypted, format: 'binary' })
  } catch (cause) {
    throw new SluiceError('processing-failed', `The message cannot be encrypted with PGP: ${messageOf(cause)}`, { cause })
  }
}

async function signed(message: Message<Uint8Array>, { signers, digest }: Encryption, date: Date): Promise<Message<Uint8Array>> {
  if (signers.length === 0) return message
  const config = { preferredHashAlgorithm: enums.hash[digest] }
  return sign({ message, signingKeys: await Promise.all(signers.map(privateKeyOf)), format: 'object', date, config })
}

/** The types of the library leave this method out; without it the keys decide, and not the step. */
function compress(message: Message<Uint8Array>, compression: Compression): Message<Uint8Array> {
  const { compress: compressed } = message as Message<Uint8Array> & { compress(algorithm: number): Message<Uint8Array> }
  return compressed.call(message, enums.compression[compression])
}
