import { boolean, complex, dateTime, int64, type Properties, text } from '../odata/edm.ts'
import { eachRow, type Navigation } from '../odata/entity-set.ts'
import type { StoredMessageDetails, StoredMessageLog } from '../store/message-logs.ts'
import { parseHeaderFilter } from './custom-header-filter.ts'
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
    const customHeader = header === undefined ? undefined : parseHeaderFilter(header)
    const rows = query.limit === 0 ? [] : await messageLogs.query({ ...stored, ...(customHeader && { customHeader }) })
    return { rows: rowsOf(rows, context), count: counted ? await messageLogs.count(stored.where, customHeader) : undefined }
  },
  async read({ MessageGuid }, context) {
    const log = await context.store.messageLogs.find(String(MessageGuid))
    return log && { ...log, publicUrl: context.publicUrl }
  },
})

/** The logs of these messages in the same order, without those that are gone. */
export async function logsByGuid(guids: readonly string[], context: Management): Promise<LogRow[]> {
  const conditions = guids.map((guid) => ({ op: 'eq', field: 'messageGuid', value: guid }) as const)
  const logs = await context.store.messageLogs.query({ where: { op: 'or', conditions } })
  const byGuid = new Map(rowsOf(logs, context).map((log) => [log.messageGuid, log]))
  return guids.flatMap((guid) => byGuid.get(guid) ?? [])
}
