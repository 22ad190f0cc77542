import type { CauseDefinition } from './cause.ts'

const NEW_API_TOKEN = 'Ask for a new token: POST /oauth2/apitoken/v1?grant_type=client_credentials with HTTP Basic. It lives 1500 seconds.'

/** Edges for administration: the service broker, and the platform APIs of the Neo dialect. */
export const PLATFORM_CAUSES = {
  'broker-credentials-wrong': {
    code: 'unauthorized',
    error: 'unauthorized',
    text: 'The broker credentials are wrong',
    happened: ({ user }) => `The user '${user}' with this password is not the service broker's.`,
    remedy: 'User and password of the broker are in the file broker-credentials of the data folder, or in SLUICE_BROKER_CREDENTIALS.',
  },
  'api-client-unknown': {
    code: 'unauthorized',
    error: 'invalid_client',
    text: 'Bad credentials',
    happened: ({ clientId }) => `There is no API client '${clientId}'. Clients of applications get no platform API tokens.`,
    remedy: 'sluice api-client list shows the API clients; sluice api-client create makes one.',
  },
  'api-client-secret-wrong': {
    code: 'unauthorized',
    error: 'invalid_client',
    text: 'Bad credentials',
    happened: ({ clientId }) => `The API client '${clientId}' exists; the secret is not its secret.`,
    remedy: 'The secret was shown once, when the client was made. sluice api-client create makes another client.',
  },
  'api-token-unknown': {
    code: 'unauthorized',
    error: 'invalid_token',
    text: 'The access token is not valid',
    happened: 'No live platform API token has this value: it expired, it was never issued here, or its client was deleted.',
    remedy: NEW_API_TOKEN,
  },
  'api-token-required': {
    code: 'unauthorized',
    error: 'unauthorized',
    text: 'A platform API token is required',
    happened: 'The platform APIs take bearer tokens of their own endpoint; the request has HTTP Basic.',
    remedy: NEW_API_TOKEN,
  },
  'api-scope-missing': {
    code: 'forbidden',
    error: 'insufficient_scope',
    text: ({ needed }) => `The scope ${needed?.[0]} is required`,
    happened: ({ clientId, needed, held }) =>
      `The call needs the scope ${needed?.[0]}; the API client '${clientId}' has ${held?.join(', ')}.`,
    remedy: 'sluice api-client create --scopes makes a client with more scopes.',
  },
} as const satisfies Record<string, CauseDefinition>
