import type { CauseDefinition } from './cause.ts'

const SLOWLY = 'A client should keep a token until it expires, and wait as long as Retry-After says.'

const seconds = (count = 1): string => (count === 1 ? '1 second' : `${count} seconds`)

/** Requests that are too many, too large or too open. */
export const LIMIT_CAUSES = {
  'too-many-failures': {
    code: 'too-many-requests',
    error: 'too_many_requests',
    text: 'Too many failed authentications, try again later',
    happened: ({ clientId, value, limit }) =>
      clientId === undefined
        ? `Too many authentications from ${value} failed, for several clients; attempts are not looked at for ${seconds(limit)}.`
        : `Too many authentications of client '${clientId}' from ${value} failed; attempts from there are not looked at for ${seconds(limit)}.`,
    remedy: 'Set the right id and secret where the calls come from. Other sources are not affected, nor is a client that waits.',
  },
  'too-many-token-requests': {
    code: 'too-many-requests',
    error: 'too_many_requests',
    text: ({ limit }) => `Request limited by Rate Limiter configuration, try again in ${seconds(limit)}`,
    happened: ({ clientId, value }) => `The client '${clientId}' asked for more than ${value} tokens a second.`,
    remedy: `${SLOWLY} SLUICE_TOKEN_REQUESTS_PER_SECOND sets the limit.`,
  },
  'token-too-large': {
    code: 'bad-request',
    error: 'invalid_scope',
    text: ({ limit }) => `The token would be larger than ${limit} bytes, ask for fewer scopes`,
    happened: ({ clientId, value, limit }) =>
      `The JWT of client '${clientId}' would have ${value} bytes; more than ${limit} do not fit into a request header of 16 kB.`,
    remedy: "Ask with token_format=opaque, name fewer scopes, send fewer authorities, or give the client the token profile 'compact'.",
  },
  'authorities-too-large': {
    code: 'bad-request',
    error: 'invalid_request',
    text: ({ limit }) => `The parameter authorities is larger than ${limit} characters`,
    happened: ({ limit }) => `The parameter authorities, which becomes a claim of the token, has more than ${limit} characters.`,
    remedy: 'Send a short JSON object of the form {"az_attr":{"name":"value"}}.',
  },
  'tls-required': {
    code: 'forbidden',
    error: 'invalid_request',
    text: 'Client credentials must not be sent over plain http, use https',
    happened: ({ value }) => `The request came from ${value} over plain http, where client credentials and tokens can be read on the way.`,
    remedy: 'Call the https address. SLUICE_PLAIN_HTTP_TOKENS=true accepts plain http from other machines, for a network that you trust.',
  },
} as const satisfies Record<string, CauseDefinition>
