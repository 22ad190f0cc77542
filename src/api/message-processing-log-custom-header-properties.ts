import { text } from '../odata/edm.ts'
import { eachRow } from '../odata/entity-set.ts'
import { notSupported } from '../odata/failure.ts'
import { selectRows } from '../odata/select-rows.ts'
import { headerIn } from './custom-header-filter.ts'
import { type Management, managementSet } from './management-set.ts'
import { logsByGuid } from './message-processing-logs.ts'

interface HeaderRow {
  readonly id: string
  readonly name: string
  readonly value: string
  readonly messageGuid: string
}

const properties = {
  Id: text<HeaderRow>((header) => header.id),
  Name: text<HeaderRow>((header) => header.name),
  Value: text<HeaderRow>((header) => header.value),
}

/** `MessageProcessingLogCustomHeaderProperties`: through a log, or searched directly by name and value. */
export const messageProcessingLogCustomHeaderProperties = managementSet<HeaderRow>({
  name: 'MessageProcessingLogCustomHeaderProperties',
  type: 'MessageProcessingLogCustomHeaderProperty',
  keys: ['Id'],
  properties,
  navigation: {
    Log: {
      target: 'MessageProcessingLogs',
      many: false,
      resolve: eachRow((header, context) => logsByGuid([header.messageGuid], context)),
    },
  },
  requires: 'viewMessageLogs',
  async find({ query }, context) {
    const header = headerIn(query.where)
    if (header === undefined) {
      throw notSupported('Only retrievable via navigation from MessageProcessingLogs entity, or with $filter on Name eq and Value eq')
    }
    return selectRows(
      await headersOf(await context.store.messageLogs.withCustomHeader(header.name, header.value), context),
      properties,
      query,
    )
  },
})

async function headersOf(guids: readonly string[], { store }: Management): Promise<HeaderRow[]> {
  const details = await store.messageLogs.details(guids)
  return [...details].flatMap(([messageGuid, { customHeaders }]) => customHeaders.map((header) => ({ ...header, messageGuid })))
}
