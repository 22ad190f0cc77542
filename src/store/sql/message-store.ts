import type { Kysely } from 'kysely'
import type { MessageStoreAttachment, MessageStoreEntry, MessageStoreRecord, MessageStoreStore } from '../message-store.ts'
import type { SqlContext } from './context.ts'
import { deleteOldest } from './delete-oldest.ts'
import type { Tables } from './tables.ts'
import { explained } from './violations.ts'

export function messageStoreStore({ db }: SqlContext): MessageStoreStore {
  return {
    async write(record) {
      const write = () => db.transaction().execute((transaction) => insert(transaction, record))
      await explained({ duplicate: `Message store entry ${record.entry.id}` }, write)
    },

    async ofMessage(messageGuid) {
      const own = db.selectFrom('message_store_entries').selectAll().where('messageGuid', '=', messageGuid)
      return (await own.orderBy('time').orderBy('id').execute()).map(fromRow)
    },

    async find(id) {
      const row = await db.selectFrom('message_store_entries').selectAll().where('id', '=', id).executeTakeFirst()
      return row && fromRow(row)
    },

    async content(id) {
      const row = await db.selectFrom('message_store_contents').select('content').where('id', '=', id).executeTakeFirst()
      return row?.content
    },

    async properties(id) {
      const row = await db.selectFrom('message_store_contents').select('properties').where('id', '=', id).executeTakeFirst()
      return row === undefined ? [] : JSON.parse(row.properties)
    },

    async attachments(entryId) {
      const rows = await attachments(db).where('entryId', '=', entryId).orderBy('position').execute()
      return rows.map(attachmentOf)
    },

    async attachment(id) {
      const row = await attachments(db).select('content').where('id', '=', id).executeTakeFirst()
      if (row === undefined) return undefined
      const { content, ...attachment } = row
      return { attachment: attachmentOf(attachment), content }
    },

    deleteBefore: (time, limit = Number.MAX_SAFE_INTEGER) =>
      deleteOldest(db, { table: 'message_store_entries', key: ['id'], column: 'time' }, time - 1, limit),
  }
}

async function insert(db: Kysely<Tables>, { entry, content, properties, attachments }: MessageStoreRecord): Promise<void> {
  const { id } = entry
  await db
    .insertInto('message_store_entries')
    .values({ ...entry, hasAttachments: attachments.length > 0 ? 1 : 0, encrypted: entry.encrypted ? 1 : 0 })
    .execute()
  await db
    .insertInto('message_store_contents')
    .values({ id, content, properties: JSON.stringify(properties) })
    .execute()
  for (const [position, attachment] of attachments.entries()) {
    const row = { ...attachment, entryId: id, position, properties: JSON.stringify(attachment.properties) }
    await db.insertInto('message_store_attachments').values(row).execute()
  }
}

const attachments = (db: Kysely<Tables>) =>
  db.selectFrom('message_store_attachments').select(['id', 'entryId', 'name', 'contentType', 'properties'])

const attachmentOf = (row: Omit<Tables['message_store_attachments'], 'content' | 'position'>): MessageStoreAttachment => ({
  ...row,
  properties: JSON.parse(row.properties),
})

const fromRow = ({ hasAttachments, encrypted, ...row }: Tables['message_store_entries']): MessageStoreEntry => ({
  ...row,
  hasAttachments: hasAttachments === 1,
  ...(encrypted === 1 && { encrypted: true }),
})
