import type { CauseDefinition } from './cause.ts'

/** Spring's words for "no credentials were found", which callers know (contract oauth.md §1.4, design of the iFlow endpoint). */
const NOT_FOUND = 'An Authentication object was not found in the SecurityContext'

const SEND_ONE = 'Send one header: Authorization: Bearer ACCESS_TOKEN, or Basic with client id and secret.'

/** What is wrong with a header, in words. */
const DEFECTS: Readonly<Record<string, string>> = {
  'no-scheme': 'it does not begin with Basic or Bearer',
  'no-credentials': 'nothing follows the word Basic',
  'no-token': 'nothing follows the word Bearer',
  'characters-that-no-token-has': 'what follows Bearer has characters that no token has',
  'no-colon': 'no colon separates id and secret',
  'not-base64': 'id and secret are not in base64',
  'not-utf8': 'id and secret are not in UTF-8',
  'bad-escape': 'a % in id or secret is not followed by two hex digits',
}

/** The `Authorization` header is missing or cannot be read. */
export const HEADER_CAUSES = {
  'no-authorization-header': {
    code: 'unauthorized',
    error: 'unauthorized',
    text: NOT_FOUND,
    happened: ({ defect }) =>
      defect === 'token-in-query'
        ? 'The request has no Authorization header. It has an access_token in the query, which is not read.'
        : 'The request has no Authorization header and no other credentials.',
    remedy: SEND_ONE,
  },
  'garbled-authorization-header': {
    code: 'unauthorized',
    error: 'unauthorized',
    text: NOT_FOUND,
    happened: ({ scheme, defect }) =>
      `The Authorization header${scheme === 'other' ? '' : ` of scheme ${scheme}`} cannot be read: ${DEFECTS[defect ?? ''] ?? defect}.`,
    remedy: SEND_ONE,
  },
  'several-authorization-headers': {
    code: 'bad-request',
    error: 'invalid_request',
    text: 'The request has more than one Authorization header',
    happened: 'The request has more than one Authorization header, and different parts of a system could each read another one.',
    remedy: 'Send the Authorization header once. A proxy or a client library may add a second one.',
  },
  'several-tokens': {
    code: 'bad-request',
    error: 'invalid_request',
    text: 'The request has more than one access token',
    happened:
      'The request has an access token in the Authorization header and one in the query, and different parts of a system could each read another one.',
    remedy:
      'Send the token in the Authorization header alone: what stands in a URL ends up in logs. If access_token is a parameter of the flow, name it otherwise.',
  },
  'unsupported-scheme': {
    code: 'unauthorized',
    error: 'unauthorized',
    text: NOT_FOUND,
    happened: ({ value }) => `The Authorization header has the scheme '${value}', which is not read here.`,
    remedy: SEND_ONE,
  },
} as const satisfies Record<string, CauseDefinition>
