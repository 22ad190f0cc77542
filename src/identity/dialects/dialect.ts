import type { Client, ClientSecret } from '../../store/clients.ts'
import type { Dialect, Subaccount } from '../../store/subaccounts.ts'
import type { ClientAuthenticationName } from '../client-auth/index.ts'
import type { ClientProof } from '../client-proof.ts'
import type { Confirmation } from '../confirmation.ts'
import type { FormatName } from '../formats/index.ts'
import type { Cause, Facts, Refusal } from '../refusals.ts'
import type { TokenAttributes } from '../token-attributes.ts'

/** An access token before it is written down. Times in seconds since the epoch. */
export interface GrantedToken {
  readonly client: Client
  readonly secrets: readonly ClientSecret[]
  /** The one that the client presented. */
  readonly presented: ClientSecret | undefined
  /** What the client authenticated with instead. */
  readonly proof: ClientProof | undefined
  readonly subaccount: Subaccount
  /** What the client may have, and what it gets. */
  readonly authorities: readonly string[]
  readonly scopes: readonly string[]
  readonly grantType: string
  readonly format: FormatName
  /** What the caller adds, as its own claim. */
  readonly attributes: TokenAttributes | undefined
  /** 32 hex digits; also the value of an opaque token. */
  readonly id: string
  readonly issuer: string
  /** `undefined` = whoever has the token may use it. */
  readonly confirmation: Confirmation | undefined
  readonly issuedAt: number
  readonly expiresAt: number
}

/** How a dialect words an error that differs from the table of causes. */
export interface WireError {
  readonly status?: number
  readonly error: string
  readonly text: string
}

/** What distinguishes the two token services: paths, how tokens look and how answers are written. */
export interface DialectRules {
  readonly name: Dialect
  readonly tokenPath: string
  /** `iss` of tokens, relative to the public URL. */
  readonly issuerPath: string
  /** Where keys are published, for the `jku` header; `undefined` = no such header. */
  readonly keysPath: string | undefined
  /** The claim that names the subaccount. */
  readonly tenantClaim: string
  readonly clientAuthentications: readonly ClientAuthenticationName[]
  /** Headers of every answer of the token endpoint. */
  readonly headers: Readonly<Record<string, string>>
  /** Whether callers can add attributes with the parameter `authorities`. */
  readonly takesAttributes: boolean
  /** Whether users get tokens too, with the built-in client `cf`. */
  readonly takesUsers: boolean
  format(requested: string | undefined): FormatName
  authorities(client: Client, subaccount: Subaccount): readonly string[]
  /** Seconds. */
  lifetime(client: Client, format: FormatName): number
  claims(token: GrantedToken): Record<string, unknown>
  /** The token response, members in the dialect's order. */
  answer(token: GrantedToken, accessToken: string): Record<string, unknown>
  /** Wording of refusals that differ from the table of causes. */
  readonly wire: Readonly<Partial<Record<Cause, (facts: Facts) => WireError>>>
  /** `WWW-Authenticate` of a 401. */
  challenge(refusal: Refusal, error: WireError): string
}
