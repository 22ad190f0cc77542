import { type CauseDefinition, enumerate, type Facts } from './cause.ts'

const TEXT = 'The caller lacks the role that this resource needs'

/** The commands that give the missing role, by dialect. */
function giveRole(facts: Facts): string {
  const missing =
    facts.dialect === 'neo' ? (facts.needed ?? []).filter((role) => !facts.held?.includes(role)) : (facts.needed ?? []).slice(0, 1)
  if (facts.dialect === 'neo') {
    return missing.map((role) => `sluice role assign ${role} --user ${facts.user} --application ${facts.application}`).join(' && ')
  }
  return `sluice instance update ${facts.instance ?? 'NAME'} --roles ${[...(facts.held ?? []), ...missing].join(',')}. It counts from the next call on.`
}

const needs = ({ needed, dialect }: Facts): string =>
  (needed?.length ?? 0) > 1 && dialect !== 'neo' ? `one of the roles ${enumerate(needed)}` : `the role ${enumerate(needed)}`

/** The caller is known and lacks a role. Every one is 403 on the wire. */
export const ROLE_CAUSES = {
  'no-roles': {
    code: 'forbidden',
    error: 'insufficient_scope',
    text: TEXT,
    happened: (facts) =>
      `${facts.resource} needs ${needs(facts)}; ${facts.user} has no role on ${facts.application} at all${
        facts.heldElsewhere?.length ? `. It has ${enumerate(facts.heldElsewhere)} on the other application` : ''
      }.`,
    remedy: giveRole,
  },
  'role-missing': {
    code: 'forbidden',
    error: 'insufficient_scope',
    text: TEXT,
    happened: (facts) => `${facts.resource} needs ${needs(facts)}; ${facts.user} holds ${enumerate(facts.held)}.`,
    remedy: giveRole,
  },
  'role-of-another-flow': {
    code: 'forbidden',
    error: 'insufficient_scope',
    text: TEXT,
    happened: (facts) =>
      `${facts.resource} needs ${needs(facts)}; ${facts.user} holds ${enumerate(facts.held)}, which opens other integration flows.`,
    remedy: giveRole,
  },
  'role-not-in-token': {
    code: 'forbidden',
    error: 'insufficient_scope',
    text: TEXT,
    happened: (facts) =>
      `${facts.resource} needs ${needs(facts)}. The client holds it; the token was asked for with fewer scopes and does not carry it.`,
    remedy: 'Ask for a new token, without the scope parameter or with a scope that contains the role.',
  },
  'plan-not-entitled': {
    code: 'forbidden',
    error: 'access_denied',
    text: ({ resource, value }) =>
      `The subaccount is not entitled to plan ${value} of ${resource}; PUT /admin/v1/entitlements/${resource}/${value} grants it`,
    happened: ({ resource, value }) => `The subaccount is not entitled to plan ${value} of ${resource}, so there can be no instance of it.`,
    remedy: ({ resource, value }) => `PUT /admin/v1/entitlements/${resource}/${value} grants it.`,
  },
  'alias-reserved': {
    code: 'forbidden',
    error: 'access_denied',
    text: ({ value }) => `The alias '${value}' is reserved for SAP.`,
    happened: ({ value }) => `The keystore entry '${value}' would have an alias that only SAP may use.`,
    remedy: 'Choose another alias.',
  },
  'administrator-required': {
    code: 'forbidden',
    error: 'insufficient_scope',
    text: 'The admin API is for the administrator',
    happened: ({ resource, clientId }) => `${resource} belongs to the admin API; the client '${clientId}' is not the administrator.`,
    remedy: 'Call it with the admin token of the data folder (file admin-token), as the sluice command does.',
  },
} as const satisfies Record<string, CauseDefinition>
