import { type Comparison, mapComparisons } from '../odata/condition.ts'
import { dateTime, text } from '../odata/edm.ts'
import { badRequest } from '../odata/failure.ts'
import type { AuditEntry, AuditField } from '../store/audit-log.ts'
import type { Condition, Query } from '../store/query.ts'
import { managementSet } from './management-set.ts'

/** Property of `AuditLogs` → field of the store. */
const FIELDS: Readonly<Record<string, AuditField>> = {
  ChangeId: 'id',
  Action: 'action',
  Timestamp: 'time',
  UserName: 'user',
  ObjName: 'objectName',
  ObjType: 'objectType',
  Source: 'remoteAddress',
  UserType: 'userType',
}

/** `AuditLogs` (contract odata-api §1.4); the store filters, sorts and pages. */
export const auditLogs = managementSet<AuditEntry>({
  name: 'AuditLogs',
  type: 'AuditLog',
  keys: ['ChangeId'],
  properties: {
    ChangeId: text((entry) => entry.id),
    Action: text((entry) => entry.action),
    Timestamp: dateTime((entry) => entry.time),
    UserName: text((entry) => entry.user),
    ObjName: text((entry) => entry.objectName),
    ObjType: text((entry) => entry.objectType),
    Source: text((entry) => entry.remoteAddress),
    NodeType: text(() => 'TMN'),
    UserType: text((entry) => entry.userType),
    CustomerVisible: text(() => 'true'),
  },
  requires: 'viewAuditLog',
  async find({ query, counted }, { store }) {
    const stored = storedQuery(query)
    const rows = query.limit === 0 ? [] : await store.auditLog.query(stored)
    return { rows, count: counted ? await store.auditLog.count(stored.where) : undefined }
  },
  read: async ({ ChangeId }, { store }) =>
    (await store.auditLog.query({ where: { op: 'eq', field: 'id', value: String(ChangeId) }, limit: 1 }))[0],
})

/** The question in the words of the store, newest first by default. Entries of the same moment keep their order. */
function storedQuery(query: Query): Query<AuditField> {
  const [first, ...others] = query.orderBy ?? [{ field: 'Timestamp', descending: true }]
  const orderBy = [first!, ...others].map(({ field, descending }) => ({ field: fieldOf(field), descending }))
  return {
    ...query,
    ...(query.where && { where: mapComparisons(query.where, storedComparison) }),
    orderBy: [...orderBy, { field: 'sequence', descending: first!.descending }],
  } as Query<AuditField>
}

const storedComparison = (comparison: Comparison): Condition<AuditField> =>
  ({ ...comparison, field: fieldOf(comparison.field) }) as Condition<AuditField>

function fieldOf(property: string): AuditField {
  const field = Object.hasOwn(FIELDS, property) ? FIELDS[property] : undefined
  if (field === undefined) throw badRequest(`AuditLogs cannot be filtered or sorted by '${property}'.`)
  return field
}
