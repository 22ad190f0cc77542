import type { HttpHandler } from '../kernel/http.ts'
import { CLIENT_AUTHENTICATIONS } from './client-auth/index.ts'
import { cloudFoundry } from './dialects/cloud-foundry.ts'
import { GRANTS } from './grants/index.ts'
import { jsonDocument, requireRead } from './json-document.ts'

/** What tokens of the Cloud Foundry dialect can say. */
const CLAIMS = 'jti ext_attr sub authorities scope client_id cid azp grant_type rev_sig iat exp iss zid aud'.split(' ')

/**
 * `/.well-known/openid-configuration` of the Cloud Foundry dialect: only what exists here. URLs come from the configured public
 * URL, never from the request (contract oauth.md §1.7, K21, K22).
 */
export function discovery(publicUrl: () => string): HttpHandler {
  return async (request) => {
    requireRead(request)
    const origin = publicUrl()
    return jsonDocument(request, {
      issuer: origin + cloudFoundry.issuerPath,
      token_endpoint: origin + cloudFoundry.tokenPath,
      jwks_uri: origin + cloudFoundry.keysPath,
      grant_types_supported: GRANTS.map((grant) => grant.grantType),
      scopes_supported: ['uaa.resource'],
      response_types_supported: ['token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: cloudFoundry.clientAuthentications.map((name) => CLIENT_AUTHENTICATIONS[name].metadataName),
      claims_supported: CLAIMS,
    })
  }
}
