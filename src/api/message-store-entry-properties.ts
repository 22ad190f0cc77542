import { text } from '../odata/edm.ts'
import type { NamedValue } from '../store/message-store.ts'
import { flowOfMessage, requireAccess } from './access-policies/protection.ts'
import { managementSet } from './management-set.ts'

/** `MessageStoreEntryProperties`: headers that were kept with an entry. */
export const messageStoreEntryProperties = managementSet<NamedValue & { readonly messageId: string }>({
  name: 'MessageStoreEntryProperties',
  type: 'MessageStoreEntryProperty',
  keys: ['MessageId', 'Name'],
  properties: {
    MessageId: text((property) => property.messageId),
    Name: text((property) => property.name),
    Value: text((property) => property.value),
  },
  requires: 'viewPayloads',
  async read({ MessageId, Name }, context) {
    const messageId = String(MessageId)
    const entry = await context.store.messageStore.find(messageId)
    if (entry === undefined) return undefined
    await requireAccess(context, await flowOfMessage(entry.messageGuid, context))
    const property = (await context.store.messageStore.properties(messageId)).find(({ name }) => name === Name)
    return property && { ...property, messageId }
  },
})
