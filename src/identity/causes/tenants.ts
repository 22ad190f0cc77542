import type { CauseDefinition } from './cause.ts'

/** The request names its tenant by host, `zid` or `x-zid`, and cannot be answered for it (contract oauth.md X46, X47). */
export const TENANT_CAUSES = {
  'host-unknown': {
    code: 'not-found',
    error: 'not_found',
    text: 'There is no such tenant',
    happened: ({ value }) => `The Host header says '${value}', which is the host of no subaccount and not that of the server.`,
    remedy: ({ allowed }) => `Call one of: ${allowed?.join(', ')}.`,
  },
  'tenant-unknown': {
    code: 'not-found',
    error: 'not_found',
    text: 'There is no such tenant',
    happened: ({ value }) => (value ? `There is no subaccount with the id '${value}'.` : 'The request names no subaccount.'),
    remedy: "Take zid from a token's claims, or leave it out to get the keys of all subaccounts.",
  },
  'tenant-conflict': {
    code: 'bad-request',
    error: 'invalid_request',
    text: 'The request names two tenants',
    happened: ({ value }) => `The host, zid and x-zid of the request name different subaccounts; one is '${value}'.`,
    remedy: 'Name the subaccount once: by the host of its subdomain, or by x-zid.',
  },
  'client-of-other-tenant': {
    code: 'unauthorized',
    error: 'invalid_client',
    text: 'Bad credentials',
    happened: ({ clientId }) => `The client '${clientId}' belongs to another subaccount than the request names by its host or x-zid.`,
    remedy: ({ tokenUrl }) => `Ask for the token at ${tokenUrl}.`,
  },
  'caller-of-other-tenant': {
    code: 'unauthorized',
    error: 'invalid_token',
    text: 'The token was issued for another tenant',
    happened: ({ clientId }) => `The client '${clientId}' belongs to another subaccount than the host that was called.`,
    remedy: 'Call the flow or the API at the public URL of the server, or at the host of its own subaccount.',
  },
} as const satisfies Record<string, CauseDefinition>
