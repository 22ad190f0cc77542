import { createHash, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto'

/** Members of RFC 7518 §6 and RFC 8037 that only a private or a symmetric key has. */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

/** Whether a JWK holds more than a public key. */
export const hasPrivateMembers = (jwk: object): boolean => PRIVATE_MEMBERS.some((member) => member in jwk)

/** The key of a public JWK (RFC 7517); nothing when it is none. */
export function publicKeyOf(jwk: unknown): KeyObject | undefined {
  if (typeof jwk !== 'object' || jwk === null || hasPrivateMembers(jwk)) return undefined
  try {
    return createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' })
  } catch {
    return undefined
  }
}

/** The members that make a key, in the order that RFC 7638 §3.2 and RFC 8037 §2 ask for. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  EC: ['crv', 'kty', 'x', 'y'],
  OKP: ['crv', 'kty', 'x'],
  RSA: ['e', 'kty', 'n'],
}

/**
 * SHA-256 thumbprint of a public key, base64url (RFC 7638). Made from the key itself, so that every spelling of one key has one
 * thumbprint.
 */
export function thumbprint(key: KeyObject): string {
  const jwk = key.export({ format: 'jwk' }) as Readonly<Record<string, unknown>>
  const members = (REQUIRED[String(jwk.kty)] ?? []).map((name) => [name, jwk[name]])
  return createHash('sha256')
    .update(JSON.stringify(Object.fromEntries(members)))
    .digest('base64url')
}
