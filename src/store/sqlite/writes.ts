import type { Database } from 'better-sqlite3'
import { auditLogWriter } from './audit-log.ts'
import { messageLogWriter } from './message-logs.ts'
import { tokenWriter } from './token-writer.ts'

/** The writes that every call makes, each one transaction on whatever connection it is given. */
export const writesOn = (database: Database) => ({
  tokens: tokenWriter(database),
  auditLog: auditLogWriter(database),
  messageLogs: messageLogWriter(database),
})

export type Writes = ReturnType<typeof writesOn>
export type WriteName = keyof Writes
export type WriteArgument<N extends WriteName> = Parameters<Writes[N]>[0]
export type WriteResult<N extends WriteName> = ReturnType<Writes[N]>
