import { sql } from 'kysely'
import type { MessageLogField, MessageLogStore, StoredAttachment } from '../message-logs.ts'
import type { Condition } from '../query.ts'
import { Conditions, type Fields } from './conditions.ts'
import type { SqlContext } from './context.ts'
import { messageDetails } from './message-details.ts'

const FIELDS: Fields<MessageLogField> = {
  messageGuid: { type: 'string' },
  correlationId: { type: 'string' },
  flowId: { type: 'string' },
  flowName: { type: 'string' },
  packageId: { type: 'string' },
  packageName: { type: 'string' },
  status: { type: 'string' },
  customStatus: { type: 'string' },
  logLevel: { type: 'string' },
  start: { type: 'number' },
  end: { type: 'number', nullable: true },
  sender: { type: 'string' },
  receiver: { type: 'string' },
  applicationMessageId: { type: 'string' },
  applicationMessageType: { type: 'string' },
}

const INTERRUPTED = { text: 'Sluice stopped while the message was in process.', elementId: '', type: 'Interrupted' }

/** All but `write`, which takes every message of the server and each database does in its fastest way. */
export function messageLogStore({ db, oneOf }: SqlContext): Omit<MessageLogStore, 'write'> {
  const conditions = new Conditions(FIELDS, oneOf)
  const logs = (where: Condition<MessageLogField> = { op: 'and', conditions: [] }) =>
    db.selectFrom('message_logs').where(conditions.toSql(where))

  return {
    async query({ where, orderBy = [], limit, offset }) {
      let query = logs(where).selectAll()
      for (const { field, descending } of orderBy) {
        query = query.orderBy(conditions.column(field), (order) => (descending ? order.desc().nullsLast() : order.asc().nullsFirst()))
      }
      if (limit !== undefined || offset !== undefined) query = query.limit(limit ?? Number.MAX_SAFE_INTEGER)
      if (offset !== undefined) query = query.offset(offset)
      return query.execute()
    },

    async count(where) {
      const row = await logs(where)
        .select((eb) => eb.fn.countAll<number>().as('rows'))
        .executeTakeFirstOrThrow()
      return Number(row.rows)
    },

    find: (messageGuid) => db.selectFrom('message_logs').selectAll().where('messageGuid', '=', messageGuid).executeTakeFirst(),

    details: (messageGuids) => messageDetails({ db, oneOf }, messageGuids),

    async attachment(id) {
      const row = await db
        .selectFrom('message_log_attachments as attachment')
        .innerJoin('message_log_attachment_contents as contents', 'contents.id', 'attachment.id')
        .selectAll('attachment')
        .select('contents.content')
        .where('attachment.id', '=', id)
        .executeTakeFirst()
      if (row === undefined) return undefined
      const { content, position: _, ...attachment } = row
      return { attachment: attachment satisfies StoredAttachment, content }
    },

    async withCustomHeader(name, value) {
      const rows = await db
        .selectFrom('message_log_headers')
        .select('messageGuid')
        .distinct()
        .where('name', '=', name)
        .where('value', '=', value)
        .orderBy('messageGuid')
        .execute()
      return rows.map((row) => row.messageGuid)
    },

    failInterrupted: (now) =>
      db.transaction().execute(async (transaction) => {
        const interrupted = transaction
          .selectFrom('message_logs')
          .select(['messageGuid', sql.val(INTERRUPTED.text).as('text'), sql.val(INTERRUPTED.elementId).as('elementId')])
          .select(sql.val(INTERRUPTED.type).as('type'))
          .where('end', 'is', null)
        await transaction
          .insertInto('message_log_errors')
          .columns(['messageGuid', 'text', 'elementId', 'type'])
          .expression(interrupted)
          .onConflict((conflict) => conflict.column('messageGuid').doNothing())
          .execute()
        await transaction.updateTable('message_log_runs').set({ overallState: 'FAILED', stop: now }).where('stop', 'is', null).execute()
        const failed = transaction.updateTable('message_logs').set({ status: 'FAILED', end: now }).where('end', 'is', null)
        return Number((await failed.executeTakeFirst()).numUpdatedRows)
      }),
  }
}
