import type { StoredCertificate } from '../store/certificates.ts'
import type { Client } from '../store/clients.ts'
import type { KnownClient } from './client-directory.ts'
import type { ClientJwk } from './client-keys.ts'
import type { Credential } from './revocation-signature.ts'

/** How a client proved who it is, when it did not with a secret. Its tokens end with the credential. */
export type ClientProof =
  | { readonly method: 'private_key_jwt'; readonly credential: Credential }
  | { readonly method: 'tls_client_auth'; readonly credential: Credential; readonly thumbprint: string }

export const certificateCredential = ({ clientId }: Pick<Client, 'clientId'>, { id }: StoredCertificate): Credential => ({
  clientId,
  hash: `certificate ${id}`,
})

export const keyCredential = ({ clientId }: Pick<Client, 'clientId'>, jwk: ClientJwk): Credential => ({
  clientId,
  hash: `key ${JSON.stringify(jwk)}`,
})

/** Everything that the client can prove itself with now. */
export function credentialsOf({ client, secrets, certificates }: KnownClient): Credential[] {
  return [
    ...secrets,
    ...certificates.map((certificate) => certificateCredential(client, certificate)),
    ...(client.options.jwks?.keys ?? []).map((jwk) => keyCredential(client, jwk)),
  ]
}
