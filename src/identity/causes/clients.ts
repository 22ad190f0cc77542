import type { CauseDefinition, Facts } from './cause.ts'

const BAD = 'Bad credentials'

const newSecret = ({ clientId, instance }: Facts): string =>
  instance === undefined
    ? `sluice secret list ${clientId} shows which secrets there are; sluice secret add ${clientId} makes a second one.`
    : `sluice key list ${instance} lists the keys; sluice key create ${instance} KEY makes a new one.`

/** Client id or secret do not fit. The wire never says which (contract oauth.md X25). */
export const CLIENT_CAUSES = {
  'unknown-client': {
    code: 'unauthorized',
    error: 'invalid_client',
    text: BAD,
    happened: ({ clientId, defect, value }) => {
      if (defect === 'swapped') return `Id and secret are swapped: '${clientId}' stands where the secret belongs.`
      if (defect === 'no-id')
        return `In the place of the client id stand ${value} characters that are no id; they are not kept, because they may be a secret.`
      return `There is no client with the id '${clientId}'. Ids are compared exactly, upper and lower case too.`
    },
    remedy: 'sluice client list and sluice instance list show the clients that exist. Copy the id from the service key.',
  },
  'wrong-secret': {
    code: 'unauthorized',
    error: 'invalid_client',
    text: BAD,
    happened: ({ clientId }) => `The client '${clientId}' exists; the secret is none of its secrets, or its key was deleted.`,
    remedy: newSecret,
  },
  'secret-expired': {
    code: 'unauthorized',
    error: 'invalid_client',
    text: BAD,
    happened: ({ clientId, expiredAt }) => `The secret of client '${clientId}' is the right one; it expired at ${expiredAt}.`,
    remedy: ({ clientId, instance }) =>
      instance === undefined
        ? `sluice secret list ${clientId} shows its secrets; sluice secret add ${clientId} makes a new one.`
        : `sluice key list ${instance} lists the keys; sluice secret add ${instance}/KEY makes a new secret for one.`,
  },
  'client-of-other-dialect': {
    code: 'unauthorized',
    error: 'invalid_client',
    text: BAD,
    happened: ({ clientId, dialect }) =>
      `The client '${clientId}' belongs to a ${dialect} subaccount, and this is the token endpoint of the other dialect.`,
    remedy: ({ tokenUrl }) => `Ask for the token at ${tokenUrl}.`,
  },
  'basic-not-allowed': {
    code: 'unauthorized',
    error: 'invalid_client',
    text: BAD,
    happened: ({ clientId, grants }) =>
      `The client '${clientId}' may use ${grants?.join(', ') || 'no grant'}; calls with its id and secret need client_credentials.`,
    remedy: ({ instance }) =>
      instance === undefined
        ? 'Register a client with the grant Client Credentials.'
        : `sluice instance update ${instance} --params FILE with "grant-types": ["client_credentials"].`,
  },
  'client-deleted': {
    code: 'unauthorized',
    error: 'invalid_token',
    text: ({ clientId }) => `The token refers to a non-existent client: ${clientId}`,
    happened: ({ clientId }) => `The token is genuine and its client '${clientId}' was deleted after it was issued.`,
    remedy: 'Register a client, or create an instance and a key, and ask for a new token with it.',
  },
  'too-many-secret-checks': {
    code: 'unavailable',
    error: 'temporarily_unavailable',
    text: 'Too many credentials are being checked, try again',
    happened: 'Checking a chosen secret costs a deliberate amount of work, and too many checks wait for their turn.',
    remedy: 'Repeat the request after a second. Clients should keep a token until it expires.',
  },
} as const satisfies Record<string, CauseDefinition>
