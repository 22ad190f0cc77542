import type { EncryptedText } from './services.ts'

/** What a primary key or one of its sub keys says about itself. Times are milliseconds since the epoch. */
export interface PgpKeyFacts {
  /** 16 hexadecimal digits, upper case. */
  readonly keyId: string
  readonly createdAt: number
  /** `RSA`, `DSA`, `ElGamal`, `ECDSA`, `ECDH`, `EdDSA`. */
  readonly algorithm: string
  /** Bits. */
  readonly length: number
  /** Bits of RFC 9580 §5.2.3.29. */
  readonly flags: number
  /** `null` = never. */
  readonly expiresAt: number | null
  readonly revoked: boolean
}

export interface PgpKeyDetails extends PgpKeyFacts {
  /** The primary one first. */
  readonly userIds: readonly string[]
  readonly subKeys: readonly PgpKeyFacts[]
  /** Why the key cannot be used, when something about it does not verify. */
  readonly problem: string | null
}

/** A PGP key in the keyrings of the tenant; one of the two parts is there always. */
export interface PgpKey {
  /** Of the primary key: 16 hexadecimal digits, upper case. */
  readonly keyId: string
  /** Hexadecimal digits, upper case. */
  readonly fingerprint: string
  /** The public part, armored; `null` outside of the public keyring. */
  readonly publicKey: string | null
  /** The secret part, armored and without passphrase inside of the encryption; `null` outside of the secret keyring. */
  readonly secretKey: EncryptedText | null
  readonly details: PgpKeyDetails
  readonly modifiedBy: string
  readonly modifiedAt: number
}

export interface PgpKeyStore {
  create(key: PgpKey): Promise<void>
  update(key: PgpKey): Promise<void>
  delete(keyId: string): Promise<void>
  find(keyId: string): Promise<PgpKey | undefined>
  list(): Promise<PgpKey[]>
}
