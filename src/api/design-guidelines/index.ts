import type { Guideline } from './guideline.ts'
import avoidCamelClasses from './rules/avoid-camel-classes.ts'
import avoidDefaultTimezone from './rules/avoid-default-timezone.ts'
import avoidEval from './rules/avoid-eval.ts'
import avoidGenericUserRole from './rules/avoid-generic-user-role.ts'
import avoidLogAttachments from './rules/avoid-log-attachments.ts'
import avoidMixingTransactions from './rules/avoid-mixing-transactions.ts'
import avoidSecureParameters from './rules/avoid-secure-parameters.ts'
import defineIdentifiersToSearchInLogs from './rules/define-identifiers-to-search-in-logs.ts'
import externalizeReceiverConfigurations from './rules/externalize-receiver-configurations.ts'
import externalizeSenderConfigurations from './rules/externalize-sender-configurations.ts'
import handleExceptions from './rules/handle-exceptions.ts'
import handleExceptionsInLocalProcesses from './rules/handle-exceptions-in-local-processes.ts'
import limitSizeOfIncomingMessages from './rules/limit-size-of-incoming-messages.ts'
import noParallelProcessingInTransactions from './rules/no-parallel-processing-in-transactions.ts'
import removeUnusedSteps from './rules/remove-unused-steps.ts'
import streamJsonSlurper from './rules/stream-json-slurper.ts'
import streamXmlSlurper from './rules/stream-xml-slurper.ts'
import switchOffExternalEntities from './rules/switch-off-external-entities.ts'
import uploadWsdls from './rules/upload-wsdls.ts'
import useByteArrayAsOutputType from './rules/use-byte-array-as-output-type.ts'
import useCsrfProtection from './rules/use-csrf-protection.ts'
import useSecureAuthenticationMethods from './rules/use-secure-authentication-methods.ts'
import useSecureProtocols from './rules/use-secure-protocols.ts'
import useXpathConditionsAppropriately from './rules/use-xpath-conditions-appropriately.ts'

/**
 * The guidelines that flows are checked against: those of the real service that can be decided by looking at a flow. The others are not
 * activated on this tenant, so that no result speaks of them.
 */
export const GUIDELINES: readonly Guideline[] = [
  avoidCamelClasses,
  avoidDefaultTimezone,
  avoidEval,
  avoidGenericUserRole,
  avoidLogAttachments,
  avoidMixingTransactions,
  avoidSecureParameters,
  defineIdentifiersToSearchInLogs,
  externalizeReceiverConfigurations,
  externalizeSenderConfigurations,
  handleExceptionsInLocalProcesses,
  handleExceptions,
  limitSizeOfIncomingMessages,
  noParallelProcessingInTransactions,
  removeUnusedSteps,
  streamJsonSlurper,
  streamXmlSlurper,
  switchOffExternalEntities,
  uploadWsdls,
  useByteArrayAsOutputType,
  useCsrfProtection,
  useSecureAuthenticationMethods,
  useSecureProtocols,
  useXpathConditionsAppropriately,
]
