import type { Authorship } from './partner-directory.ts'
import type { EncryptedText } from './services.ts'

/** A certificate, or a private key with the certificates that prove it. */
export interface KeystoreEntry extends Authorship {
  readonly alias: string
  readonly type: 'certificate' | 'key-pair'
  /** DER in base64: the entry's own certificate, then its issuers upwards. Never empty. */
  readonly chain: readonly string[]
  /** PKCS#8 in PEM; `null` for a certificate. */
  readonly privateKey: EncryptedText | null
}

export interface KeystoreStore {
  create(entry: KeystoreEntry): Promise<void>
  update(entry: KeystoreEntry): Promise<void>
  /** Throws `not-found` for the old alias, `conflict` for the new one. */
  rename(alias: string, newAlias: string, modifiedBy: string, modifiedAt: number): Promise<void>
  delete(alias: string): Promise<void>
  find(alias: string): Promise<KeystoreEntry | undefined>
  list(): Promise<KeystoreEntry[]>
}
