import { z } from 'zod'
import { type AuditLog, auditText } from '../../identity/audit-log.ts'
import type { AuditEntry, AuditField } from '../../store/audit-log.ts'
import type { Condition } from '../../store/query.ts'
import { moment, toMoment } from './fields.ts'
import { type Route, route } from './route.ts'

const action = z.enum(['create', 'read', 'update', 'delete', 'deploy', 'undeploy', 'refuse'])

const entryView = z.strictObject({
  sequence: z.int(),
  id: z.string(),
  time: moment,
  user: z.string(),
  userType: z.enum(['administrator', 'client', 'system']),
  action,
  objectType: z.string(),
  objectName: z.string(),
  /** The entry in one line. */
  text: z.string(),
  remoteAddress: z.string(),
  requestId: z.string(),
  details: z.record(z.string(), z.unknown()),
  previous: z.string(),
  seal: z.string(),
})

const verdict = z.discriminatedUnion('intact', [
  z.strictObject({ intact: z.literal(true), first: z.int(), last: z.int() }),
  z.strictObject({ intact: z.literal(false), sequence: z.int(), problem: z.string() }),
])

export type AuditEntryView = z.output<typeof entryView>
export type AuditVerdictView = z.output<typeof verdict>

const query = z.strictObject({
  since: moment.optional(),
  user: z.string().optional(),
  action: action.optional(),
  /** Entries after this one, oldest first; without it the newest first. */
  after: z.coerce.number().int().min(0).optional(),
  /** Entries before this one. */
  before: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(50),
})

export function auditRoutes(audit: AuditLog): Route[] {
  return [
    route({
      method: 'GET',
      path: '/audit',
      summary: 'The audit log, newest first; with `after` oldest first from the entry after that sequence number',
      query,
      answer: z.array(entryView),
      handle: async ({ query }) => {
        const orderBy = [{ field: 'sequence', descending: query.after === undefined }] as const
        return (await audit.query({ where: conditionOf(query), orderBy, limit: query.limit })).map(view)
      },
    }),
    route({
      method: 'GET',
      path: '/audit/verification',
      summary: 'Whether every entry of the audit log is there and as it was written',
      answer: verdict,
      handle: () => audit.verify(),
    }),
  ]
}

function conditionOf({ since, user, action, after, before }: z.output<typeof query>): Condition<AuditField> {
  const conditions: Condition<AuditField>[] = []
  if (since !== undefined) conditions.push({ op: 'ge', field: 'time', value: Date.parse(since) })
  if (user !== undefined) conditions.push({ op: 'eq', field: 'user', value: user })
  if (action !== undefined) conditions.push({ op: 'eq', field: 'action', value: action })
  if (after !== undefined) conditions.push({ op: 'gt', field: 'sequence', value: after })
  if (before !== undefined) conditions.push({ op: 'lt', field: 'sequence', value: before })
  return { op: 'and', conditions }
}

const view = (entry: AuditEntry): AuditEntryView => ({
  ...entry,
  time: toMoment(entry.time),
  text: auditText(entry),
  details: { ...entry.details },
})
