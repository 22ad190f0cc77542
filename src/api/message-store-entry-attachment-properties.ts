import { text } from '../odata/edm.ts'
import type { NamedValue } from '../store/message-store.ts'
import { managementSet } from './management-set.ts'
import { accessibleAttachment } from './message-store-entry-attachments.ts'

/** `MessageStoreEntryAttachmentProperties`: the MIME headers of an attachment. */
export const messageStoreEntryAttachmentProperties = managementSet<NamedValue & { readonly attachmentId: string }>({
  name: 'MessageStoreEntryAttachmentProperties',
  type: 'MessageStoreEntryAttachmentProperty',
  keys: ['AttachmentId', 'Name'],
  properties: {
    AttachmentId: text((property) => property.attachmentId),
    Name: text((property) => property.name),
    Value: text((property) => property.value),
  },
  requires: 'viewPayloads',
  async read({ AttachmentId, Name }, context) {
    const attachmentId = String(AttachmentId)
    const property = (await accessibleAttachment(attachmentId, context))?.attachment.properties.find(({ name }) => name === Name)
    return property && { ...property, attachmentId }
  },
})
