import { tokenHash } from '../token-hash.ts'
import type { Format } from './format.ts'

/** A reference token: its value is the id, of which the store keeps the hash only. */
export const opaque: Format = async (token, { store, dialect }) => {
  const { jti: _, ...claims } = dialect.claims(token)
  await store.tokens.add(
    {
      hash: tokenHash(token.id),
      prefix: token.id.slice(0, 5),
      clientId: token.client.clientId,
      subaccountId: token.subaccount.id,
      claims,
      issuedAt: token.issuedAt * 1000,
      expiresAt: token.expiresAt * 1000,
    },
    { replacesPrevious: token.client.tokenLifetime === null },
  )
  return token.id
}
