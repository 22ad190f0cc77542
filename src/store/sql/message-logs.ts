import { type ExpressionBuilder, type Kysely, sql } from 'kysely'
import type { HeaderMatch, MessageLogField, MessageLogStore, StoredAttachment } from '../message-logs.ts'
import type { Condition } from '../query.ts'
import { Conditions, type Fields } from './conditions.ts'
import type { SqlContext } from './context.ts'
import { carrierCount, carriersOf } from './custom-headers.ts'
import { messageDetails } from './message-details.ts'
import { applyCountChanges, countChanges, logCount } from './message-log-counts.ts'
import { messagesPerInterval } from './message-log-intervals.ts'
import { logPage } from './message-log-page.ts'
import type { Tables } from './tables.ts'

const FIELDS: Fields<MessageLogField> = {
  messageGuid: { type: 'string' },
  correlationId: { type: 'string' },
  flowId: { type: 'string' },
  flowName: { type: 'string' },
  packageId: { type: 'string' },
  packageName: { type: 'string' },
  status: { type: 'string' },
  customStatus: { type: 'string' },
  logLevel: { type: 'string', usual: 'INFO' },
  start: { type: 'number' },
  end: { type: 'number', nullable: true },
  sender: { type: 'string', usual: '' },
  receiver: { type: 'string', usual: '' },
  applicationMessageId: { type: 'string', usual: '' },
  applicationMessageType: { type: 'string', usual: '' },
}

const COLUMNS = Object.keys(FIELDS) as MessageLogField[]

/** Fields that begin an index which goes on with the end. */
const BRANCH_FIELDS: ReadonlySet<MessageLogField> = new Set([
  'flowId',
  'flowName',
  'status',
  'customStatus',
  'sender',
  'receiver',
  'applicationMessageId',
  'applicationMessageType',
])

const EVERYTHING: Condition<MessageLogField> = { op: 'and', conditions: [] }

const INTERRUPTED = { text: 'Sluice stopped while the message was in process.', elementId: '', type: 'Interrupted' }

/** All but `write`, which takes every message of the server and each database does in its fastest way. */
export function messageLogStore({ db, oneOf }: SqlContext): Omit<MessageLogStore, 'write'> {
  const conditions = new Conditions(FIELDS, oneOf)
  const table = { db, conditions, columns: COLUMNS, branchFields: BRANCH_FIELDS }
  const counted = (where: Condition<MessageLogField>, customHeader: HeaderMatch | undefined) => {
    if (customHeader === undefined) return logCount(where, (condition) => conditions.toSql(condition), BRANCH_FIELDS)
    if (where === EVERYTHING) return carrierCount(customHeader)
    return sql<number>`(select count(*) from ${carriersOf(customHeader)} where ${conditions.toSql(where)})`
  }
  return {
    query: (query) => logPage(table, query),

    async count(where = EVERYTHING, customHeader) {
      const answer = await sql<{ rows: number }>`select ${counted(where, customHeader)} as ${sql.ref('rows')}`.execute(db)
      return Number(answer.rows[0]?.rows)
    },

    perInterval: (question) => messagesPerInterval(db, question),

    find: (messageGuid) => db.selectFrom('message_logs').select(COLUMNS).where('messageGuid', '=', messageGuid).executeTakeFirst(),

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

    customHeaders: ({ name, value }, { limit = Number.MAX_SAFE_INTEGER, offset = 0 } = {}) =>
      db
        .selectFrom('message_log_headers')
        .select(['id', 'name', 'value', 'messageGuid'])
        .where('name', '=', name)
        .where('value', '=', value)
        .orderBy('messageGuid')
        .orderBy('position')
        .limit(limit)
        .offset(offset)
        .execute(),

    failInterrupted: (now) =>
      db.transaction().execute(async (transaction) => {
        const interrupted = transaction
          .selectFrom('message_logs')
          .select(['messageGuid', sql.val(INTERRUPTED.text).as('text'), sql.val(INTERRUPTED.elementId).as('elementId')])
          .select(sql.val(INTERRUPTED.type).as('type'))
          .where(isInterrupted)
        await transaction
          .insertInto('message_log_errors')
          .columns(['messageGuid', 'text', 'elementId', 'type'])
          .expression(interrupted)
          .onConflict((conflict) => conflict.column('messageGuid').doNothing())
          .execute()
        await transaction.updateTable('message_log_runs').set({ overallState: 'FAILED', stop: now }).where('stop', 'is', null).execute()
        const failed = await transaction
          .updateTable('message_logs')
          .set({ status: 'FAILED', end: now })
          .where(isInterrupted)
          .returning(['status', 'start', 'end'])
          .execute()
        await applyCountChanges(transaction, countChanges(failed))
        return failed.length
      }),

    deleteBefore: (time, limit) => db.transaction().execute((transaction) => deleteLogs(transaction, time, limit)),
  }
}

/** An aggregate that takes messages is in process whether a node runs or not. */
const isInterrupted = (eb: ExpressionBuilder<Tables, 'message_logs'>) =>
  eb.and([
    eb('end', 'is', null),
    eb('messageGuid', 'not in', eb.selectFrom('aggregates').select('messageGuid').where('completedBy', 'is', null)),
  ])

async function deleteLogs(db: Kysely<Tables>, time: number, limit: number): Promise<number> {
  const oldest = db.selectFrom('message_logs').select('number').where('end', '<', time).orderBy('end').limit(limit)
  const deleted = await db.deleteFrom('message_logs').where('number', 'in', oldest).returning(['status', 'start', 'end']).execute()
  await applyCountChanges(db, countChanges(deleted, -1))
  await db.deleteFrom('message_log_counts').where('messages', '=', 0).execute()
  return deleted.length
}
