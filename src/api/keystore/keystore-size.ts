import { SluiceError } from '../../kernel/errors.ts'
import type { KeystoreEntry } from '../../store/keystore.ts'

/** Bytes of a keystore at most, its keys as they are kept. */
export const KEYSTORE_LIMIT = 1024 * 1024

/** Throws `too-large` for more entries than a keystore holds. */
export function requireRoom(entries: readonly Pick<KeystoreEntry, 'chain' | 'privateKey'>[]): void {
  const size = entries.reduce((sum, { chain, privateKey }) => sum + bytesOf([...chain, privateKey ?? '']), 0)
  if (size > KEYSTORE_LIMIT) throw new SluiceError('too-large', `The keystore would be larger than ${KEYSTORE_LIMIT} bytes.`)
}

const bytesOf = (texts: readonly string[]): number => texts.reduce((sum, text) => sum + (text.length * 3) / 4, 0)
