import { decryptKey, type PrivateKey, type PublicKey, readKeys } from 'openpgp'
import { SluiceError } from '../../kernel/errors.ts'
import { badRequest } from '../../odata/failure.ts'

/** Bytes of an uploaded keyring at most. */
const LIMIT = 1024 * 1024

/** The public keys of an uploaded keyring, armored or binary. Throws `bad-request` when there are none, `too-large`. */
export async function uploadedPublicKeys(content: Uint8Array): Promise<PublicKey[]> {
  const keys = (await keysIn(content)).filter((key) => !key.isPrivate())
  if (keys.length === 0) throw badRequest('Uploaded content does not contain any PGP Public Key')
  return keys
}

/**
 * The secret keys of an uploaded keyring, without the passphrase that protected them. Throws `bad-request` when there are none and
 * when the passphrase is missing or wrong, `too-large`.
 */
export async function uploadedSecretKeys(content: Uint8Array, passphrase: string): Promise<PrivateKey[]> {
  if (passphrase === '') throw badRequest('Passphrase Request Header missing or empty')
  const keys = (await keysIn(content)).filter((key) => key.isPrivate())
  if (keys.length === 0) throw badRequest('Uploaded content does not contain any PGP Secret Key')
  return Promise.all(keys.map((key) => opened(key, passphrase)))
}

async function keysIn(content: Uint8Array): Promise<(PublicKey | PrivateKey)[]> {
  if (content.length > LIMIT) throw new SluiceError('too-large', `The keyring is larger than ${LIMIT} bytes.`)
  try {
    // A packet of OpenPGP begins with the highest bit set, which no armor does (RFC 9580 §4.2).
    const binary = (content[0] ?? 0) >= 0x80
    return await (binary ? readKeys({ binaryKeys: content }) : readKeys({ armoredKeys: Buffer.from(content).toString('latin1') }))
  } catch {
    return []
  }
}

async function opened(privateKey: PrivateKey, passphrase: string): Promise<PrivateKey> {
  if (privateKey.isDecrypted()) return privateKey
  try {
    return await decryptKey({ privateKey, passphrase })
  } catch (cause) {
    throw new SluiceError('bad-request', 'Decrypting Secret Key with applied passphrase failed', { cause })
  }
}
