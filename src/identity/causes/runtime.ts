import type { CauseDefinition, Facts } from './cause.ts'

const FETCH =
  'Send GET with the header X-CSRF-Token: Fetch first, then repeat the call with the X-CSRF-Token and the cookies of that answer.'

const notOauth = ({ application }: Facts): string =>
  application === 'tmn'
    ? 'This is cross-site request forgery protection of the management API; credentials and role are in order.'
    : 'This is cross-site request forgery protection of the channel; token and role are in order.'

/** The management API asks callers without a token only (contract odata-api.md §2); a channel asks all or none. */
const fetchToken = ({ application }: Facts): string =>
  application === 'tmn'
    ? `${FETCH} Or call with an access token as Bearer: then no CSRF token is needed.`
    : `${FETCH} Or clear 'CSRF Protected' in the sender channel and deploy again.`

/** Refusals of the endpoints that are not about the token. */
export const RUNTIME_CAUSES = {
  'csrf-token-missing': {
    code: 'forbidden',
    error: 'csrf_token_required',
    text: 'CSRF token required',
    happened: (facts) => `The call changes something and has no X-CSRF-Token header. ${notOauth(facts)}`,
    remedy: fetchToken,
  },
  'csrf-token-wrong': {
    code: 'forbidden',
    error: 'csrf_token_required',
    text: 'CSRF token required',
    happened: (facts) => `The X-CSRF-Token header does not belong to the session cookie of the call. ${notOauth(facts)}`,
    remedy: fetchToken,
  },
  'client-certificate-required': {
    code: 'unauthorized',
    error: 'unauthorized',
    text: 'A client certificate is required',
    happened: ({ resource }) => `The sender channel of ${resource} accepts listed client certificates only, and the call came without one.`,
    remedy:
      "Call the https address with a certificate that the channel lists: curl --cert FILE --key FILE. Or set the channel's authorization to 'User Role' and deploy again.",
  },
  'endpoint-not-found': {
    code: 'not-found',
    error: 'not_found',
    text: 'There is no endpoint at this address',
    happened: ({ resource }) => `No deployed integration flow has the address ${resource}.`,
    remedy: 'sluice endpoints lists the addresses; sluice list shows whether the flow started.',
  },
  'body-too-large': {
    code: 'too-large',
    error: 'invalid_request',
    text: ({ limit }) => `The body is larger than ${limit} bytes`,
    happened: ({ limit }) => `The body is larger than the limit of ${limit} bytes.`,
    remedy: "Send less, or raise 'Body Size' in the sender channel and deploy again.",
  },
} as const satisfies Record<string, CauseDefinition>
