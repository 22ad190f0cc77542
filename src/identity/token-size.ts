import type { KeyObject } from 'node:crypto'
import type { JwtMembers } from './jwt.ts'
import { Refusal } from './refusals.ts'

/** Bytes of a JWT: servers read 16 kB of headers, and the other headers need room too (contract oauth.md X16, X17). */
export const LARGEST_TOKEN = 15 * 1024

/** Throws the refusal `token-too-large` before anything is signed. */
export function requireTokenSize(clientId: string, parts: { header: JwtMembers; claims: JwtMembers }, key: KeyObject): void {
  const size = encodedLength(parts.header) + 1 + encodedLength(parts.claims) + 1 + signatureLength(key)
  if (size > LARGEST_TOKEN) throw new Refusal('token-too-large', { clientId, value: String(size), limit: LARGEST_TOKEN })
}

const encodedLength = (members: JwtMembers): number => inBase64url(Buffer.byteLength(JSON.stringify(members)))

const signatureLength = (key: KeyObject): number => inBase64url((key.asymmetricKeyDetails?.modulusLength ?? 0) / 8)

const inBase64url = (bytes: number): number => Math.ceil((bytes * 4) / 3)
