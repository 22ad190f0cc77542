import type { EncryptedText } from './services.ts'

/** Protects what must not be readable in the data directory. Every key in it is derived from the master key. */
export interface Vault {
  /** AES-256-GCM with a fresh nonce. */
  encrypt(text: string): EncryptedText
  /** Throws `internal` when the text was changed or encrypted with another master key. */
  decrypt(text: EncryptedText): string
  /** HMAC-SHA-256 under a key of its own per `purpose`; for hashes of generated secrets and for cache keys. */
  hmac(purpose: string, text: string): Buffer
}
