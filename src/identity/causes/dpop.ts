import { CLIENT_ALGORITHMS } from '../jws-algorithm.ts'
import type { CauseDefinition } from './cause.ts'

const NEW_PROOF = 'Make a new proof for every request, with a new jti: client libraries do that when they are given the key.'

const ASK_AGAIN = 'Ask the token endpoint for a new token, with a DPoP header.'

const ALGORITHMS = CLIENT_ALGORITHMS.join(', ')

/** Access tokens that are bound to a key of the client (RFC 9449; contract oauth.md §4.10). */
export const DPOP_CAUSES = {
  'dpop-proof-missing': {
    code: 'unauthorized',
    error: 'invalid_dpop_proof',
    text: 'The request has no DPoP header',
    happened: ({ clientId }) =>
      `The request of client '${clientId}' has no DPoP header. The client was registered with DPoP, or its token is bound to a key.`,
    remedy: `Send a proof in the header DPoP: sluice call --dpop, or sluice token --dpop-key FILE. ${NEW_PROOF}`,
  },
  'dpop-proof-repeated': {
    code: 'unauthorized',
    error: 'invalid_dpop_proof',
    text: 'The request has more than one DPoP header',
    happened: 'The request has more than one DPoP header, and different parts of a system could each read another one.',
    remedy: 'Send the DPoP header once.',
  },
  'dpop-proof-malformed': {
    code: 'unauthorized',
    error: 'invalid_dpop_proof',
    text: ({ defect }) => `The DPoP proof is malformed: ${defect}`,
    happened: ({ defect }) => `The DPoP header holds no proof: ${defect}.`,
    remedy: 'A proof is a signed JWT with typ dpop+jwt and jwk in its header, and jti, htm, htu and iat in its payload (RFC 9449 §4.2).',
  },
  'dpop-proof-algorithm': {
    code: 'unauthorized',
    error: 'invalid_dpop_proof',
    text: 'The algorithm of the DPoP proof is not accepted',
    happened: ({ value }) => `The DPoP proof names the algorithm '${value}'.`,
    remedy: `Sign proofs with one of ${ALGORITHMS}.`,
  },
  'dpop-proof-private-key': {
    code: 'unauthorized',
    error: 'invalid_dpop_proof',
    text: 'The DPoP proof holds a private key',
    happened: 'The jwk in the header of the DPoP proof has members of a private or a symmetric key. It was not kept here.',
    remedy: 'Throw that key away, whoever saw the request has it. Make a new one and put its public half alone into jwk.',
  },
  'dpop-proof-signature': {
    code: 'unauthorized',
    error: 'invalid_dpop_proof',
    text: 'The signature of the DPoP proof does not fit its key',
    happened: 'The DPoP proof was not signed with the key that its header holds, or with another algorithm than its header says.',
    remedy: `Sign with the private half of the key in jwk: ${ALGORITHMS}; RSA keys have 2048 to 4096 bits.`,
  },
  'dpop-proof-method': {
    code: 'unauthorized',
    error: 'invalid_dpop_proof',
    text: 'The DPoP proof is for another method',
    happened: ({ value, method }) => `The DPoP proof says htm '${value}'; the request has the method ${method}.`,
    remedy: ({ method }) => `Put ${method} into htm. ${NEW_PROOF}`,
  },
  'dpop-proof-address': {
    code: 'unauthorized',
    error: 'invalid_dpop_proof',
    text: 'The DPoP proof is for another address',
    happened: ({ value }) => `The DPoP proof says htu '${value}', which is not the address that was called.`,
    remedy: ({ allowed }) =>
      `Call one of the server's public addresses, and put into htu what was called: ${allowed?.join(' or ')}. SLUICE_PUBLIC_URL sets the public address.`,
  },
  'dpop-proof-time': {
    code: 'unauthorized',
    error: 'invalid_dpop_proof',
    text: 'The DPoP proof is not of this time',
    happened: ({ defect, limit }) => `The DPoP proof was made ${defect}; ${limit} seconds are accepted.`,
    remedy: `Set the clock of the caller. ${NEW_PROOF}`,
  },
  'dpop-proof-replayed': {
    code: 'unauthorized',
    error: 'invalid_dpop_proof',
    text: 'The DPoP proof was used before',
    happened: ({ clientId }) => `The DPoP proof of client '${clientId}' has a jti that its key used already.`,
    remedy: `${NEW_PROOF} If you did, somebody repeated a request of yours.`,
  },
  'dpop-proof-token': {
    code: 'unauthorized',
    error: 'invalid_dpop_proof',
    text: 'The DPoP proof is for another access token',
    happened: 'The ath of the DPoP proof is missing, or is not the hash of the access token that came with it.',
    remedy: 'Put the base64url SHA-256 of the access token into ath.',
  },
  'dpop-key-mismatch': {
    code: 'unauthorized',
    error: 'invalid_dpop_proof',
    text: 'The access token is bound to another key',
    happened: ({ clientId }) => `The token of client '${clientId}' is bound to another key than the one that signed the DPoP proof.`,
    remedy: `Sign with the key that signed the proof at the token endpoint. ${ASK_AGAIN}`,
  },
  'dpop-token-as-bearer': {
    code: 'unauthorized',
    error: 'invalid_token',
    text: 'The access token is bound to a key and is not a bearer token',
    happened: ({ clientId }) => `The token of client '${clientId}' is bound to a key by DPoP and was sent as Bearer, without a proof.`,
    remedy: 'Send Authorization: DPoP ACCESS_TOKEN with a proof in the header DPoP.',
  },
  'dpop-token-unbound': {
    code: 'unauthorized',
    error: 'invalid_token',
    text: 'The access token is not bound to a key',
    happened: ({ clientId, scheme }) =>
      scheme === 'dpop'
        ? `The token of client '${clientId}' was issued without a DPoP proof, and was sent with the scheme DPoP.`
        : `The client '${clientId}' must use DPoP now; the token was issued to it before, without a proof.`,
    remedy: ASK_AGAIN,
  },
} as const satisfies Record<string, CauseDefinition>
