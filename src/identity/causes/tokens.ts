import type { CauseDefinition, Facts } from './cause.ts'

const ASK_AGAIN = 'Ask for a new token: sluice token --key FILE, or --id ID --secret S --dialect neo|cloud-foundry.'

/** One of the roles is enough. */
const newInstance =
  (plan: string) =>
  ({ needed }: Facts): string =>
    `sluice instance create NAME --plan ${plan} --roles ${needed?.[0] ?? 'ROLE'}, then sluice key create NAME KEY, and use that key.`

function newClient({ application, needed = [] }: Facts): string {
  const assign = needed.map((role) => `sluice role assign ${role} --user oauth_client_ID --application ${application}`)
  return [`sluice client register --subscription ${application}`, ...assign].join(', then ')
}

/** The access token itself is refused. Texts: contract oauth.md §1.7 (introspection) and §3 (Java library). */
export const TOKEN_CAUSES = {
  'token-malformed': {
    code: 'unauthorized',
    error: 'invalid_token',
    text: 'The token is malformed',
    happened: ({ defect }) => `The token looks like a JWT and is none: ${defect}.`,
    remedy: `Send the access_token exactly as the token endpoint gave it, on one line. ${ASK_AGAIN}`,
  },
  'token-signature': {
    code: 'unauthorized',
    error: 'invalid_token',
    text: 'Could not verify token signature.',
    happened: ({ defect }) => `The token was not signed by this server: ${defect}.`,
    remedy: `A token of another tenant or server is not accepted here. ${ASK_AGAIN}`,
  },
  'token-unknown': {
    code: 'unauthorized',
    error: 'invalid_token',
    text: 'The token expired, was revoked, or the token ID is incorrect.',
    happened:
      'No live opaque token has this value: it was never issued here, it was revoked, its client was deleted, or a newer token of a client without token lifetime replaced it.',
    remedy: ASK_AGAIN,
  },
  'token-expired': {
    code: 'unauthorized',
    error: 'invalid_token',
    text: ({ expiredAt, checkedAt }) => `Jwt expired at ${expiredAt}, time now: ${checkedAt}`,
    happened: ({ expiredAt, checkedAt }) => `The token expired at ${expiredAt}; it was used at ${checkedAt}.`,
    remedy: `${ASK_AGAIN} A client should fetch a new token when it gets 401.`,
  },
  'token-revoked': {
    code: 'unauthorized',
    error: 'invalid_token',
    text: 'revocable signature mismatch',
    happened: ({ clientId }) => `The secret of client '${clientId}' for which the token was issued has been deleted since.`,
    remedy: `${ASK_AGAIN} Use a key that still exists.`,
  },
  'token-called-back': {
    code: 'unauthorized',
    error: 'invalid_token',
    text: 'The token expired, was revoked, or the token ID is incorrect.',
    happened: ({ clientId }) =>
      `The token of client '${clientId}' was called back before it expired, by itself or with all tokens of its client.`,
    remedy: ASK_AGAIN,
  },
  'grant-withdrawn': {
    code: 'unauthorized',
    error: 'invalid_token',
    text: 'The grant of the token was withdrawn',
    happened: ({ clientId, value, grants }) =>
      `The token came from the grant ${value}, which client '${clientId}' may no longer use; it may use ${grants?.join(', ') || 'no grant'}.`,
    remedy: ({ instance, value }) =>
      instance === undefined ? ASK_AGAIN : `sluice instance update ${instance} --params FILE with "grant-types": ["${value}"].`,
  },
  'token-type': {
    code: 'unauthorized',
    error: 'invalid_token',
    text: 'The token is not of the type that its client uses',
    happened: ({ clientId, value, allowed }) =>
      `The token of client '${clientId}' is a JWT of type ${value}; its client uses the type ${allowed?.[0]}.`,
    remedy: `The token profile of the client was changed after the token was issued, or the JWT is no access token. ${ASK_AGAIN}`,
  },
  'wrong-audience-api-plan': {
    code: 'unauthorized',
    error: 'invalid_token',
    text: ({ audience, acceptedAudience }) =>
      `Jwt token with audience [${audience?.join(', ')}] is not issued for these clientIds: [${acceptedAudience?.join(', ')}].`,
    happened: ({ clientId, instance }) =>
      `The client '${clientId}'${instance ? ` of instance '${instance}'` : ''} has the plan api, which calls the management API. Integration flows need the plan integration-flow.`,
    remedy: newInstance('integration-flow'),
  },
  'wrong-audience-integration-flow-plan': {
    code: 'forbidden',
    error: 'insufficient_scope',
    text: ({ audience, acceptedAudience }) =>
      `Jwt token with audience [${audience?.join(', ')}] is not issued for these clientIds: [${acceptedAudience?.join(', ')}].`,
    happened: ({ clientId, instance }) =>
      `The client '${clientId}'${instance ? ` of instance '${instance}'` : ''} has the plan integration-flow, which calls integration flows. The management API needs the plan api.`,
    remedy: newInstance('api'),
  },
  'wrong-subscription': {
    code: 'unauthorized',
    error: 'invalid_token',
    text: ({ application }) => `The token was not issued for the subscription ${application}`,
    happened: ({ clientId, clientApplication, application }) =>
      `The client '${clientId}' is registered for the subscription ${clientApplication}; ${
        application === 'iflmap' ? 'integration flows are' : 'the management API is'
      } the subscription ${application}.`,
    remedy: newClient,
  },
  'admin-on-integration-flow': {
    code: 'unauthorized',
    error: 'invalid_token',
    text: 'Administrators do not call integration flows',
    happened: 'The credentials are those of the administrator, which open the management API only.',
    remedy: 'Use a client: sluice client register --subscription iflmap, or sluice instance create NAME --plan integration-flow.',
  },
} as const satisfies Record<string, CauseDefinition>
