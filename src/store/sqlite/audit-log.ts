import type { KeyObject } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { type AuditEvent, type AuditExtent, type AuditLogStore, sealWith } from '../audit-log.ts'
import { auditRow, extended } from '../sql/audit-log.ts'
import { explained } from '../sql/violations.ts'
import type { Turns } from './turns.ts'
import type { Writer } from './writer.ts'

const COLUMNS = [
  'sequence',
  'id',
  'time',
  'user',
  'userType',
  'action',
  'objectType',
  'objectName',
  'remoteAddress',
  'requestId',
  'details',
  'previous',
  'seal',
]

/** Events that continue the log, and the key that seals them. */
export interface NewEvents {
  readonly events: readonly AuditEvent[]
  readonly sealKey: KeyObject
}

/** `auditLog.append`: every token request of the server passes here. */
export function auditLogAppender(writer: Writer, turns: Turns): AuditLogStore['append'] {
  return async (events, { key: sealKey }) => {
    if (events.length === 0) return
    await explained({ duplicate: 'An audit log entry with this id' }, () => turns.run(() => writer.write('auditLog', { events, sealKey })))
  }
}

/** Writes a group of events as prepared statements in one transaction. */
export function auditLogWriter(database: Database): (group: NewEvents) => void {
  const add = database.prepare(`insert into audit_log (${COLUMNS.join(', ')}) values (${COLUMNS.map((column) => `@${column}`).join(', ')})`)
  const read = database.prepare<[], AuditExtent>('select first, last, lastSeal, seal from audit_log_extent')
  const move = database.prepare(`insert into audit_log_extent values (1, @first, @last, @lastSeal, @seal)
    on conflict (id) do update set last = @last, lastSeal = @lastSeal, seal = @seal`)
  const appendAll = database.transaction(({ events, sealKey }: NewEvents) => {
    const { entries, extent } = extended(read.get(), events, sealWith(sealKey))
    for (const entry of entries) add.run(auditRow(entry))
    move.run(extent)
  })
  return (group) => appendAll.immediate(group)
}
