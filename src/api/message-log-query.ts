import { type Comparison, mapComparisons } from '../odata/condition.ts'
import { badRequest } from '../odata/failure.ts'
import type { MessageLogField } from '../store/message-logs.ts'
import type { Condition, Query } from '../store/query.ts'

/** Property of `MessageProcessingLogs` → field of the store. */
const FIELDS: Readonly<Record<string, MessageLogField>> = {
  MessageGuid: 'messageGuid',
  CorrelationId: 'correlationId',
  ApplicationMessageId: 'applicationMessageId',
  ApplicationMessageType: 'applicationMessageType',
  LogStart: 'start',
  LogEnd: 'end',
  Sender: 'sender',
  Receiver: 'receiver',
  IntegrationFlowName: 'flowId',
  Status: 'status',
  CustomStatus: 'customStatus',
  LogLevel: 'logLevel',
  'IntegrationArtifact/Id': 'flowId',
  'IntegrationArtifact/Name': 'flowName',
  'IntegrationArtifact/PackageId': 'packageId',
  'IntegrationArtifact/PackageName': 'packageName',
}

/** The question in the words of the store, newest first by default. Throws `bad-request` naming a property that logs cannot be searched by. */
export function storedQuery(query: Query): Query<MessageLogField> {
  return {
    ...query,
    ...(query.where === undefined ? {} : { where: mapComparisons(query.where, storedComparison) }),
    orderBy: (query.orderBy ?? [{ field: 'LogStart', descending: true }]).map(({ field, descending }) => ({
      field: fieldOf(field),
      descending,
    })),
  } as Query<MessageLogField>
}

/** The deprecated `IntegrationFlowName` finds flows by id and by name (contract odata-api §1.3). */
function storedComparison(comparison: Comparison): Condition<MessageLogField> {
  if (comparison.field !== 'IntegrationFlowName') return withField(comparison, fieldOf(comparison.field))
  const op = comparison.op === 'ne' ? 'and' : 'or'
  return { op, conditions: [withField(comparison, 'flowId'), withField(comparison, 'flowName')] }
}

/** Texts that are `null` on the wire are stored empty. */
function withField(comparison: Comparison, field: MessageLogField): Condition<MessageLogField> {
  const value = comparison.value === null && field !== 'end' && field !== 'start' ? '' : comparison.value
  return { ...comparison, field, value } as Condition<MessageLogField>
}

function fieldOf(property: string): MessageLogField {
  const field = Object.hasOwn(FIELDS, property) ? FIELDS[property] : undefined
  if (field === undefined) throw badRequest(`MessageProcessingLogs cannot be filtered or sorted by '${property}'.`)
  return field
}
