/** Why names of the real service are answered with 501, and which names a reason is for. */
export interface Absence {
  readonly reason: string
  readonly names: RegExp
}

export const ABSENCES: readonly Absence[] = [
  {
    reason: 'Trading partner management is a product of its own beside Cloud Integration',
    names:
      /^(B2B|BusinessDocument|TechnicalAck|FunctionalAck|OrphanedInterchange|CustomObjects|CommunicationProtocol|ErrorDetails|ExtendedFields|activateB2B|singleInterchange|massInterchange)/,
  },
  { reason: 'Authorization codes need a user at a browser', names: /^(OAuth2AuthorizationCode|OAuthTokenFromCode$)/ },
  {
    reason: 'The parts of the real service behind it have no counterpart here',
    names:
      /^(AccessPolicyRuntimeAssignments|IntegrationConnections|IntegrationFlows|NodeProfiles|Roles|RuntimeSyncInfos|SecurityArtifacts|WNNodes)$/,
  },
]

/** The one reason for which a name is absent. Throws when there is none, or more than one. */
export function reasonOf(name: string): string {
  const found = ABSENCES.filter(({ names }) => names.test(name))
  if (found.length !== 1)
    throw new Error(`${name} is answered with 501 for ${found.length} reasons; scripts/docs/absences.ts must give it one`)
  return found[0]!.reason
}
