import type { HttpRequest } from '../kernel/http.ts'
import type { PresentedToken } from './authorization-header.ts'
import type { CertificateAuthenticator } from './certificate-authenticator.ts'
import type { ClientDirectory, KnownClient } from './client-directory.ts'
import { credentialsOf } from './client-proof.ts'
import { requireBoundCertificate } from './confirmed-certificate.ts'
import type { DpopVerifier } from './dpop/dpop-verifier.ts'
import { Refusal } from './refusals.ts'
import { isCurrent } from './revocation-signature.ts'
import { requireTokenType } from './token-type.ts'
import { isUserToken } from './users/cf-client.ts'
import type { TokenVerifier, VerifiedToken } from './verify-token.ts'

/** A genuine token that has not ended, and its client as it is now. */
export interface LiveToken {
  readonly known: KnownClient
  readonly verified: VerifiedToken
}

export interface LiveTokenOptions {
  readonly directory: ClientDirectory
  readonly tokens: TokenVerifier
  readonly dpop: DpopVerifier
  readonly certificates: CertificateAuthenticator
}

/** Decides whether an access token is good. What its client may do with it is decided afterwards. */
export class LiveTokens {
  readonly #options: LiveTokenOptions

  constructor(options: LiveTokenOptions) {
    this.#options = options
  }

  /** What a genuine token says that was not called back, whatever became of its client. Throws refusals. */
  genuine(token: string): Promise<VerifiedToken> {
    return this.#options.tokens.verify(token)
  }

  /** Throws the refusals of a token that is not genuine, or has ended with its time, its client, its secret or its grant. */
  async find({ scheme, token }: PresentedToken): Promise<LiveToken> {
    const { directory } = this.#options
    const verified = await this.genuine(token).catch((thrown) => this.#explain(thrown, scheme))
    const { clientId, revocationSignature } = verified
    if (isUserToken(verified)) throw new Refusal('user-token', { scheme, clientId })
    const known = await directory.find(clientId)
    if (known === undefined || !isIssuedTo(known, verified)) throw new Refusal('client-deleted', { scheme, clientId })
    const isRevoked = revocationSignature !== undefined && !isCurrent(revocationSignature, credentialsOf(known))
    if (isRevoked) throw new Refusal('token-revoked', { scheme, clientId })
    requireGrant(known, verified)
    requireTokenType(known.client, verified)
    return { known, verified }
  }

  /** Deleting a client calls its tokens back, and says more about them. */
  async #explain(thrown: unknown, scheme: PresentedToken['scheme']): Promise<never> {
    if (!(thrown instanceof Refusal) || thrown.reason !== 'token-called-back') throw thrown
    const { clientId = '' } = thrown.facts
    throw (await this.#options.directory.find(clientId)) === undefined ? new Refusal('client-deleted', { scheme, clientId }) : thrown
  }

  /** As `find`, for a token that came with a request: its caller must have the key that the token is bound to. */
  async present(request: HttpRequest, presented: PresentedToken): Promise<LiveToken> {
    const { dpop, certificates } = this.#options
    const live = await this.find(presented)
    await dpop.confirm(request, presented, { client: live.known.client, verified: live.verified })
    requireBoundCertificate(request, live.verified, certificates)
    return live
  }
}

/** A client that was registered anew under the id of a deleted one does not get its tokens. */
const isIssuedTo = ({ client, subaccount }: KnownClient, token: VerifiedToken): boolean =>
  subaccount.id === token.subaccountId && client.createdAt < token.issuedAt + 1000

/** A grant that was taken from the client ends the tokens that came from it. */
function requireGrant({ client: { clientId, grantTypes } }: KnownClient, { grantType }: VerifiedToken): void {
  if (grantTypes.includes(grantType)) return
  throw new Refusal('grant-withdrawn', { scheme: 'bearer', clientId, value: grantType, grants: grantTypes })
}
