import type { CauseDefinition, Facts } from './cause.ts'

const BAD = 'Bad credentials'

const LIST = 'sluice certificate list shows the certificates that are known.'

/** Who the certificate belongs to, as far as that is known. */
const owner = ({ clientId, user }: Facts): string =>
  clientId === undefined ? (user === undefined ? 'the caller' : `the user '${user}'`) : `the client '${clientId}'`

const newOne = ({ user, clientId }: Facts): string =>
  clientId === undefined && user !== undefined
    ? `sluice certificate map --user ${user} --certificate FILE`
    : 'sluice key create INSTANCE KEY --params FILE with "key-type": "certificate" makes a new one.'

/** The client certificate of the connection does not let the caller in (contract oauth.md §1.9, §4.8). */
export const CERTIFICATE_CAUSES = {
  'certificate-unreadable': {
    code: 'unauthorized',
    error: 'invalid_client',
    text: BAD,
    happened: 'The client certificate cannot be read, or has no subject.',
    remedy: 'Send an X.509 certificate with a subject. A proxy must forward it as PEM, URL-encoded, or as DER in base64.',
  },
  'certificate-unknown': {
    code: 'unauthorized',
    error: 'invalid_client',
    text: BAD,
    happened: ({ value }) => `The client certificate of '${value}' belongs to no service key and no user here.`,
    remedy: `${LIST} An external one: sluice key create INSTANCE KEY --params FILE with "key-type": "certificate_external"; that of a Neo user: sluice certificate map --user USER --certificate FILE`,
  },
  'several-certificate-headers': {
    code: 'bad-request',
    error: 'invalid_request',
    text: 'The request has more than one client certificate header',
    happened: ({ value }) => `The trusted proxy forwarded several ${value} headers, of which the caller may have sent one.`,
    remedy: 'Let the proxy replace the header instead of adding one.',
  },
  'certificate-without-client-id': {
    code: 'unauthorized',
    error: 'invalid_client',
    text: 'Missing credentials',
    happened: 'The request has a client certificate and no client_id.',
    remedy: 'Send client_id in the form body, as the service key has it.',
  },
  'certificate-of-other-client': {
    code: 'unauthorized',
    error: 'invalid_client',
    text: BAD,
    happened: ({ clientId, value }) => `The client certificate of '${value}' is not one of the client '${clientId}'.`,
    remedy: 'Send the certificate and the client_id of the same service key.',
  },
  'certificate-ambiguous': {
    code: 'unauthorized',
    error: 'invalid_client',
    text: BAD,
    happened: ({ value }) => `Several service keys without pinning have a certificate of '${value}' from the same issuer.`,
    remedy: `Delete all but one of the keys, or pin them. ${LIST}`,
  },
  'certificate-expired': {
    code: 'unauthorized',
    error: 'invalid_client',
    text: BAD,
    happened: (facts) => `The client certificate of ${owner(facts)} expired at ${facts.expiredAt}; it was used at ${facts.checkedAt}.`,
    remedy: newOne,
  },
  'certificate-not-yet-valid': {
    code: 'unauthorized',
    error: 'invalid_client',
    text: BAD,
    happened: (facts) => `The client certificate of ${owner(facts)} is valid from ${facts.value} on; it was used at ${facts.checkedAt}.`,
    remedy: 'Wait until then, or correct the clock of this server or of the authority.',
  },
  'certificate-superseded': {
    code: 'unauthorized',
    error: 'invalid_client',
    text: BAD,
    happened: (facts) =>
      `The client certificate of ${owner(facts)} was issued at ${facts.value}, before the one that was accepted last. Its key has no pinning.`,
    remedy: 'Use the newest certificate.',
  },
  'certificate-untrusted': {
    code: 'unauthorized',
    error: 'invalid_client',
    text: BAD,
    happened: ({ value }) =>
      `The client certificate of '${value}' is known by its names alone, and was not issued by an authority that this server trusts.`,
    remedy:
      'Put the authority, with intermediates, into the PEM file that SLUICE_CLIENT_CA_FILE names, and start anew; or pin the certificate.',
  },
  'certificate-not-listed': {
    code: 'unauthorized',
    error: 'unauthorized',
    text: 'The client certificate is not accepted here',
    happened: ({ resource, value }) => `The sender channel of ${resource} does not list the client certificate '${value}'.`,
    remedy: "Add subject and issuer to the channel's client certificates and deploy again.",
  },
  'token-without-certificate': {
    code: 'unauthorized',
    error: 'invalid_token',
    text: 'The access token is bound to a client certificate',
    happened: ({ clientId }) => `The token of client '${clientId}' is bound to its certificate, and the request came without one.`,
    remedy: 'Call the https address with the certificate that the token was asked for with: curl --cert FILE --key FILE.',
  },
  'token-of-other-certificate': {
    code: 'unauthorized',
    error: 'invalid_token',
    text: 'The access token is bound to another client certificate',
    happened: ({ clientId }) => `The token of client '${clientId}' is bound to another certificate than the request came with.`,
    remedy: 'Ask for a new token with the certificate that you call with.',
  },
} as const satisfies Record<string, CauseDefinition>
