import type { KeyObject } from 'node:crypto'
import type { EncryptedText } from './services.ts'

/** Protects what must not be readable in the data directory. Every key in it is derived from the master key. */
export interface Vault {
  /** AES-256-GCM with a fresh nonce. */
  encrypt(text: string): EncryptedText
  /** Throws `internal` when the text was changed or encrypted with another master key. */
  decrypt(text: EncryptedText): string
  /** HMAC-SHA-256 under a key of its own per `purpose`; for hashes of generated secrets and for cache keys. */
  hmac(purpose: string, text: string): Buffer
  /** The key of `hmac` for the purpose, for who makes many on another thread. */
  hmacKey(purpose: string): KeyObject
}
