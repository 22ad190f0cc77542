import { type CauseDefinition, enumerate } from './cause.ts'

const BODY = 'Send POST with the token in the form body: token=ACCESS_TOKEN.'

/** What UAA says about a token that is not good, by the cause for which our own endpoints would refuse it (contract oauth.md §1.7). */
const NOT_GOOD: Readonly<Record<string, string>> = {
  'token-expired': 'Token has expired',
  'token-revoked': 'revocable signature mismatch',
  'token-called-back': 'The token expired, was revoked, or the token ID is incorrect.',
  'token-unknown': 'The token expired, was revoked, or the token ID is incorrect.',
}

/** Refusals of introspection and revocation (contract oauth.md §1.7, §4.4, §4.5). */
export const TOKEN_SERVICE_CAUSES = {
  'authority-missing': {
    code: 'forbidden',
    error: 'insufficient_scope',
    text: 'Insufficient scope for this resource',
    happened: ({ clientId, resource, needed, held }) =>
      `${resource} needs the authority ${enumerate(needed)}; the client '${clientId}' presents ${enumerate(held)}.`,
    remedy: ({ needed }) =>
      needed?.includes('uaa.resource')
        ? 'Use a client of the Cloud Foundry subaccount, with HTTP Basic or with a token of all its scopes, or the admin token.'
        : 'A client can call back its own tokens only; use the admin token for those of others, or sluice tokens revoke.',
  },
  'token-not-sent': {
    code: 'bad-request',
    error: 'invalid_request',
    text: 'Missing parameter: token',
    happened: ({ resource }) => `The request to ${resource} has no parameter token.`,
    remedy: BODY,
  },
  'token-in-query': {
    code: 'bad-request',
    error: 'invalid_request',
    text: 'Tokens must not be sent in the URL',
    happened: ({ resource }) => `The request to ${resource} has the token in the query, where logs and proxies keep it.`,
    remedy: BODY,
  },
  'token-to-check-missing': {
    code: 'bad-request',
    error: 'invalid_token',
    text: 'Token parameter must be set',
    happened: 'The request to /check_token has no parameter token.',
    remedy: BODY,
  },
  'token-not-good': {
    code: 'bad-request',
    error: 'invalid_token',
    text: ({ defect }) => NOT_GOOD[defect ?? ''] ?? 'Token was not recognised',
    happened: ({ defect }) => `The token that was to be checked is not good: endpoints would refuse it with the cause ${defect}.`,
    remedy: 'sluice explain --token T --url U says more about one token.',
  },
  'scopes-not-in-token': {
    code: 'bad-request',
    error: 'invalid_scope',
    text: ({ needed }) => `Some requested scopes are missing: ${needed?.join(',')}`,
    happened: ({ needed, held }) => `The token that was to be checked has the scopes ${enumerate(held)}; ${enumerate(needed)} are missing.`,
    remedy: 'Give the client the roles, then ask for a new token.',
  },
  'token-of-another-client': {
    code: 'bad-request',
    error: 'unauthorized_client',
    text: 'The token was issued to another client',
    happened: ({ clientId, value }) =>
      `The client '${clientId}' wanted to call back a token of the client '${value}'. Nothing was changed.`,
    remedy: 'A client can call back its own tokens only; use the admin token for those of others, or sluice tokens revoke.',
  },
  'token-id-unknown': {
    code: 'not-found',
    error: 'invalid_token',
    text: 'Resource not found',
    happened: 'The id is that of no opaque token, and not of the token that came with the request. JWTs of others are not kept here.',
    remedy: 'Send the token itself to POST /oauth/revoke, or its id with the admin token.',
  },
  'client-to-revoke-unknown': {
    code: 'not-found',
    error: 'invalid_token',
    text: 'Resource not found',
    happened: ({ value }) => `There is no client with the id '${value}'.`,
    remedy: 'sluice client list and sluice instance list show the clients that exist. Encode the id in the path.',
  },
} as const satisfies Record<string, CauseDefinition>
