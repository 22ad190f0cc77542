import type { SigningKey } from '../../store/signing-keys.ts'

/** `waiting` is published and never signed; `retired` signed before and verifies what it signed. */
export type KeyState = 'active' | 'waiting' | 'retired'

export function stateOf({ active, enabledAt }: SigningKey): KeyState {
  if (active) return 'active'
  return enabledAt === null ? 'waiting' : 'retired'
}

/** Clients keep a key set for up to 30 minutes (contract oauth.md §1.8): before that a new key may be unknown to them. */
export const PUBLISHED_BEFORE_USE = 30 * 60_000

/** The longest life of a JWT: what a retired key signed last may be valid for that long. */
export const LONGEST_TOKEN = 24 * 3_600_000

/** Interval of rotation that is recommended while no automatic one is set. */
export const RECOMMENDED_DAYS = 90

export const DAY = 24 * 3_600_000

/** When a waiting key may be enabled without force. */
export const usableFrom = ({ createdAt }: SigningKey): number => createdAt + PUBLISHED_BEFORE_USE

/** When the last token of a retired key has ended, seen from the key that took over. */
export const uselessFrom = (successor: SigningKey): number => (successor.enabledAt ?? successor.createdAt) + LONGEST_TOKEN
