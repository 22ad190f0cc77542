import { boolean, complex, dateTime, int64, type Properties, text } from '../odata/edm.ts'
import { eachRow, type Navigation } from '../odata/entity-set.ts'
import type { MessageLogField, StoredMessageDetails, StoredMessageLog } from '../store/message-logs.ts'
import type { Condition } from '../store/query.ts'
import { type HeaderMatch, parseHeaderFilter } from './custom-header-filter.ts'
import { type Management, managementSet } from './management-set.ts'
import { storedQuery } from './message-log-query.ts'
import type { Permission } from './roles.ts'

/** A log as the entity shows it, with the address that its link begins with. */
type LogRow = StoredMessageLog & { readonly publicUrl: string }

const orNull = (value: string): string | null => (value === '' ? null : value)

const properties: Properties<LogRow> = {
  MessageGuid: text((log) => log.messageGuid),
  CorrelationId: text((log) => orNull(log.correlationId)),
  ApplicationMessageId: text((log) => orNull(log.applicationMessageId)),
  ApplicationMessageType: text((log) => orNull(log.applicationMessageType)),
  LogStart: dateTime((log) => log.start),
  LogEnd: dateTime((log) => log.end),
  LastChangeTime: int64((log) => log.end ?? log.start),
  Sender: text((log) => orNull(log.sender)),
  Receiver: text((log) => orNull(log.receiver)),
  IntegrationFlowName: text((log) => log.flowId),
  Status: text((log) => log.status),
  AlternateWebLink: text(
    (log) =>
      `${log.publicUrl}/itspaces/shell/monitoring/MessageDetails/${encodeURIComponent(JSON.stringify({ messageGuid: log.messageGuid }))}`,
  ),
  IntegrationArtifact: complex('IntegrationArtifact', {
    Id: text((log) => log.flowId),
    Name: text((log) => log.flowName),
    Type: text(() => 'INTEGRATION_FLOW'),
    PackageId: text((log) => orNull(log.packageId)),
    PackageName: text((log) => orNull(log.packageName)),
  }),
  LogLevel: text((log) => log.logLevel),
  CustomStatus: text((log) => log.customStatus || log.status),
  ArchivingStatus: text(() => 'NOT_RELEVANT'),
  ArchivingSenderChannelMessages: boolean(() => false),
  ArchivingReceiverChannelMessages: boolean(() => false),
  ArchivingLogAttachments: boolean(() => false),
  ArchivingPersistedMessages: boolean(() => false),
  TransactionId: text(() => null),
  PredecessorMessageGuid: text(() => null),
  PreviousComponentName: text(() => null),
  LocalComponentName: text(() => null),
  OriginComponentName: text(() => null),
}

/** A way from logs to one kind of details, fetched for all logs of a page at once. */
const toDetails = (
  target: string,
  many: boolean,
  pick: (details: StoredMessageDetails, log: LogRow) => readonly unknown[],
): Navigation<Management, Permission, LogRow> => ({
  target,
  many,
  async resolve(logs, { store }) {
    const details = await store.messageLogs.details(logs.map(({ messageGuid }) => messageGuid))
    return logs.map((log) => {
      const found = details.get(log.messageGuid)
      return found === undefined ? [] : pick(found, log)
    })
  },
})

const rowsOf = (logs: readonly StoredMessageLog[], { publicUrl }: Management): LogRow[] => logs.map((log) => ({ ...log, publicUrl }))

/** `MessageProcessingLogs` (contract odata-priorities no. 10); the store filters, sorts and pages. */
export const messageProcessingLogs = managementSet<LogRow>({
  name: 'MessageProcessingLogs',
  type: 'MessageProcessingLog',
  keys: ['MessageGuid'],
  properties,
  navigation: {
    CustomHeaderProperties: toDetails('MessageProcessingLogCustomHeaderProperties', true, ({ customHeaders }, log) =>
      customHeaders.map((header) => ({ ...header, messageGuid: log.messageGuid })),
    ),
    ErrorInformation: toDetails('MessageProcessingLogErrorInformations', false, ({ error }, log) =>
      error === null ? [] : [{ ...error, messageGuid: log.messageGuid }],
    ),
    AdapterAttributes: toDetails('MessageProcessingLogAdapterAttributes', true, ({ adapterAttributes }, log) =>
      adapterAttributes.map((attribute) => ({ ...attribute, messageGuid: log.messageGuid })),
    ),
    Attachments: toDetails('MessageProcessingLogAttachments', true, ({ attachments }) => attachments),
    MessageStoreEntries: {
      target: 'MessageStoreEntries',
      many: true,
      resolve: eachRow(({ messageGuid }, { store }: Management) => store.messageStore.ofMessage(messageGuid)),
    },
    Runs: {
      target: 'MessageProcessingLogRuns',
      many: true,
      async resolve(logs, { store }) {
        const runs = await store.runs.ofMessages(logs.map(({ messageGuid }) => messageGuid))
        return logs.map(({ messageGuid }) => runs.get(messageGuid) ?? [])
      },
    },
  },
  requires: 'viewMessageLogs',
  async find({ query, counted, custom }, context) {
    const { messageLogs } = context.store
    const stored = storedQuery(query)
    const header = custom.get('filterCustomHeaderProperties')
    const where = header === undefined ? stored.where : await withHeader(parseHeaderFilter(header), stored.where, context)
    const rows = query.limit === 0 ? [] : await messageLogs.query({ ...stored, ...(where === undefined ? {} : { where }) })
    return { rows: rowsOf(rows, context), count: counted ? await messageLogs.count(where) : undefined }
  },
  read: async ({ MessageGuid }, context) => (await logsByGuid([String(MessageGuid)], context))[0],
})

/** Narrows a condition to messages that carry the header. */
async function withHeader(
  { name, value }: HeaderMatch,
  where: Condition<MessageLogField> | undefined,
  { store }: Management,
): Promise<Condition<MessageLogField>> {
  const guids = await store.messageLogs.withCustomHeader(name, value)
  const carriers = { op: 'or', conditions: guids.map((guid) => ({ op: 'eq', field: 'messageGuid', value: guid }) as const) } as const
  return { op: 'and', conditions: where === undefined ? [carriers] : [carriers, where] }
}

/** The logs of these messages, without those that are gone. */
export async function logsByGuid(guids: readonly string[], context: Management): Promise<LogRow[]> {
  const logs = await Promise.all(guids.map((guid) => context.store.messageLogs.find(guid)))
  return rowsOf(
    logs.filter((log) => log !== undefined),
    context,
  )
}
