import { boolean, dateTime, text } from '../odata/edm.ts'
import { eachRow } from '../odata/entity-set.ts'
import { entityNotFound } from '../odata/failure.ts'
import type { MessageStoreEntry } from '../store/message-store.ts'
import { openContent } from '../store/sealed-content.ts'
import { flowOfMessage, requireAccess } from './access-policies/protection.ts'
import { type Management, managementSet } from './management-set.ts'

/** `MessageStoreEntries`: payloads that persist steps wrote; through the log of their message or by id. */
export const messageStoreEntries = managementSet<MessageStoreEntry>({
  name: 'MessageStoreEntries',
  type: 'MessageStoreEntry',
  keys: ['Id'],
  properties: {
    Id: text((entry) => entry.id),
    MessageGuid: text((entry) => entry.messageGuid),
    MessageStoreId: text((entry) => entry.storeId),
    TimeStamp: dateTime((entry) => entry.time),
    HasAttachments: boolean((entry) => entry.hasAttachments),
  },
  navigation: {
    Attachments: {
      target: 'MessageStoreEntryAttachments',
      many: true,
      resolve: eachRow(async ({ id, messageGuid }, context: Management) => {
        await requireAccess(context, await flowOfMessage(messageGuid, context))
        return context.store.messageStore.attachments(id)
      }),
    },
    Properties: {
      target: 'MessageStoreEntryProperties',
      many: true,
      resolve: eachRow(async ({ id, messageGuid }, context: Management) => {
        await requireAccess(context, await flowOfMessage(messageGuid, context))
        return (await context.store.messageStore.properties(id)).map((property) => ({ ...property, messageId: id }))
      }),
    },
  },
  requires: 'viewPayloads',
  read: ({ Id }, { store }) => store.messageStore.find(String(Id)),
  media: {
    async read({ id, messageGuid, contentType, encrypted }, context) {
      await requireAccess(context, await flowOfMessage(messageGuid, context))
      const content = await context.store.messageStore.content(id)
      if (content === undefined) throw entityNotFound()
      return { contentType: contentType || 'application/octet-stream', content: encrypted ? openContent(content, context.vault) : content }
    },
  },
})
