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

/** The keystore in use, the copy that an administrator made of it, and keys that wait to be activated. An alias is unique in each. */
export type KeystoreName = 'system' | 'backup_admin_system' | 'KeyRenewal'

/** An entry that another one replaced. `sequence` counts the entries of one alias from 1. */
export interface RetiredEntry extends KeystoreEntry {
  readonly sequence: number
  readonly activatedBy: string
  readonly activeFrom: number
  readonly deactivatedBy: string
  readonly activeUntil: number
}

/** Without a keystore, that in use is meant. */
export interface KeystoreStore {
  create(entry: KeystoreEntry, keystore?: KeystoreName): Promise<void>
  update(entry: KeystoreEntry): Promise<void>
  /** Throws `not-found` for the old alias, `conflict` for the new one. */
  rename(alias: string, newAlias: string, modifiedBy: string, modifiedAt: number): Promise<void>
  delete(alias: string): Promise<void>
  find(alias: string, keystore?: KeystoreName): Promise<KeystoreEntry | undefined>
  list(keystore?: KeystoreName): Promise<KeystoreEntry[]>
  /** Removes entries, then adds or replaces others, all or nothing. An alias to remove may be missing. */
  change(keystore: KeystoreName, change: { readonly remove: readonly string[]; readonly put: readonly KeystoreEntry[] }): Promise<void>
  /** Makes the entry the one in use. The one of its alias before becomes history; a renewal of that alias has done its duty and goes. */
  activate(entry: KeystoreEntry): Promise<void>
  /** By alias, then by sequence. */
  history(): Promise<RetiredEntry[]>
}
