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
  /** When it began to sign, the last time if it was enabled more than once; `null` = it waits to be enabled. */
  readonly enabledAt: number | null
}

/** Keys that a subaccount may have at the same time (contract oauth.md §1.8). */
export const MOST_SIGNING_KEYS = 2

export interface SigningKeyStore {
  /**
   * An active key takes over: the subaccount's others become inactive in the same transaction. Throws `conflict` when the
   * subaccount has `MOST_SIGNING_KEYS` already.
   */
  add(key: SigningKey): Promise<void>
  /**
   * The key signs from `now` on and the subaccount's others no longer, in one transaction: no reader sees none or two active.
   * Enabling the active key changes nothing.
   */
  enable(kid: string, now: number): Promise<void>
  /** Throws `conflict` for the active key. */
  delete(kid: string): Promise<void>
  /** Newest first. */
  list(subaccountId: string): Promise<SigningKey[]>
}
