import { text } from '../odata/edm.ts'
import { eachRow } from '../odata/entity-set.ts'
import { managementSet } from './management-set.ts'
import { logsByGuid } from './message-processing-logs.ts'

interface AttributeRow {
  readonly id: string
  readonly adapterId: string
  readonly name: string
  readonly value: string
  readonly messageGuid: string
}

/** `MessageProcessingLogAdapterAttributes`: what adapters noted about a message; through its log only. */
export const messageProcessingLogAdapterAttributes = managementSet<AttributeRow>({
  name: 'MessageProcessingLogAdapterAttributes',
  type: 'MessageProcessingLogAdapterAttribute',
  keys: ['Id'],
  properties: {
    Id: text((attribute) => attribute.id),
    AdapterId: text((attribute) => attribute.adapterId),
    AdapterMessageId: text(() => null),
    Name: text((attribute) => attribute.name),
    Value: text((attribute) => attribute.value),
  },
  navigation: {
    MessageProcessingLog: {
      target: 'MessageProcessingLogs',
      many: false,
      resolve: eachRow((attribute, context) => logsByGuid([attribute.messageGuid], context)),
    },
  },
  requires: 'viewMessageLogs',
})
