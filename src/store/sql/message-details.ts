import type { StoredMessageDetails } from '../message-logs.ts'
import type { SqlContext } from './context.ts'
import type { Tables } from './tables.ts'

type Reader = Pick<SqlContext, 'db' | 'oneOf'>
type DetailTable = 'message_log_headers' | 'message_log_adapter_attributes' | 'message_log_attachments'

/** The details of the messages that exist among the guids, each part in the order in which it was added; five queries in all. */
export async function messageDetails(reader: Reader, messageGuids: readonly string[]): Promise<Map<string, StoredMessageDetails>> {
  const { db, oneOf } = reader
  const existing = await db.selectFrom('message_logs').select('messageGuid').where(oneOf('messageGuid', messageGuids)).execute()
  const headers = await rowsByGuid(reader, 'message_log_headers', messageGuids)
  const attributes = await rowsByGuid(reader, 'message_log_adapter_attributes', messageGuids)
  const attachments = await rowsByGuid(reader, 'message_log_attachments', messageGuids)
  const errors = await errorsByGuid(reader, messageGuids)
  return new Map(
    existing.map(({ messageGuid }) => [
      messageGuid,
      {
        customHeaders: (headers.get(messageGuid) ?? []).map(({ id, name, value }) => ({ id, name, value })),
        adapterAttributes: (attributes.get(messageGuid) ?? []).map(({ id, adapterId, name, value }) => ({ id, adapterId, name, value })),
        attachments: (attachments.get(messageGuid) ?? []).map(({ position: _, ...attachment }) => attachment),
        error: errors.get(messageGuid) ?? null,
      },
    ]),
  )
}

async function rowsByGuid<T extends DetailTable>(
  { db, oneOf }: Reader,
  table: T,
  messageGuids: readonly string[],
): Promise<Map<string, Tables[T][]>> {
  const query = db.selectFrom<DetailTable>(table).selectAll().where(oneOf('messageGuid', messageGuids))
  const rows = (await query.orderBy('messageGuid').orderBy('position').execute()) as unknown as Tables[T][]
  const groups = new Map<string, Tables[T][]>()
  for (const row of rows) {
    const group = groups.get(row.messageGuid)
    if (group === undefined) groups.set(row.messageGuid, [row])
    else group.push(row)
  }
  return groups
}

async function errorsByGuid({ db, oneOf }: Reader, messageGuids: readonly string[]): Promise<Map<string, StoredMessageDetails['error']>> {
  const rows = await db.selectFrom('message_log_errors').selectAll().where(oneOf('messageGuid', messageGuids)).execute()
  return new Map(rows.map(({ messageGuid, text, elementId, type }) => [messageGuid, { text, elementId, type }]))
}
