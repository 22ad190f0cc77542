import type { HttpHandler, HttpRequest } from '../kernel/http.ts'
import type { Subaccount } from '../store/subaccounts.ts'
import { ASSERTION_ALGORITHMS } from './assertion.ts'
import { CLIENT_AUTHENTICATIONS } from './client-auth/index.ts'
import { cloudFoundry } from './dialects/cloud-foundry.ts'
import type { DialectRules } from './dialects/index.ts'
import { GRANTS } from './grants/index.ts'
import { jsonDocument, requireRead } from './json-document.ts'
import { CLIENT_ALGORITHMS } from './jws-algorithm.ts'
import { Refusal } from './refusals.ts'
import type { Tenants } from './tenants.ts'
import { INTROSPECTION_PATH, REVOCATION_PATH } from './token-services/index.ts'
import { USER_GRANT_TYPES } from './users/user-grants.ts'

export interface DiscoveryOptions {
  readonly tenants: Tenants
  readonly publicUrl: () => string
}

/** What tokens of the Cloud Foundry dialect can say. */
const CLAIMS = 'jti ext_attr sub authorities scope client_id cid azp client_auth_method grant_type rev_sig iat exp iss zid aud cnf'.split(
  ' ',
)

/** `/.well-known/openid-configuration` of the Cloud Foundry dialect, as UAA has it: only what exists here (contract oauth.md §1.7). */
export function openidConfiguration(options: DiscoveryOptions): HttpHandler {
  return async (request) => {
    requireRead(request)
    return jsonDocument(request, {
      ...endpoints(cloudFoundry, await documented(request, cloudFoundry, options.tenants), options),
      scopes_supported: ['uaa.resource'],
      response_types_supported: ['token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      claims_supported: CLAIMS,
    })
  }
}

/** The path of a dialect's RFC 8414 metadata: the well-known part goes before the path of the issuer (§3.1). */
export const metadataPath = ({ issuerPath }: DialectRules): string => `/.well-known/oauth-authorization-server${issuerPath}`

/** RFC 8414 metadata, whose issuer is the one that its address was made of (contract oauth.md K20, K21). */
export function serverMetadata(dialect: DialectRules, options: DiscoveryOptions): HttpHandler {
  return async (request) => {
    requireRead(request)
    const named = await documented(request, dialect, options.tenants)
    // There is no authorization endpoint, so there are no response types.
    return jsonDocument(request, { ...endpoints(dialect, named, options), response_types_supported: [] })
  }
}

/** Whose document is asked for. URLs come from the configuration; a host that is no tenant's says nothing when each tenant has its own (contract oauth.md K22, X46). */
async function documented(request: HttpRequest, dialect: DialectRules, tenants: Tenants): Promise<Subaccount | undefined> {
  const named = await tenants.named(request)
  if (named && named.dialect !== dialect.name) throw new Refusal('address-not-found', { resource: request.path })
  if (!named && tenants.haveHosts) throw new Refusal('tenant-unknown', { value: '' })
  return named
}

function endpoints(dialect: DialectRules, named: Subaccount | undefined, options: DiscoveryOptions): Record<string, unknown> {
  const { tenants, publicUrl } = options
  const origin = named ? tenants.originOf(named) : publicUrl()
  const methods = methodsOf(dialect)
  const https = tenants.certificateOrigin(named)
  return {
    issuer: origin + dialect.issuerPath,
    token_endpoint: origin + dialect.tokenPath,
    jwks_uri: `${origin}/token_keys`,
    introspection_endpoint: origin + INTROSPECTION_PATH,
    ...authenticationAt('introspection', methodsOf(cloudFoundry)),
    revocation_endpoint: origin + REVOCATION_PATH,
    ...authenticationAt('revocation', methodsOf(cloudFoundry)),
    grant_types_supported: grantTypesOf(dialect),
    ...authenticationAt('token', methods),
    dpop_signing_alg_values_supported: CLIENT_ALGORITHMS,
    ...(methods.includes('tls_client_auth') && {
      tls_client_certificate_bound_access_tokens: true,
      ...(https !== undefined && { mtls_endpoint_aliases: { token_endpoint: https + dialect.tokenPath } }),
    }),
  }
}

/** What signs assertions must be told wherever assertions are taken (RFC 8414 §2). */
function authenticationAt(endpoint: 'token' | 'introspection' | 'revocation', methods: readonly string[]): Record<string, unknown> {
  return {
    [`${endpoint}_endpoint_auth_methods_supported`]: methods,
    ...(methods.includes('private_key_jwt') && { [`${endpoint}_endpoint_auth_signing_alg_values_supported`]: ASSERTION_ALGORITHMS }),
  }
}

/** Those of clients, and at UAA those of its built-in client `cf`. */
function grantTypesOf({ takesUsers }: DialectRules): readonly string[] {
  return [...GRANTS.map((grant) => grant.grantType), ...(takesUsers ? USER_GRANT_TYPES : [])]
}

/** Clients of both dialects come to the endpoints that are about tokens, with whatever one of the dialects reads. */
function methodsOf({ clientAuthentications }: DialectRules): readonly string[] {
  return clientAuthentications.map((name) => CLIENT_AUTHENTICATIONS[name].metadataName)
}
