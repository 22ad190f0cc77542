import type { CauseDefinition } from './cause.ts'

const LOGIN = 'Log in again with user admin and the password of the data folder (file admin-password): cf login, or grant_type=password.'

/** Logging in as the administrator with the client `cf`, and calling the Cloud Foundry API. */
export const USER_CAUSES = {
  'user-credentials-missing': {
    code: 'bad-request',
    error: 'invalid_request',
    text: ({ parameter }) => `Missing ${parameter}`,
    happened: ({ parameter }) => `The token request has no parameter ${parameter}, or an empty one.`,
    remedy: 'Send username and password with grant_type=password, or refresh_token with grant_type=refresh_token, in the form body.',
  },
  'user-credentials-wrong': {
    code: 'unauthorized',
    error: 'unauthorized',
    text: 'Bad credentials',
    happened: ({ user }) => `'${user}' with this password is not the administrator.`,
    remedy: 'The user is admin; its password is in the file admin-password of the data folder since the first start.',
  },
  'refresh-token-invalid': {
    code: 'unauthorized',
    error: 'invalid_token',
    text: 'The refresh token is not valid',
    happened: ({ defect }) => `The refresh token is not accepted: ${defect}.`,
    remedy: LOGIN,
  },
  'user-token': {
    code: 'unauthorized',
    error: 'invalid_token',
    text: 'The token opens the Cloud Foundry API only',
    happened:
      'The token was issued to a user of the client cf, who manages instances and keys and calls neither flows nor the management API.',
    remedy: 'Use the token of a service key: sluice token --key FILE.',
  },
  'user-token-required': {
    code: 'forbidden',
    error: 'insufficient_scope',
    text: 'You are not authorized to perform the requested action',
    happened: ({ resource, clientId }) =>
      `${resource} belongs to the Cloud Foundry API; the token is one of the client '${clientId}', which is no user.`,
    remedy: LOGIN,
  },
  'user-scope-missing': {
    code: 'forbidden',
    error: 'insufficient_scope',
    text: 'You are not authorized to perform the requested action',
    happened: ({ resource, needed, held }) =>
      `${resource} needs the scope ${needed?.join(' or ')}; the token was asked for with ${held?.join(', ') || 'no scope'}.`,
    remedy: 'Leave the scope parameter out when you ask for the token.',
  },
} as const satisfies Record<string, CauseDefinition>
