import type { Database } from 'better-sqlite3'
import type { MessageLogRecord, MessageLogStore } from '../message-logs.ts'
import { explained } from '../sql/violations.ts'
import { translated } from './errors.ts'
import { RUN_TABLES, runWriter } from './runs.ts'
import type { Turns } from './turns.ts'

const LOG_COLUMNS = [
  'messageGuid',
  'correlationId',
  'flowId',
  'flowName',
  'packageId',
  'packageName',
  'status',
  'customStatus',
  'logLevel',
  'start',
  'end',
  'sender',
  'receiver',
  'applicationMessageId',
  'applicationMessageType',
]
const DETAIL_TABLES = [
  'message_log_headers',
  'message_log_adapter_attributes',
  'message_log_attachments',
  'message_log_errors',
  ...RUN_TABLES,
]

/** `messageLogs.write` as prepared statements in one transaction: every message of the server passes here. */
export function messageLogWriter(database: Database, turns: Turns): MessageLogStore['write'] {
  const writeLog = logWriter(database)
  const writeDetails = detailWriter(database)
  const writeRun = runWriter(database)
  const writeAll = database.transaction((records: readonly MessageLogRecord[]) => {
    for (const record of records) {
      writeLog(record)
      writeDetails(record)
      if (record.run !== undefined) writeRun(record.log.messageGuid, record.run)
    }
  })
  return (records) =>
    explained({ duplicate: 'A message log attachment with this id' }, () => turns.run(() => translated(() => writeAll.immediate(records))))
}

/** Nearly every guid is new; only one that exists costs the removal of its details. */
function logWriter(database: Database): (record: MessageLogRecord) => void {
  const values = LOG_COLUMNS.map((column) => `@${column}`).join(', ')
  const changes = LOG_COLUMNS.map((column) => `"${column}" = @${column}`).join(', ')
  const add = database.prepare(
    `insert into message_logs (${LOG_COLUMNS.map((column) => `"${column}"`).join(', ')}) values (${values}) on conflict do nothing`,
  )
  const replace = database.prepare(`update message_logs set ${changes} where messageGuid = @messageGuid`)
  const removals = DETAIL_TABLES.map((table) => database.prepare(`delete from ${table} where messageGuid = ?`))
  return ({ log }) => {
    if (add.run(log).changes === 1) return
    replace.run(log)
    for (const removal of removals) removal.run(log.messageGuid)
  }
}

function detailWriter(database: Database): (record: MessageLogRecord) => void {
  const header = database.prepare('insert into message_log_headers values (@messageGuid, @position, @id, @name, @value)')
  const attribute = database.prepare(
    'insert into message_log_adapter_attributes values (@messageGuid, @position, @id, @adapterId, @name, @value)',
  )
  const attachment = database.prepare(
    'insert into message_log_attachments values (@id, @messageGuid, @position, @name, @contentType, @size, @time)',
  )
  const content = database.prepare('insert into message_log_attachment_contents values (@id, @content)')
  const error = database.prepare('insert into message_log_errors values (@messageGuid, @text, @elementId, @type)')
  return ({ log: { messageGuid }, details }) => {
    for (const [position, item] of details.customHeaders.entries()) header.run({ ...item, messageGuid, position })
    for (const [position, item] of details.adapterAttributes.entries()) attribute.run({ ...item, messageGuid, position })
    for (const [position, item] of details.attachments.entries()) {
      attachment.run({ ...item, messageGuid, position })
      content.run(item)
    }
    if (details.error !== null) error.run({ ...details.error, messageGuid })
  }
}
