import type { HttpRequest } from '../../kernel/http.ts'
import type { AssertionAuthenticator } from '../assertion-authenticator.ts'
import type { CertificateAuthenticator } from '../certificate-authenticator.ts'
import type { ClientAuthenticator } from '../client-authenticator.ts'
import type { KnownClient } from '../client-directory.ts'
import type { Parameters } from '../parameters.ts'

/** Those who can tell whether what a client presents is genuine. */
export interface Authenticators {
  readonly clients: ClientAuthenticator
  readonly assertions: AssertionAuthenticator
  readonly certificates: CertificateAuthenticator
}

/** Finds the client by what it presented. Throws refusals. */
export type Authenticate = (by: Authenticators) => Promise<KnownClient>

/** One way to say who the client is. */
export interface ClientAuthentication {
  /** As `token_endpoint_auth_methods_supported` calls it. */
  readonly metadataName: string
  /** What was presented in this way; nothing when the request does not use it. */
  find(request: HttpRequest, parameters: Parameters): Authenticate | undefined
}
