import type { Database } from 'better-sqlite3'
import { translated } from './errors.ts'
import { type WriteArgument, type WriteName, type WriteResult, writesOn } from './writes.ts'

/** Does the writes that every call makes, each as one transaction that is on disk when it resolves. */
export interface Writer {
  /** To be called by who has the turn; throws what `translated` makes of the failure. */
  write<N extends WriteName>(name: N, argument: WriteArgument<N>): Promise<WriteResult<N>>
}

/** Writes on the connection itself, inside of its transaction when one is open. */
export function writerOn(database: Database): Writer {
  const writes = writesOn(database)
  return {
    write: async <N extends WriteName>(name: N, argument: WriteArgument<N>) => {
      const write = writes[name] as (argument: WriteArgument<N>) => WriteResult<N>
      return translated(() => write(argument))
    },
  }
}
