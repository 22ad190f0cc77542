import { SluiceError } from '../../kernel/errors.ts'
import type { TokenStore } from '../../store/tokens.ts'
import { jwtText, signJwt } from '../jwt.ts'
import { profileOf } from '../profiles/index.ts'
import { requireTokenSize } from '../token-size.ts'
import type { Format } from './format.ts'

/** A signed token that says everything itself; it is not stored. Throws the refusal `token-too-large`. */
export const jwt: Format = async (token, { store, keys, dialect, publicUrl }) => {
  const profile = profileOf(token.client.options)
  const keySetUrl = profile?.withoutKeySetUrl || dialect.keysPath === undefined ? undefined : publicUrl + dialect.keysPath
  const { kid, key } = await keys.active(token.subaccount.id)
  const header = { ...(keySetUrl !== undefined && { jku: keySetUrl }), kid, typ: profile?.type ?? 'JWT' }
  const claims = profile?.claims(token, dialect) ?? dialect.claims(token)
  const text = jwtText(header, claims)
  requireTokenSize(token.client.clientId, text, key)
  const accessToken = await signJwt(text, key)
  if (token.client.tokenLifetime === null) await endOpaqueTokens(store.tokens, token.client.clientId)
  return accessToken
}

/** A client without token lifetime has one live token: the next one ends it, in whatever format. */
async function endOpaqueTokens(tokens: TokenStore, clientId: string): Promise<void> {
  for (const { hash } of await tokens.list({ clientId })) await tokens.revoke(hash).catch(ignoreEnded)
}

/** Another request may have ended it first. */
function ignoreEnded(thrown: unknown): void {
  if (!(thrown instanceof SluiceError) || thrown.code !== 'not-found') throw thrown
}
