import type { Database } from 'better-sqlite3'
import type { MessageLogRecord, MessageLogStore, StoredMessageLog } from '../message-logs.ts'
import { countChanges } from '../sql/message-log-counts.ts'
import { explained } from '../sql/violations.ts'
import { runRemover, runWriter } from './runs.ts'
import type { Turns } from './turns.ts'
import type { Writer } from './writer.ts'

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
const DETAIL_TABLES = ['message_log_headers', 'message_log_adapter_attributes', 'message_log_attachments', 'message_log_errors']

/** `messageLogs.write`: every message of the server passes here. */
export function messageLogAdder(writer: Writer, turns: Turns): MessageLogStore['write'] {
  return (records) => {
    const portable = records.map(withOwnBytes)
    return explained({ duplicate: 'A message log attachment with this id' }, () => turns.run(() => writer.write('messageLogs', portable)))
  }
}

/** Bytes that are a part of something larger would take all of it along to another thread. */
function withOwnBytes(record: MessageLogRecord): MessageLogRecord {
  const { details, run } = record
  if (details.attachments.length === 0 && run?.trace === undefined) return record
  const attachments = details.attachments.map((attachment) => ({ ...attachment, content: new Uint8Array(attachment.content) }))
  const trace = run?.trace && { ...run.trace, contents: run.trace.contents.map((content) => new Uint8Array(content)) }
  return { ...record, details: { ...details, attachments }, ...(run && { run: { ...run, trace } }) }
}

/** Writes a group of logs as prepared statements in one transaction. */
export function messageLogWriter(database: Database): (records: readonly MessageLogRecord[]) => void {
  const writeLog = logWriter(database)
  const writeDetails = detailWriter(database)
  const writeRun = runWriter(database)
  const count = counter(database)
  const writeAll = database.transaction((records: readonly MessageLogRecord[]) => {
    const replaced: CountedLog[] = []
    for (const record of records) {
      replaced.push(...writeLog(record))
      writeDetails(record)
      if (record.run !== undefined) writeRun(record.log.messageGuid, record.run)
    }
    count(records.map(({ log }) => log))
    count(replaced, -1)
  })
  return (records) => writeAll.immediate(records)
}

type CountedLog = Pick<StoredMessageLog, 'status' | 'start' | 'end'>

function counter(database: Database): (logs: readonly CountedLog[], sign?: 1 | -1) => void {
  const change = database.prepare(`insert into message_log_counts values (@status, @endHour, @startHour, @messages)
    on conflict do update set messages = messages + @messages`)
  return (logs, sign) => {
    for (const each of countChanges(logs, sign)) change.run(each)
  }
}

/** Nearly every guid is new; only one that exists costs the removal of its details. Returns what was replaced. */
function logWriter(database: Database): (record: MessageLogRecord) => CountedLog[] {
  const values = LOG_COLUMNS.map((column) => `@${column}`).join(', ')
  const changes = LOG_COLUMNS.map((column) => `"${column}" = @${column}`).join(', ')
  const add = database.prepare(
    `insert into message_logs (${LOG_COLUMNS.map((column) => `"${column}"`).join(', ')}) values (${values}) on conflict do nothing`,
  )
  const find = database.prepare<[string], CountedLog>('select status, start, "end" from message_logs where messageGuid = ?')
  const replace = database.prepare(`update message_logs set ${changes} where messageGuid = @messageGuid`)
  const removeRuns = runRemover(database)
  const removals = DETAIL_TABLES.map((table) => database.prepare(`delete from ${table} where messageGuid = ?`))
  return ({ log, run }) => {
    if (add.run(log).changes === 1) return []
    const replaced = find.all(log.messageGuid)
    replace.run(log)
    for (const removal of removals) removal.run(log.messageGuid)
    removeRuns(log.messageGuid, run?.run.id)
    return replaced
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
