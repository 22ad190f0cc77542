import { dateTime, int64, text } from '../odata/edm.ts'
import { entityNotFound } from '../odata/failure.ts'
import type { StoredAttachment } from '../store/message-logs.ts'
import { flowOfMessage, requireAccess } from './access-policies/protection.ts'
import { managementSet } from './management-set.ts'

/** `MessageProcessingLogAttachments`: payloads that a flow attached to its log; through the log or by id. */
export const messageProcessingLogAttachments = managementSet<StoredAttachment>({
  name: 'MessageProcessingLogAttachments',
  type: 'MessageProcessingLogAttachment',
  keys: ['Id'],
  properties: {
    Id: text((attachment) => attachment.id),
    MessageGuid: text((attachment) => attachment.messageGuid),
    TimeStamp: dateTime((attachment) => attachment.time),
    Name: text((attachment) => attachment.name),
    ContentType: text((attachment) => attachment.contentType),
    PayloadSize: int64((attachment) => attachment.size),
  },
  requires: 'viewPayloads',
  read: async ({ Id }, { store }) => (await store.messageLogs.attachment(String(Id)))?.attachment,
  media: {
    async read({ id, messageGuid, contentType }, context) {
      await requireAccess(context, await flowOfMessage(messageGuid, context))
      const found = await context.store.messageLogs.attachment(id)
      if (found === undefined) throw entityNotFound()
      return { contentType: contentType || 'application/octet-stream', content: found.content }
    },
  },
})
