import type { Client } from '../../store/clients.ts'
import type { Subaccount } from '../../store/subaccounts.ts'
import { xsappname } from '../names.ts'
import { quoted } from '../quoted-string.ts'
import type { Facts } from '../refusals.ts'
import { revocationSignature, signatureOf } from '../revocation-signature.ts'
import { scopesOfTemplates } from '../role-templates.ts'
import type { DialectRules, GrantedToken, WireError } from './dialect.ts'

/** UAA's own description of each way in which HTTP Basic can be broken (contract oauth.md §1.4). */
const BROKEN_BASIC: Readonly<Record<string, string>> = {
  'no-credentials': 'Invalid basic authentication token',
  'no-colon': 'Invalid basic authentication token',
  'not-base64': 'Failed to decode basic authentication token',
  'not-utf8': 'Failed to decode basic authentication token',
  'bad-escape': 'Failed to URL Decode credentials',
}

/** Refusals that UAA's token controller makes, after its client filter: their challenge has the scheme Bearer. */
const AFTER_AUTHENTICATION: readonly string[] = ['grant-not-allowed', 'client-id-mismatch']

/** UAA as XSUAA runs it (contract oauth.md §1). */
export const cloudFoundry: DialectRules = {
  name: 'cloud-foundry',
  tokenPath: '/oauth/token',
  issuerPath: '/oauth/token',
  keysPath: '/token_keys',
  tenantClaim: 'zid',
  clientAuthentications: ['basic', 'privateKeyJwt', 'certificate', 'body'],
  // Without Strict-Transport-Security, which on a developer's `localhost` would lock out every other local server.
  headers: { 'X-Content-Type-Options': 'nosniff', 'X-Frame-Options': 'DENY', 'X-XSS-Protection': '1; mode=block' },
  takesAttributes: true,
  takesUsers: true,
  format: (requested) => (requested === 'opaque' ? 'opaque' : 'jwt'),
  authorities: (client, subaccount) => [...scopesOf(client, subaccount), 'uaa.resource'],
  lifetime: (client) => client.tokenLifetime ?? 43_200,
  claims,
  answer,
  wire: {
    'garbled-authorization-header': brokenHeader,
    'tenant-unknown': () => ({ status: 400, error: 'invalid_request', text: 'There is no such tenant' }),
    'grant-not-allowed': () => ({ status: 401, error: 'invalid_client', text: 'Unauthorized grant type' }),
  },
  challenge(refusal, { error, text }) {
    if (AFTER_AUTHENTICATION.includes(refusal.reason) || refusal.facts.scheme === 'bearer')
      return `Bearer error="${error}", error_description="${quoted(text)}"`
    return `Basic realm="UAA/client", error="unauthorized", error_description="${quoted(text)}"`
  },
}

/** The scopes of a client: its roles under the name of the application that owns them (contract oauth.md §1.6). */
function scopesOf(client: Client, subaccount: Subaccount): string[] {
  const names = client.application === 'tmn' ? scopesOfTemplates(client.roles) : client.roles
  const owner = xsappname(client.application, subaccount)
  return names.map((name) => `${owner}.${name}`)
}

/** Order and names of a token of a real broker clone (contract oauth.md §1.5). */
function claims(token: GrantedToken): Record<string, unknown> {
  const { client, subaccount, secrets } = token
  const { clientId } = client
  return {
    jti: token.id,
    ext_attr: {
      enhancer: 'XSUAA',
      subaccountid: subaccount.id,
      zdn: subaccount.subdomain,
      ...(client.instanceId !== null && { serviceinstanceid: client.instanceId }),
    },
    ...(token.attributes && { az_attr: token.attributes }),
    sub: clientId,
    authorities: token.authorities,
    scope: token.scopes,
    client_id: clientId,
    cid: clientId,
    azp: clientId,
    ...(token.format === 'opaque' && { revocable: true }),
    ...(token.proof?.method === 'private_key_jwt' && { client_auth_method: token.proof.method }),
    grant_type: token.grantType,
    rev_sig: token.proof === undefined ? revocationSignature(secrets, token.presented) : signatureOf(token.proof.credential),
    iat: token.issuedAt,
    exp: token.expiresAt,
    iss: token.issuer,
    zid: subaccount.id,
    aud: audience(token.scopes, clientId),
    ...(token.confirmation && { cnf: token.confirmation }),
  }
}

/** Every scope without its last segment, and the client id (contract oauth.md §1.6); `uaa` first, as observed. */
function audience(scopes: readonly string[], clientId: string): string[] {
  const owners = scopes
    .filter((scope) => scope.includes('.') && scope !== 'uaa.none')
    .map((scope) => scope.slice(0, scope.lastIndexOf('.')))
  const uaaFirst = owners.sort((left, right) => Number(right === 'uaa') - Number(left === 'uaa'))
  return [...new Set([...uaaFirst, clientId])]
}

/** UAA counts the remaining milliseconds after issuing and cuts them to seconds: one less than the validity. */
function answer(token: GrantedToken, accessToken: string): Record<string, unknown> {
  return {
    access_token: accessToken,
    token_type: token.confirmation?.jkt === undefined ? 'bearer' : 'DPoP',
    expires_in: token.expiresAt - token.issuedAt - 1,
    ...(token.scopes.length > 0 && { scope: token.scopes.join(' ') }),
    jti: token.id,
    ...(token.attributes && { az_attr: token.attributes }),
  }
}

function brokenHeader({ scheme, defect = '' }: Facts): WireError {
  const text = scheme === 'basic' ? BROKEN_BASIC[defect] : undefined
  if (text === undefined) return { error: 'unauthorized', text: 'An Authentication object was not found in the SecurityContext' }
  return { error: 'invalid_client', text }
}
