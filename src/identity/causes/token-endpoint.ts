import type { CauseDefinition } from './cause.ts'

const ADD_GRANT = 'Send grant_type=client_credentials in the query or in the form body.'

/** Refusals of the token endpoint after or beside client authentication (contract oauth.md §1.4, §4.1). */
export const TOKEN_ENDPOINT_CAUSES = {
  'method-not-allowed': {
    code: 'method-not-allowed',
    error: 'method_not_allowed',
    text: ({ method }) => `Request method '${method}' not supported`,
    happened: ({ method, allowed }) => `The request has the method ${method}; this address answers ${allowed?.join(' and ')}.`,
    remedy: ({ allowed }) => `Use ${allowed?.[0]}.`,
  },
  'token-request-too-large': {
    code: 'too-large',
    error: 'invalid_request',
    text: ({ limit }) => `The body is larger than ${limit} bytes`,
    happened: ({ limit }) => `A token request may have ${limit} bytes.`,
    remedy: 'A token request needs grant_type, and scope at most.',
  },
  'body-not-a-form': {
    code: 'bad-request',
    error: 'invalid_request',
    text: 'expected application/x-www-form-urlencoded',
    happened: ({ value }) => `The request has a body of type '${value}', which is not read.`,
    remedy: `Send the body as application/x-www-form-urlencoded, or send no body. ${ADD_GRANT}`,
  },
  'parameter-unreadable': {
    code: 'bad-request',
    error: 'invalid_request',
    text: 'The parameters are not valid UTF-8 form encoding',
    happened: ({ defect }) => `The ${defect} has a broken percent escape or bytes that are not UTF-8.`,
    remedy: 'Encode names and values with UTF-8 and percent escapes.',
  },
  'parameter-repeated': {
    code: 'bad-request',
    error: 'invalid_request',
    text: ({ parameter }) => `Parameter ${parameter} must not be sent more than once`,
    happened: ({ parameter, defect }) => `The parameter '${parameter}' ${defect}.`,
    remedy: 'Send every parameter once. Clear grant_type from the URL when your tool puts it in the body.',
  },
  'credentials-in-query': {
    code: 'bad-request',
    error: 'invalid_request',
    text: 'Client credentials must not be sent in the URL',
    happened: ({ parameter }) => `The parameter '${parameter}' is in the query, where logs and proxies keep it.`,
    remedy: 'Send client id and secret with HTTP Basic. Change the secret: it may have been logged.',
  },
  'credentials-in-body': {
    code: 'unauthorized',
    error: 'invalid_client',
    text: 'Client credentials in the body are not supported, use HTTP Basic',
    happened: 'The Neo token endpoint takes client id and secret with HTTP Basic only; they are in the body.',
    remedy: "Choose 'Send as Basic Auth header' in your tool: Authorization: Basic base64(ID:SECRET).",
  },
  'several-client-authentications': {
    code: 'bad-request',
    error: 'invalid_request',
    text: 'The request uses more than one client authentication',
    happened: ({ defect }) => `The request authenticates its client with ${defect}.`,
    remedy: 'Use one of them only.',
  },
  'client-id-mismatch': {
    code: 'unauthorized',
    error: 'invalid_client',
    text: 'Given client ID does not match authenticated client',
    happened: ({ clientId, value }) => `HTTP Basic names the client '${clientId}', the parameter client_id says '${value}'.`,
    remedy: 'Leave client_id out, or send the same id in both places.',
  },
  'grant-missing': {
    code: 'bad-request',
    error: 'invalid_request',
    text: 'Missing grant type',
    happened: 'The request has no grant_type, or an empty one.',
    remedy: ADD_GRANT,
  },
  'grant-unknown': {
    code: 'bad-request',
    error: 'unsupported_grant_type',
    text: 'Unsupported grant type',
    happened: ({ value }) => `The grant_type '${value}' is not offered here.`,
    remedy: ADD_GRANT,
  },
  'grant-implicit': {
    code: 'bad-request',
    error: 'invalid_grant',
    text: 'Implicit grant type not supported from token endpoint',
    happened: 'The implicit grant has no token request.',
    remedy: ADD_GRANT,
  },
  'grant-not-allowed': {
    code: 'bad-request',
    error: 'unauthorized_client',
    text: 'Unauthorized grant type',
    happened: ({ clientId, value, grants }) =>
      `The client '${clientId}' may not use ${value}; it may use ${grants?.join(', ') || 'no grant'}.`,
    remedy: ({ instance }) =>
      instance === undefined
        ? 'Register a client with the grant Client Credentials.'
        : `sluice instance update ${instance} --params FILE with "grant-types": ["client_credentials"].`,
  },
  'scope-malformed': {
    code: 'bad-request',
    error: 'invalid_scope',
    text: 'The scope has characters that are not allowed',
    happened: 'The scope is a list of names separated by single spaces; it has tabs, line breaks, quotes or other characters.',
    remedy: 'Leave scope out, or name scopes of the client separated by spaces.',
  },
  'scope-unknown': {
    code: 'bad-request',
    error: 'invalid_scope',
    text: ({ value }) => `Invalid scope: ${value}`,
    happened: ({ clientId, value, held }) =>
      `The client '${clientId}' does not have the scope '${value}'; it has ${held?.join(' ') || 'none'}.`,
    remedy: 'Leave scope out to get all scopes of the client, or name some of them in full.',
  },
} as const satisfies Record<string, CauseDefinition>
