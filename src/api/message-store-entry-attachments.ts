import { text } from '../odata/edm.ts'
import { eachRow } from '../odata/entity-set.ts'
import type { MessageStoreAttachment } from '../store/message-store.ts'
import { openContent } from '../store/sealed-content.ts'
import { flowOfMessage, requireAccess } from './access-policies/protection.ts'
import { type Management, managementSet } from './management-set.ts'

/** An attachment of an entry with its content, for callers who may see what its flow processes. */
export async function accessibleAttachment(id: string, context: Management) {
  const found = await context.store.messageStore.attachment(id)
  const entry = found && (await context.store.messageStore.find(found.attachment.entryId))
  if (entry !== undefined) await requireAccess(context, await flowOfMessage(entry.messageGuid, context))
  return found && entry?.encrypted ? { ...found, content: openContent(found.content, context.vault) } : found
}

/** `MessageStoreEntryAttachments`; through their entry or by id. */
export const messageStoreEntryAttachments = managementSet<MessageStoreAttachment>({
  name: 'MessageStoreEntryAttachments',
  type: 'MessageStoreEntryAttachment',
  keys: ['Id'],
  properties: {
    Id: text((attachment) => attachment.id),
    Name: text((attachment) => attachment.name),
    ContentType: text((attachment) => attachment.contentType),
  },
  navigation: {
    Properties: {
      target: 'MessageStoreEntryAttachmentProperties',
      many: true,
      resolve: eachRow(async ({ id, properties }) => properties.map((property) => ({ ...property, attachmentId: id }))),
    },
  },
  requires: 'viewPayloads',
  read: async ({ Id }, context) => (await accessibleAttachment(String(Id), context))?.attachment,
  media: {
    async read({ id, contentType }, context) {
      const { content = new Uint8Array() } = (await accessibleAttachment(id, context)) ?? {}
      return { contentType: contentType || 'application/octet-stream', content }
    },
  },
})
