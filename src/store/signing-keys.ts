import type { EncryptedText } from './services.ts'

/** An RS256 key pair of a subaccount. */
export interface SigningKey {
  readonly kid: string
  readonly subaccountId: string
  readonly publicPem: string
  readonly privatePem: EncryptedText
  /** The one active key of the subaccount signs; every listed key verifies. */
  readonly active: boolean
  readonly createdAt: number
}

export interface SigningKeyStore {
  /** An active key takes over: the subaccount's others become inactive in the same transaction. */
  add(key: SigningKey): Promise<void>
  /** Newest first. */
  list(subaccountId: string): Promise<SigningKey[]>
}
