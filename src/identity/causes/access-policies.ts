import { type CauseDefinition, enumerate, type Facts } from './cause.ts'

const OVERRIDE = 'AccessAllAccessPoliciesArtifacts (Neo: AccessPoliciesArtifacts.AccessAll) lifts every policy.'

const oneRole = ({ needed = [] }: Facts): string =>
  needed.length > 1 ? `one of the roles ${enumerate(needed)}` : `the role ${enumerate(needed)}`

/** The command that gives the first of the roles; a client of an instance has those of the instance. */
function giveRole({ needed = [], held = [], instance, user }: Facts): string {
  const role = needed[0] ?? 'ROLE'
  if (instance !== undefined) return `sluice instance update ${instance} --roles ${[...held, role].join(',')}. ${OVERRIDE}`
  return `sluice role assign ${role} --user ${user ?? 'USER'} --application tmn. ${OVERRIDE}`
}

/** The caller has the role for the task, and an access policy keeps the artifact from him. Every one is 403 on the wire. */
export const ACCESS_POLICY_CAUSES = {
  'protected-by-access-policy': {
    code: 'forbidden',
    error: 'access_denied',
    text: ({ resource }) => `An access policy protects ${resource}; you do not hold its role.`,
    happened: (facts) =>
      `An access policy keeps ${facts.resource}, and what it processed, for holders of ${oneRole(facts)}; ${facts.user} does not hold it.`,
    remedy: giveRole,
  },
  'package-has-protected-artifact': {
    code: 'forbidden',
    error: 'access_denied',
    text: ({ resource, value }) => `An access policy protects ${value} in the package ${resource}; you do not hold its role.`,
    happened: (facts) =>
      `The package ${facts.resource} has ${facts.value} in it, which an access policy keeps for holders of ${oneRole(facts)}; ${facts.user} does not hold it, so the package cannot be exported, copied, replaced or deleted.`,
    remedy: giveRole,
  },
} as const satisfies Record<string, CauseDefinition>
