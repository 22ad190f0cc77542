import type { Database } from 'better-sqlite3'
import type { RunRecord, TraceRecord } from '../runs.ts'
import { writeSteps } from '../sql/run-steps.ts'

/** Of a message that is tried again and again. */
const RUNS_KEPT = 10

/**
 * Takes away what a run is to take the place of when the log of its message is replaced: its own earlier state, the trace, and the
 * oldest of too many runs. Steps and trace contents go with them.
 */
export function runRemover(database: Database): (messageGuid: string, runId: string | undefined) => void {
  const removeTrace = database.prepare('delete from traces where messageGuid = ?')
  const removeRuns = database.prepare(`delete from message_log_runs where messageGuid = @messageGuid and (id = @runId or id not in
    (select id from message_log_runs where messageGuid = @messageGuid and id <> @runId order by start desc, id desc limit ${RUNS_KEPT - 1}))`)
  return (messageGuid, runId = '') => {
    removeTrace.run(messageGuid)
    removeRuns.run({ messageGuid, runId })
  }
}

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
