import { type CipherCCM, type CipherCCMTypes, createCipheriv, createDecipheriv, type DecipherCCM, randomBytes } from 'node:crypto'
import { type ContentCipher, cipherKey } from './content-ciphers.ts'

export interface EncryptedContent {
  readonly iv: Uint8Array
  readonly ciphertext: Uint8Array
  /** Authentication code; empty for a cipher without. */
  readonly mac: Uint8Array
}

export const MAC_BYTES = 16

/** Encrypts under a fresh vector, or under that of another part of the same message. */
export function encryptContent(
  content: Uint8Array,
  cipher: ContentCipher,
  key: Uint8Array,
  iv: Uint8Array = randomBytes(cipher.ivBytes),
): EncryptedContent {
  if (cipher.mode === 'cbc') {
    const encryption = createCipheriv(cipher.name, cipherKey(cipher, key), iv)
    return { iv, ciphertext: Buffer.concat([encryption.update(content), encryption.final()]), mac: new Uint8Array() }
  }
  const encryption = createCipheriv(cipher.name as CipherCCMTypes, key, iv, { authTagLength: MAC_BYTES }) as CipherCCM
  const ciphertext = Buffer.concat([encryption.update(content), encryption.final()])
  return { iv, ciphertext, mac: encryption.getAuthTag() }
}

/**
 * Decrypts, or throws what OpenSSL throws.
 *
 * @param authenticated what the authentication code covers besides
 */
export function decryptContent(
  { iv, ciphertext, mac }: EncryptedContent,
  cipher: ContentCipher,
  key: Uint8Array,
  authenticated: Uint8Array = new Uint8Array(),
): Uint8Array {
  if (cipher.mode === 'cbc') {
    const decryption = createDecipheriv(cipher.name, cipherKey(cipher, key), iv)
    return Buffer.concat([decryption.update(ciphertext), decryption.final()])
  }
  const options = { authTagLength: mac.length }
  const decryption = createDecipheriv(cipher.name as CipherCCMTypes, key, iv, options) as DecipherCCM
  decryption.setAuthTag(mac)
  if (authenticated.length > 0) decryption.setAAD(authenticated, { plaintextLength: ciphertext.length })
  const start = decryption.update(ciphertext)
  return Buffer.concat([start, decryption.final()])
}
