/**
 * Entity sets, functions and protocol parts that the real service has and this server does not offer: a caller learns that with 501
 * instead of a 404 that looks like a spelling mistake. A name leaves the list when its file arrives.
 */
export const KNOWN_NAMES: readonly string[] = [
  ...`AccessPolicyRuntimeAssignments
  B2BArchivingConfigurations B2BArchivingKeyPerformanceIndicators
  BusinessDocumentExtFields BusinessDocumentNotes BusinessDocumentPayloads BusinessDocumentProcessingEvents
  BusinessDocumentProtocolHeaders BusinessDocumentRelations BusinessDocuments
  CommunicationProtocolHeaders CustomObjects
  ErrorDetails ExtendedFieldsConfigs
  FunctionalAcknowledgements
  IntegrationConnections IntegrationFlows
  NodeProfiles
  OrphanedInterchanges Roles RuntimeSyncInfos
  TechnicalAcknowledgements
  WNNodes
  OAuth2AuthorizationCodeCopy OAuth2AuthorizationCodeFullAuthUrl OAuth2AuthorizationCodeRefreshTokenUpdate OAuthTokenFromCode
  activateB2BArchivingConfiguration
  massInterchangeProcess singleInterchangeProcess`.split(/\s+/),
]
