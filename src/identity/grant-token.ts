import { hex32 } from '../kernel/ids.ts'
import type { Store } from '../store/store.ts'
import type { KnownClient } from './client-directory.ts'
import type { Confirmation } from './confirmation.ts'
import type { DialectRules, GrantedToken } from './dialects/index.ts'
import type { Grant } from './grants/grant.ts'
import type { Parameters } from './parameters.ts'
import { readAttributes } from './token-attributes.ts'

export interface GrantContext {
  readonly confirmation: Confirmation | undefined
  readonly parameters: Parameters
  readonly dialect: DialectRules
  /** Milliseconds since the epoch, see `issueTime`. */
  readonly now: number
  /** Origin of the client's subaccount. */
  readonly origin: string
}

/** What a client gets for its request, before it is written down. Throws the refusals of the grant and of the parameters. */
export function grantToken(
  grant: Grant,
  { client, secrets, presented, proof, subaccount }: KnownClient,
  { confirmation, parameters, dialect, now, origin }: GrantContext,
): GrantedToken {
  const authorities = dialect.authorities(client, subaccount)
  const scopes = grant.scopes({ parameters, client, authorities })
  const format = dialect.format(parameters.get('token_format'))
  const issuedAt = Math.floor(now / 1000)
  return {
    client,
    secrets,
    presented,
    proof,
    subaccount,
    authorities,
    scopes,
    format,
    attributes: dialect.takesAttributes ? readAttributes(parameters.get('authorities')) : undefined,
    grantType: grant.grantType,
    id: hex32(),
    issuer: origin + dialect.issuerPath,
    confirmation,
    issuedAt,
    expiresAt: issuedAt + dialect.lifetime(client, format),
  }
}

/** A token is never of a time up to which those of its client were called back (contract oauth.md X65). */
export async function issueTime(clientId: string, now: number, { revocations }: Pick<Store, 'revocations'>): Promise<number> {
  const ended = await revocations.issuedUntil(clientId)
  return Math.max(now, ended === undefined ? 0 : ended + 1000)
}
