import type { CauseDefinition, Facts } from './cause.ts'

const said = ({ defect }: Facts): string => `${defect}${defect?.endsWith('.') ? '' : '.'}`

/** The request cannot be read in one way only, or no part of the server answers it. */
export const REQUEST_CAUSES = {
  'path-ambiguous': {
    code: 'bad-request',
    error: 'invalid_request',
    text: 'The path has an encoding that is not accepted',
    happened:
      'The path could be read in more than one way: it has an encoded slash, dot or percent sign, an empty or a dot segment, or characters that do not belong there.',
    remedy: 'Send the address of the endpoint as sluice endpoints shows it, with no escapes but those that its letters need.',
  },
  'several-host-headers': {
    code: 'bad-request',
    error: 'invalid_request',
    text: 'The request has several Host headers',
    happened: 'The request has more than one Host header, and different parts of a system could each read another one.',
    remedy: 'Send the Host header once. A proxy or a client library may add a second one.',
  },
  'target-of-another-host': {
    code: 'bad-request',
    error: 'invalid_request',
    text: 'The request target names another host than the Host header',
    happened: 'The request line has a whole URL whose host is not that of the Host header.',
    remedy: 'Send the path alone in the request line, as clients do that talk to no proxy.',
  },
  'target-not-a-path': {
    code: 'bad-request',
    error: 'invalid_request',
    text: 'The request target must be a path',
    happened: 'The request line names neither a path nor a URL of this server.',
    remedy: 'Send a path that begins with a slash.',
  },
  'address-not-found': {
    code: 'not-found',
    error: 'not_found',
    text: 'There is nothing at this address',
    happened: ({ resource }) => `No part of the server answers ${resource}.`,
    remedy:
      'Integration flows are below /http and /cxf (sluice endpoints lists them), the management API is below /api/v1, tokens are at /oauth/token and /oauth2/api/v1/token.',
  },
  'method-not-offered': {
    code: 'method-not-allowed',
    error: 'method_not_allowed',
    text: ({ defect = 'The method is not allowed here' }) => defect,
    happened: said,
    remedy: 'Use a method that the resource answers; the reference of the API lists them.',
  },
  'request-too-large': {
    code: 'too-large',
    error: 'invalid_request',
    text: ({ defect = 'The body is too large' }) => defect,
    happened: said,
    remedy: 'Send less in one request.',
  },
  'media-type-not-read': {
    code: 'unsupported-media-type',
    error: 'invalid_request',
    text: ({ defect = 'The media type of the body is not read here' }) => defect,
    happened: said,
    remedy: 'Send the body in the media type that the answer names, and name it in the Content-Type header.',
  },
} as const satisfies Record<string, CauseDefinition>
