import type { CauseDefinition } from './cause.ts'

const NEW_ONE = 'Make a new assertion for every request, with a new jti: client libraries do that when they are given the key.'

const UNAUTHORIZED = 'Unauthorized client_assertion'
const UNTRUSTED = 'Untrusted client_assertion'

/**
 * Client authentication with `private_key_jwt` (RFC 7523). Texts: contract oauth.md §1.4. Until the signature was verified they do
 * not tell whether the client exists (X25).
 */
export const ASSERTION_CAUSES = {
  'assertion-type': {
    code: 'unauthorized',
    error: 'invalid_client',
    text: 'Bad client_assertion type',
    happened: ({ value }) => `The request has a client_assertion and the client_assertion_type '${value}'.`,
    remedy: ({ allowed }) => `Send client_assertion_type=${allowed?.[0]}.`,
  },
  'assertion-malformed': {
    code: 'unauthorized',
    error: 'invalid_client',
    text: 'Bad client_assertion',
    happened: ({ defect }) => `The client_assertion cannot be read: ${defect}.`,
    remedy: 'An assertion is a signed JWT with iss, sub, aud, exp and jti in its payload (RFC 7523 §3).',
  },
  'assertion-algorithm': {
    code: 'unauthorized',
    error: 'invalid_client',
    text: 'Bad client_assertion algorithm',
    happened: ({ value }) => `The client_assertion names the algorithm '${value}'.`,
    remedy: 'Sign with ES256, ES384, ES512, PS256, PS384, PS512, RS256, RS384 or RS512.',
  },
  'assertion-issuer': {
    code: 'unauthorized',
    error: 'invalid_client',
    text: 'Wrong client_assertion',
    happened: ({ clientId, value }) => `The client_assertion has the sub '${clientId}' and the iss '${value}'.`,
    remedy: 'Put the client id into both.',
  },
  'assertion-client-unknown': {
    code: 'unauthorized',
    error: 'invalid_client',
    text: UNAUTHORIZED,
    happened: ({ clientId }) => `The client_assertion names the client '${clientId}', which does not exist.`,
    remedy: 'sluice client list and sluice instance list show the clients that exist.',
  },
  'assertion-without-keys': {
    code: 'unauthorized',
    error: 'invalid_client',
    text: UNAUTHORIZED,
    happened: ({ clientId }) => `The client '${clientId}' has no public keys that an assertion could be verified with.`,
    remedy: ({ clientId, dialect, instance }) =>
      dialect === 'neo'
        ? `sluice client update ${clientId} --jwks FILE`
        : `sluice instance update ${instance ?? 'NAME'} --params FILE with "jwks": {"keys": […]}.`,
  },
  'assertion-key-unknown': {
    code: 'unauthorized',
    error: 'invalid_client',
    text: UNAUTHORIZED,
    happened: ({ clientId, value }) =>
      `The client_assertion names the key or algorithm '${value}', for which the client '${clientId}' has no key.`,
    remedy: 'Compare kid in the header of the assertion with the registered keys, or leave it out.',
  },
  'assertion-signature': {
    code: 'unauthorized',
    error: 'invalid_client',
    text: UNAUTHORIZED,
    happened: ({ clientId }) => `The client_assertion was signed with none of the keys of the client '${clientId}'.`,
    remedy: 'Register the public half of the key that signs.',
  },
  'assertion-audience': {
    code: 'unauthorized',
    error: 'invalid_client',
    text: UNTRUSTED,
    happened: ({ clientId, value }) => `The client_assertion of '${clientId}' is for '${value}', not for this server.`,
    remedy: ({ allowed }) => `Put one of these into aud, as a text and not as a list: ${allowed?.join(', ')}.`,
  },
  'assertion-time': {
    code: 'unauthorized',
    error: 'invalid_client',
    text: UNTRUSTED,
    happened: ({ clientId, defect }) => `The client_assertion of '${clientId}' ${defect}.`,
    remedy: ({ limit }) => `Let it expire within ${limit} seconds, and set the clock of the caller. ${NEW_ONE}`,
  },
  'assertion-replayed': {
    code: 'unauthorized',
    error: 'invalid_client',
    text: UNTRUSTED,
    happened: ({ clientId }) => `The client_assertion of '${clientId}' has a jti that was used already.`,
    remedy: `${NEW_ONE} If you did, somebody repeated a request of yours.`,
  },
} as const satisfies Record<string, CauseDefinition>
