import type { KeyObject } from 'node:crypto'
import { Refusal } from './refusals.ts'

/** Bytes of a JWT: servers read 16 kB of headers, and the other headers need room too (contract oauth.md X16, X17). */
const LARGEST_TOKEN = 15 * 1024

/** Throws the refusal `token-too-large` before the text is signed. */
export function requireTokenSize(clientId: string, text: string, key: KeyObject): void {
  const size = text.length + 1 + signatureLength(key)
  if (size > LARGEST_TOKEN) throw new Refusal('token-too-large', { clientId, value: String(size), limit: LARGEST_TOKEN })
}

/** Characters of base64url. */
const signatureLength = (key: KeyObject): number => Math.ceil((key.asymmetricKeyDetails?.modulusLength ?? 0) / 6)
