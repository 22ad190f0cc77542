import { parentPort, workerData } from 'node:worker_threads'
import { connect } from './connection.ts'
import { type SqliteFailure, sqliteFailure } from './errors.ts'
import { type WriteArgument, type WriteName, type WriteResult, writesOn } from './writes.ts'

/** What the thread is asked for. */
export type WriteRequest = { readonly name: WriteName; readonly argument: WriteArgument<WriteName> } | 'close'

/** What it answers, in the order of the requests. */
export type WriteAnswer = { readonly result: WriteResult<WriteName> } | { readonly failure: SqliteFailure }

// Runs as a thread, with a connection of its own to the same file: commits wait for the disk here.
const port = parentPort!
const database = connect((workerData as { file: string }).file)
const writes = writesOn(database)

port.on('message', (request: WriteRequest) => {
  if (request !== 'close') return port.postMessage(answer(request))
  database.close()
  port.close()
})
port.postMessage('ready')

/** What is no failure of SQLite is a defect, and ends the thread. */
function answer({ name, argument }: Exclude<WriteRequest, 'close'>): WriteAnswer {
  const write = writes[name] as (argument: WriteArgument<WriteName>) => WriteResult<WriteName>
  try {
    return { result: write(argument) }
  } catch (thrown) {
    return { failure: sqliteFailure(thrown) }
  }
}
