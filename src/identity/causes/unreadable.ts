import type { CauseDefinition } from './cause.ts'

/** The HTTP parser gave up before there was a request that any part of the server could look at (contract oauth.md X16, X42). */
export const UNREADABLE_CAUSES = {
  'request-unreadable': {
    code: 'bad-request',
    error: 'invalid_request',
    text: 'The request is not HTTP as this server reads it',
    happened: ({ defect }) => `The request is not HTTP/1.1 as RFC 9112 has it: ${defect ?? 'it cannot be read'}.`,
    remedy: 'Send the request with a common HTTP client, to the https address with TLS and to the http address without.',
  },
  'headers-too-large': {
    code: 'headers-too-large',
    error: 'invalid_request',
    text: ({ limit }) => `The request line and headers are larger than ${limit} bytes`,
    happened: ({ limit }) => `The request line and the headers together have more than ${limit} bytes. A token with many scopes does that.`,
    remedy: 'Ask for the token with token_format=opaque or with fewer scopes, or send fewer cookies and headers.',
  },
  'request-too-slow': {
    code: 'request-timeout',
    error: 'invalid_request',
    text: 'The request did not arrive in time',
    happened: 'The connection was open for minutes, and the request on it was not complete.',
    remedy: 'Send the request in one go. A proxy or a network may hold it back.',
  },
} as const satisfies Record<string, CauseDefinition>
