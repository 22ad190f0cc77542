import type { Database } from 'better-sqlite3'
import type { AuditEvent, AuditExtent, AuditLogStore, Seal } from '../audit-log.ts'
import { auditRow, extended } from '../sql/audit-log.ts'
import { explained } from '../sql/violations.ts'
import { translated } from './errors.ts'
import type { Turns } from './turns.ts'

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

/** `auditLog.append` as prepared statements in one transaction: every token request of the server passes here. */
export function auditLogAppender(database: Database, turns: Turns): AuditLogStore['append'] {
  const add = database.prepare(`insert into audit_log (${COLUMNS.join(', ')}) values (${COLUMNS.map((column) => `@${column}`).join(', ')})`)
  const read = database.prepare<[], AuditExtent>('select first, last, lastSeal, seal from audit_log_extent')
  const move = database.prepare(`insert into audit_log_extent values (1, @first, @last, @lastSeal, @seal)
    on conflict (id) do update set last = @last, lastSeal = @lastSeal, seal = @seal`)
  const appendAll = database.transaction((events: readonly AuditEvent[], seal: Seal) => {
    const { entries, extent } = extended(read.get(), events, seal)
    for (const entry of entries) add.run(auditRow(entry))
    move.run(extent)
  })
  return async (events, seal) => {
    if (events.length === 0) return
    await explained({ duplicate: 'An audit log entry with this id' }, () =>
      turns.run(() => translated(() => appendAll.immediate(events, seal))),
    )
  }
}
