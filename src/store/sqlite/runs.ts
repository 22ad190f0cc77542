import type { Database } from 'better-sqlite3'
import type { RunRecord, TraceRecord } from '../runs.ts'
import { writeSteps } from '../sql/run-steps.ts'

/** Tables whose rows go when the log of their message is replaced; steps and trace contents go with them. */
export const RUN_TABLES = ['message_log_runs', 'traces']

/** Adds a run with its steps and trace, inside the transaction of the message log. */
export function runWriter(database: Database): (messageGuid: string, record: RunRecord) => void {
  const addRun = database.prepare(
    'insert into message_log_runs values (@id, @messageGuid, @start, @stop, @logLevel, @overallState, @processId)',
  )
  const addSteps = database.prepare('insert into message_log_run_steps values (?, ?)')
  const addTrace = traceWriter(database)
  return (messageGuid, record) => {
    const { run, steps, trace } = record
    addRun.run({ ...run, messageGuid })
    if (steps.length > 0) addSteps.run(run.id, writeSteps(record))
    if (trace !== undefined) addTrace(messageGuid, run.id, run.stop ?? run.start, trace)
  }
}

function traceWriter(database: Database) {
  const addTrace = database.prepare('insert into traces values (?, ?)')
  const addContent = database.prepare('insert into trace_contents values (?, ?, ?)')
  const addMessage = database.prepare(
    'insert into trace_messages values (null, @messageGuid, @runId, @childCount, @elementId, @size, @mimeType, @payload, @headers, @exchangeProperties)',
  )
  return (messageGuid: string, runId: string, recordedAt: number, { contents, messages }: TraceRecord): void => {
    addTrace.run(messageGuid, recordedAt)
    for (const [position, content] of contents.entries()) addContent.run(messageGuid, position, content)
    for (const message of messages) addMessage.run({ ...message, messageGuid, runId })
  }
}
