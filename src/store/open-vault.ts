import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto'
import { SluiceError } from '../kernel/errors.ts'
import { readMasterKeyFile } from './master-key-file.ts'
import type { Vault } from './vault.ts'

const KEY_LENGTH = 32
const NONCE_LENGTH = 12
const TAG_LENGTH = 16
const HEADER_LENGTH = 1 + NONCE_LENGTH + TAG_LENGTH
/** First byte of every encrypted text: what follows is nonce, tag and AES-256-GCM cipher text. */
const VERSION = Buffer.of(1)

export interface VaultOptions {
  /** 32 raw bytes; created on first start. Not touched when `masterKey` is given. */
  readonly masterKeyFile: string
  /** 32 bytes in base64, from the environment. */
  readonly masterKey?: string | undefined
}

/**
 * The vault under the installation's master key. Throws `unavailable` when the key has the wrong length or the key file can
 * be read by others.
 */
export async function openVault({ masterKeyFile, masterKey }: VaultOptions): Promise<Vault> {
  if (masterKey === undefined) return vaultOf(await readMasterKeyFile(masterKeyFile, KEY_LENGTH))
  const key = decodeBase64(masterKey)
  if (key?.length !== KEY_LENGTH) throw new SluiceError('unavailable', `The master key must be ${KEY_LENGTH} bytes in base64.`)
  return vaultOf(key)
}

/** A vault with a key of its own that nothing else can open; for tests. */
export const memoryVault = (): Vault => vaultOf(randomBytes(KEY_LENGTH))

function vaultOf(masterKey: Buffer): Vault {
  const encryptionKey = derive(masterKey, 'encrypt')
  const hmacKeys = new Map<string, KeyObject>()
  const hmacKey = (purpose: string): KeyObject => {
    const key = hmacKeys.get(purpose) ?? createSecretKey(derive(masterKey, `hmac ${purpose}`))
    hmacKeys.set(purpose, key)
    return key
  }
  return {
    encrypt: (text) => seal(encryptionKey, text),
    decrypt: (text) => unseal(encryptionKey, text),
    hmac: (purpose, text) => createHmac('sha256', hmacKey(purpose)).update(text).digest(),
    hmacKey,
  }
}

/** HKDF-SHA-256 (RFC 5869) without salt: the master key is uniformly random already. */
function derive(masterKey: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', masterKey, '', `sluice ${purpose}`, KEY_LENGTH))
}

function seal(key: Buffer, text: string): string {
  const nonce = randomBytes(NONCE_LENGTH)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(VERSION)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([VERSION, nonce, cipher.getAuthTag(), body]).toString('base64')
}

function unseal(key: Buffer, text: string): string {
  const sealed = decodeBase64(text)
  if (sealed === undefined || sealed.length < HEADER_LENGTH || sealed[0] !== VERSION[0]) throw unreadable('it has an unknown form')
  const nonce = sealed.subarray(1, 1 + NONCE_LENGTH)
  const tag = sealed.subarray(1 + NONCE_LENGTH, HEADER_LENGTH)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_LENGTH }).setAAD(VERSION).setAuthTag(tag)
  try {
    return decipher.update(sealed.subarray(HEADER_LENGTH), undefined, 'utf8') + decipher.final('utf8')
  } catch (thrown) {
    throw unreadable('it was changed, or encrypted with another master key', thrown)
  }
}

function unreadable(reason: string, cause?: unknown): SluiceError {
  return new SluiceError('internal', 'A stored secret cannot be decrypted.', {
    detail: `The encrypted text cannot be read: ${reason}.`,
    cause,
  })
}

/** `Buffer.from` skips what is no base64; here it must be nothing else. */
function decodeBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text.trim() ? bytes : undefined
}
