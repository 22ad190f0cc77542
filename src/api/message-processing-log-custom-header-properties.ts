import { text } from '../odata/edm.ts'
import { notSupported } from '../odata/failure.ts'
import { selectRows } from '../odata/select-rows.ts'
import type { StoredHeader } from '../store/message-logs.ts'
import type { Condition } from '../store/query.ts'
import { headerIn } from './custom-header-filter.ts'
import { type Management, managementSet } from './management-set.ts'
import { logsByGuid } from './message-processing-logs.ts'

const properties = {
  Id: text<StoredHeader>((header) => header.id),
  Name: text<StoredHeader>((header) => header.name),
  Value: text<StoredHeader>((header) => header.value),
}

/** `MessageProcessingLogCustomHeaderProperties`: through a log, or searched directly by name and value. */
export const messageProcessingLogCustomHeaderProperties = managementSet<StoredHeader>({
  name: 'MessageProcessingLogCustomHeaderProperties',
  type: 'MessageProcessingLogCustomHeaderProperty',
  keys: ['Id'],
  properties,
  navigation: {
    Log: {
      target: 'MessageProcessingLogs',
      many: false,
      resolve: toLogs,
    },
  },
  requires: 'viewMessageLogs',
  async find({ query, counted }, { store }) {
    const header = headerIn(query.where)
    if (header === undefined) {
      throw notSupported('Only retrievable via navigation from MessageProcessingLogs entity, or with $filter on Name eq and Value eq')
    }
    const { where, limit, offset = 0, orderBy } = query
    const isPage = !counted && orderBy === undefined && isPairOnly(where)
    if (isPage) return { rows: await store.messageLogs.customHeaders(header, { limit, offset }), count: undefined }
    const { rows, count } = selectRows(await store.messageLogs.customHeaders(header), properties, query)
    return { rows, count: counted ? count : undefined }
  },
})

/** Whether the filter says nothing beside name and value. */
const isPairOnly = (where: Condition | undefined): boolean =>
  where?.op === 'and' && where.conditions.length === 2 && where.conditions.every((part) => 'field' in part)

/** The logs of all rows at once. */
async function toLogs(rows: readonly StoredHeader[], context: Management): Promise<readonly (readonly unknown[])[]> {
  const logs = await logsByGuid([...new Set(rows.map(({ messageGuid }) => messageGuid))], context)
  const byGuid = new Map(logs.map((log) => [log.messageGuid, log]))
  return rows.map(({ messageGuid }) => [byGuid.get(messageGuid)].filter((log) => log !== undefined))
}
